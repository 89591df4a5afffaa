"""`python -m assistant.training.selection`: make the sentence selector's weights from the worked questions, and say how good they are."""

import argparse
import json
import sys
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

import numpy as np

from assistant.engine.artefacts import FOLDER
from assistant.passages import Unit
from assistant.retriever import Retriever
from assistant.selection.candidates import candidates
from assistant.selection.choice import WHOLE_NAMES, choose, whole_features
from assistant.selection.features import NAMES, Asked, read_features
from assistant.selection.selector import likenesses
from assistant.selection.weights import FORMAT, SELECTION_FILE, Logistic, SelectionModel, SelectionWeights
from assistant.settings import load_settings
from assistant.training.provenance import texts_digest
from assistant.training.selection_examples import SelectionExample, load_examples, text_files
from assistant.understanding import Understanding, understand

C, WHOLE_C = 0.03, 0.1
"""Inverse strength of the penalty, chosen leaving one writer out."""


@dataclass(frozen=True)
class Lesson:
    """An example as the selector sees it: its spans, their features, and which of them say a point."""

    example: SelectionExample
    understanding: Understanding
    units: list[Unit]
    features: np.ndarray
    said: np.ndarray

    def chosen(self, chances: np.ndarray) -> list[Unit]:
        """Return the sentences that an answer shows when they have these chances."""
        order = np.argsort(-chances, kind="stable")
        return choose([self.units[i] for i in order], [float(chances[i]) for i in order], self.understanding.intent)

    def recall(self, chosen: Sequence[Unit]) -> float:
        """Return the share of the points that the chosen sentences say."""
        points = self.example.points
        return sum(any(q.said_by(u) for q in point for u in chosen) for point in points) / len(points)


def read_lessons(examples: Sequence[SelectionExample], retriever: Retriever, passages: int) -> list[Lesson]:
    """Return the examples with what search finds for them; those for which it finds no right sentence teach nothing and are left out."""
    lessons = []
    for example in examples:
        understanding = understand([example.question])
        found = candidates(retriever.search(understanding.query, k=passages), retriever)
        features = read_features(Asked.of(understanding), found, likenesses(understanding.query, found, retriever))
        quotes = [quote for point in example.points for quote in point]
        said = np.array([any(quote.said_by(c.unit) for quote in quotes) for c in found])
        lessons.append(Lesson(example, understanding, [c.unit for c in found], features, said))
    return lessons


def fit(lessons: Sequence[Lesson], c: float = C) -> SelectionWeights:
    """Return weights fitted on lessons: each question counts the same, however many sentences it has.

    Whether an answer is whole is learned from answers chosen by weights that never saw the question's writer.
    """
    held = [lesson for lesson in lessons if len(lesson.units)]
    writers = sorted({lesson.example.writer for lesson in held})
    rows, whole = list[np.ndarray](), list[bool]()
    for writer in writers:
        others = _fit_sentences([x for x in held if x.example.writer != writer] or held, c)
        for lesson in (x for x in held if x.example.writer == writer):
            chances = others.chances(lesson.features)
            chosen = lesson.chosen(chances)
            falling = sorted(chances.tolist(), reverse=True)
            rows.append(whole_features(falling, len(chosen), lesson.understanding.intent, lesson.understanding.query))
            whole.append(lesson.recall(chosen) == 1)
    return SelectionWeights(
        format=FORMAT,
        sentence=_fit_sentences(held, c),
        whole=logistic(np.array(rows), np.array(whole), np.ones(len(rows)), WHOLE_NAMES, WHOLE_C),
        card={
            "data": "worked questions of Regrip's own (assistant/training/selection_*.jsonl, gaps_*.jsonl)",
            "questions": dict(sorted(Counter(lesson.example.writer for lesson in held).items())),
            "texts": texts_digest(text_files()),
            "c": c,
            "versions": {name: version(name) for name in ("numpy", "scikit-learn")},
        },
    )


def _fit_sentences(lessons: Sequence[Lesson], c: float) -> Logistic:
    features = np.vstack([lesson.features for lesson in lessons])
    said = np.concatenate([lesson.said for lesson in lessons])
    shares = np.concatenate([np.full(len(lesson.units), 50 / len(lesson.units)) for lesson in lessons])
    return logistic(features, said, shares, NAMES, c)


def logistic(rows: np.ndarray, truth: np.ndarray, shares: np.ndarray, names: tuple[str, ...], c: float) -> Logistic:
    """Return a logistic regression on standardised rows; `shares` weigh them, `c` is the inverse strength of the penalty."""
    from sklearn.linear_model import LogisticRegression

    centre, spread = rows.mean(axis=0), rows.std(axis=0)
    spread[spread < 1e-6] = 1.0
    model = LogisticRegression(C=c, max_iter=2000).fit((rows - centre) / spread, truth, sample_weight=shares)
    return Logistic(
        features=names,
        centre=_rounded(centre),
        spread=_rounded(spread),
        weights=_rounded(model.coef_[0]),
        bias=round(float(model.intercept_[0]), 4),
    )


def compare(lessons: Sequence[Lesson], strengths: Sequence[float]) -> None:
    """Print how much of the points is said, each writer's questions judged by weights that never saw that writer."""
    writers = sorted({lesson.example.writer for lesson in lessons})
    reached = [any(q.said_by(u) for q in p for u in lesson.units) for lesson in lessons for p in lesson.example.points]
    print(
        f"{len(lessons)} questions of {len(writers)} writers; points among all sentences found: {np.mean(reached):.3f}"
    )
    for c in strengths:
        models = {w: SelectionModel(fit([x for x in lessons if x.example.writer != w], c)) for w in writers}
        recalls, right, shown = list[float](), list[bool](), list[int]()
        for lesson in lessons:
            model = models[lesson.example.writer]
            chances = model.chances(lesson.features)
            chosen = lesson.chosen(chances)
            recalls.append(lesson.recall(chosen))
            falling, asked = sorted(chances.tolist(), reverse=True), lesson.understanding
            whole = model.wholeness(whole_features(falling, len(chosen), asked.intent, asked.query)) > 0.5
            right.append(whole == (recalls[-1] == 1))
            shown.append(len(chosen))
        print(
            f"c {c:<6} points said {np.mean(recalls):.3f}   sentences {np.mean(shown):.1f}   flag right {np.mean(right):.3f}"
        )


def _rounded(values: np.ndarray) -> tuple[float, ...]:
    return tuple(round(float(value), 4) + 0.0 for value in values)


def main() -> None:
    """Train and write the weights."""
    from indexes.embedders import get_embedder
    from indexes.hybrid import HybridIndex

    parser = argparse.ArgumentParser(prog="python -m assistant.training.selection", description=__doc__)
    parser.add_argument("--out", type=Path, default=FOLDER, help="folder for the weights")
    parser.add_argument(
        "--compare", action="store_true", help="leave one writer out at several strengths; write nothing"
    )
    arguments = parser.parse_args()
    settings = load_settings()
    retriever = Retriever(HybridIndex(settings.home, get_embedder(settings.embedder, settings.home), settings.index))
    lessons = read_lessons(load_examples(), retriever, settings.answer.passages)
    if arguments.compare:
        compare(lessons, (0.003, 0.03, 0.3))
        return
    weights = fit(lessons)
    text = json.dumps(weights.model_dump(), ensure_ascii=False, indent=1)
    (arguments.out / SELECTION_FILE).write_text(text + "\n", encoding="utf-8")
    print(f"wrote {arguments.out / SELECTION_FILE}", file=sys.stderr)


if __name__ == "__main__":
    main()
