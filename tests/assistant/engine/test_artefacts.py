"""The committed model file: complete, small, refused when damaged, and what the command gives."""

import json
import shutil
from pathlib import Path

import numpy as np
import pytest
from safetensors.numpy import load_file

from assistant.engine import StageEngine
from assistant.engine.artefacts import (
    CARD_FILE,
    FOLDER,
    LAYERS_FILE,
    RUBRIC_FILE,
    VOCABULARY_FILE,
    WEIGHTS_FILE,
    load_model,
)
from assistant.errors import ModelFileError
from assistant.training.build import build, load_network, passages_read, training_sentences
from assistant.training.held_out import load_held_out
from assistant.training.rubric import extract_rubric
from indexes.embedders import Embedder

FILES = (CARD_FILE, RUBRIC_FILE, VOCABULARY_FILE, WEIGHTS_FILE)
"""What the engine itself reads; the layers are read when MiniLM is prepared."""


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    for name in (*FILES, LAYERS_FILE):
        shutil.copy(FOLDER / name, tmp_path / name)
    return tmp_path


def test_all_committed_models_together_stay_under_thirty_megabytes() -> None:
    assert sum(path.stat().st_size for path in FOLDER.iterdir()) < 30_000_000


def test_the_committed_rubric_is_that_of_the_corpus() -> None:
    assert load_model(FOLDER).rubric == extract_rubric()


def test_the_card_names_the_embedder_that_the_weights_were_made_with(embedder: Embedder) -> None:
    made_with = load_model(FOLDER).card["embedder"]
    assert (made_with["name"], made_with["dimension"]) == (embedder.name, embedder.dimension)


@pytest.mark.parametrize("name", [*FILES, LAYERS_FILE])
def test_a_missing_file_is_refused_by_name_with_the_way_out(copy: Path, embedder: Embedder, name: str) -> None:
    (copy / name).unlink()
    with pytest.raises(ModelFileError, match=r"python -m assistant\.training"):
        StageEngine(embedder, embedder, copy)


@pytest.mark.parametrize("name", FILES)
def test_a_damaged_file_is_refused(copy: Path, embedder: Embedder, name: str) -> None:
    (copy / name).write_bytes((copy / name).read_bytes()[:100])
    with pytest.raises(ModelFileError):
        StageEngine(embedder, embedder, copy)


def test_a_file_of_another_format_is_refused(copy: Path, embedder: Embedder) -> None:
    card = json.loads((copy / CARD_FILE).read_text())
    (copy / CARD_FILE).write_text(json.dumps(card | {"format": 99}))
    with pytest.raises(ModelFileError, match="99"):
        StageEngine(embedder, embedder, copy)


def test_an_embedder_of_another_length_is_refused() -> None:
    class Short:
        dimension = 3
        fingerprint = "short"

        def embed(self, texts: object) -> np.ndarray:
            raise AssertionError

    with pytest.raises(ModelFileError, match="gives 3"):
        StageEngine(Short(), Short())


def test_what_the_last_layer_learns_from_was_read_by_models_that_had_not_seen_its_writer() -> None:
    read = load_held_out()
    assert {text.id for text in passages_read()} <= read.texts.keys()
    assert {sentence.id for sentence in training_sentences()} == read.sentences.keys()
    assert all(row.shape == (7,) and abs(float(row.sum()) - 1) < 1e-4 for row in read.texts.values())


def test_an_encoder_of_other_layers_is_refused(embedder: Embedder) -> None:
    with pytest.raises(ModelFileError, match="load_encoder"):
        StageEngine(embedder, embedder)


@pytest.mark.slow
def test_a_rebuild_around_the_committed_reader_gives_the_committed_files(tmp_path: Path, embedder: Embedder) -> None:
    build(tmp_path, load_network(FOLDER), embedder)
    assert (tmp_path / VOCABULARY_FILE).read_bytes() == (FOLDER / VOCABULARY_FILE).read_bytes()
    assert (tmp_path / RUBRIC_FILE).read_bytes() == (FOLDER / RUBRIC_FILE).read_bytes()
    rounding = 0.02 if "int8" in embedder.fingerprint else 0.12
    fresh, committed = load_file(tmp_path / WEIGHTS_FILE), load_file(FOLDER / WEIGHTS_FILE)
    assert fresh.keys() == committed.keys()
    for name, weights in committed.items():
        spread = float(weights.astype(np.float32).std()) + 1e-6
        gap = np.abs(fresh[name].astype(np.float32) - weights.astype(np.float32))
        assert float(gap.mean()) <= rounding * spread, name
