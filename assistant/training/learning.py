"""Training the reader: once for each fold of writers left out, and once on everything. Half an hour and more on two cores."""

from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np

from assistant.training.bank import LabelledPassage, LabelledSentence
from assistant.training.folds import FOLDS, fold_of
from assistant.training.held_out import HeldOut
from assistant.training.lessons import SentenceLessons, sentence_lessons, text_lessons

Report = Callable[[str], None]


def read_held_out(passages: Sequence[LabelledPassage], bank: Sequence[LabelledSentence], report: Report) -> HeldOut:
    """Return the readings of all texts and sentences, each by a reader that has not seen the fold of its writer."""
    read = HeldOut({}, {})
    for fold, writers in enumerate(FOLDS):
        report(f"training without {', '.join(sorted(writers))}")
        own = read_fold(passages, bank, fold, report)
        read.texts.update(own.texts)
        read.sentences.update(own.sentences)
    return read


def read_fold(
    passages: Sequence[LabelledPassage], bank: Sequence[LabelledSentence], fold: int, report: Report
) -> HeldOut:
    """Return the readings of a fold's texts and sentences by a reader that has learned from the others."""
    from assistant.training import reader

    texts, sentences = text_lessons(passages), sentence_lessons(bank)
    of_text = {passage.id: fold_of(passage) for passage in passages}
    of_sentence = np.array([fold_of(sentence) for sentence in bank])
    trained = reader.train([t for t in texts if of_text[t.id] != fold], _only(sentences, of_sentence != fold), report)
    own = [t for t in texts if of_text[t.id] == fold]
    rows = [int(i) for i in np.flatnonzero(of_sentence == fold)]
    scores = reader.read_sentences(trained, [sentences.pieces[i] for i in rows])
    return HeldOut(
        dict(zip((t.id for t in own), reader.read_texts(trained, own), strict=True)),
        dict(zip((bank[i].id for i in rows), scores, strict=True)),
    )


def learn(
    passages: Sequence[LabelledPassage], bank: Sequence[LabelledSentence], layers: Path, report: Report
) -> dict[str, np.ndarray]:
    """Train on everything; write MiniLM's upper layers to `layers` in half precision, return heads and network by name."""
    from safetensors.torch import save_file

    from assistant.training import reader

    report("training on all writers")
    trained = reader.train(text_lessons(passages), sentence_lessons(bank), report)
    save_file({name: weights.half().contiguous() for name, weights in trained.layer_weights().items()}, layers)
    layers.chmod(0o644)
    return trained.network_weights()


def _only(sentences: SentenceLessons, rows: np.ndarray) -> SentenceLessons:
    kept = np.flatnonzero(rows)
    labels = {name: values[kept] for name, values in sentences.labels.items()}
    return SentenceLessons([sentences.pieces[i] for i in kept], labels)
