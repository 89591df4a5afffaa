"""Whether a text says a thing: groups of phrases, of which every group has to be met by one phrase."""

import re
from collections.abc import Sequence
from functools import cache

Words = tuple[tuple[str, ...], ...]
"""Groups of phrases. A text says it when each group has a phrase in the text. `*` at the end of a phrase matches any ending."""

_THOUSANDS = re.compile(r"(?<=\d),(?=\d{3}\b)")
_SPACE = re.compile(r"\s+")
_MARKS = str.maketrans({"\u2019": "'", "\u2018": "'", "\u201c": '"', "\u201d": '"', "\u2013": "-", "\u2014": "-"})


def says(text: str, words: Sequence[Sequence[str]]) -> bool:
    """Return whether every group of `words` has a phrase in `text`; case, quotation marks and 1,000s do not matter."""
    return not unsaid(text, words)


def unsaid(text: str, words: Sequence[Sequence[str]]) -> list[Sequence[str]]:
    """Return the groups of `words` without a phrase in `text`."""
    plain = simplified(text)
    return [group for group in words if not any(_pattern(phrase).search(plain) for phrase in group)]


def simplified(text: str) -> str:
    """Return `text` in lower case, with straight quotes, plain dashes, single spaces and no comma within a number."""
    return _SPACE.sub(" ", _THOUSANDS.sub("", text.translate(_MARKS))).casefold()


@cache
def _pattern(phrase: str) -> re.Pattern[str]:
    plain = simplified(phrase)
    stem, ending = (plain[:-1], r"\w*") if plain.endswith("*") else (plain, "")
    before = r"(?<!\w)" if stem[:1].isalnum() else ""
    after = r"(?!\w)" if plain[-1:].isalnum() else ""
    return re.compile(before + re.escape(stem) + ending + after)
