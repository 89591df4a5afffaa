"""How far judges agree, beyond what chance would give (Cohen 1960, 1968), and what they made of each run."""

import math
from collections.abc import Mapping, Sequence
from itertools import combinations
from typing import Any

import numpy as np

from assistant.models import Record
from evals.errors import EvaluationError
from evals.evaluation import mean
from evals.intervals import interval
from evals.judge.items import check_runs
from evals.judge.models import SCALES, Rating, Scale
from evals.judge.store import all_ratings
from evals.runs import RunFolder

Rated = Mapping[tuple[str, str], Rating]
"""One judge's ratings by (run, result)."""


class PairAgreement(Record):
    """Two judges on one scale over the `shared` items that both placed on it. `kappa` is None where it is not defined."""

    first: str
    second: str
    shared: int
    agreed: float | None
    """The share of shared items with the very same rating."""
    kappa: float | None


class ScaleAgreement(Record):
    """All pairs of judges on one scale, and the plain means over the pairs that have a figure."""

    scale: str
    weights: str
    """`quadratic` on ordinal scales; `none` where ratings are names."""
    pairs: list[PairAgreement]
    mean_agreed: float | None
    mean_kappa: float | None


class MeanRating(Record):
    """The mean over a run's items of the mean over their judges, with its 95% interval (bootstrap over cases)."""

    run: str
    scale: str
    value: float | None
    low: float | None
    high: float | None
    items: int


class Agreement(Record):
    """What `regrip eval agreement` reports."""

    runs: list[str]
    judges: dict[str, int]
    """How many items each judge rated."""
    scales: list[ScaleAgreement]
    means: list[MeanRating]


def agreement(runs: Sequence[RunFolder], seed: int = 0) -> Agreement:
    """Return how far the judges of the runs agree. Raises EvaluationError when nobody has rated anything."""
    check_runs(runs)
    by_judge: dict[str, dict[tuple[str, str], Rating]] = {}
    for run in runs:
        for judge, ratings in all_ratings(run).items():
            by_judge.setdefault(judge, {}).update({(str(run.path), id): r for id, r in ratings.items()})
    if not by_judge:
        raise EvaluationError(
            f"{', '.join(str(run.path) for run in runs)}: nobody has judged yet; see `regrip eval judge`"
        )
    return Agreement(
        runs=[str(run.path) for run in runs],
        judges={judge: len(ratings) for judge, ratings in sorted(by_judge.items())},
        scales=[scale_agreement(scale, by_judge) for scale in SCALES],
        means=[_mean_rating(run, scale, by_judge, seed) for scale in SCALES for run in runs],
    )


def scale_agreement(scale: Scale, by_judge: Mapping[str, Rated]) -> ScaleAgreement:
    """Return the agreement of every pair of judges on a scale."""
    pairs = [_pair(scale, a, b, by_judge[a], by_judge[b]) for a, b in combinations(sorted(by_judge), 2)]
    return ScaleAgreement(
        scale=scale.name,
        weights="quadratic" if scale.ordinal else "none",
        pairs=pairs,
        mean_agreed=_mean([p.agreed for p in pairs]),
        mean_kappa=_mean([p.kappa for p in pairs]),
    )


def kappa(first: Sequence[Any], second: Sequence[Any], scale: Scale) -> float | None:
    """Return Cohen's kappa of two judges, weighted on an ordinal scale by the squared distance on the whole scale.

    None without items, and where both gave every item one and the same rating: then chance alone agrees as much.
    """
    from sklearn.metrics import cohen_kappa_score

    if len({*first, *second}) < 2:
        return None
    weights = "quadratic" if scale.ordinal else None
    return float(cohen_kappa_score(list(first), list(second), labels=scale.labels, weights=weights))


def _pair(scale: Scale, first: str, second: str, one: Rated, other: Rated) -> PairAgreement:
    values = [(_placed(scale, one[key]), _placed(scale, other[key])) for key in one if key in other]
    both = [(a, b) for a, b in values if a is not None and b is not None]
    agreed = _mean([float(a == b) for a, b in both])
    value = kappa([a for a, _ in both], [b for _, b in both], scale)
    return PairAgreement(first=first, second=second, shared=len(both), agreed=agreed, kappa=_rounded(value))


def _placed(scale: Scale, rating: Rating) -> Any:
    """Return where the rating stands on the scale, None when it is outside an ordinal one."""
    value = getattr(rating, scale.name)
    return value if value in scale.labels else None


def _mean_rating(run: RunFolder, scale: Scale, by_judge: Mapping[str, Rated], seed: int) -> MeanRating:
    cases, values = [], []
    for case, result in run.results():
        given = [ratings.get((str(run.path), result.id)) for ratings in by_judge.values()]
        numbers = [n for rating in given if rating and (n := scale.number(rating)) is not None]
        if numbers:
            cases.append(case)
            values.append([float(np.mean(numbers))])
    if not values:
        return MeanRating(run=str(run.path), scale=scale.name, value=None, low=None, high=None, items=0)
    value, low, high = map(_rounded, interval(np.array(values), np.array(cases), mean, seed))
    return MeanRating(run=str(run.path), scale=scale.name, value=value, low=low, high=high, items=len(values))


def agreement_text(found: Agreement) -> str:
    """Return the agreement as Markdown: judges, each pair on each scale, and the mean ratings of each run."""
    judges = ", ".join(f"{judge} ({count} rated)" for judge, count in found.judges.items())
    lines = [f"Judges: {judges}", ""]
    if len(found.judges) < 2:
        lines += ["Agreement needs two judges or more.", ""]
    else:
        lines += [
            "| scale | judges | shared items | same rating | kappa | weights |",
            "| --- | --- | --- | --- | --- | --- |",
            *(line for scale in found.scales for line in _scale_lines(scale)),
            "",
        ]
    lines += [
        "| scale | run | items | mean, 95% interval |",
        "| --- | --- | --- | --- |",
        *map(_mean_line, found.means),
    ]
    lines += [
        "",
        "right_stage is the share of yes among yes and no; harmful is the share of yes; missing is better low.",
    ]
    return "\n".join(lines)


def _scale_lines(scale: ScaleAgreement) -> list[str]:
    lines = [
        f"| {scale.scale} | {p.first}, {p.second} | {p.shared} | {_shown(p.agreed)} | {_shown(p.kappa)} | {scale.weights} |"
        for p in scale.pairs
    ]
    if len(scale.pairs) > 1:
        lines.append(
            f"| {scale.scale} | mean of pairs | | {_shown(scale.mean_agreed)} | {_shown(scale.mean_kappa)} | {scale.weights} |"
        )
    return lines


def _mean_line(found: MeanRating) -> str:
    between = "" if found.low is None else f" [{_shown(found.low)}, {_shown(found.high)}]"
    return f"| {found.scale} | {found.run} | {found.items} | {_shown(found.value)}{between} |"


def _shown(value: float | None) -> str:
    return "-" if value is None else f"{value:.2f}"


def _mean(values: Sequence[float | None]) -> float | None:
    kept = [value for value in values if value is not None]
    return _rounded(float(np.mean(kept))) if kept else None


def _rounded(value: float | None) -> float | None:
    return None if value is None or math.isnan(value) else round(value, 4)
