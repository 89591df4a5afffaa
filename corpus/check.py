"""Checks on notes and pages: the written format, the register, the links between them."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from pydantic import BaseModel

from corpus.errors import NoteError
from corpus.loaders import NOTES, PACKAGE, PAGES, load_note
from corpus.models import PLACE, Document, Section
from corpus.yaml import read_yaml

WORDS = (150, 1300)
"""Fewest and most words in a note or page."""
LONGEST_QUOTATION = 30
SAYS_THE_SAME = 0.75
"""Share of an unverified fact's words and figures in one statement from which it counts as stated."""

_NOTE_HEADINGS = frozenset(
    [
        "What it is",
        "What it found",
        "What was done",
        "What changed and how long it took",
        "What did not work",
        "What it advises",
        "What it says about the stages",
        "Not verified",
        "How far to rely on it",
    ]
)
_CARD_HEADINGS = [
    "What it is",
    "First steps",
    "Who owns it",
    "Where it fits",
    "Where it is a mismatch",
    "What it costs in capacity",
    "How you would know in 90 days",
    "Who has done it",
]
_QUOTATION = re.compile(r"[\"\u201c]([^\"\u201c\u201d]+)[\"\u201d]")
_ORIGIN = re.compile(r"\[(seed|source|inference)(?::([^\[\]]+))?\]\s*$")


class Problem(BaseModel):
    """One thing that is wrong, with its file and 1-based line."""

    file: str
    line: int
    message: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.message}"


def check_corpus() -> list[Problem]:
    """Return what is wrong with the corpus of this installation, ordered by file and line; empty when it is in order."""
    documents, problems = _read([*sorted(NOTES.glob("*.md")), *sorted(PAGES.glob("*.md"))])
    register = {
        entry["id"]: entry for entry in read_yaml((PACKAGE / "register.yaml").read_text(encoding="utf-8"))["sources"]
    }
    codes = set(re.findall(r"\b(?:ST|LG|SB|SC|CL|NE)\d+\b", (PACKAGE / "rubric.yaml").read_text(encoding="utf-8")))
    for document in documents:
        problems += _check(document, register, codes)
    problems += _repeats(documents) + _orphans(documents, register) + _superseded_in_a_circle(documents)
    return sorted(problems, key=lambda p: (p.file, p.line))


def check_folder(folder: Path) -> list[Problem]:
    """Return what is wrong with the notes of another folder, without the register; an empty folder is a problem too."""
    documents, problems = _read(sorted(folder.glob("*.md")))
    if not documents and not problems:
        problems.append(Problem(file=str(folder), line=1, message="there are no Markdown files here"))
    return problems + [p for document in documents for p in _body(document)] + _repeats(documents)


def _read(paths: list[Path]) -> tuple[list[Document], list[Problem]]:
    documents, problems = list[Document](), list[Problem]()
    for path in paths:
        try:
            documents.append(load_note(path))
        except NoteError as error:
            problems.append(Problem(file=error.path, line=error.line, message=error.problem))
        except (OSError, UnicodeDecodeError) as error:
            problems.append(
                Problem(file=path.name, line=1, message=f"cannot be read as UTF-8 text ({type(error).__name__})")
            )
    return documents, problems


def _check(document: Document, register: dict[str, Any], codes: set[str]) -> list[Problem]:
    own = document.info.publisher == "Regrip"
    problems = list(_body(document))
    problems += _page(document, register, codes) if own else _note(document, register)
    superseded = document.info.superseded_by
    if superseded and superseded not in register:
        problems.append(_problem(document, 1, f"superseded_by: {superseded} is not in the register"))
    return problems


def _body(document: Document) -> Iterator[Problem]:
    words = sum(len(PLACE.sub("", section.text).split()) for section in document.sections)
    if not WORDS[0] <= words <= WORDS[1]:
        yield _problem(document, 1, f"{words} words; between {WORDS[0]} and {WORDS[1]} are wanted")
    for section in document.sections:
        for number, line in _lines(section):
            for quotation in _QUOTATION.findall(line):
                if len(quotation.split()) > LONGEST_QUOTATION:
                    yield _problem(
                        document, number, f"a quotation of {len(quotation.split())} words; {LONGEST_QUOTATION} at most"
                    )


