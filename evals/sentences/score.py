"""Judges a reading of a sentence against its labels."""

from assistant.engine.reading import HEADS
from assistant.training.bank import LabelledSentence
from evals.models import CaseResult, Score
from evals.sentences.generate import Reading


def score(case: LabelledSentence, reading: Reading) -> CaseResult:
    """Return the result of a sentence. A label that no head has (a writer's own doubt) is not judged."""
    labels = {"mechanism": case.mechanism, "standing": case.standing, "theme": case.theme}
    scores, numbers = [], {}
    for head, label in labels.items():
        if label in HEADS[head]:
            read = int(reading[head].argmax())
            told = f"{HEADS[head][read]}, labelled {label}"
            scores.append(Score(name=f"{head}_right", value=HEADS[head][read] == label, reason=told))
            numbers[head] = [float(HEADS[head].index(label)), float(read)]
    return CaseResult(
        id=case.id,
        kind=case.standing,
        shown=case.text,
        expected=f"{case.mechanism}, {case.standing}",
        scores=scores,
        numbers=numbers,
        tags={"writer": [case.writer]},
    )
