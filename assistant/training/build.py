"""Making the committed model files from the labelled texts."""

import json
import platform
from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache
from importlib.metadata import version
from pathlib import Path
from typing import Any

import numpy as np

from assistant.engine.artefacts import CARD_FILE, FORMAT, LAYERS_FILE, RUBRIC_FILE, VOCABULARY_FILE, WEIGHTS_FILE
from assistant.engine.ngrams import Vocabulary
from assistant.engine.reading import HEADS, stack_features
from assistant.training import ngrams
from assistant.training.bank import (
    GROWN,
    LabelledPassage,
    LabelledSentence,
    load_groups,
    load_passages,
    load_sentences,
)
from assistant.training.folds import FOLDS, fold_of
from assistant.training.held_out import FILE as HELD_OUT_FILE
from assistant.training.held_out import HeldOut, load_held_out, save_held_out
from assistant.training.rubric import extract_rubric, sign_texts
from assistant.training.stacking import STACK_C, LastLayer, fit_last_layer
from corpus.vocabulary import OUTCOMES

Report = Callable[[str], None]


def training_texts() -> list[LabelledPassage]:
    """Return every passage, short text and member of a group that the model learns from."""
    return [*load_passages(), *load_passages(GROWN), *load_groups()]


@lru_cache(maxsize=1)
def texts_read() -> tuple[LabelledPassage, ...]:
    """Return the training texts that have a sentence that counts: what the n-grams learn from. Cut into sentences once a process."""
    return tuple(text for text in training_texts() if any(s.counts for s in text.sentences))


def passages_read() -> list[LabelledPassage]:
    """Return those of them that are no member of a group: what the last layer learns from, as most texts are none."""
    members = {text.id for text in load_groups()}
    return [text for text in texts_read() if text.id not in members]


def training_sentences() -> list[LabelledSentence]:
    """Return every single sentence that the model learns from."""
    return [*load_sentences(), *load_sentences(GROWN)]


def learn(folder: Path, held_out: Path = HELD_OUT_FILE, report: Report = lambda line: None) -> dict[str, np.ndarray]:
    """Train the reader: write its layers into `folder`, its held-out readings to `held_out`; return heads and network."""
    from assistant.training import learning

    folder.mkdir(parents=True, exist_ok=True)
    texts, bank = training_texts(), training_sentences()
    report(f"reading {len(bank)} sentences and {len(texts)} texts")
    save_held_out(learning.read_held_out(texts, bank, report), held_out)
    return learning.learn(texts, bank, folder / LAYERS_FILE, report)


def build(
    folder: Path,
    network: Mapping[str, np.ndarray],
    embedder: Any,
    held_out: Path = HELD_OUT_FILE,
    report: Report = lambda line: None,
) -> None:
    """Write the rest of the model into `folder`: n-grams, last layer, rubric and card, around heads and `network`.

    Raises ValueError when a text has no held-out reading: then the reader has to learn again.
    """
    report("fitting the n-grams, held out and on all texts")
    counted = ngrams.count_texts(texts_read())
    passages = passages_read()
    last = fit_last(passages, *held_out_readings(passages, counted, load_held_out(held_out)))
    tensors = ngrams.fit_ngrams(counted, np.arange(len(counted.labels)))
    rubric = extract_rubric()
    tensors = {
        **tensors,
        **network,
        "stack": last.weights,
        "stack_bias": last.bias,
        "calibration": np.array([last.temperature, last.doubt]),
        "indicators": embedder.embed([text for _, text in sign_texts(rubric)]),
    }
    vocabulary, tensors = ngrams.prune(counted.vocabulary, tensors)
    write(folder, card(embedder), vocabulary, tensors, rubric)
    report(f"wrote {WEIGHTS_FILE}, {VOCABULARY_FILE}, {RUBRIC_FILE} and {CARD_FILE}: {len(vocabulary)} n-grams")


