"""What tells a sentence that belongs into an answer: how near it is to the question, where it stands, and what kind it is of."""

import math
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from assistant.models import Intent
from assistant.passages import Unit
from assistant.queries.entities import known_places
from assistant.relevance import FRAME
from assistant.retriever import page_of
from assistant.selection.candidates import Candidate
from assistant.understanding import Understanding
from corpus.models import Chunk
from indexes.lexical import Tokenizer
from indexes.likeness import Likeness

_HEADING_SHARE = 0.9
"""What a piece of the title or heading is worth to a sentence under it."""
_INTENTS: tuple[Intent, ...] = ("fact", "guidance", "measure", "case_example", "comparison", "definition", "plan_check")
_KINDS = (
    "topic page",
    "discriminating question",
    "response card",
    "stage page",
    "glossary",
    "comparators",
    "recovered service",
)
_ADVICE = frozenset({"What it advises", "First steps", "What helps", "First 30 days", "By 90 days", "What to do"})
_FIT = frozenset({"Where it fits", "Where it is a mismatch"})
_MEASURES = frozenset(
    {
        "How you would know in 90 days",
        "How you would know it is working",
        "Numbers that are signs, not cut-offs",
        "Signs",
    }
)
_STORY = frozenset(
    {
        "Stage signs seen",
        "What went wrong",
        "What it found",
        "What was done",
        "How long it took",
        "What changed and how long it took",
        "What did not work",
        "Who has done it",
    }
)
_PARTS = {"advice": _ADVICE, "fit": _FIT, "measures": _MEASURES, "story": _STORY}
_FIGURE = re.compile(
    r"\b(?:figures?|rates?|how (?:many|much|long|often|big|large|far|high|low)|percentage|per cent|proportion|share|number|average|median"
    r"|costs?|when|what year|which year|date|%)"
)
_NATIONAL = re.compile(r"\b(?:national(?:ly)?|england|country)\b")
_NOW = re.compile(r"\b(?:current(?:ly)?|latest|now|today|newest|most recent|at present|this year)\b")
_YEAR = re.compile(r"\b((?:19|20)\d{2})\b")
_USUAL = re.compile(
    r"\b(?:usual(?:ly)?|typical(?:ly)?|normal(?:ly)?|average|median|in general|generally|on the whole"
    r"|most (?:councils|services|authorities)"
    r"|how long does)\b"
)
_WHY = re.compile(r"\b(?:why|cause[sd]?|reasons?|because)\b")

NAMES: tuple[str, ...] = (
    "likeness",
    "likeness with its headings",
    "likeness of its passage",
    "likeness of its headings",
    "least likeness of a piece",
    "shared stems",
    "shared stems, with its headings",
    "shared stems of the passage's questions",
    "passage's score",
    "document's score",
    "document's rank",
    "first document",
    "passage found",
    "names a place asked for",
    "document names a place asked for",
    "names no place asked for",
    "names a place, none asked for",
    "names a place, none asked for, example wanted",
    "says a year asked for",
    "says no year asked for",
    "years behind, when now is asked for",
    "years behind",
    "own judgement",
    "not verified",
    "replaced or historical",
    "length",
    "has a figure",
    "has a figure, figure asked for",
    "England, England asked for",
    "says what is usual, usual asked for",
    "says why, why asked for",
    "first of its passage",
    "first passage",
    "place of its passage",
    "in short",
    "what it is",
    "about the stages",
    *(f"part: {name}" for name in _PARTS),
    *(f"part: {name}, asked for" for name in _PARTS),
    *(f"kind: {kind}" for kind in _KINDS),
    "page of a stage asked for",
    "page of a stage, none asked for",
    *(f"own judgement, {intent}" for intent in _INTENTS),
    *(f"topic page, {intent}" for intent in _INTENTS),
)
"""One name for each number of a row."""
_ASKS: dict[str, tuple[Intent, ...]] = {
    "advice": ("guidance", "plan_check"),
    "fit": ("guidance", "plan_check"),
    "measures": ("measure",),
    "story": ("case_example",),
}


@dataclass(frozen=True)
class Asked:
    """A question as sentences are held against it."""

    understanding: Understanding
    stems: frozenset[str]
    years: frozenset[str]
    wants_figure: bool
    wants_national: bool
    wants_usual: bool
    wants_now: bool
    wants_why: bool

    @classmethod
    def of(cls, understanding: Understanding) -> "Asked":
        """Read a question once for all candidates."""
        plain = understanding.query.lower()
        return cls(
            understanding,
            frozenset(_tokenizer()(understanding.query)) - frozenset(_tokenizer()(FRAME)),
            frozenset(_YEAR.findall(plain)),
            bool(_FIGURE.search(plain)),
            bool(_NATIONAL.search(plain)),
            bool(_USUAL.search(plain)),
            bool(_NOW.search(plain)),
            bool(_WHY.search(plain)),
        )


def read_features(asked: Asked, candidates: Sequence[Candidate], likeness: dict[str, Likeness]) -> np.ndarray:
    """Return a row of `NAMES` for each candidate, shape (candidates, features). `likeness` holds that of each passage by its id."""
    stems = _Stems(asked, candidates)
    newest = max((int(c.unit.chunk.info.date[:4]) for c in candidates), default=0)
    rows = [
        [
            *nearness(c.unit, likeness[c.unit.chunk.id]),
            *stems.shares(c.unit),
            *_standing(c),
            *_named(asked, c.unit),
            *_age(asked, c.unit, newest),
            *_form(asked, c),
            *_part(asked, c.unit.chunk),
            *_kind(asked, c.unit),
        ]
        for c in candidates
    ]
    return np.array(rows, dtype=float).reshape(len(candidates), len(NAMES))


