"""`python -m assistant.training.answerability`: make the weights that judge whether a question is answered, and say how good they are.

From questions by hand of which the corpus answers some, lacks the answer to others, and contradicts what the rest take for granted.
"""

import argparse
import json
import sys
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

import numpy as np

from assistant.answerability import features, premises
from assistant.answerability.judge import rarity
from assistant.answerability.weights import ANSWERABILITY_FILE, FORMAT, AnswerabilityWeights
from assistant.engine.artefacts import FOLDER
from assistant.retriever import Retriever
from assistant.selection import Selector
from assistant.selection.weights import Logistic, SelectionModel
from assistant.settings import load_settings
from assistant.training.provenance import texts_digest
from assistant.training.selection import fit as fit_selection
from assistant.training.selection import logistic, read_lessons
from assistant.training.selection_examples import FOLDER as TEXTS
from assistant.training.selection_examples import Quote, bag, load_examples, text_files
from assistant.understanding import understand

C, PREMISE_C = 0.03, 0.03
"""Inverse strengths of the penalties, chosen leaving one writer out."""
WRONGLY_DECLINED, WRONGLY_DOUBTED, WRONGLY_CORRECTED = 0.02, 0.15, 0.1
"""Shares of answerable questions of unseen writers that may be declined, answered with a doubt, and opened with a check of what they
take for granted."""


@dataclass(frozen=True)
class Asked:
    """A question with what was found for it: its features, those of its sentences, and which of these set it right."""

    writer: str
    kind: str
    row: np.ndarray
    sentences: np.ndarray
    right: np.ndarray

    @property
    def answerable(self) -> bool:
        """Whether the corpus answers it as it is put."""
        return self.kind in ("answerable", "worked")


def read_questions(retriever: Retriever, passages: int) -> list[Asked]:
    """Return the questions of `gaps_*.jsonl` and `selection_*.jsonl`, found with a selector that never saw their writer."""
    lessons = read_lessons(load_examples(), retriever, passages)
    writers = sorted({lesson.example.writer for lesson in lessons})
    asked = []
    for writer in writers:
        others = [lesson for lesson in lessons if lesson.example.writer != writer]
        selector = Selector(retriever, SelectionModel(fit_selection(others)))
        for path in (*sorted(TEXTS.glob(f"gaps_{writer}.jsonl")), *sorted(TEXTS.glob(f"selection_{writer}.jsonl"))):
            for line in path.read_text(encoding="utf-8").splitlines():
                asked.append(_read(json.loads(line), writer, selector, retriever, passages))
    return asked


def _read(row: dict[str, str], writer: str, selector: Selector, retriever: Retriever, passages: int) -> Asked:
    understanding = understand([row["question"]])
    selection = selector.select(understanding, retriever.search(understanding.query, k=passages))
    units, sentences = premises.read_features(selection)
    kind = "worked" if "points" in row else row["kind"]
    right = np.zeros(len(units), dtype=bool)
    if kind == "false_premise":
        quote = Quote(row["document"], bag(row["quote"]))
        right = np.array([quote.said_by(unit) for unit in units], dtype=bool)
    return Asked(writer, kind, features.read_features(selection, rarity), sentences, right)


def _fit_answered(asked: Sequence[Asked]) -> Logistic:
    """False premises count as answered: what sets them right is there. Worked questions weigh a third: they are many and easy."""
    rows = np.array([a.row for a in asked])
    shares = np.array([0.33 if a.kind == "worked" else 1.0 for a in asked])
    return logistic(rows, np.array([a.kind != "unanswerable" for a in asked]), shares, features.NAMES, C)


def _fit_contradicts(asked: Sequence[Asked]) -> Logistic:
    held = [a for a in asked if len(a.right)]
    shares = np.concatenate([np.full(len(a.right), (4 if a.right.any() else 1) * 50 / len(a.right)) for a in held])
    sentences, right = np.vstack([a.sentences for a in held]), np.concatenate([a.right for a in held])
    return logistic(sentences, right, shares, premises.NAMES, PREMISE_C)


@dataclass(frozen=True)
class HeldOut:
    """A question as weights judge it that never saw its writer."""

    asked: Asked
    answered: float
    contradicts: np.ndarray


