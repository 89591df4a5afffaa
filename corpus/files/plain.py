"""Plain text and Markdown. The text is kept line by line, so a line here is a line in the file."""

import re
import sys
from collections.abc import Iterator
from itertools import accumulate, pairwise

from corpus.files.blocks import WORDS_IN_A_PLACE, Extract, Source, clean, has_smuggled, span
from corpus.files.dates import iso_date
from corpus.files.hidden import Hidden
from corpus.files.limits import MOST_CHARACTERS
from corpus.files.models import FileSection
from corpus.files.text_encoding import decode_text

_ATX = re.compile(r"^ {0,3}(#{1,6})[ \t]+(\S.*)$")
_SETEXT = re.compile(r"^ {0,3}(=+|-{2,})[ \t]*$")
_FENCE = re.compile(r"^ {0,3}(`{3,}|~{3,})")
_COMMENT = re.compile(r"<!--.*?(?:-->|\Z)", re.DOTALL)
_FIELD = re.compile(r"^(title|date):\s*+(\S.*)$", re.IGNORECASE)

_Heading = tuple[int, str, int]
"""Level, title and the number of lines it takes."""


class _Lines:
    """The lines of a text and where each begins."""

    def __init__(self, lines: list[str]) -> None:
        self.lines = lines
        self.offsets = [0, *accumulate(len(line) + 1 for line in lines)]


def read_text(source: Source) -> Extract:
    """Return plain text in sections of lines."""
    text, warnings = _load(source)
    lines = _Lines(text.split("\n"))
    return Extract(text, tuple(_line_sections(lines, 0, len(lines.lines), ())), warnings=warnings)


def read_markdown(source: Source) -> Extract:
    """Return Markdown in sections under its headings; the mark-up stays, comments and front matter go."""
    text, warnings = _load(source)
    shown = _COMMENT.sub(_blank, text)
    if shown != text:
        hidden = Hidden()
        hidden.aside_all(match[0] for match in _COMMENT.finditer(text))
        warnings += ["comments, which no reader sees, were left out", *hidden.warnings("", least=sys.maxsize)]
    lines = shown.split("\n")
    fields, start = _front_matter(lines)
    lines[:start] = [""] * start
    headings = _headings(lines, start)
    title, path_base = _title(headings, lines, start)
    sections = tuple(_heading_sections(_Lines(lines), start, headings, path_base))
    return Extract("\n".join(lines), sections, title or fields.get("title"), iso_date(fields.get("date")), warnings)


def _load(source: Source) -> tuple[str, list[str]]:
    raw, warning = decode_text(source.data, source.name)
    warnings = [warning] if warning else []
    if has_smuggled(raw):
        warnings.append("invisible characters that spell out hidden words were left out")
    text = clean(raw)
    if len(text) > MOST_CHARACTERS:
        warnings.append(f"only the first {MOST_CHARACTERS:,} characters were read; the rest is left out")
        text = text[:MOST_CHARACTERS]
    return text, warnings


def _blank(match: re.Match[str]) -> str:
    return "\n" * match[0].count("\n")


def _front_matter(lines: list[str]) -> tuple[dict[str, str], int]:
    """The title and date between two lines of ---, and the line after them."""
    if lines[0].strip() != "---" or "---" not in (line.strip() for line in lines[1:200]):
        return {}, 0
    end = next(i for i, line in enumerate(lines[1:], start=1) if line.strip() == "---")
    matches = [m for line in lines[1:end] if (m := _FIELD.match(line))]
    return {m[1].lower(): m[2].rstrip().strip("'\"") for m in matches}, end + 1


def _headings(lines: list[str], start: int) -> dict[int, _Heading]:
    found, fence = dict[int, _Heading](), ""
    for number in range(start, len(lines)):
        line = lines[number]
        fenced = _FENCE.match(line)
        if fenced and (not fence or line.strip().startswith(fence)):
            fence = "" if fence else fenced[1]
        elif not fence and (match := _ATX.match(line)):
            found[number] = (len(match[1]), match[2].rstrip().rstrip("#").rstrip() or match[2], 1)
        elif not fence and _is_underlined(lines, number):
            found[number] = (1 if "=" in lines[number + 1] else 2, line.strip(), 2)
    return found


def _is_underlined(lines: list[str], number: int) -> bool:
    line, after = lines[number].strip(), lines[number + 1] if number + 1 < len(lines) else ""
    if not line or not _SETEXT.match(after) or line.startswith((">", "- ", "* ", "|", "#")):
        return False
    return number == 0 or not lines[number - 1].strip()


def _title(headings: dict[int, _Heading], lines: list[str], start: int) -> tuple[str | None, int]:
    """A lone heading of level one that opens the text is the document's title, and stands in no path."""
    first = next((n for n in range(start, len(lines)) if lines[n].strip()), None)
    levels = [level for level, _, _ in headings.values()]
    if first in headings and headings[first][0] == 1 and levels.count(1) == 1:
        alone = not any(line.strip() for line in lines[first + headings[first][2] :])
        return headings[first][1], 0 if alone else 1
    return None, 0


def _heading_sections(text: _Lines, start: int, headings: dict[int, _Heading], path_base: int) -> Iterator[FileSection]:
    starts = [*headings, len(text.lines)]
    yield from _line_sections(text, start, starts[0], ())
    path: list[tuple[int, str]] = []
    for at, after in pairwise(starts):
        level, title, height = headings[at]
        path = [(upper, above) for upper, above in path if upper < level]
        if level > path_base:
            path.append((level, title))
        heading = tuple(above for _, above in path)
        deeper = after in headings and headings[after][0] > level
        body = list(_line_sections(text, at + height, after, heading))
        if not body and not deeper and heading:
            body = list(_line_sections(text, at, after, heading))
        yield from body


def _line_sections(text: _Lines, first: int, after: int, heading: tuple[str, ...]) -> Iterator[FileSection]:
    """Sections of the lines from `first` up to `after`: one under a heading, several where there is none."""
    groups = [(first, after)] if heading else _groups(text.lines, first, after)
    for begin, end in groups:
        filled = [n for n in range(begin, end) if text.lines[n].strip()]
        if filled:
            begin, end = filled[0], filled[-1]
            locator = " > ".join(heading) or span("line", begin + 1, end + 1)
            last = text.offsets[end] + len(text.lines[end].rstrip())
            yield FileSection(heading=heading, locator=locator, start=text.offsets[begin], end=last)


def _groups(lines: list[str], first: int, after: int) -> Iterator[tuple[int, int]]:
    """Paragraphs put together up to the words of one place."""
    begin, words = first, 0
    for number in range(first, after):
        count = len(lines[number].split())
        at_break = number > begin and not lines[number - 1].strip()
        if words and (words + count > 2 * WORDS_IN_A_PLACE or (at_break and words + count > WORDS_IN_A_PLACE)):
            yield begin, number
            begin, words = number, 0
        words += count
    yield begin, after