def pieces_of(unit: Unit, likeness: Likeness) -> np.ndarray:
    """Return for each piece of the question its best cosine with a piece of the unit itself."""
    text = unit.chunk.index_text
    start = text.find(unit.text, text.find("\n"))
    return likeness.within(start, start + len(unit.text)) if start >= 0 else likeness.within(0, len(text))


def nearness(unit: Unit, likeness: Likeness) -> list[float]:
    """Return how near a question is to a unit, to it with its headings, to its passage and to the headings, and its least near piece."""
    text, weights = unit.chunk.index_text, likeness.weights
    if not len(weights):
        return [0.0] * 5
    own, above = pieces_of(unit, likeness), likeness.within(0, text.find("\n"))
    whole = likeness.within(0, len(text))
    return [
        float(weights @ own),
        float(weights @ np.maximum(own, _HEADING_SHARE * above)),
        float(weights @ whole),
        float(weights @ above),
        float(own.min()),
    ]


class _Stems:
    """How much of the question's stems a sentence holds, rare ones among the candidates counting more; 0..1."""

    def __init__(self, asked: Asked, candidates: Sequence[Candidate]) -> None:
        held = [stems_of(c.unit.in_context) & asked.stems for c in candidates]
        seen = Counter(stem for stems in held for stem in stems)
        self._weight = {stem: math.log(1 + len(candidates) / (1 + seen[stem])) for stem in asked.stems}
        self._total = sum(self._weight.values()) or 1.0

    def shares(self, unit: Unit) -> list[float]:
        questions = max((self._share(stems_of(question)) for question in unit.chunk.questions), default=0.0)
        return [self._share(stems_of(unit.text)), self._share(stems_of(unit.in_context)), questions]

    def _share(self, stems: frozenset[str]) -> float:
        return sum(self._weight[stem] for stem in stems & self._weight.keys()) / self._total


@lru_cache(maxsize=8192)
def stems_of(text: str) -> frozenset[str]:
    """Return the stems of a text, without stop words."""
    return frozenset(_tokenizer()(text))


@lru_cache(maxsize=1)
def _tokenizer() -> Tokenizer:
    return Tokenizer()


def _standing(candidate: Candidate) -> list[float]:
    rank = candidate.document_rank
    found = float(candidate.passage_score > 0)
    return [candidate.passage_score, candidate.document_score, 1 / (1 + rank), float(rank == 0), found]


def _named(asked: Asked, unit: Unit) -> list[float]:
    places = asked.understanding.places
    said = any(place in unit.text for place in places)
    above = any(place in unit.chunk.info.title for place in places)
    years = asked.years
    dated = any(year in unit.text for year in years)
    stray = bool(not places and _places_in(f"{unit.chunk.info.title} {unit.text}"))
    return [
        float(said),
        float(above),
        float(bool(places) and not said and not above),
        float(stray),
        float(stray and asked.understanding.intent == "case_example"),
        float(dated),
        float(bool(years) and not dated),
    ]


@lru_cache(maxsize=8192)
def _places_in(text: str) -> bool:
    return bool(known_places(text))


def _age(asked: Asked, unit: Unit, newest: int) -> list[float]:
    spoken = [int(year) for year in _YEAR.findall(unit.text)]
    behind = min(5, max(0, newest - max(spoken, default=int(unit.chunk.info.date[:4])))) / 5
    return [behind * asked.wants_now, behind]


def _form(asked: Asked, candidate: Candidate) -> list[float]:
    unit, chunk = candidate.unit, candidate.unit.chunk
    figure = any(c.isdigit() for c in unit.text)
    why = bool(_WHY.search(unit.text.lower()))
    return [
        float(unit.is_inference),
        float(unit.is_unverified),
        float(chunk.info.status != "current"),
        min(60, len(unit.text.split())) / 40,
        float(figure),
        float(figure and asked.wants_figure),
        float(asked.wants_national and "England" in unit.text),
        float(asked.wants_usual and _USUAL.search(unit.text.lower()) is not None),
        float(asked.wants_why and why),
        float(candidate.place == 0),
        float(chunk.ordinal == 0),
        min(20, chunk.ordinal) / 10,
    ]


def _part(asked: Asked, chunk: Chunk) -> list[float]:
    heading = chunk.heading[0] if chunk.heading else ""
    plain = [float(heading == name) for name in ("In short", "What it is", "What it says about the stages")]
    inside = [float(heading in headings) for headings in _PARTS.values()]
    wanted = [float(asked.understanding.intent in _ASKS[name]) for name in _PARTS]
    return [*plain, *inside, *(a * b for a, b in zip(inside, wanted, strict=True))]


def _kind(asked: Asked, unit: Unit) -> list[float]:
    intent, kind = asked.understanding.intent, unit.chunk.info.kind
    return [
        *(float(kind == name) for name in _KINDS),
        float(kind == "stage page" and any(unit.chunk.info.id == page_of(s) for s in asked.understanding.stages)),
        float(kind == "stage page" and not asked.understanding.stages),
        *(float(intent == name and unit.is_inference) for name in _INTENTS),
        *(float(intent == name and kind == "topic page") for name in _INTENTS),
    ]
