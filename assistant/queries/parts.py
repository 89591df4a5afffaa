"""A question taken into the parts that it plainly asks: each is a question of its own, to be searched for by itself."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from assistant.queries.follow_ups import standalone_query
from assistant.queries.words import FUNCTION_WORDS, words_of

MOST_PARTS = 3
"""Parts of one question that are looked for; of more the first."""
MOST_TOLD = 12
"""Words told beside the questions up to which these are parts; more is a description that all of them are about."""
_FEWEST_WORDS = 3
_ASKING = r"what(?:'s)?|how|who|when|where|which|why"
_VERBS = r"is|are|was|were|does|do|did|has|have|can|could|should|must|will|would"
_OPENS = re.compile(rf"^\W*(?:(?:and|so|but|also|please|ok|then)\W+)*(?:{_ASKING}|{_VERBS})\b", re.IGNORECASE)
_JOINS = re.compile(
    rf"\s*[,;\u2013-]?\s+and\s+(?:also\s+)?(?=(?:{_ASKING})\s+(?!to\b))|\s*[,;\u2013]\s*and\s+(?=(?:{_VERBS})\s)",
    re.IGNORECASE,
)
_SENTENCE_END = re.compile(r"(?<=[.?!])\s+|\n+")


def parts_of(query: str) -> tuple[str, ...]:
    """Return the questions that `query` is made of, each so that it stands alone, in order; none where it asks one thing.

    Two questions one after the other are parts, and so are those that "and" joins where a question word follows: "..., and what do
    they cost?". A part that only echoes the one before ("and why?") is no question of its own.
    """
    sentences = [s.strip() for s in _SENTENCE_END.split(query) if s.strip()]
    asked = [s for s in sentences if s.endswith("?")] or [s for s in sentences if _OPENS.match(s)]
    told = [s for s in sentences if s not in asked]
    if sum(len(words_of(s)) for s in told) > MOST_TOLD:
        return ()
    found = [part for sentence in asked for part in _apart(sentence)]
    if len(found) < 2 or not all(map(_asks_by_itself, found)):
        return ()
    return tuple(_standing_alone(found[:MOST_PARTS], told))


def _apart(sentence: str) -> Iterator[str]:
    """Yield the questions of a sentence: what "and" joins is apart where both sides ask something by themselves."""
    rest, start = sentence, 0
    while match := _JOINS.search(rest, start):
        before, after = rest[: match.start()], rest[match.end() :]
        if _asks_by_itself(before) and _asks_by_itself(after):
            yield f"{before}?"
            rest, start = after, 0
        else:
            start = match.end()
    yield rest


def _asks_by_itself(text: str) -> bool:
    words = words_of(text)
    own = [word for word in words if word.text.lower() not in FUNCTION_WORDS]
    return bool(_OPENS.match(text)) and len(words) >= _FEWEST_WORDS and bool(own)


def _standing_alone(found: Sequence[str], told: Sequence[str]) -> Iterator[str]:
    """Yield each part with what the one before it is about put in for "it" and "they", and what was told before the first."""
    yield " ".join([*told, found[0]])
    for before, part in pairwise(found):
        yield standalone_query([before, part])
