"""A question case as a row, and back."""

from collections.abc import Callable, Mapping
from typing import Any

from pydantic import ValidationError

from evals.cases import Expected, Premise, QuestionCase, Quote
from evals.sheets.cells import (
    CellError,
    lines,
    read_list,
    read_text,
    read_words,
    split,
    write_list,
    write_text,
    write_words,
)

COLUMNS = (
    *("id", "asker", "kind", "question", "status", "outcome", "sources", "points", "must_not", "premise", "note"),
    *("completeness", "intent", "documents"),
)
REQUIRED = ("id", "asker", "kind", "question", "status")
"""Columns that a sheet must have; a cell of `status` may be empty, and then is not judged."""
_LISTS = ("status", "outcome", "intent", "sources")
_QUOTED = "what it says | phrase, phrase; phrase"


def to_row(case: QuestionCase) -> dict[str, str]:
    """Return the case as cells by column."""
    wanted = case.expected
    return {
        **{name: write_text(getattr(case, name)) for name in ("id", "asker", "kind", "question", "note")},
        **{name: write_list(getattr(wanted, name)) for name in _LISTS},
        "completeness": wanted.completeness or "",
        "points": "\n".join(_write_said(p.point, p.words, p.quotes) for p in wanted.points),
        "must_not": "\n".join(_write_said(rule.what, rule.words) for rule in wanted.must_not),
        "premise": _write_premise(wanted.premise),
        "documents": "\n".join(_write_document(d.model_dump()) for d in case.documents),
    }


def from_row(row: Mapping[str, str]) -> QuestionCase:
    """Return the case in a row. Raises CellError that names the column."""
    whole: dict[str, Any] = {name: _read(row, name, read_text) for name in ("id", "asker", "kind", "question", "note")}
    whole["documents"] = _read(row, "documents", lambda cell: [_read_document(line) for line in lines(cell)])
    premises = _read(row, "premise", lambda cell: [_read_said(line, "false") for line in lines(cell)])
    if not whole["id"]:
        raise CellError("column id: is empty")
    if len(premises) > 1:
        raise CellError("column premise: holds one line at most")
    whole["expected"] = {
        **{name: _read(row, name, read_list) for name in _LISTS},
        "completeness": _read(row, "completeness", read_text) or None,
        "points": _read(row, "points", lambda cell: [_read_said(line, "point") for line in lines(cell)]),
        "must_not": _read(row, "must_not", lambda cell: [_read_said(line, "what") for line in lines(cell)]),
        "premise": premises[0] if premises else None,
    }
    try:
        return QuestionCase.model_validate(whole)
    except ValidationError as error:
        raise CellError(_first(error)) from error


def _first(error: ValidationError) -> str:
    """Return the first fault with its column, and the item in it where there are several."""
    first = error.errors()[0]
    place = [part for part in first["loc"] if part != "expected"]
    item = f", item {place[1] + 1}" if len(place) > 1 and isinstance(place[1], int) else ""
    given = f"; it is {str(first['input'])[:60]!r}" if isinstance(first["input"], str) else ""
    return f"column {place[0]}{item}: {first['msg']}{given}"


def _read(row: Mapping[str, str], column: str, reader: Callable[[str], Any]) -> Any:
    try:
        return reader(row.get(column, ""))
    except CellError as error:
        raise CellError(f"column {column}: {error}") from error


def _write_said(text: str, words: Any, quotes: tuple[Quote, ...] = ()) -> str:
    """Return `text | phrases | document: quote`, with a part for each quote."""
    carried = [f"{write_text(q.document_id, '|:' + chr(10))}: {write_text(q.quote, '|' + chr(10))}" for q in quotes]
    return " | ".join([write_text(text, "|\n"), write_words(words), *carried])


def _read_said(line: str, name: str) -> dict[str, Any]:
    text, *rest = split(line, "|")
    if not rest:
        raise CellError(f"each line is `{_QUOTED}`; {line.strip()[:60]!r} has no |")
    said: dict[str, Any] = {name: read_text(text), "words": read_words(rest[0])}
    if name == "what" and len(rest) > 1:
        raise CellError(f"each line is `{_QUOTED}`; {line.strip()[:60]!r} has a further |")
    return said | ({} if name == "what" else {"quotes": [_read_quote(part) for part in rest[1:]]})


def _read_quote(part: str) -> dict[str, str]:
    name, *rest = split(part, ":")
    if not rest:
        raise CellError(f"a quote is `document: words`; {part.strip()[:60]!r} names no document")
    return {"document_id": read_text(name), "quote": read_text(":".join(rest))}


def _write_premise(premise: Premise | None) -> str:
    return "" if premise is None else _write_said(premise.false, premise.words, premise.quotes)


def _write_document(document: Mapping[str, str | None]) -> str:
    """Return `title | date | text`, or `title | text` without a date."""
    parts = [document["title"], document["date"], document["text"]]
    return " | ".join(write_text(part, "|\n") for part in parts if part is not None)


def _read_document(line: str) -> dict[str, str]:
    parts = [read_text(part) for part in split(line, "|")]
    names = {2: ("title", "text"), 3: ("title", "date", "text")}.get(len(parts))
    if names is None:
        raise CellError(f"each line is `title | date | text` or `title | text`; {line.strip()[:60]!r} is neither")
    return dict(zip(names, parts, strict=True))


def as_line(case: QuestionCase) -> str:
    """Return the case as a JSON line, without what it leaves at its default."""
    return case.model_dump_json(exclude_defaults=True)


assert set(Expected.model_fields) <= set(COLUMNS), "a field of Expected has no column"
