"""`python -m evals.stages.encoder --fold 1`: train on two thirds of the writers, read the rest and the development sets."""

import argparse
import datetime
import json
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np

from assistant.training.bank import GROWN, LabelledPassage, load_groups, load_passages, load_sentences, passage_from
from evals.cases import GroupCase
from evals.catalogue import get_set
from evals.stages.encoder import network
from evals.stages.encoder.lessons import TextLesson, sentence_lessons, text_lessons
from evals.stages.metrics import measure

FOLDS: tuple[frozenset[str], ...] = (
    frozenset(("w1", "w4", "n1", "n5", "n8", "r1", "m1")),
    frozenset(("w2", "w5", "n2", "n6", "r2", "m2")),
    frozenset(("w3", "w6", "n3", "n4", "n7", "r3", "m3")),
)
"""Every writer is held out once, with a third of the others."""
RESULTS = Path(__file__).parents[2] / "results" / "stages"


def main() -> None:
    """Train, read, and write the figures beside the other comparisons."""
    parser = argparse.ArgumentParser(prog="python -m evals.stages.encoder", description=__doc__)
    parser.add_argument("--fold", type=int, choices=range(1, len(FOLDS) + 1), default=1)
    parser.add_argument("--apart", action="store_true", help="read each sentence by itself instead of in windows")
    parser.add_argument("--layers", type=int, choices=range(1, 7), default=6, help="how many of MiniLM's layers learn")
    parser.add_argument("--epochs", type=int, default=3)
    options = parser.parse_args()
    fold, recipe = options.fold, network.Recipe(not options.apart, options.layers, options.epochs)
    start = time.perf_counter()

    def report(line: str) -> None:
        print(f"[{time.perf_counter() - start:5.0f} s] {line}", file=sys.stderr, flush=True)

    held_out = FOLDS[fold - 1]
    texts = text_lessons([*load_passages(), *load_passages(GROWN), *load_groups()])
    bank = sentence_lessons([*load_sentences(), *load_sentences(GROWN)])
    report(f"{len(texts)} texts and {len(bank.pieces)} sentences, without {', '.join(sorted(held_out))}")
    reader = network.train(texts, bank, held_out, recipe, report)
    figures = {"held out": by_kind(reader, [t for t in texts if t.writer in held_out])} | development(reader)
    today = datetime.datetime.now(datetime.UTC).date().isoformat()
    settings = {"recipe": vars(recipe), "held_out": sorted(held_out), "seconds": round(time.perf_counter() - start)}
    command = " ".join(["python -m evals.stages.encoder", *sys.argv[1:]])
    row = {"date": today, "command": command, **settings, "figures": figures}
    name = f"{'apart' if options.apart else 'together'}-{recipe.layers}-layers-{recipe.epochs}-epochs-fold{fold}"
    text = json.dumps(row, indent=1) + "\n"
    (RESULTS / f"{today}-encoder-{name}.json").write_text(text, encoding="utf-8")
    print(text)


def by_kind(reader: network.Reader, lessons: Sequence[TextLesson]) -> dict[str, Any]:
    """Return the figures of texts by the first letter of their writer: w and n passages, r short texts, m groups."""
    kinds = sorted({lesson.writer[0] for lesson in lessons})
    return {kind: _figures(reader, [lesson for lesson in lessons if lesson.writer[0] == kind]) for kind in kinds}


def development(reader: network.Reader) -> dict[str, Any]:
    """Return the figures on the development halves of unseen and typed texts and of the groups."""
    found: dict[str, Any] = {}
    for name in ("stage-unseen-dev", "stage-typed-dev", "stage-reworded-dev"):
        found[name] = _figures(reader, text_lessons([passage_from(row) for _, row in get_set(name).rows()]))
    for name in ("minimal-groups-dev", "tone-groups-dev"):
        found[name] = _group_figures(reader, get_set(name).cases(GroupCase))
    return found


def _figures(reader: network.Reader, lessons: Sequence[TextLesson]) -> dict[str, Any]:
    return measure(np.array([t.label for t in lessons]), network.read_lessons(reader, lessons))


def _group_figures(reader: network.Reader, cases: Sequence[GroupCase]) -> dict[str, float]:
    members = [_member(case, n) for case in cases for n in range(len(case.members))]
    lessons = text_lessons(members)
    right = network.read_lessons(reader, lessons).argmax(axis=1) == np.array([t.label for t in lessons])
    units = np.array([t.unit for t in lessons])
    whole = [bool(right[units == unit].all()) for unit in dict.fromkeys(units)]
    return {"whole_right": round(float(np.mean(whole)), 4), "member_right": round(float(right.mean()), 4)}


def _member(case: GroupCase, number: int) -> LabelledPassage:
    member = case.members[number]
    row = {"id": f"{case.id}/{number + 1}", "register": "group", "text": member.text, "label": case.expected(member)}
    return passage_from(row, case.id)


if __name__ == "__main__":
    main()