def _note(document: Document, register: dict[str, Any]) -> Iterator[Problem]:
    entry = register.get(document.info.id)
    if entry is None:
        yield _problem(document, 1, f"{document.info.id} is not in the register")
        return
    for key in ("title", "publisher", "url", "licence", "kind", "status"):
        if getattr(document.info, key) != entry.get(key):
            yield _problem(document, 1, f"{key} differs from the register: {getattr(document.info, key)!r}")
    headings = [section.heading[0] for section in document.sections if section.heading]
    if not headings or headings[0] != "What it is" or headings[-1] != "How far to rely on it":
        yield _problem(document, 1, "a note begins with 'What it is' and ends with 'How far to rely on it'")
    for section in document.sections:
        if section.heading and section.heading[0] not in _NOTE_HEADINGS:
            yield _problem(document, section.line, f"heading {section.heading[0]!r} is not one a note has")
        yield from _facts_have_places(document, section)
        yield from _unverified_as_fact(document, section, entry)


def _facts_have_places(document: Document, section: Section) -> Iterator[Problem]:
    """Every figure needs its place in the original; an unverified one has to say so itself."""
    for number, line in _lines(section):
        if re.search(r"\d", PLACE.sub("", line)) and not PLACE.search(line):
            yield _problem(document, number, "a figure without its place in square brackets")
        if section.heading[:1] == ("Not verified",) and not line.lstrip("- ").startswith("Not verified:"):
            yield _problem(document, number, "a line under 'Not verified' begins with 'Not verified:'")


def _unverified_as_fact(document: Document, section: Section, entry: dict[str, Any]) -> Iterator[Problem]:
    """A line that says most of what an unverified fact of the register says, without saying that it is unverified."""
    if section.heading[:1] == ("Not verified",):
        return
    doubtful = [_content(fact["text"]) for fact in entry.get("facts", []) if fact["mark"] != "V"]
    for number, line in _lines(section):
        for statement in line.split("]"):
            said = _content(statement)
            if "[inference" not in statement and any(
                len(said & fact) >= SAYS_THE_SAME * len(fact) for fact in doubtful if fact
            ):
                yield _problem(document, number, "an unverified fact of the register is stated as a fact")


def _content(text: str) -> frozenset[str]:
    return frozenset(re.findall(r"[a-z]{4,}|\d[\d.,%]*", text.lower()))


def _page(document: Document, register: dict[str, Any], codes: set[str]) -> Iterator[Problem]:
    if document.info.kind == "response card":
        headings = [section.heading[0] for section in document.sections if section.heading]
        if headings != _CARD_HEADINGS:
            yield _problem(document, 1, f"a response card has the headings {', '.join(_CARD_HEADINGS)}, in this order")
    for code in document.info.indicators:
        if code not in codes:
            yield _problem(document, 1, f"indicator {code} is not in the rubric")
    for section in document.sections:
        for number, line in _lines(section):
            yield from _origin(document, number, line, register)


def _origin(document: Document, number: int, line: str, register: dict[str, Any]) -> Iterator[Problem]:
    match = _ORIGIN.search(line)
    if match is None:
        yield _problem(document, number, "a statement without its origin: [seed: id], [source: id, id] or [inference]")
        return
    for source in filter(None, (name.strip() for name in (match[2] or "").split(","))):
        if source not in register:
            yield _problem(document, number, f"{source} is not in the register")


def _repeats(documents: list[Document]) -> list[Problem]:
    """A sentence that stands in two documents helps nobody and crowds out other results."""
    seen: dict[str, str] = {}
    problems = []
    for document in documents:
        for section in document.sections:
            for number, line in _lines(section):
                text = PLACE.sub("", line).strip(" -").lower()
                other = seen.setdefault(text, document.info.id)
                if len(text.split()) >= 12 and other != document.info.id:
                    problems.append(_problem(document, number, f"the same words stand in {other}"))
    return problems


def _orphans(documents: list[Document], register: dict[str, Any]) -> list[Problem]:
    """A source with a verified fact needs a note."""
    noted = {document.info.id for document in documents}
    return [
        Problem(file="register.yaml", line=1, message=f"{source} carries verified facts and has no note")
        for source, entry in register.items()
        if source not in noted
        and entry["seen_as"] != "none"
        and any(fact["mark"] == "V" for fact in entry.get("facts", []))
    ]


def _superseded_in_a_circle(documents: list[Document]) -> list[Problem]:
    following = {d.info.id: d.info.superseded_by for d in documents}
    problems = []
    for document in documents:
        seen, here = {document.info.id}, following[document.info.id]
        while here and here not in seen:
            seen.add(here)
            here = following.get(here)
        if here:
            problems.append(_problem(document, 1, f"superseded_by leads in a circle through {here}"))
    return problems


def _lines(section: Section) -> Iterator[tuple[int, str]]:
    for offset, line in enumerate(section.text.split("\n")):
        if line.strip() and not line.startswith("#"):
            yield section.line + offset, line


def _problem(document: Document, line: int, message: str) -> Problem:
    return Problem(file=f"{document.info.id}.md", line=line, message=message)
