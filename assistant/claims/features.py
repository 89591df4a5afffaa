"""The figures that a claim and its evidence are judged by, each comparable from claim to claim."""

import math
from collections.abc import Callable, Sequence

import numpy as np

from assistant.claims.contrast import negation_differs, opposites, stronger_quantity
from assistant.claims.evidence import Evidence
from assistant.claims.words import Sentence, is_year

_NEAR = 5
_SAME = 0.8


def read_features(evidence: Evidence) -> np.ndarray:
    """Return the features of the evidence, in the order of FEATURES."""
    if not evidence.sentences:
        return np.zeros(len(FEATURES))
    return np.array([feature(evidence) for feature in FEATURES.values()], dtype=float)


def _share(count: int) -> Callable[[Evidence], float]:
    return lambda e: e.share(e.claim.bag, e.best(count))


def _covered(e: Evidence) -> float:
    """Share of the claim held by the five sentences that, chosen one after the other, add most."""
    left, held = e.claim.bag, list[Sentence]()
    for _ in range(_NEAR):
        best = max((e.sentences[i] for i in e.order), key=lambda s: e.weight.total(s.bag & left))
        left, held = left - best.bag, [*held, best]
    return e.share(e.claim.bag, held)


def _window(e: Evidence) -> float:
    """Share of the claim held by the best run of five neighbouring sentences round one of the best."""
    return max(e.share(e.claim.bag, e.sentences[max(0, i - 2) : i + 3]) for i in e.order[:_NEAR])


def _worst_segment(e: Evidence) -> float:
    return min(e.share(s.bag, e.best(_NEAR)) for s in e.segments)


def _worst_segment_one(e: Evidence) -> float:
    return min(max(e.share(s.bag, [near]) for near in e.best(_NEAR)) for s in e.segments)


def _worst_segment_cosine(e: Evidence) -> float:
    return float(e.cosines[1:].max(axis=1).min())


def _mean_segment_cosine(e: Evidence) -> float:
    return float(e.cosines[1:].max(axis=1).mean())


def _rarest_missing(e: Evidence) -> float:
    missing = e.claim.bag - _stems(e.sentences)
    return max((e.weight(stem) for stem in sorted(missing)), default=0.0)


def _missing(e: Evidence, count: int | None) -> float:
    held = e.sentences if count is None else e.best(count)
    return math.log1p(len(e.claim.bag - _stems(held)))


def _numbers_missing(e: Evidence, count: int | None) -> float:
    held = e.sentences if count is None else e.best(count)
    return math.sqrt(len(e.claim.numbers - _numbers(held)))


def _names_missing(e: Evidence, count: int | None) -> float:
    held = e.sentences if count is None else e.best(count)
    return len(e.claim.names - _stems(held)) / len(e.claim.names) if e.claim.names else 0.0


def _stems(held: Sequence[Sentence]) -> frozenset[str]:
    return frozenset[str]().union(*(s.bag for s in held))


def _numbers(held: Sequence[Sentence]) -> frozenset[str]:
    return frozenset[str]().union(*(s.numbers for s in held))


def _pairs(e: Evidence, count: int) -> float:
    found = frozenset[tuple[str, str]]().union(*(s.pairs for s in e.best(count)))
    return len(e.claim.pairs & found) / len(e.claim.pairs) if e.claim.pairs else 0.0


def _turned(e: Evidence, differs: Callable[[Sentence, Sentence], bool]) -> float:
    """How far the nearest sentence says the same but for one thing: 0 when that does not differ, 1 when all else is the same."""
    return _likeness(e) if differs(e.claim, e.best(1)[0]) else 0.0


def _other_number(e: Evidence) -> float:
    """The same for a number of the claim that is not there, while the nearest sentence has one of its kind.

    Where all else is the same the nearest sentence alone is asked, otherwise the best 3.
    """
    nearest, likeness = e.best(1)[0].numbers, _likeness(e)
    if likeness >= _SAME:
        lost, instead = e.claim.numbers - nearest, nearest
    else:
        lost, instead = e.claim.numbers - _numbers(e.best(3)), nearest - e.claim.numbers
    return likeness if {is_year(n) for n in lost} & {is_year(n) for n in instead} else 0.0


def _likeness(e: Evidence) -> float:
    """Share of the claim's words, numbers aside, that the nearest sentence holds, squared."""
    words = frozenset(stem for stem in e.claim.bag if not any(c.isdigit() for c in stem))
    return e.share(words, e.best(1)) ** 2 if words else 0.0


FEATURES: dict[str, Callable[[Evidence], float]] = {
    "share of words in the best sentence": _share(1),
    "share of words in the best 3": _share(3),
    "share of words in the best 5": _share(5),
    "share of words covered by 5": _covered,
    "share of words in neighbours": _window,
    "share of words in all": lambda e: e.share(e.claim.bag, e.sentences),
    "worst part's share in the best 5": _worst_segment,
    "worst part's share in one": _worst_segment_one,
    "cosine, best": lambda e: float(e.cosines[0].max()),
    "cosine, mean of best 3": lambda e: float(np.sort(e.cosines[0])[::-1][:3].mean()),
    "worst part's cosine": _worst_segment_cosine,
    "mean part's cosine": _mean_segment_cosine,
    "rarest word missing": _rarest_missing,
    "words missing in the best 5": lambda e: _missing(e, 5),
    "words missing in all": lambda e: _missing(e, None),
    "numbers missing in the best 3": lambda e: _numbers_missing(e, 3),
    "numbers missing in all": lambda e: _numbers_missing(e, None),
    "names missing in the best 5": lambda e: _names_missing(e, 5),
    "names missing in all": lambda e: _names_missing(e, None),
    "pairs of words in the best sentence": lambda e: _pairs(e, 1),
    "pairs of words in the best 5": lambda e: _pairs(e, 5),
    "negation differs": lambda e: _turned(e, negation_differs),
    "opposites": lambda e: _turned(e, opposites),
    "quantity stronger": lambda e: _turned(e, stronger_quantity),
    "numbers differ": _other_number,
}

TURNED = ("negation differs", "opposites", "numbers differ")
"""Features that, near 1, mean that the passage says the claim but for one thing that makes it false."""


def direction(feature: str) -> int:
    """Return 1 when more of the feature can only speak for support, -1 when only against."""
    return 1 if feature.startswith(("share", "worst", "cosine", "mean", "pairs")) else -1
