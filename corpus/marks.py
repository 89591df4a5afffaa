"""Accents and other marks on one letter: as many as any script has, so that a tower of them does not take minutes to put in order."""

import re
import unicodedata

MOST = 30
"""Marks kept on one letter; no script needs more (Unicode's own safe form of a stream of text)."""

_RUN = re.compile(rf"(?:[^\w\x00-\u02ff]|[\uff9e\uff9f]){{{MOST + 1},}}")
"""Where there may be a tower: every mark is no letter, but for two of Japanese."""


def few_marks(text: str) -> str:
    """Return `text` without the marks after the thirtieth on one letter. Putting n of them in order takes n squared steps."""
    return text if text.isascii() else _RUN.sub(_lowered, text)


def _lowered(run: re.Match[str]) -> str:
    kept, height = list[str](), 0
    for character in run[0]:
        height = height + 1 if _is_mark(character) else 0
        if height <= MOST:
            kept.append(character)
    return "".join(kept)


def _is_mark(character: str) -> bool:
    return all(unicodedata.combining(part) for part in unicodedata.normalize("NFKD", character))
