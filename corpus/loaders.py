"""Notes and pages with front matter to documents. Files that a user brings are read in `corpus/files/`."""

import json
import re
from collections.abc import Iterator
from pathlib import Path

import yaml
from pydantic import ValidationError

from corpus.errors import CorpusError, NoteError
from corpus.models import Document, DocumentInfo, Section
from corpus.yaml import read_yaml

PACKAGE = Path(__file__).parent
NOTES, PAGES = PACKAGE / "documents", PACKAGE / "pages"
QUESTIONS, ADDED_QUESTIONS = PACKAGE / "questions.jsonl", PACKAGE / "questions_added.jsonl"
"""What the search heads learned from, and what has been written since for passages that came later."""

_HEADING = re.compile(r"^(#{1,6})\s++(\S.*)$")


def load_corpus() -> list[Document]:
    """Return every note and page that comes with Regrip, ordered by id, with the questions written for their passages.

    Raises NoteError for the first one that is not in the written format.
    """
    questions: dict[str, dict[str, tuple[str, ...]]] = {}
    for chunk_id, asked in load_questions().items():
        questions.setdefault(chunk_id.split("/")[0], {})[chunk_id] = asked
    notes = [*load_folder(NOTES), *load_folder(PAGES)]
    return [note.model_copy(update={"questions": questions.get(note.info.id, {})}) for note in notes]


def load_questions() -> dict[str, tuple[str, ...]]:
    """Return the questions that were written for the passages of the corpus, by chunk id.

    They were written by hand from each passage by people who saw neither the assistant nor any evaluation set.
    """
    return _questions(QUESTIONS) | _questions(ADDED_QUESTIONS)


def load_learned_questions() -> dict[str, tuple[str, ...]]:
    """Return those questions that the search heads learned from, by chunk id."""
    return _questions(QUESTIONS)


def _questions(path: Path) -> dict[str, tuple[str, ...]]:
    rows = (json.loads(line) for line in path.read_text(encoding="utf-8").splitlines())
    return {row["chunk_id"]: tuple(row["questions"]) for row in rows}


def load_folder(folder: Path) -> Iterator[Document]:
    """Yield the notes of a folder, ordered by file name. Raises CorpusError when there is no such folder."""
    if not folder.is_dir():
        raise CorpusError(f"{folder}: no such folder of notes; give a folder with Markdown files")
    for path in sorted(folder.glob("*.md")):
        yield load_note(path)


def load_note(path: Path) -> Document:
    """Return the note or page in `path`. Raises NoteError with the line of what is wrong."""
    lines = path.read_text(encoding="utf-8").split("\n")
    if lines[0].strip() != "---" or "---" not in lines[1:]:
        raise NoteError(path.name, 1, "front matter between two lines of --- is missing")
    end = lines.index("---", 1)
    return Document(
        info=_read_info(path.name, "\n".join(lines[1:end])),
        sections=tuple(_sections(lines[end + 1 :], first_line=end + 2)),
    )


def _read_info(name: str, front_matter: str) -> DocumentInfo:
    try:
        data = read_yaml(front_matter)
        info = DocumentInfo.model_validate(data)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        raise NoteError(name, mark.line + 2 if mark else 1, "front matter is not valid YAML") from error
    except ValidationError as error:
        first = error.errors()[0]
        key = str(first["loc"][0]) if first["loc"] else ""
        raise NoteError(name, _line_of(front_matter, key), f"{key or 'front matter'}: {first['msg']}") from error
    if info.id != name.removesuffix(".md"):
        raise NoteError(name, _line_of(front_matter, "id"), f"id {info.id} is not the file's name")
    return info


def _line_of(front_matter: str, key: str) -> int:
    for number, line in enumerate(front_matter.split("\n"), start=2):
        if key and line.startswith(f"{key}:"):
            return number
    return 1


def _sections(lines: list[str], first_line: int) -> Iterator[Section]:
    """Cut at headings of level two and three; deeper ones stay in the text."""
    heading: tuple[str, ...] = ()
    start, held = first_line, list[str]()
    for number, line in enumerate(lines, start=first_line):
        match = _HEADING.match(line)
        if match and len(match[1]) <= 3:
            yield from _section(heading, held, start)
            heading, held, start = _deeper(heading, len(match[1]), _bare_title(match[2])), [], number + 1
        else:
            held.append(line)
    yield from _section(heading, held, start)


def _bare_title(title: str) -> str:
    """Return a heading without the number signs that may close it."""
    return title.rstrip().rstrip("#").rstrip() or title[:1]


def _deeper(heading: tuple[str, ...], level: int, title: str) -> tuple[str, ...]:
    return (*heading[:1], title) if level == 3 and heading else (title,)


def _section(heading: tuple[str, ...], held: list[str], start: int) -> Iterator[Section]:
    blank = next((i for i, line in enumerate(held) if line.strip()), None)
    if blank is not None:
        yield Section(heading=heading, text="\n".join(held[blank:]).rstrip(), line=start + blank)
