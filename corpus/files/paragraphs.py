"""Lines of a PDF into paragraphs, broken words whole again."""

import re
from collections import Counter
from collections.abc import Iterable
from itertools import pairwise
from statistics import median

from corpus.files.pdf_letters import SOFT_HYPHEN
from corpus.files.pdf_page import Line, Page

_WORD = re.compile(r"[^\W_]+(?:[-’'][^\W_]+)*")
_ITEM = re.compile(r"^(?:[•●▪■◦○‣⁃·]|[-–—*o]\s|\(?(?:\d{1,2}|[a-z]|[ivx]{1,4})[.)]\s)")
_BULLET = re.compile(r"^(?:[•●▪■◦○‣⁃·]\s*|[-–—*o]\s+)")
_HYPHENS = ("-", "‐", SOFT_HYPHEN)
_KEEPS_HYPHEN = frozenset(
    "self well multi non co inter cross long short full part high low mid half early semi anti post pre ex vice year month "
    "week day one two three four five six first second decision child family case two face hands follow".split()
)


def vocabulary(pages: Iterable[Page]) -> Counter[str]:
    """Count the words that stand whole in the document, to decide how broken ones are written."""
    counts: Counter[str] = Counter()
    for page in pages:
        for line in page.lines:
            counts.update(w.lower() for w in _WORD.findall(line.text.rstrip("".join(_HYPHENS))))
    return counts


def to_paragraphs(lines: list[Line], words: Counter[str]) -> list[tuple[str, bool]]:
    """Return paragraphs in order, each with whether it is a list item or a row, which follow one another closely."""
    paragraphs = list[tuple[str, bool]]()
    usual, step = _usual_step(lines), 0.0
    for number, line in enumerate(lines):
        before = lines[number - 1] if number else None
        item = line.row or bool(_ITEM.match(line.text))
        here = step or _step_here(lines, number, usual)
        if before is None or item or _begins(before, line, here) or _is_forced(before, line):
            paragraphs.append((_BULLET.sub("- ", line.text), item))
            step = 0.0
        else:
            text, kind = paragraphs[-1]
            paragraphs[-1] = (_joined(text, line.text, words), kind)
            step = max(before.baseline - line.baseline, 0.0)
    return [(text.replace(SOFT_HYPHEN, "-"), item) for text, item in paragraphs]


def _is_forced(before: Line, line: Line) -> bool:
    """Whether the first word of `line` had room on the line before: then its break is meant."""
    if (
        abs(before.left - line.left) > 2 * line.size
        or before.text.endswith(_HYPHENS)
        or before.baseline < line.baseline
    ):
        return False
    word = line.text.partition(" ")[0]
    width = (line.right - line.left) * len(word) / max(1, len(line.text))
    return before.right + width + 1.5 * line.size < before.margin


def _usual_step(lines: list[Line]) -> float:
    steps = [a.baseline - b.baseline for a, b in pairwise(lines)]
    close = [s for s, line in zip(steps, lines, strict=False) if 0.5 * line.size < s < 3 * line.size]
    return median(close) if close else 0.0


def _step_here(lines: list[Line], number: int, usual: float) -> float:
    """From one line to the next where a paragraph begins: as usual on the page, or wider if the lines after it are."""
    if number + 1 >= len(lines):
        return usual
    drop = lines[number - 1].baseline - lines[number].baseline
    after = lines[number].baseline - lines[number + 1].baseline
    widely_set = 0.85 * drop < after < 1.15 * drop and drop < 2.2 * lines[number].size
    return max(usual, after) if widely_set else usual


def _begins(before: Line, line: Line, step: float) -> bool:
    if before.row or abs(before.size - line.size) > 0.12 * max(before.size, line.size):
        return True
    ended = before.text.rstrip().endswith((".", "!", "?", ":", ";"))
    drop = before.baseline - line.baseline
    if drop <= 0:  # the top of the next column
        return ended or not line.text[:1].islower()
    if drop > 1.3 * step:
        goes_on = line.text[:1].islower() and not ended and drop < 2.2 * line.size
        return not goes_on and not before.text.endswith(SOFT_HYPHEN)
    width = max(before.right, line.right) - min(before.left, line.left)
    return ended and before.right < line.right - 0.25 * width


def _joined(text: str, more: str, words: Counter[str]) -> str:
    if not text.endswith(_HYPHENS) or not more[:1].isalnum() or text[-2:-1].isspace():
        return f"{text} {more}"
    head, tail = _WORD.findall(text[:-1])[-1:], _WORD.match(more)
    if not head or not tail or _keeps_hyphen(head[0].lower(), tail[0].lower(), tail[0], words):
        return f"{text[:-1]}-{more}"
    return text[:-1] + more


def _keeps_hyphen(head: str, tail: str, as_written: str, words: Counter[str]) -> bool:
    whole, compound = words[head + tail], words[f"{head}-{tail}"]
    if whole or compound:
        return compound > whole
    return not as_written[0].islower() or head[-1].isdigit() or head in _KEEPS_HYPHEN
