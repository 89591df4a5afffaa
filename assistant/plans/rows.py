"""Rows of a plan's tables: which cell is the action, and who does it by when, with what measure."""

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby, pairwise, zip_longest

from corpus.files.rows import table_lines

_CELL = re.compile(r"(?:^|; )(?P<name>[^:;]{1,40}): ")
_IS_ACTION = re.compile(
    r"\b(?:actions?|tasks?|steps?|activity|activities|what|description|recommendations?|interventions?)\b",
    re.IGNORECASE,
)
_WHO = r"owners?|leads?|who|responsib\w+|accountable|officer"
_MEASURE = r"measures?|kpis?|success|impact|evidence|how (?:we|you|one) will know"
_SAYS_WHO = re.compile(rf"\b(?:{_WHO})\b", re.IGNORECASE)
_SAYS_MEASURE = re.compile(rf"\b(?:{_MEASURE})\b", re.IGNORECASE)
_SAYS_WHO_OR_WHEN = re.compile(
    rf"\b(?:{_WHO}|when|dates?|deadline|due|by|timescales?|timeframe|complet\w+|{_MEASURE})\b", re.IGNORECASE
)
_LONGEST_NAME = 5
"""Words of a column's name."""
_MOST_BRACKETS = 10
"""Of an action, the last ones: names of people have brackets of their own."""
_CUTS = {"\t": r"\t", "|": r"\|", ";": r"; "}
_RULE = re.compile(r"^\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)+\|?$")
"""What a Markdown table has below its header; its rows may go without outer bars."""


def with_rows(lines: Iterable[str]) -> Iterator[str]:
    """Yield lines, those of a table drawn with tabs, bars or semicolons as 'column: cell; column: cell'."""
    held = list(lines)
    for cut, group in groupby(zip(held, _cuts(held), strict=True), lambda pair: pair[1]):
        own = [line for line, _ in group]
        if not cut:
            yield from own
            continue
        rows = [[cell.strip() for cell in re.split(_CUTS[cut], line.strip("|"))] for line in own if not _is_rule(line)]
        heads = [n for n, row in enumerate(rows) if _names_columns(row)]
        yield from ("; ".join(filter(None, row)) for row in rows[: heads[0] if heads else None])
        for head, end in pairwise([*heads, None]):
            yield from table_lines(rows[head:end], header=True)


def action_of_row(line: str) -> str | None:
    """Return the action of a row 'column: cell; ...' with who and when behind it, None for what is no row of a plan.

    Without a column that is called an action it is the wordiest cell of a row that names an owner or a date.
    """
    cells = list(_cells(line))
    details = [(name, value) for name, value in cells if _SAYS_WHO_OR_WHEN.search(name) and not _IS_ACTION.search(name)]
    others = [(name, value) for name, value in cells if (name, value) not in details]
    action = next((value for name, value in others if _IS_ACTION.search(name)), None)
    if action is None and details and len(cells) > 2:
        action = max((value for _, value in others), key=lambda value: len(value.split()), default=None)
    if action is None:
        return None
    said = "; ".join(f"{name}: {value}" for name, value in details)
    return f"{action} ({said})" if said else action


def details_of(action: str) -> dict[str, str]:
    """Return what was put behind an action: `owner`, `due` and `measure`, where its row had them."""
    bare = without_details(action)
    if bare == action:
        return {}
    found = dict[str, str]()
    for name, value in _cells(action[len(bare) + 2 : -1]):
        kind = "measure" if _SAYS_MEASURE.search(name) else "owner" if _SAYS_WHO.search(name) else "due"
        if value:
            found.setdefault(kind, value)
    return found


def without_details(action: str) -> str:
    """Return an action without the who and when that were put behind it: they say nothing of what is done."""
    brackets = [found.start() for found in re.finditer(r" \(", action)] if action.endswith(")") else []
    for start in brackets[-_MOST_BRACKETS:]:
        inside = action[start + 2 : -1]
        names = [name for name, _ in _cells(inside)]
        if _CELL.match(inside) and all(map(_SAYS_WHO_OR_WHEN.search, names)):
            return action[:start]
    return action


def _cuts(lines: Sequence[str]) -> Iterator[str]:
    """Yield what parts the cells of each line: bars also from a line above a table's rule on, as long as lines have any."""
    drawn = False
    for line, below in zip_longest(lines, lines[1:], fillvalue=""):
        drawn = "|" in line and (drawn or _RULE.match(below.strip()) is not None)
        yield "|" if drawn else _cut(line)


def _cut(line: str) -> str:
    """Return what parts the cells of a line, "" where it is no row or one whose cells bear the names of their columns."""
    if "\t" in line.lstrip():
        return "\t"
    if line.startswith("|"):
        return "|"
    return ";" if "; " in line and not _CELL.match(line) else ""


def _is_rule(line: str) -> bool:
    return "|" in line and not line.strip("|:- \t")


def _names_columns(row: list[str]) -> bool:
    short = all(len(cell.split()) <= _LONGEST_NAME for cell in row)
    return short and any(map(_IS_ACTION.search, row)) and any(map(_SAYS_WHO_OR_WHEN.search, row))


def _cells(line: str) -> Iterator[tuple[str, str]]:
    found = list(_CELL.finditer(line))
    ends = [each.start() for each in found[1:]] + [len(line)]
    for each, end in zip(found, ends, strict=False):
        yield each["name"].strip(), line[each.end() : end].strip()
