"""Making the committed model file from the labelled texts."""

import json
import platform
from collections.abc import Callable, Mapping
from importlib.metadata import version
from pathlib import Path
from typing import Any

import numpy as np

from assistant.engine.artefacts import CARD_FILE, FORMAT, RUBRIC_FILE, VOCABULARY_FILE, WEIGHTS_FILE
from assistant.engine.network import MEMBERS
from assistant.engine.ngrams import Vocabulary
from assistant.engine.reading import HEADS
from assistant.training.bank import load_passages, load_sentences
from assistant.training.fitting import HEAD_C, PASSAGE_C, PROJECTION_SIZE, fit_first_layer
from assistant.training.matrices import PASSAGE_DF, SENTENCE_DF, build_matrices
from assistant.training.network import ATTENTIONS, EPOCHS, HIDDEN
from assistant.training.rubric import extract_rubric, sign_texts
from assistant.training.stacking import STACK_C, fit_last_layer, out_of_writer_features
from corpus.vocabulary import OUTCOMES

Report = Callable[[str], None]


def build(folder: Path, embedder: Any, report: Report = lambda line: None) -> None:
    """Write the model into `folder`; `report` gets a line as each step starts."""
    bank, passages = load_sentences(), load_passages()
    report(f"reading {len(bank)} sentences and {len(passages)} passages")
    m = build_matrices(bank, passages, embedder)
    rows, features = out_of_writer_features(m, report)
    last = fit_last_layer(features, m.passage_labels[rows], m.passage_writers[rows])
    report("fitting the first layer on all writers")
    first = fit_first_layer(m)
    rubric = extract_rubric()
    tensors = first.tensors | {
        "stack": last.weights,
        "stack_bias": last.bias,
        "calibration": np.array([last.temperature, last.doubt]),
        "indicators": embedder.embed([text for _, text in sign_texts(rubric)]),
    }
    vocabulary, tensors = prune(m.vocabulary, tensors)
    card = {
        "format": FORMAT,
        "outcomes": list(OUTCOMES),
        "heads": {name: list(classes) for name, classes in HEADS.items()},
        "embedder": {"name": embedder.name, "dimension": embedder.dimension, "fingerprint": embedder.fingerprint},
        "settings": {
            "head_c": HEAD_C,
            "projection_size": PROJECTION_SIZE,
            "network": {"members": MEMBERS, "hidden": HIDDEN, "attentions": ATTENTIONS, "epochs": EPOCHS},
            "passage_c": PASSAGE_C,
            "stack_c": STACK_C,
            "sentence_df": SENTENCE_DF,
            "passage_df": PASSAGE_DF,
        },
        "data": {
            "sentences": len(bank),
            "passages": len(passages),
            "writers": sorted({s.writer for s in bank} | {p.writer for p in passages}),
        },
        "versions": {name: version(name) for name in ("numpy", "scipy", "scikit-learn", "torch", "safetensors")}
        | {"python": platform.python_version()},
    }
    write(folder, card, vocabulary, tensors, rubric)
    report(f"wrote {WEIGHTS_FILE}, {VOCABULARY_FILE}, {RUBRIC_FILE} and {CARD_FILE}: {len(vocabulary)} n-grams")


def prune(vocabulary: Vocabulary, tensors: Mapping[str, np.ndarray]) -> tuple[Vocabulary, dict[str, np.ndarray]]:
    """Return vocabulary and weights without the n-grams that no model uses."""
    used = (tensors["sentence_idf"] > 0) | (tensors["passage_idf"] > 0)
    grams = vocabulary.words + vocabulary.characters
    words = len(vocabulary.words)
    kept = np.flatnonzero(used)
    smaller = Vocabulary([grams[i] for i in kept if i < words], [grams[i] for i in kept if i >= words])
    return smaller, {k: v[kept] if len(v) == len(vocabulary) else v for k, v in tensors.items()}


def write(
    folder: Path,
    card: dict[str, Any],
    vocabulary: Vocabulary,
    tensors: Mapping[str, np.ndarray],
    rubric: dict[str, Any],
) -> None:
    """Write the four files; large weights in half precision, the rest in single."""
    from safetensors.numpy import save_file

    folder.mkdir(parents=True, exist_ok=True)
    half = {k for k in tensors if k in ("passage_ngrams", "projection", "heads", "indicators") or k.endswith(".weight")}
    save_file(
        {k: np.ascontiguousarray(v, dtype=np.float16 if k in half else np.float32) for k, v in sorted(tensors.items())},
        folder / WEIGHTS_FILE,
    )
    (folder / WEIGHTS_FILE).chmod(0o644)
    words = {"words": vocabulary.words, "characters": vocabulary.characters}
    for name, content, indent in ((CARD_FILE, card, 2), (RUBRIC_FILE, rubric, 1), (VOCABULARY_FILE, words, None)):
        text = json.dumps(content, ensure_ascii=False, indent=indent, separators=None if indent else (",", ":"))
        (folder / name).write_text(text + "\n", encoding="utf-8")
