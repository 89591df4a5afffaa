"""Judges how a text was covered against what a person marked in it."""

import re
from collections.abc import Sequence

import numpy as np

from corpus.names import COVER
from evals.cases import PersonalCase, PersonalSpan, Span
from evals.models import CaseResult, Score

_WORD = re.compile(r"\w+")


def score(case: PersonalCase, covered: str, kinds: Sequence[str], seconds: float) -> CaseResult:
    """Return the result of a text. A span is covered when every letter and digit of it is, a name is kept when none is."""
    found = [span for span in case.covered if _is_covered(span, covered)]
    lost = [span for span in case.kept if COVER in covered[span.start : span.end]]
    vain = [word[0] for word in _WORD.finditer(case.text) if _in_vain(case, word.span(), covered)]
    all_words = sum(COVER in covered[word.start() : word.end()] for word in _WORD.finditer(case.text))
    missed = [span.quote for span in case.covered if span not in found]
    wanted = {span.kind for span in case.covered}
    return CaseResult(
        id=case.id,
        kind=case.kind,
        shown=case.text,
        expected="; ".join(f"{span.kind}: {span.quote}" for span in case.covered) or "nothing to cover",
        scores=[
            Score(name="whole_right", value=not missed and not lost and not vain, reason=_reason(missed, lost, vain)),
            Score(name="kinds_said", value=set(kinds) == wanted, reason=", ".join(kinds) or "no kind"),
        ],
        numbers={
            **{f"recall {kind}": _share(case.covered, found, kind) for kind in wanted},
            **({"kept": [float(len(lost)), float(len(case.kept))]} if case.kept else {}),
            "vain": [float(len(vain)), float(all_words)],
        },
        output={"covered": covered, "kinds": list(kinds)},
        seconds=seconds,
    )


def _is_covered(span: Span, covered: str) -> bool:
    return all(
        now == COVER for was, now in zip(span.quote, covered[span.start : span.end], strict=True) if was.isalnum()
    )


def _in_vain(case: PersonalCase, word: tuple[int, int], covered: str) -> bool:
    """Return whether a word is covered in part or whole and lies in no span that has to be."""
    start, end = word
    hidden = COVER in covered[start:end]
    return hidden and not any(span.start < end and start < span.end for span in case.covered)


def _share(wanted: Sequence[PersonalSpan], found: Sequence[PersonalSpan], kind: str) -> list[float]:
    return [float(sum(span.kind == kind for span in found)), float(sum(span.kind == kind for span in wanted))]


def _reason(missed: Sequence[str], lost: Sequence[Span], vain: Sequence[str]) -> str:
    said = [("left open", missed), ("lost", [span.quote for span in lost]), ("covered in vain", vain)]
    return "; ".join(f"{words}: {', '.join(which)}" for words, which in said if which) or "as marked"


def share(rows: np.ndarray) -> float:
    """Return the sum of the first column over the sum of the second; rows without them count for nothing."""
    total = np.nansum(rows[:, 1])
    return float(np.nansum(rows[:, 0]) / total) if total else float("nan")
