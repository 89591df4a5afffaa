"""How much of what a query asks for exactly a passage holds, for ranking again."""

import re

from assistant.queries.identifiers import identifiers_in
from assistant.queries.models import QueryAnalysis
from assistant.queries.words import normal
from corpus.models import Chunk

_SPACE = re.compile(r"\s+")
_QUOTES = str.maketrans({"\u2019": "'", "\u2018": "'", "\u201c": '"', "\u201d": '"', "\u2013": "-", "\u2014": "-"})


def boost(analysis: QueryAnalysis, chunk: Chunk) -> float:
    """Return the share of the query's quoted phrases and identifiers that the passage holds, in 0..1; 0 where the query has none."""
    wanted = len(analysis.phrases) + len(analysis.identifiers)
    if not wanted:
        return 0.0
    text = chunk.index_text
    plain = _plain(text)
    held = sum(_plain(phrase) in plain for phrase in analysis.phrases)
    if analysis.identifiers:
        there, title = set(identifiers_in(text)), set(normal(chunk.info.title).split())
        held += sum(found in there or _is_title(found, title) for found in analysis.identifiers)
    return held / wanted


def _is_title(identifier: str, title: set[str]) -> bool:
    """Return whether an edition (a name with a year) is this document: its title has all the words."""
    words = normal(identifier).split()
    return len(words) > 2 and bool(re.fullmatch(r"(?:19|20)\d\d", words[-1])) and set(words) <= title


def _plain(text: str) -> str:
    return _SPACE.sub(" ", text.translate(_QUOTES)).strip().casefold()
