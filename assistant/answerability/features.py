"""What tells a question that the passages found answer from one that they only come near to."""

from collections.abc import Callable, Mapping, Sequence

import numpy as np

from assistant.answerability.wanted import KINDS, Wanted
from assistant.engine.figures.measures import find_mentions
from assistant.passages import Unit
from assistant.selection import Selection
from assistant.selection.features import nearness, stems_of
from indexes.likeness import Likeness

_LOW, _MIDDLING = 0.5, 0.65
"""Cosines below which a piece of the question has no like, or none that is sure."""
_LOOKED_AT = 60
NAMES: tuple[str, ...] = (
    "likeliest sentence",
    "likeliest three",
    "likeliest five",
    "pieces without their like in three",
    "pieces without a sure like in three",
    "likeness to three",
    "pieces without a sure like in all",
    "likeness to all",
    "rarest stem missing in three",
    "rarest stem missing in all",
    "stems held by three",
    "best of the kind wanted: likeness",
    "best of the kind wanted: likeness with headings",
    "best of the kind wanted: stems",
    "best of the kind and year wanted: stems",
    "likeness lost to the kind wanted",
    "stems lost to the kind wanted",
    "measure wanted is not said there",
    "measure wanted is said there without a figure",
    "a place is asked for",
    "place asked for is not in three",
    "a year is asked for",
    "year asked for is not in three",
    "passages' questions",
    "length",
    *(f"wants: {kind}" for kind in KINDS),
    *(f"wants: {kind}, likeness of the best" for kind in KINDS),
)
"""One name for each number."""
Rarity = Callable[[str], float]
"""From a stem to how rare it is in the corpus: the logarithm of its inverse frequency."""


def read_features(selection: Selection, rarity: Rarity) -> np.ndarray:
    """Return the numbers of NAMES for a question with the sentences found for it; zeros where none was."""
    spans = [s for s in selection.spans if not s.unit.is_unverified][:_LOOKED_AT]
    if not spans:
        return np.zeros(len(NAMES))
    wanted = Wanted.of(selection.understanding)
    units, likeness = [s.unit for s in spans], selection.likeness
    chances = [s.chance for s in spans]
    kind = _Kind(wanted, units, likeness, rarity)
    best = kind.best()
    return np.array(
        [
            chances[0],
            sum(chances[:3]) / 3,
            sum(chances[:5]) / 5,
            *_taken_up(selection, units),
            *_stems(wanted, units, rarity),
            *best,
            *_measures(wanted, units),
            *_named(wanted, units[:3]),
            max((_share(stems_of(q), wanted.stems, rarity) for u in units[:9] for q in u.chunk.questions), default=0.0),
            len(selection.understanding.query.split()) / 20,
            *(float(name in wanted.kinds) for name in KINDS),
            *(float(name in wanted.kinds) * best[0] for name in KINDS),
        ]
    )


def _taken_up(selection: Selection, units: Sequence[Unit]) -> list[float]:
    weights = next(iter(selection.likeness.values())).weights
    three, every = selection.covered(units[:3]), selection.covered(units)
    return [
        float(weights @ (three < _LOW)),
        float(weights @ (three < _MIDDLING)),
        float(weights @ three),
        float(weights @ (every < _MIDDLING)),
        float(weights @ every),
    ]


def _stems(wanted: Wanted, units: Sequence[Unit], rarity: Rarity) -> list[float]:
    three = frozenset[str]().union(*(stems_of(u.in_context) for u in units[:3]))
    every = frozenset[str]().union(*(stems_of(u.chunk.index_text) for u in units))
    rarest = [max((rarity(stem) for stem in wanted.stems - held), default=0.0) for held in (three, every)]
    return [*rarest, _share(three, wanted.stems, rarity)]


class _Kind:
    """The sentences that hold the kind of answer wanted, of the places wanted, beside all."""

    def __init__(self, wanted: Wanted, units: Sequence[Unit], likeness: Mapping[str, Likeness], rarity: Rarity) -> None:
        near = [nearness(u, likeness[u.chunk.id]) for u in units]
        self._rows = [(u, own, with_headings) for u, (own, with_headings, *_) in zip(units, near, strict=True)]
        self._wanted, self._rarity = wanted, rarity

    def best(self) -> list[float]:
        """Return how near the best of them is, by likeness and by stems, and how much nearer the best of all."""
        wanted = self._wanted
        held = [row for row in self._rows if wanted.is_held(row[0].text) and wanted.is_about(row[0].in_context)]
        dated = [row for row in held if wanted.is_dated(row[0].in_context)]
        own = max((row[1] for row in held), default=0.0)
        stems = max((self._said(row[0]) for row in held), default=0.0)
        return [
            own,
            max((row[2] for row in held), default=0.0),
            stems,
            max((self._said(row[0]) for row in dated), default=0.0),
            max(row[1] for row in self._rows) - own,
            max(self._said(row[0]) for row in self._rows) - stems,
        ]

    def _said(self, unit: Unit) -> float:
        return _share(stems_of(unit.text), self._wanted.stems, self._rarity)


def _measures(wanted: Wanted, units: Sequence[Unit]) -> list[float]:
    """A measure that is asked for of a place has to be said of it, with a figure."""
    if not wanted.measures:
        return [0.0, 0.0]
    said = [
        u
        for u in units
        if wanted.is_about(u.in_context) and wanted.measures & {mention.measure for mention in find_mentions(u.text)}
    ]
    return [float(not said), float(bool(said) and not any(wanted.is_held(u.text) for u in said))]


def _named(wanted: Wanted, three: Sequence[Unit]) -> list[float]:
    return [
        float(bool(wanted.places)),
        float(bool(wanted.places) and not any(wanted.is_about(u.in_context) for u in three)),
        float(bool(wanted.years)),
        float(bool(wanted.years) and not any(wanted.is_dated(u.in_context) for u in three)),
    ]


def _share(held: frozenset[str], stems: frozenset[str], rarity: Rarity) -> float:
    total = sum(rarity(stem) for stem in stems)
    return sum(rarity(stem) for stem in stems & held) / total if total else 0.0
