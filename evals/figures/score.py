"""Judges the figures read from a text against those that a person found in it."""

from collections import Counter
from collections.abc import Sequence

import numpy as np

from assistant.models import Figure
from evals.cases import FigureCase, SaidFigure
from evals.models import CaseResult, Score

Key = tuple[str, float, str | None]
_DETAILS = ("low", "high", "before", "date")


def score(case: FigureCase, found: Sequence[Figure], seconds: float) -> CaseResult:
    """Return the result of a text. A figure is right when measure, value to one decimal and whom it is said for agree."""
    wanted, read = Counter(map(_key, case.figures)), Counter(map(_key, found))
    numbers_wanted, numbers_read = Counter(k[:2] for k in wanted.elements()), Counter(k[:2] for k in read.elements())
    own = Counter({key: n for key, n in read.items() if key[2] is None})
    right = (wanted & read).total()
    counts = [right, read.total(), wanted.total()]
    whole = wanted == read and all(_details_agree(figure, found) for figure in case.figures)
    return CaseResult(
        id=case.id,
        kind=case.kind,
        shown=case.text,
        expected="; ".join(map(_words, wanted)) or "no figure",
        scores=[Score(name="whole_right", value=whole, reason="; ".join(map(_words, read)) or "none read")],
        numbers={
            "figures": [float(n) for n in counts],
            "numbers": [float((numbers_wanted & numbers_read).total()), float(read.total()), float(wanted.total())],
            "own": [
                float((wanted & own).total()),
                float(own.total()),
                float(sum(n for k, n in wanted.items() if k[2] is None)),
            ],
        },
        output={"figures": [figure.model_dump(mode="json") for figure in found]},
        seconds=seconds,
    )


def _key(figure: SaidFigure | Figure) -> Key:
    return figure.measure, round(figure.value, 1), figure.said_for


def _details_agree(wanted: SaidFigure, found: Sequence[Figure]) -> bool:
    """Return whether the figure was read with every bound, earlier value and date that the case names."""
    named = {name: getattr(wanted, name) for name in _DETAILS if getattr(wanted, name) is not None}
    same = [figure for figure in found if _key(figure) == _key(wanted)]
    return any(all(getattr(figure, name) == value for name, value in named.items()) for figure in same)


def _words(key: Key) -> str:
    measure, value, said_for = key
    return f"{measure} {value:g}" + (f" ({said_for})" if said_for else "")


def precision(rows: np.ndarray) -> float:
    """Return the share of what was read that is right; rows hold (right, read, labelled)."""
    return _share(rows, 1)


def recall(rows: np.ndarray) -> float:
    """Return the share of what was labelled that was read right."""
    return _share(rows, 2)


def _share(rows: np.ndarray, of: int) -> float:
    total = rows[:, of].sum()
    return float(rows[:, 0].sum() / total) if total else float("nan")
