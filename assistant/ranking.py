"""From what the index finds to what is shown: weighed by standing, neighbours joined, repeats dropped, documents taken in turn."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from corpus.models import Chunk
from indexes.lexical import Tokenizer
from indexes.models import SearchResult

_HISTORICAL, _SUPERSEDED, _UNVERIFIED = 0.97, 0.85, 0.6
"""What a result's score is worth when its document is history, has been replaced, or says that it could not verify this."""
FOLLOWING = 0.85
"""What each further passage of a document already shown is worth, once more for every one before it."""
MOST_OF_ONE = 3
_BOOST = 0.15
"""What having all that was asked for exactly is worth beside the index's score."""
_JOINED = 2
"""Neighbours that one passage may take in."""
_ALIKE = 0.8
"""Share of stems, of both passages together, from which one passage repeats the other."""
_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")


@dataclass(frozen=True)
class _Words:
    """What a passage says, for comparing: its stems, and its numbers as they are written."""

    stems: frozenset[str]
    numbers: frozenset[str]

    def repeat(self, other: "_Words") -> bool:
        """Return whether this says nearly what `other` says: the same sentence with another figure is news."""
        both = len(self.stems & other.stems)
        return self.numbers == other.numbers and both > 0 and both >= _ALIKE * len(self.stems | other.stems)


def ranked(
    results: Sequence[SearchResult], k: int, boost: Callable[[Chunk], float] = lambda _: 0.0
) -> list[SearchResult]:
    """Return up to `k` passages, best first, at most `MOST_OF_ONE` from one document and no two saying nearly the same.

    `boost` says in 0..1 how much of what was asked for exactly a chunk has.
    """
    weighed = [result.model_copy(update={"score": _score(result, boost(result.chunk))}) for result in results]
    weighed.sort(key=lambda result: -result.score)
    shown = spread(joined(weighed), k)
    return [result.model_copy(update={"rank": rank}) for rank, result in enumerate(shown, start=1)]


def _score(result: SearchResult, boost: float) -> float:
    return round((result.score + _BOOST * boost) / (1 + _BOOST) * weight(result.chunk), 6)


def weight(chunk: Chunk) -> float:
    """Return what a result's score is worth by the standing of its document and section, up to 1."""
    standing = {"historical": _HISTORICAL, "superseded": _SUPERSEDED}.get(chunk.info.status, 1.0)
    return standing * (_UNVERIFIED if chunk.heading[:1] == ("Not verified",) else 1.0)


def joined(results: Sequence[SearchResult]) -> list[SearchResult]:
    """Return the results, each with those of its direct neighbours under the same heading that were found too, which then go."""
    by_place = {(r.document_id, r.chunk.ordinal): r for r in results}
    taken = set[str]()
    found = list[SearchResult]()
    for result in results:
        if result.chunk_id in taken:
            continue
        taken.add(result.chunk_id)
        beside = list[Chunk]()
        for step in (1, -1):
            place = result.chunk.ordinal + step
            while len(beside) < _JOINED and (near := by_place.get((result.document_id, place))):
                if near.chunk_id in taken or near.chunk.heading != result.chunk.heading:
                    break
                beside.append(near.chunk)
                taken.add(near.chunk_id)
                place += step
        found.append(result.beside_others(beside) if beside else result)
    return found


def spread(results: Sequence[SearchResult], k: int) -> list[SearchResult]:
    """Return up to `k` results so that documents take turns: each further one of a document counts for less.

    A result that says nearly what one already chosen says, with the same figures, in another document or in the same, is left out.
    """
    tokenizer = Tokenizer()
    left, shown, taken, said = list(results), list[SearchResult](), dict[str, int](), list[_Words]()
    while left and len(shown) < k:
        best = max(left, key=lambda r: r.score * FOLLOWING ** taken.get(r.document_id, 0))
        left.remove(best)
        words = _Words(frozenset(tokenizer(best.text)), frozenset(_NUMBER.findall(best.text)))
        if any(words.repeat(other) for other in said):
            continue
        shown.append(best)
        said.append(words)
        taken[best.document_id] = taken.get(best.document_id, 0) + 1
        if taken[best.document_id] == MOST_OF_ONE:
            left = [result for result in left if result.document_id != best.document_id]
    return shown
