"""The comparison: every way of reading the stage on the same texts, each from writers it has not seen."""

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from assistant.engine.artefacts import FOLDER, load_model
from assistant.engine.predictor import Predictor
from assistant.engine.reading import Embeds, counting_mask, read_inputs
from assistant.engine.texts import list_apart
from assistant.training.bank import LabelledPassage, load_passages, load_sentences, passage_from
from corpus.vocabulary import OUTCOMES
from evals.cases import GroupCase
from evals.catalogue import get_set
from evals.groups.generate import as_passage
from evals.stages import baselines
from evals.stages.baselines import SHORT_WRITERS, floor_model
from evals.stages.frozen import freeze
from evals.stages.holdout import held_out_probabilities
from evals.stages.metrics import macro_f1, measure

Report = Callable[[str], None]
UNSEEN = ("stage-unseen", "stage-reworded", "stage-long")
GROUPS = ("minimal-groups", "tone-groups")


def compare_held_out(embedder: Any, report: Report) -> dict[str, Any]:
    """Return {way: figures} on the bank's passages of w1 to w6, every way without the passage's writer.

    The baselines leave out one writer at a time, our own a third of the writers: harder for ours.
    """
    passages = [p for p in load_passages() if p.writer not in SHORT_WRITERS]
    report("the baselines, one writer left out at a time")
    m = freeze(load_sentences(), passages, embedder)
    read = held_out_probabilities()
    ways = {
        "keywords": baselines.keywords(passages),
        "floor: n-grams of the whole text": baselines.floor(passages),
        "mean MiniLM vector": baselines.mean_vector(m),
        "frozen MiniLM, linear heads, learned aggregation": baselines.linear_signals(m),
        **{f"ours: {way}": np.array([rows[p.id] for p in passages]) for way, rows in read.items()},
    }
    writers = m.passage_writers
    return {
        way: measure(m.passage_labels, rows)
        | {
            "by_writer": {
                w: round(macro_f1(m.passage_labels[writers == w], rows[writers == w]), 3) for w in sorted(set(writers))
            }
        }
        for way, rows in ways.items()
    }


def compare_unseen(half: str, encoder: Embeds, report: Report) -> dict[str, Any]:
    """Return {set: {way: figures}} on texts by writers that no model has seen: what each part adds to the floor."""
    floor = floor_model([p for p in load_passages() if p.writer not in SHORT_WRITERS])
    found: dict[str, Any] = {}
    for name in UNSEEN:
        report(f"{name}-{half}")
        texts = [passage_from(row) for _, row in get_set(f"{name}-{half}").rows()]
        labels = np.array([OUTCOMES.index(t.label) for t in texts])
        found[name] = {way: measure(labels, rows) for way, rows in _ways(texts, floor, encoder).items()}
    for name in GROUPS:
        report(f"{name}-{half}")
        cases = get_set(f"{name}-{half}").cases(GroupCase)
        texts = [as_passage(case, n) for case in cases for n in range(len(case.members))]
        found[name] = {way: _groups(texts, rows) for way, rows in _ways(texts, floor, encoder).items()}
    return found


def _ways(texts: Sequence[LabelledPassage], floor: Any, encoder: Embeds) -> dict[str, np.ndarray]:
    by_floor = np.zeros((len(texts), len(OUTCOMES)))
    by_floor[:, floor[-1].classes_] = floor.predict_proba([" ".join(t.turns) for t in texts])
    model = load_model(FOLDER)
    predictor = Predictor(model)
    ours: dict[str, list[np.ndarray]] = {"n-grams": [], "network": [], "joined": [], "engine": []}
    for text in texts:
        sentences = list_apart(text.sentences)
        mask = counting_mask(sentences)
        inputs = read_inputs([s.text for s in sentences], encoder, model.vocabulary)
        for way, row in predictor.read_parts(inputs, mask).items():
            ours[way].append(row)
    return {"floor": by_floor} | {f"ours: {way}": np.array(rows) for way, rows in ours.items()}


def _groups(texts: Sequence[LabelledPassage], rows: np.ndarray) -> dict[str, float]:
    right = rows.argmax(axis=1) == np.array([OUTCOMES.index(t.label) for t in texts])
    units = np.array([t.unit for t in texts])
    whole = [bool(right[units == unit].all()) for unit in dict.fromkeys(units)]
    return {"whole_right": round(float(np.mean(whole)), 4), "member_right": round(float(right.mean()), 4)}
