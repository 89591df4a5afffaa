"""The actions of a plan in a file: its list items and table rows, or every line where it has neither."""

import re
from collections.abc import Iterator

from corpus.files import FileText

_ITEM = re.compile(r"^\s*(?:[-*\u2022\u2013]|\(?\d{1,3}[.)]|\(?[a-z][.)])\s+(?P<text>.+)$")
_ROW = re.compile(r"^[^:;]{1,40}: [^;]+(?:; |$)")
_ACTION = re.compile(
    r"(?:^|; )(?:(?:planned |key |agreed )?actions?|tasks?|steps?|activity|activities|what|description)[^:;]{0,20}:\s"
    r"(?P<text>.+?)(?=;\s[^:;]{1,40}:\s|$)",
    re.IGNORECASE,
)
_SHORTEST = 2
"""Words. A line of fewer is a label."""


def actions_in(file: FileText) -> list[str]:
    """Return the actions in order: items and rows where there are any, else all lines; of a row its action column."""
    lines = [line for section in file.sections for line in _joined(file.text_of(section))]
    marked = [text for line in lines if (text := _item_or_row(line, file.kind))]
    found = marked or [line.strip() for line in lines]
    return [text for text in found if len(text.split()) >= _SHORTEST]


def _joined(text: str) -> Iterator[str]:
    """Yield lines, an indented one joined to the item above it."""
    held = ""
    for line in text.splitlines():
        if line[:1].isspace() and line.strip() and _ITEM.match(held) and not _ITEM.match(line):
            held += " " + line.strip()
            continue
        if held.strip():
            yield held
        held = line
    if held.strip():
        yield held


def _item_or_row(line: str, kind: str) -> str | None:
    if action := _ACTION.search(line):
        return action["text"].strip()
    if item := _ITEM.match(line):
        return item["text"].strip()
    is_table = kind in ("xlsx", "csv")
    return line.strip() if is_table or (_ROW.match(line) and line.count("; ") >= 2) else None
