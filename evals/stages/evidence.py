"""How well the signals' quotes agree with the evidence that the writers marked."""

from collections.abc import Sequence

import numpy as np

from assistant.models import Assessment
from assistant.training.bank import LabelledPassage
from corpus.vocabulary import STAGES


def quote_figures(passages: Sequence[LabelledPassage], assessments: Sequence[Assessment]) -> dict[str, float]:
    """Return how far signals and marked evidence agree, over passages labelled with a stage.

    `precision`: share of signals' quotes that touch marked evidence; `touch`: share of marked quotes touched by a signal of
    any kind; `touch_right`: the same where the signal also has the stage the mark points to; `verbatim`: share of quotes that
    are text[start:end]; `signals`: mean number of signals.
    """
    precise: list[bool] = []
    touched: list[bool] = []
    right: list[bool] = []
    verbatim: list[bool] = []
    numbers: list[int] = []
    for passage, assessment in zip(passages, assessments, strict=True):
        if passage.label not in STAGES:
            continue
        texts = {t.name: t.text for t in passage.texts}
        marks = [(name, text.find(q), q, to) for q, to in passage.evidence for name, text in texts.items() if q in text]
        shown = assessment.signals
        numbers.append(len(shown))
        verbatim += [texts[s.source][s.start : s.end] == s.quote for s in [*shown, *assessment.against]]
        precise += [any(_touch(s.source, s.start, s.end, mark) for mark in marks) for s in shown]
        for mark in marks:
            hits = [s for s in [*shown, *assessment.against] if _touch(s.source, s.start, s.end, mark)]
            touched.append(bool(hits))
            right.append(any(s.stage == mark[3] for s in hits))
    figures = {"precision": precise, "touch": touched, "touch_right": right, "verbatim": verbatim}
    return {name: round(float(np.mean(values)), 4) for name, values in figures.items()} | {
        "signals": round(float(np.mean(numbers)), 2)
    }


def _touch(source: str, start: int, end: int, mark: tuple[str, int, str, str]) -> bool:
    name, first, quote, _ = mark
    return source == name and start < first + len(quote) and first < end