def held_out_readings(
    passages: Sequence[LabelledPassage], counted: ngrams.CountedTexts, read: HeldOut
) -> tuple[np.ndarray, np.ndarray]:
    """Return probabilities (n, 7) by n-grams and by the network of `passages`, each by a model without its writer's fold.

    `counted` are the texts of `texts_read`. Raises ValueError when the network has not read a passage.
    """
    unread = [passage.id for passage in passages if passage.id not in read.texts]
    if unread:
        raise ValueError(
            f"{len(unread)} texts were never read held out ({unread[0]}); run `python -m assistant.training`"
        )
    texts = texts_read()
    place = {text.id: i for i, text in enumerate(texts)}
    rows = np.array([place[passage.id] for passage in passages])
    folds = np.array([fold_of(text) for text in texts])
    by_ngrams = np.zeros((len(passages), len(OUTCOMES)))
    for fold in range(len(FOLDS)):
        tensors, own = ngrams.fit_ngrams(counted, np.flatnonzero(folds != fold)), folds[rows] == fold
        by_ngrams[own] = ngrams.read_ngrams(counted, rows[own], tensors)
    return by_ngrams, np.array([read.texts[passage.id] for passage in passages])


def fit_last(texts: Sequence[LabelledPassage], by_ngrams: np.ndarray, by_network: np.ndarray) -> LastLayer:
    """Return the last layer over held-out readings of `texts`, calibrated with one writer left out at a time."""
    labels = np.array([OUTCOMES.index(text.label) for text in texts])
    writers = np.array([text.told_by for text in texts])
    return fit_last_layer(stack_features(by_ngrams, by_network), labels, writers)


def card(embedder: Any) -> dict[str, Any]:
    """Return what the model was made from and with."""
    from assistant.training import reader

    texts, bank = training_texts(), training_sentences()
    names = ("numpy", "scipy", "scikit-learn", "torch", "transformers", "safetensors")
    return {
        "format": FORMAT,
        "outcomes": list(OUTCOMES),
        "heads": {name: list(classes) for name, classes in HEADS.items()},
        "embedder": {"name": embedder.name, "dimension": embedder.dimension, "fingerprint": embedder.fingerprint},
        "settings": {
            "reader": {"layers": reader.LAYERS, "epochs": reader.EPOCHS, "hidden": reader.HIDDEN},
            "ngrams": {"least_texts": ngrams.LEAST_TEXTS, "c": ngrams.C},
            "stack_c": STACK_C,
        },
        "data": {
            "sentences": len(bank),
            "texts": len(texts),
            "groups": len({text.unit for text in load_groups()}),
            "writers": sorted({s.writer for s in bank} | {t.writer for t in texts}),
        },
        "versions": {name: version(name) for name in names} | {"python": platform.python_version()},
    }


def load_network(folder: Path) -> dict[str, np.ndarray]:
    """Return heads and network of the model in `folder`, which `build` keeps as they are."""
    from safetensors.numpy import load_file

    tensors = load_file(folder / WEIGHTS_FILE)
    return {name: v for name, v in tensors.items() if name.startswith(("heads", "network."))}


def save_tensors(tensors: Mapping[str, np.ndarray], folder: Path) -> None:
    """Write weights; large ones in half precision, the rest in single."""
    from safetensors.numpy import save_file

    half = {k for k in tensors if k in ("passage_ngrams", "heads", "indicators") or k.endswith(".weight")}
    arrays = {
        k: np.ascontiguousarray(v, dtype=np.float16 if k in half else np.float32) for k, v in sorted(tensors.items())
    }
    save_file(arrays, folder / WEIGHTS_FILE)
    (folder / WEIGHTS_FILE).chmod(0o644)


def write(
    folder: Path,
    card: dict[str, Any],
    vocabulary: Vocabulary,
    tensors: Mapping[str, np.ndarray],
    rubric: dict[str, Any],
) -> None:
    """Write weights, vocabulary, rubric and card."""
    folder.mkdir(parents=True, exist_ok=True)
    save_tensors(tensors, folder)
    words = {"words": vocabulary.words, "characters": vocabulary.characters}
    for name, content, indent in ((CARD_FILE, card, 2), (RUBRIC_FILE, rubric, 1), (VOCABULARY_FILE, words, None)):
        text = json.dumps(content, ensure_ascii=False, indent=indent, separators=None if indent else (",", ":"))
        (folder / name).write_text(text + "\n", encoding="utf-8")
