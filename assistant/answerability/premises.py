"""What a question takes for granted, held against each sentence found: other grades, years, numbers, opposites and negations."""

import re
from collections.abc import Sequence

import numpy as np

from assistant.answerability.openings import without_own
from assistant.claims.contrast import negation_differs, opposites, stronger_quantity
from assistant.claims.words import Sentence, take_apart
from assistant.passages import Unit
from assistant.selection import Selection
from assistant.selection.features import nearness

_YEAR = re.compile(r"\b(?:19|20)\d{2}\b")
_LIST_NUMBER = re.compile(r"(?:^|(?<=[\s;:]))\(?\d{1,2}[.)](?=\s)")
_GRADE = re.compile(r"\b(outstanding|good|requires? improvement|inadequate)\b", re.IGNORECASE)
_ASSUMES = re.compile(
    r"^\W*(?:(?:so|but|ok|right|well|and),? )?(?:since|as|given|seeing|now that|because|with|after|when|considering|if)\b"
    r"|\b(?:since|given that|now that|seeing (?:as|that)|isn'?t it|is it true|am i right|right\?|correct\?|how come"
    r"|why (?:did|does|do|was|were|is|are|has|have)|what made|when did|who (?:now|took|led)|thanks to|it was)\b",
    re.IGNORECASE,
)
_PLAIN = re.compile(r"\W*(?:what|how|which|who|where|when|is|are|do|does|did|can|could|should|would)\b", re.IGNORECASE)
_SETS_RIGHT = re.compile(
    r"\b(?:not|never|no|none|nor|neither|without|rather than|instead|although|though|but|only|still|remained|kept|alone|before|until"
    r"|too late)\b",
    re.IGNORECASE,
)
_DIFFERENCES = (
    "other year",
    "other number",
    "other grade",
    "grade unsaid",
    "opposites",
    "negation differs",
    "quantity stronger",
    "sets right",
)
NAMES: tuple[str, ...] = (
    "chance",
    "likeness",
    "likeness with headings",
    "likeness of the passage",
    "likeliest",
    "one of the three likeliest",
    "nearest",
    "place among the likeliest",
    *_DIFFERENCES,
    "same year",
    "same number",
    "same grade",
    "share of the question",
    "share of the sentence",
    "own judgement",
    "not verified",
    "question assumes",
    "plain question",
    *(f"{name}, by likeness" for name in _DIFFERENCES),
    *(f"{name}, question assumes" for name in _DIFFERENCES),
)
"""One name for each number of a row."""
LOOKED_AT = 40
"""Sentences held against a question, likeliest first."""


def read_features(selection: Selection) -> tuple[list[Unit], np.ndarray]:
    """Return the sentences found, likeliest first, and a row of NAMES for each, shape (sentences, features)."""
    spans = selection.spans[:LOOKED_AT]
    query = selection.understanding.query
    asked = take_apart(query)
    near = [nearness(s.unit, selection.likeness[s.unit.chunk.id])[:3] for s in spans]
    nearest = max((own for own, _, _ in near), default=0.0)
    assumed, plain = float(assumes(query)), float(bool(_PLAIN.match(query)))
    rows = []
    for rank, (span, (own, with_headings, whole)) in enumerate(zip(spans, near, strict=True)):
        differences, sameness = _compared(asked, span.unit.text)
        rows.append(
            [
                float(np.log(span.chance + 1e-6)),
                own,
                with_headings,
                whole,
                float(rank == 0),
                float(rank < 3),
                float(own == nearest),
                1 / (1 + rank),
                *differences,
                *sameness,
                float(span.unit.is_inference),
                float(span.unit.is_unverified),
                assumed,
                plain,
                *(with_headings * d for d in differences),
                *(assumed * d for d in differences),
            ]
        )
    return [s.unit for s in spans], np.array(rows, dtype=float).reshape(len(spans), len(NAMES))


def difference(query: str, text: str) -> tuple[str, str] | None:
    """Return what a sentence gives otherwise than the question, "year", "figure" or "grade", with the question's own; None for neither.

    What users tell of their own service, "I've got 40 children with no worker", no source gives otherwise, nor the numbers of a list.
    """
    query = without_own(_without_list_numbers(query))
    years, years_said = _YEAR.findall(query), set(_YEAR.findall(text))
    if years and years_said and not set(years) & years_said:
        return "year", years[0]
    grades, grades_said = _GRADE.findall(query), _grades(text)
    if grades and grades_said and not _grades(query) <= grades_said:
        return "grade", next(g for g in grades if g.lower().replace("requires", "require") not in grades_said)
    said = take_apart(text).numbers - years_said
    lost = [n for n in re.findall(r"\d+(?:[.,]\d+)*", query) if n not in years and n not in said]
    return ("figure", lost[0]) if lost and said else None


def _without_list_numbers(query: str) -> str:
    """Return a question without the numbers that stand before the items of a list of two or more."""
    return _LIST_NUMBER.sub(" ", query) if len(_LIST_NUMBER.findall(query)) > 1 else query


def assumes(query: str) -> bool:
    """Return whether a question is put so that it takes something for granted: since, now that, why did, was it not."""
    return _ASSUMES.search(query) is not None


def _compared(asked: Sentence, text: str) -> tuple[list[float], list[float]]:
    query, said = asked.text, take_apart(text)
    years, years_said = set(_YEAR.findall(query)), set(_YEAR.findall(text))
    numbers, numbers_said = asked.numbers - years, said.numbers - years_said
    grades, grades_said = _grades(query), _grades(text)
    differences: Sequence[bool] = (
        bool(years and years_said and not years & years_said),
        bool(numbers - numbers_said and numbers_said),
        bool(grades and grades_said and not grades <= grades_said),
        bool(grades and not grades_said),
        opposites(asked, said),
        negation_differs(asked, said),
        stronger_quantity(asked, said),
        bool(_SETS_RIGHT.search(text)),
    )
    both = asked.bag & said.bag
    sameness = [
        float(bool(years & years_said)),
        float(bool(numbers & numbers_said)),
        float(bool(grades & grades_said)),
        len(both) / max(1, len(asked.bag)),
        len(both) / max(1, len(said.bag)),
    ]
    return [float(difference) for difference in differences], sameness


def _grades(text: str) -> set[str]:
    return {grade.lower().replace("requires", "require") for grade in _GRADE.findall(text)}