def hold_out(asked: Sequence[Asked]) -> list[HeldOut]:
    """Return every question judged without its writer."""
    judged = []
    for writer in sorted({a.writer for a in asked}):
        others = [a for a in asked if a.writer != writer]
        answered, contradicts = _fit_answered(others), _fit_contradicts(others)
        for a in (a for a in asked if a.writer == writer):
            judged.append(HeldOut(a, float(answered.chances(a.row[None])[0]), contradicts.chances(a.sentences)))
    return judged


def thresholds(judged: Sequence[HeldOut]) -> tuple[float, float, float]:
    """Return the chances below which to decline, below which to doubt and from which to correct, by the shares that may go wrong."""
    fair = [j for j in judged if j.asked.answerable]
    declined, doubted = np.quantile([j.answered for j in fair], (WRONGLY_DECLINED, WRONGLY_DOUBTED)).tolist()
    corrected = float(np.quantile([j.contradicts.max(initial=0.0) for j in fair], 1 - WRONGLY_CORRECTED))
    return round(declined, 4), round(doubted, 4), round(corrected, 4)


def figures(judged: Sequence[HeldOut], limits: tuple[float, float, float]) -> dict[str, float]:
    """Return how often questions of unseen writers are judged rightly."""
    declined, doubted, corrected = limits

    def share(kind: str, right: "np.ndarray") -> float:
        return round(float(right[[j.asked.kind == kind for j in judged]].mean()), 3)

    refuses, doubts = (np.array([j.answered < limit for j in judged]) for limit in (declined, doubted))
    checks = np.array([j.contradicts.max(initial=0.0) >= corrected for j in judged])
    sets_right = np.array([_sets_right(j, corrected) for j in judged])
    return {
        "unanswerable declined": share("unanswerable", refuses),
        "unanswerable declined or doubted": share("unanswerable", doubts),
        "answerable declined": share("answerable", refuses),
        "answerable declined or doubted": share("answerable", doubts),
        "worked questions declined": share("worked", refuses),
        "false premises declined": share("false_premise", refuses),
        "false premises checked": share("false_premise", checks),
        "false premises set right": share("false_premise", sets_right),
        "answerable checked": share("answerable", checks),
        "worked questions checked": share("worked", checks),
    }


def _sets_right(judged: HeldOut, least: float) -> bool:
    order = np.argsort(-judged.contradicts, kind="stable")[:2]
    return any(judged.asked.right[i] and judged.contradicts[i] >= least for i in order)


def train(asked: Sequence[Asked]) -> AnswerabilityWeights:
    """Return the weights fitted on all questions, with limits and figures from judging each without its writer."""
    judged = hold_out(asked)
    limits = thresholds(judged)
    return AnswerabilityWeights(
        format=FORMAT,
        answered=_fit_answered(asked),
        least_answered=limits[0],
        contradicts=_fit_contradicts(asked),
        least_sure=limits[1],
        least_contradiction=limits[2],
        card={
            "data": "questions of Regrip's own (assistant/training/gaps_*.jsonl, selection_*.jsonl)",
            "questions": dict(sorted(Counter(a.kind for a in asked).items())),
            "figures on unseen writers": figures(judged, limits),
            "texts": texts_digest(text_files()),
            "c": [C, PREMISE_C],
            "versions": {name: version(name) for name in ("numpy", "scikit-learn")},
        },
    )


def main() -> None:
    """Train, print the figures on unseen writers, and write the weights."""
    from indexes.embedders import get_embedder
    from indexes.hybrid import HybridIndex

    parser = argparse.ArgumentParser(prog="python -m assistant.training.answerability", description=__doc__)
    parser.add_argument("--out", type=Path, default=FOLDER, help="folder for the weights")
    arguments = parser.parse_args()
    settings = load_settings()
    retriever = Retriever(HybridIndex(settings.home, get_embedder(settings.embedder, settings.home), settings.index))
    weights = train(read_questions(retriever, settings.answer.passages))
    text = json.dumps(weights.model_dump(), ensure_ascii=False, indent=1)
    (arguments.out / ANSWERABILITY_FILE).write_text(text + "\n", encoding="utf-8")
    print(json.dumps(weights.card, indent=1))
    print(f"wrote {arguments.out / ANSWERABILITY_FILE}", file=sys.stderr)


if __name__ == "__main__":
    main()
