"""Two runs of one set, paired case by case: what changed, by how much, how sure, and which cases flipped."""

import math
from collections.abc import Sequence

import numpy as np

from assistant.models import Record
from evals.errors import EvaluationError
from evals.evaluation import Measure, get_evaluation
from evals.intervals import paired_difference, sign_test
from evals.models import CaseResult
from evals.runs import RunFolder

_FLIP = 0.5
"""A change of a score by this much or more is a flip."""
_TIMES = ("p50_ms", "p95_ms")


class Difference(Record):
    """A measure in two runs over the same cases: `change` is second less first, with its 95% paired bootstrap interval.

    `won` and `lost` count the results in which the score rose and fell, `p` is the two-sided sign test over them; None for
    measures that no single result has.
    """

    measure: str
    first: float
    second: float
    change: float
    low: float | None
    high: float | None
    better: str
    won: int | None = None
    lost: int | None = None
    p: float | None = None

    @property
    def verdict(self) -> str:
        """Return `better`, `worse` or `no clear change`: clear when the interval leaves out zero."""
        if self.low is None or self.high is None or self.low <= 0 <= self.high:
            return "no clear change"
        return "better" if (self.change > 0) == (self.better == "higher") else "worse"


class Flip(Record):
    """A result whose score changed by a half or more, with the reasons then and now."""

    id: str
    score: str
    first: float
    second: float
    first_reason: str
    second_reason: str
    shown: str


class Comparison(Record):
    """The answer to "is the second run better than the first, by how much, and where is it worse?"."""

    set: str
    first: str
    second: str
    results: int
    notes: list[str]
    differences: list[Difference]
    flips: list[Flip]


def compare(first: RunFolder, second: RunFolder) -> Comparison:
    """Return the paired comparison of two runs. Raises EvaluationError, saying why, when they may not be compared."""
    a = first.info
    reasons = incomparable(first, second)
    if reasons:
        raise EvaluationError(f"{first.path} and {second.path} may not be compared: {'; '.join(reasons)}")
    then, now = ({(case, r.id): r for case, r in run.results()} for run in (first, second))
    keys = [key for key in then if key in now]
    if not keys:
        raise EvaluationError(f"{first.path} and {second.path} may not be compared: they have no case in common")
    old, new, groups = [then[k] for k in keys], [now[k] for k in keys], np.array([case for case, _ in keys])
    measures = get_evaluation(a.evaluation).measures
    differences = [d for m in measures if (d := difference(m, old, new, groups)) is not None]
    return Comparison(
        set=a.set,
        first=str(first.path),
        second=str(second.path),
        results=len(keys),
        notes=_notes(first, second, len(then), len(now), len(keys)),
        differences=differences,
        flips=flips(old, new),
    )


def incomparable(first: RunFolder, second: RunFolder) -> list[str]:
    """Return why two runs may not be compared; empty when they may."""
    a, b = first.info, second.info
    reasons = []
    if a.set != b.set:
        reasons.append(f"one is of {a.set}, the other of {b.set}")
    elif a.set_sha256 != b.set_sha256:
        reasons.append(f"the cases of {a.set} were changed between them; run the older version again on today's cases")
    if a.evaluation == b.evaluation and a.scoring != b.scoring:
        reasons.append(f"scored by different rules (versions {a.scoring} and {b.scoring}); run the older one again")
    reasons += [f"{run.path} is not finished" for run in (first, second) if not run.info.finished]
    return reasons


def difference(
    measure: Measure, old: Sequence[CaseResult], new: Sequence[CaseResult], groups: np.ndarray
) -> Difference | None:
    """Return how a measure changed over results that have it in both runs, None when none has."""
    then, now = measure.rows(old), measure.rows(new)
    both = ~(np.isnan(then).all(axis=1) | np.isnan(now).all(axis=1))
    if not both.any():
        return None
    then, now, held = then[both], now[both], groups[both]
    change, low, high = paired_difference(then, now, held, measure.statistic)
    found = Difference(
        measure=measure.name,
        first=round(measure.statistic(then), 4),
        second=round(measure.statistic(now), 4),
        change=round(change, 4),
        low=None if math.isnan(low) else round(low, 4),
        high=None if math.isnan(high) else round(high, 4),
        better=measure.better,
    )
    if then.shape[1] == 1:
        sign = 1 if measure.better == "higher" else -1
        won, lost, p = sign_test(sign * then[:, 0], sign * now[:, 0])
        found = found.model_copy(update={"won": won, "lost": lost, "p": round(p, 4)})
    return found


def flips(old: Sequence[CaseResult], new: Sequence[CaseResult]) -> list[Flip]:
    """Return the scores that changed by a half or more, falls before rises, largest first."""
    found = []
    for then, now in zip(old, new, strict=True):
        before = {score.name: score for score in then.scores}
        for score in now.scores:
            was = before.get(score.name)
            if was is not None and abs(score.value - was.value) >= _FLIP:
                found.append(
                    Flip(
                        id=now.id,
                        score=score.name,
                        first=was.value,
                        second=score.value,
                        first_reason=was.reason,
                        second_reason=score.reason,
                        shown=now.shown,
                    )
                )
    return sorted(found, key=lambda flip: (flip.second - flip.first, flip.id))


def _notes(first: RunFolder, second: RunFolder, then: int, now: int, both: int) -> list[str]:
    a, b = first.info, second.info
    notes = []
    if both < max(then, now):
        notes.append(
            f"{both} results are in both runs; {then - both} only in the first, {now - both} only in the second"
        )
    if a.machine != b.machine:
        notes.append(f"{', '.join(_TIMES)} are from different machines and say nothing of the change")
    changed = [name for name in sorted({*a.versions, *b.versions}) if a.versions.get(name) != b.versions.get(name)]
    notes += [f"{name}: {a.versions.get(name, '-')} then, {b.versions.get(name, '-')} now" for name in changed]
    if a.model != b.model:
        notes.append(f"model: {a.model} then, {b.model} now")
    if a.settings != b.settings:
        notes.append("settings differ; both are in run.json")
    return notes


def comparison_text(comparison: Comparison, most: int = 10) -> str:
    """Return the comparison as Markdown: a table of measures, then the cases that got worse and better."""
    lines = [
        f"# {comparison.set}: {comparison.second} against {comparison.first}",
        "",
        f"{comparison.results} results in both.",
        *(f"- {note}" for note in comparison.notes),
        "",
        "| measure | first | second | change, 95% interval | results better / worse | sign test p | verdict |",
        "| --- | --- | --- | --- | --- | --- | --- |",
        *(_line(d) for d in comparison.differences),
    ]
    for title, down in (("Worse", True), ("Better", False)):
        found = [flip for flip in comparison.flips if (flip.second < flip.first) == down]
        lines += ["", f"## {title}: {len(found)} scores flipped", *(_flip(flip) for flip in found[:most])]
    return "\n".join(lines)


def _line(d: Difference) -> str:
    between = "" if d.low is None else f" [{d.low:+.3f}, {d.high:+.3f}]"
    sides = "" if d.won is None else f"{d.won} / {d.lost}"
    p = "" if d.p is None else f"{d.p:.3f}"
    return f"| {d.measure} | {d.first:.3f} | {d.second:.3f} | {d.change:+.3f}{between} | {sides} | {p} | {d.verdict} |"


def _flip(flip: Flip) -> str:
    return f"- {flip.id} {flip.score} {flip.first:.2f} -> {flip.second:.2f}: {flip.second_reason or flip.first_reason} ({flip.shown[:120]})"
