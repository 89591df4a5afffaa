"""Print how the time of every expression grows: `python -m tests.growth [WORD]`; ends with 1 when one grows faster than linearly."""

import sys

from tests.growth.measuring import LINEAR, Growth, Measurer
from tests.growth.patterns import all_patterns


def main(word: str) -> int:
    """Measure the expressions whose name holds `word`, print a line for each, and return 1 when one is worse than linear."""
    patterns, unread = all_patterns()
    grown: list[Growth] = []
    measurer = Measurer()
    for found in (f for f in patterns if word in f.name):
        grown.append(measurer.growth_of(found))
        print(_line(grown[-1]), flush=True)
    measurer.end()
    worse = [growth for growth in grown if not growth.linear]
    print(f"{len(grown)} expressions; {len(worse)} grow faster than length to the power {LINEAR}.")
    print(f"{len(unread)} are put together while the program runs and were not measured:", *unread, sep="\n  ")
    return 1 if worse else 0


def _line(growth: Growth) -> str:
    mark = "linear" if growth.linear else f"WORSE {growth.power:.2f}"
    head, unit, tail = growth.attack
    return f"{mark:11} {growth.cost:10.3f} µs/char  {growth.name}  on {head[-60:]!r} + {unit[:60]!r} * n + {tail!r}"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1] if len(sys.argv) > 1 else ""))
