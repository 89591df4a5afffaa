"""`python -m assistant.training.plans`: make the weights of the plan check from the labelled plans, and say how good they are.

Judged by writers left out, a group at a time; then made from everything. Some minutes on two cores.
"""

import argparse
import hashlib
import json
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

import numpy as np
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import f1_score

from assistant.engine.artefacts import FOLDER
from assistant.plans.features import NUMBERS, numbers, vectors
from assistant.plans.matching import Matcher
from assistant.plans.said import Said, said_first
from assistant.plans.weights import CARD_FILE, FITS, FORMAT, WEIGHTS_FILE, PlanWeights
from assistant.retriever import Retriever
from assistant.settings import load_settings
from corpus.vocabulary import Stage
from indexes.embedders import Embedder, get_embedder
from indexes.hybrid import HybridIndex

TEXTS = Path(__file__).parent
C = 0.1
"""Inverse strength of the penalty; .05 and .2 come within .005 macro-F1 by writers left out."""
DUE = {"partial": 1.45}
"""What the chance of a fit is multiplied with where it is not 1: `partial` is rarer, and lies between the others."""
FOLDS: tuple[frozenset[str], ...] = (
    frozenset({"p1", "p6", "p9"}),
    frozenset({"p2", "p7"}),
    frozenset({"p3", "p8", "p10"}),
    frozenset({"p4", "p5", "p11"}),
)
"""Writers that are left out together. p1 to p5 wrote plans as they come; p6 to p11 families whose situations differ in a fact."""
_AS_THEY_COME = frozenset({"p1", "p2", "p3", "p4", "p5"})


@dataclass(frozen=True)
class Lessons:
    """The labelled actions, a row each."""

    writers: np.ndarray
    kinds: list[tuple[str, str]]
    numbers: np.ndarray
    vectors: np.ndarray

    @property
    def fits(self) -> np.ndarray:
        """Return the fit of each."""
        return np.array([fit for fit, _ in self.kinds])


def plan_files() -> list[Path]:
    """Return the files of labelled plans, one a writer."""
    return sorted(TEXTS.glob("plans_p*.jsonl"))


def digest_of_plans() -> str:
    """Return twelve hexadecimal digits over the labelled plans; the card of weights made from others has another."""
    digest = hashlib.sha256()
    for path in plan_files():
        digest.update(path.read_bytes())
    return digest.hexdigest()[:12]


def read_lessons(matcher: Matcher, embedder: Embedder, files: Sequence[Path]) -> Lessons:
    """Return the actions of the plans in `files`, read as the plan check reads them."""
    writers, kinds, read_numbers, read_vectors = [], [], [], []
    for path in files:
        for line in path.read_text(encoding="utf-8").splitlines():
            plan = json.loads(line)
            stage: Stage = plan["stage"]
            said = Said.of(said_first([], [plan["situation"]]), embedder)
            texts = [action["text"] for action in plan["actions"]]
            for action, row in zip(plan["actions"], embedder.embed(texts), strict=True):
                writers.append(path.stem.removeprefix("plans_"))
                kinds.append((action["fit"], action["reason"]))
                read_numbers.append(numbers(action["text"], row, stage, said, matcher))
                read_vectors.append(vectors(row, stage, said))
    return Lessons(np.array(writers), kinds, np.array(read_numbers), np.array(read_vectors, dtype=np.float32))


def fit(lessons: Lessons, rows: np.ndarray) -> PlanWeights:
    """Return the weights that `rows` of the lessons give."""
    kinds = sorted({lessons.kinds[i] for i in rows})
    mean, scale = lessons.numbers[rows].mean(axis=0), lessons.numbers[rows].std(axis=0) + 1e-6
    inputs = np.hstack([(lessons.numbers[rows] - mean) / scale, lessons.vectors[rows]])
    labels = np.array([kinds.index(lessons.kinds[i]) for i in rows])
    model = LogisticRegression(C=C, max_iter=500).fit(inputs, labels)
    tensors = {
        "mean": mean,
        "scale": scale,
        "weight": model.coef_.T,
        "bias": model.intercept_,
        "due": np.array([DUE.get(name, 1.0) for name in FITS]),
    }
    return PlanWeights(tensors, tuple(kinds), {})


