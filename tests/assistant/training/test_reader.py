"""Training the reader, and that the committed one is what serves."""

import numpy as np
import pytest
from safetensors.torch import load_file

from assistant.engine.artefacts import FOLDER, LAYERS_FILE, load_model
from assistant.engine.network import read_text
from assistant.engine.reading import Embeds, counting_mask, dense_features, read_inputs
from assistant.training import reader
from assistant.training.bank import LabelledPassage
from assistant.training.build import load_network, training_sentences, training_texts
from assistant.training.folds import FOLDS, fold_of
from assistant.training.lessons import sentence_lessons, text_lessons

SAMPLE = training_texts()[::90]


def by_serving_code(passage: LabelledPassage, encoder: Embeds) -> np.ndarray:
    model = load_model(FOLDER)
    sentences = [s for s in passage.sentences if s.counts]
    inputs = read_inputs([s.text for s in sentences], encoder, model.vocabulary)
    return read_text(model.tensors, dense_features(inputs.vectors, inputs.cues))[0]


def test_every_writer_is_in_one_fold_and_retold_text_is_in_that_of_its_original() -> None:
    for text in (*training_texts(), *training_sentences()):
        assert 0 <= fold_of(text) < len(FOLDS)
    names = [writer for fold in FOLDS for writer in fold]
    assert len(names) == len(set(names))
    retold = [text for text in training_texts() if text.retold]
    originals = {text.id: text for text in training_texts()}
    assert retold
    assert all(fold_of(text) == fold_of(originals[text.retold]) for text in retold)
    assert all(text.label == originals[text.retold].label for text in retold)


@pytest.mark.slow
def test_the_committed_weights_in_torch_read_as_the_serving_code_does(encoder: Embeds) -> None:
    trained = reader.restore(load_file(FOLDER / LAYERS_FILE), load_network(FOLDER))
    passages = [p for p in SAMPLE if counting_mask(p.sentences).any()]
    expected = reader.read_texts(trained, text_lessons(passages))
    found = np.array([by_serving_code(passage, encoder) for passage in passages])
    assert float(np.abs(found - expected).mean()) < 0.01
    assert float((found.argmax(axis=1) == expected.argmax(axis=1)).mean()) >= 0.97


@pytest.mark.slow
def test_training_learns_and_the_same_lessons_give_the_same_weights(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reader, "BANK_BATCH", 8)
    texts, bank = text_lessons(SAMPLE[::20]), sentence_lessons(training_sentences()[::400])
    lines: list[str] = []
    first = reader.train(texts, bank, lines.append, epochs=2)
    second = reader.train(texts, bank, lambda line: None, epochs=2)
    losses = [float(line.rsplit(" ", 1)[1]) for line in lines]
    assert losses[-1] < losses[0]
    for name, weights in first.network_weights().items():
        np.testing.assert_allclose(weights, second.network_weights()[name], atol=1e-6)
