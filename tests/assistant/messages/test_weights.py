"""The committed weights are what the training command gives, reach their bar, and a damaged file is named."""

import shutil
from pathlib import Path

import numpy as np
import pytest

from assistant.engine.artefacts import FOLDER
from assistant.errors import ModelFileError
from assistant.messages import MessageReader
from assistant.messages.models import STOPS
from assistant.messages.weights import CARD_FILE, WEIGHTS_FILE, load_message_model
from assistant.training.message_examples import load_descriptions, load_messages, text_files
from assistant.training.messages import fit
from assistant.training.provenance import texts_digest
from assistant.training.remembering import Remembering
from indexes.embedders import Embedder


@pytest.mark.retrain
def test_the_committed_weights_are_what_the_training_command_gives(embedder: Embedder) -> None:
    held = load_message_model()
    made = fit([*load_messages(), *load_descriptions()], Remembering(embedder, one_by_one=True))
    assert made.vocabulary.words == held.vocabulary.words
    assert made.vocabulary.characters == held.vocabulary.characters
    for name, array in made.tensors.items():
        if "int8" in embedder.fingerprint:
            np.testing.assert_allclose(array, held.tensors[name], atol=0.05, err_msg=name)
        else:  # a processor without int8 dot products: MiniLM runs in float, and the weights were made in int8
            assert np.corrcoef(array.ravel(), held.tensors[name].ravel())[0, 1] > 0.98, name


def test_the_weights_were_made_from_the_texts_that_lie_here() -> None:
    assert load_message_model().card["texts"] == texts_digest(text_files())


@pytest.mark.slow
def test_messages_that_the_reader_learned_from_are_read_as_it_learned_them(reader: MessageReader) -> None:
    sample = load_messages()[::20]
    right = [reader.read(example.turns).kind == example.kind for example in sample]
    assert np.mean(right) >= 0.9


def test_the_figures_on_unseen_writers_reach_the_bar() -> None:
    found = load_message_model().card["figures"]
    assert found["emergency_recall"] >= 0.88
    assert found["emergency_false_alarms"] <= 0.01
    assert found["emergency_false_alarms_lookalikes"] <= 0.02
    assert found["macro_f1"] >= 0.75


@pytest.mark.parametrize(("writers", "least"), [(("i1", "i2", "i3"), 0.94), (("i4", "i5", "i6"), 0.82)])
def test_danger_is_seen_in_each_unseen_writers_messages_less_often_where_they_were_written_to_be_hard(
    writers: tuple[str, ...], least: float
) -> None:
    recalls = {writer: load_message_model().card["by_writer"][writer]["emergency_recall"] for writer in writers}
    assert min(recalls.values()) >= least


def test_the_files_are_small_and_know_every_alarm() -> None:
    assert sum((FOLDER / name).stat().st_size for name in (WEIGHTS_FILE, CARD_FILE)) < 2_000_000
    assert set(load_message_model().thresholds) == set(STOPS)


def test_messages_are_many_and_no_text_comes_twice() -> None:
    texts = [example.turns for example in load_messages()]
    assert len(texts) == len(set(texts)) >= 1700


def test_the_same_message_is_always_read_alike(reader: MessageReader) -> None:
    assert reader.read(["Where are we?"]) == reader.read(["Where are we?"])
    assert sum(reader.read(["Where are we?"]).chances.values()) == pytest.approx(1)


@pytest.mark.parametrize(("name", "content", "named"), [(CARD_FILE, None, "lacks"), (CARD_FILE, "{", "cannot be read")])
def test_a_missing_or_damaged_file_is_named(tmp_path: Path, name: str, content: str | None, named: str) -> None:
    for file in (WEIGHTS_FILE, CARD_FILE):
        shutil.copy(FOLDER / file, tmp_path / file)
    (tmp_path / name).unlink() if content is None else (tmp_path / name).write_text(content, encoding="utf-8")
    with pytest.raises(ModelFileError, match=rf"{named}.*python -m assistant\.training\.messages"):
        load_message_model(tmp_path)


def test_vectors_of_another_length_are_refused() -> None:
    class Short:
        dimension = 12

        def embed(self, texts: object) -> np.ndarray:
            return np.zeros((1, 12))

    with pytest.raises(ModelFileError, match="12"):
        MessageReader(Short())
