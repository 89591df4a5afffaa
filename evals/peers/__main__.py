"""`python -m evals.peers`: ours beside other systems on the same passages and queries, each in its own environment.

Nothing is installed into the environment that runs this. Run it on a quiet machine: one system at a time is measured.
"""

import argparse
import datetime
import os
import platform
import shlex
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from corpus.errors import RegripError
from evals.peers.material import Material, read_material
from evals.peers.measure import TIMED, measure_ours, measure_peer
from evals.peers.records import PeersReport, SetReport, SystemRow, with_ratios
from evals.peers.systems import NAMES, OURS, PEERS
from evals.peers.tables import tables
from evals.runner import commit
from evals.runs import COMMITTED
from indexes.embedders import get_embedder

RESULTS = COMMITTED / "peers"
_BUSY = 0.5
"""Load a core above which times of torch, which waits for all cores, say more about the machine than about the system."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the comparison, print its tables and write its JSON. Return 2 when it cannot be made."""
    options = _options(arguments)
    try:
        _run(options, sys.argv[1:] if arguments is None else arguments)
    except RegripError as error:
        _say(str(error))
        return 2
    return 0


def _run(options: argparse.Namespace, given: Sequence[str]) -> None:
    load = _load()
    if load is not None and load > _BUSY:
        _say(f"this machine is busy (load {load} a core): times will not be fair; what runs torch suffers most")
    embedder = get_embedder()
    sets = []
    for data in options.data:
        material = read_material(f"{data}-test", embedder, options.passages, options.queries)
        sets.append(_compare(material, options))
        print(f"\n{data}\n\n{tables(sets[-1])}")
    today = datetime.datetime.now(datetime.UTC).date().isoformat()
    command = shlex.join(["python", "-m", "evals.peers", *_shown(given)])
    machine = {"cores": os.cpu_count(), "python": platform.python_version(), "commit": commit()}
    report = PeersReport(date=today, command=command, machine=machine, load=load, sets=sets)
    limited = any(one.limited for one in sets) or set(options.systems) != set(NAMES)
    out = options.out or (options.environments if limited else RESULTS) / f"{today}.json"
    out.parent.mkdir(parents=True, exist_ok=True)
    out.write_text(report.model_dump_json(indent=1) + "\n", encoding="utf-8")
    _say(f"written to {out}")


def _compare(material: Material, options: argparse.Namespace) -> SetReport:
    rows: list[SystemRow] = []
    started = time.perf_counter()
    common = (material, options.environments, options.python, options.timeout)
    _say(f"{material.set}: {len(material.chunks)} passages, {len(material.queries)} queries; ours")
    rows += measure_ours(*common)
    for peer in PEERS:
        if peer.name in options.systems:
            _say(f"[{time.perf_counter() - started:5.0f} s] {peer.name}")
            rows += measure_peer(peer, *common)
    return SetReport(
        set=material.set,
        documents=len(material.documents),
        passages=len(material.chunks),
        queries=len(material.queries),
        timed_queries=min(TIMED, len(material.queries)),
        limited=material.limited,
        systems=with_ratios(rows),
    )


def _options(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m evals.peers", description=__doc__)
    parser.add_argument("--data", nargs="+", choices=("scifact", "or-sharc"), default=["scifact"])
    parser.add_argument("--systems", nargs="+", choices=NAMES, default=list(NAMES), help=f"{OURS} is always run")
    parser.add_argument("--passages", type=_count, help="about how many passages, for a quick look (default: all)")
    parser.add_argument("--queries", type=_count, help="how many queries, for a quick look (default: all)")
    parser.add_argument(
        "--environments",
        type=lambda text: Path(text).resolve(),
        default=Path(tempfile.gettempdir()) / "regrip-peers",
        help="folder for the peers' environments, used again when they are whole (default: below the temp folder)",
    )
    parser.add_argument(
        "--python", type=Path, nargs="+", default=[], help="interpreters for peers that need a newer one than this"
    )
    parser.add_argument("--timeout", type=float, default=3600, help="seconds that one request may take")
    parser.add_argument(
        "--out",
        type=Path,
        help="file for the figures (default: evals/results/peers/<date>.json; in --environments for a part of a run)",
    )
    return parser.parse_args(arguments)


def _count(text: str) -> int:
    number = int(text)
    if number < 1:
        raise argparse.ArgumentTypeError(f"{text} is not 1 or more")
    return number


def _shown(given: Sequence[str]) -> list[str]:
    """Return the arguments without those that only say where things are on this machine."""
    shown, skipping = list[str](), False
    for argument in given:
        if argument.startswith("--"):
            skipping = argument.split("=")[0] in ("--environments", "--python", "--out")
        if not skipping:
            shown.append(argument)
    return shown


def _load() -> float | None:
    return round(os.getloadavg()[0] / (os.cpu_count() or 1), 2) if hasattr(os, "getloadavg") else None


def _say(line: str) -> None:
    print(line, file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main())
