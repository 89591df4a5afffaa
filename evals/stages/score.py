"""Judges a reading of a passage against its label and marked evidence."""

from collections.abc import Iterator

import numpy as np

from assistant.models import Assessment, Signal
from assistant.training.bank import LabelledPassage
from corpus.vocabulary import OUTCOMES, STAGES
from evals.models import CaseResult, Score

_SHOWN = 1500
_FAR, _SURE = 2, 0.8


def score(
    case: LabelledPassage, probabilities: np.ndarray, assessment: Assessment | None, seconds: float
) -> CaseResult:
    """Return the result of a passage; `probabilities` are of the seven outcomes, shape (7,)."""
    label, read = OUTCOMES.index(case.label), int(probabilities.argmax())
    sure = float(probabilities[read])
    reason = f"{OUTCOMES[read]} ({sure:.2f}), labelled {case.label} ({probabilities[label]:.2f})"
    off = abs(label - read) if max(label, read) < len(STAGES) else 0
    scores = [
        Score(name="outcome_right", value=read == label, reason=reason),
        Score(name="not_far_and_sure", value=not (off >= _FAR and sure > _SURE), reason=reason),
    ]
    return CaseResult(
        id=case.id,
        kind=case.label,
        shown=" / ".join(case.turns)[:_SHOWN],
        expected=case.label,
        scores=[*scores, *(evidence_scores(case, assessment) if assessment else ())],
        numbers={"label": [label], "probabilities": [round(float(p), 5) for p in probabilities]},
        tags={"writer": [case.writer], "register": [case.register], "trap": list(case.traps)},
        output={"signals": [s.model_dump() for s in assessment.signals]} if assessment else {},
        seconds=seconds,
    )


def evidence_scores(case: LabelledPassage, assessment: Assessment) -> Iterator[Score]:
    """Yield whether quotes are verbatim, and how signals and marked evidence agree on a passage labelled with a stage."""
    texts = {text.name: text.text for text in case.texts}
    shown: list[Signal] = [*assessment.signals, *assessment.against]
    wrong = [s.quote for s in shown if texts.get(s.source, "")[s.start : s.end] != s.quote]
    yield Score(name="quotes_verbatim", value=not wrong, reason=f"not in the text: {wrong}" * bool(wrong))
    marks = [(name, text.find(q), q, to) for q, to in case.evidence for name, text in texts.items() if q in text]
    if case.label not in STAGES or not marks:
        return
    missed = [q for name, at, q, _ in marks if not any(_touches(s, name, at, q) for s in shown)]
    yield Score(
        name="evidence_touched", value=1 - len(missed) / len(marks), reason=f"no signal at: {missed}" * bool(missed)
    )
    right = sum(any(_touches(s, name, at, q) and s.stage == to for s in shown) for name, at, q, to in marks)
    yield Score(name="evidence_right", value=right / len(marks))
    if assessment.signals:
        precise = sum(any(_touches(s, name, at, q) for name, at, q, _ in marks) for s in assessment.signals)
        yield Score(name="signals_on_evidence", value=precise / len(assessment.signals))


def _touches(signal: Signal, source: str, at: int, quote: str) -> bool:
    return signal.source == source and signal.start < at + len(quote) and at < signal.end
