"""A message cut up: its words, and the parts of a sentence or two that are read by themselves."""

import itertools
import re

_WORD = re.compile(r"(?u)\b\w\w+\b")
_END = re.compile(r"(?<=[.?!\u06d4\u061f\u0964])\s+|\n+")
_LONGEST = 32
_STEP = 16


def words_of(text: str) -> list[str]:
    """Return the words of two letters or more, in lower case, figures made 0."""
    return [re.sub(r"\d", "0", word) for word in _WORD.findall(text.lower())]


def windows(text: str) -> list[str]:
    """Return the parts of `text` to be read by themselves: each sentence, each two neighbours, and stretches of long ones.

    Empty when the text is one short sentence, which is read as a whole anyway.
    """
    sentences = [s.strip() for s in _END.split(text) if s and s.strip()]
    pieces = [piece for sentence in sentences for piece in _stretches(sentence)]
    if len(pieces) < 2:
        return []
    pairs = [f"{left} {right}" for left, right in itertools.pairwise(pieces)] if len(pieces) > 2 else []
    return list(dict.fromkeys(pieces + pairs))


def _stretches(sentence: str) -> list[str]:
    words = sentence.split()
    if len(words) <= _LONGEST + _STEP:
        return [sentence]
    return [" ".join(words[i : i + _LONGEST]) for i in range(0, len(words) - _STEP, _STEP)]
