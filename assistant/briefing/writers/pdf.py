"""A briefing as a tagged PDF with bookmarks (PDF/UA-1)."""

import json
import re
import unicodedata

from assistant.briefing.models import KIND_NAMES, NOTES_WORDS, SOURCES_TITLE, Briefing
from assistant.briefing.writers.typesetting import typeset
from assistant.errors import BriefingError

_UNSHOWN = re.compile(r'the text `"((?:[^"\\]|\\.)*)"` could not be displayed')
_ESCAPED = re.compile(r"\\u\{([0-9a-f]+)\}")
_TRIES = 4
"""How often a page is set; each time the characters that no font has are written by name."""


def pdf(briefing: Briefing) -> bytes:
    """Return the PDF. A character that no font on this machine has is written by its name, so that it is still said.

    Raises BriefingError when the page cannot be set.
    """
    import typst

    words = {"kind_name": KIND_NAMES[briefing.kind], "sources_title": SOURCES_TITLE, "notes_words": NOTES_WORDS}
    body = json.dumps(briefing.model_dump(mode="json") | words, ensure_ascii=False)
    for _ in range(_TRIES):
        try:
            return typeset("page.typ", {"briefing": body}, "pdf")
        except typst.TypstError as error:
            unshown = {_read(match) for match in _UNSHOWN.findall(error.diagnostic)}
            if not unshown:
                raise BriefingError("the PDF could not be set; write a DOCX or HTML instead") from error
        for character in {character for text in unshown for character in text}:
            body = body.replace(character, _name(character))
    raise BriefingError("the PDF holds characters that no font has; write a DOCX or HTML instead")


def _read(text: str) -> str:
    """Return a text as it was before it was put into an error message."""
    return _ESCAPED.sub(lambda match: chr(int(match[1], 16)), text)


def _name(character: str) -> str:
    """Return a character in words; a mark that only joins or varies others is nothing to say."""
    if unicodedata.category(character) in ("Mn", "Me", "Cf"):
        return ""
    return f"[{unicodedata.name(character, f'U+{ord(character):04X}').lower()}]"
