"""A document's text as it is read: sections of paragraphs and bullets, and the sentences that it begins with."""

import re
from collections.abc import Iterator

from assistant.library.models import Paragraph, ReadSection
from corpus.models import PLACE, Document, Section

_BULLET = re.compile(r"[-*]\s+")
_SENTENCE = re.compile(r"(?<=[.!?])\s+(?=[A-Z\"'“(\d])")
_LONGEST_SUMMARY = 320
"""Characters of a summary, unless its first sentence is longer."""


def read_sections(document: Document) -> list[ReadSection]:
    """Return the document's sections in order."""
    return [
        ReadSection(
            heading=list(section.heading),
            level=len(section.heading) + 1,
            paragraphs=[_paragraph(text, bullet, section) for text, bullet in _blocks(section.text)],
        )
        for section in document.sections
    ]


def summary_of(document: Document) -> str:
    """Return the first sentences of the document, without the places in brackets; empty when it has no text."""
    first = next((text for section in document.sections for text, _ in _blocks(section.text)), "")
    whole, *rest = _SENTENCE.split(" ".join(PLACE.sub("", first).split()))
    for sentence in rest:
        if len(whole) + len(sentence) >= _LONGEST_SUMMARY:
            break
        whole = f"{whole} {sentence}"
    return whole


def _paragraph(text: str, bullet: bool, section: Section) -> Paragraph:
    places = list(dict.fromkeys(PLACE.findall(text)))
    return Paragraph(text=text, bullet=bullet, locator=section.locator or "; ".join(places) or None)


def _blocks(text: str) -> Iterator[tuple[str, bool]]:
    """Yield paragraphs and bullets, each with whether it is a bullet. Lines of one block stay apart as they are."""
    held, bullet = list[str](), False
    for line in [*text.split("\n"), ""]:
        mark = _BULLET.match(line)
        if held and (mark or not line.strip()):
            yield "\n".join(held), bullet
            held = []
        if line.strip():
            bullet = mark is not None if not held else bullet
            held.append(line[mark.end() :].strip() if mark else line.strip())
