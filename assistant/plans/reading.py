"""The actions of a plan, in a file or pasted: its list items and table rows, or every line where it has neither."""

import re
from collections.abc import Iterable, Iterator, Sequence

from assistant.errors import QuestionError
from assistant.models import MOST_ACTIONS, PlannedAction
from assistant.plans.models import PlanRead
from assistant.plans.rows import action_of_row, with_rows
from corpus.files import FileText
from corpus.hygiene import clean

_ITEM = re.compile(r"^\s*(?:[-*\u2022\u2013]|\(?\d{1,3}[.)]|\(?[a-z][.)])\s+(?P<text>.+)$")
_HEADING = re.compile(
    r"^#|:$|^(?:priority|theme|area|objective|section|part|workstream|aim|goal|outcome)\s+\w+\s*[:.\u2013-]|^(?:[\w\u2019'&-]+\s+){0,6}plan(?:\s+\d{4}.*)?$",
    re.IGNORECASE,
)
_SHORTEST = 2
"""Words. A line of fewer is a label."""


def actions_in(file: FileText) -> list[str]:
    """Return the actions of a file in order: items and rows where there are any, else all lines but headings."""
    return _actions(file.text_of(section) for section in file.sections)


def plan_in(file: FileText, longest: int) -> PlanRead:
    """Return the plan in a file, with personal data covered. Raises QuestionError for more than `longest` characters."""
    parts = [file.text_of(section) for section in file.sections]
    return _plan(parts, longest, file.name, list(file.warnings))


def plan_in_text(text: str, longest: int) -> PlanRead:
    """Return the plan in a text that was pasted, whose tables have tabs between their cells. Raises QuestionError as for a file."""
    return _plan([text], longest, "", [])


def _plan(parts: Sequence[str], longest: int, name: str, warnings: list[str]) -> PlanRead:
    if (length := sum(map(len, parts))) > longest:
        raise QuestionError(
            f"{name or 'the plan'}: {length:,} characters, more than {longest:,}; cut it into parts, or bring only its actions"
        )
    cleaned = [clean(part) for part in parts]
    actions = _actions(part.text for part in cleaned)
    warnings += [warning for part in cleaned for warning in part.warnings]
    if not actions:
        warnings.append("No action was found; bring a list or a table of actions, or one action a line.")
    if len(actions) > MOST_ACTIONS:
        warnings.append(
            f"Only the first {MOST_ACTIONS:,} of {len(actions):,} actions were taken; bring the plan in parts."
        )
    return PlanRead(
        name=name,
        actions=[PlannedAction(text=text) for text in actions[:MOST_ACTIONS]],
        warnings=list(dict.fromkeys(warnings)),
    )


def _actions(parts: Iterable[str]) -> list[str]:
    read = list(with_rows(line for part in parts for line in _joined(part)))
    marked = [text for line in read if (text := _item_or_row(line))]
    found = marked or [line.strip() for line in read]
    return [text for text in found if len(text.split()) >= _SHORTEST and not _is_heading(text)]


def _joined(text: str) -> Iterator[str]:
    """Yield lines, an indented one joined to the item above it."""
    held = list[str]()
    for line in filter(str.strip, text.splitlines()):
        if held and line[0].isspace() and _ITEM.match(held[0]) and not _ITEM.match(line):
            held.append(line.strip())
            continue
        if held:
            yield " ".join(held)
        held = [line]
    if held:
        yield " ".join(held)


def _item_or_row(line: str) -> str | None:
    if action := action_of_row(line):
        return action
    item = _ITEM.match(line)
    return item["text"].strip() if item else None


def _is_heading(text: str) -> bool:
    return text.isupper() or _HEADING.search(text) is not None