def hold_out(lessons: Lessons) -> list[tuple[str, str]]:
    """Return the fit and the reason told of every action by weights that have not seen its writer."""
    told: list[tuple[str, str]] = [("", "")] * len(lessons.kinds)
    for fold in FOLDS:
        out = np.isin(lessons.writers, list(fold))
        weights = fit(lessons, np.flatnonzero(~out))
        chances = weights.chances(lessons.numbers[out], lessons.vectors[out])
        for i, row, fits in zip(np.flatnonzero(out), chances, weights.fits(chances), strict=True):
            name = FITS[int(fits.argmax())]
            told[i] = (name, weights.reason(row, name))
    return told


def figures(labels: Sequence[tuple[str, str]], told: Sequence[tuple[str, str]]) -> dict[str, float]:
    """Return macro-F1 over fits, partial and mismatch; of fits and mismatches the share told so and told the opposite; and more, 0..1."""
    truth, said = np.array([own for own, _ in labels]), np.array([own for own, _ in told])
    clear = np.isin(truth, ("fits", "mismatch"))
    opposite = clear & np.isin(said, ("fits", "mismatch")) & (said != truth)
    each = f1_score(truth, said, labels=list(FITS), average=None, zero_division=0.0)
    return {
        "actions": len(truth),
        "macro_f1": round(float(each[:3].mean()), 4),
        **{f"f1_{name}": round(float(value), 4) for name, value in zip(FITS, each, strict=True)},
        "fits_against_mismatch": round(float((said == truth)[clear].mean()), 4),
        "opposite": round(float(opposite.sum() / clear.sum()), 4),
        "reason_right": round(float(np.mean([own == other for own, other in zip(labels, told, strict=True)])), 4),
    }


def by_writer(lessons: Lessons, told: Sequence[tuple[str, str]]) -> dict[str, dict[str, float]]:
    """Return the figures of all actions, of plans as they come, of families, and of each writer."""
    names = sorted(set(lessons.writers.tolist()), key=lambda name: int(name[1:]))
    parts = {"all": set(names), "plans as they come": _AS_THEY_COME, "families": set(names) - _AS_THEY_COME}
    parts |= {name: {name} for name in names}
    found = {}
    for part, writers in parts.items():
        rows = [i for i, writer in enumerate(lessons.writers) if writer in writers]
        found[part] = figures([lessons.kinds[i] for i in rows], [told[i] for i in rows])
    return found


def _write(out: Path, weights: PlanWeights, held_out: dict[str, dict[str, float]]) -> None:
    from safetensors.numpy import save_file

    out.mkdir(parents=True, exist_ok=True)
    save_file({name: array.astype(np.float32) for name, array in weights.tensors.items()}, out / WEIGHTS_FILE)
    (out / WEIGHTS_FILE).chmod(0o644)
    card = {
        "format": FORMAT,
        "plans": digest_of_plans(),
        "kinds": [{"fit": kind, "reason": reason} for kind, reason in weights.kinds],
        "numbers": NUMBERS,
        "settings": {"C": C, "due": DUE, "folds": [sorted(fold) for fold in FOLDS]},
        "versions": {name: version(name) for name in ("numpy", "scikit-learn")},
        "held_out": held_out,
    }
    (out / CARD_FILE).write_text(json.dumps(card, indent=1) + "\n", encoding="utf-8")


def main() -> None:
    """Build into --out; the figures by writer go to stdout and stand in the card."""
    parser = argparse.ArgumentParser(prog="python -m assistant.training.plans", description=__doc__)
    parser.add_argument("--out", type=Path, default=FOLDER, help="folder for the model's files")
    arguments = parser.parse_args()
    settings = load_settings()
    embedder = get_embedder(settings.embedder, settings.home)
    retriever = Retriever(HybridIndex(settings.home, embedder, settings.index))
    lessons = read_lessons(Matcher(retriever, embedder), embedder, plan_files())
    print(f"{len(lessons.kinds)} actions were read", file=sys.stderr)
    held_out = by_writer(lessons, hold_out(lessons))
    print(json.dumps(held_out, indent=1))
    _write(arguments.out, fit(lessons, np.arange(len(lessons.kinds))), held_out)


if __name__ == "__main__":
    main()
