"""The committed model file: complete, small, refused when damaged, and what the command gives."""

import json
import shutil
from pathlib import Path

import numpy as np
import pytest
from safetensors.numpy import load_file

from assistant.engine import StageEngine
from assistant.engine.artefacts import CARD_FILE, FOLDER, RUBRIC_FILE, VOCABULARY_FILE, WEIGHTS_FILE, load_model
from assistant.errors import ModelFileError
from assistant.training.build import build
from assistant.training.rubric import extract_rubric
from indexes.embedders import Embedder

FILES = (CARD_FILE, RUBRIC_FILE, VOCABULARY_FILE, WEIGHTS_FILE)


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    for name in FILES:
        shutil.copy(FOLDER / name, tmp_path / name)
    return tmp_path


def test_the_files_together_stay_under_eight_megabytes() -> None:
    assert sum((FOLDER / name).stat().st_size for name in FILES) < 8_000_000


def test_the_committed_rubric_is_that_of_the_corpus() -> None:
    assert load_model().rubric == extract_rubric()


def test_the_card_names_the_embedder_that_the_weights_were_made_with(embedder: Embedder) -> None:
    made_with = load_model().card["embedder"]
    assert (made_with["name"], made_with["dimension"]) == (embedder.name, embedder.dimension)


@pytest.mark.parametrize("name", FILES)
def test_a_missing_file_is_refused_by_name_with_the_way_out(copy: Path, embedder: Embedder, name: str) -> None:
    (copy / name).unlink()
    with pytest.raises(ModelFileError, match=r"python -m assistant\.training"):
        StageEngine(embedder, copy)


@pytest.mark.parametrize("name", FILES)
def test_a_damaged_file_is_refused(copy: Path, embedder: Embedder, name: str) -> None:
    (copy / name).write_bytes((copy / name).read_bytes()[:100])
    with pytest.raises(ModelFileError):
        StageEngine(embedder, copy)


def test_a_file_of_another_format_is_refused(copy: Path, embedder: Embedder) -> None:
    card = json.loads((copy / CARD_FILE).read_text())
    (copy / CARD_FILE).write_text(json.dumps(card | {"format": 99}))
    with pytest.raises(ModelFileError, match="99"):
        StageEngine(embedder, copy)


def test_an_embedder_of_another_length_is_refused() -> None:
    class Short:
        dimension = 3
        fingerprint = "short"

        def embed(self, texts: object) -> np.ndarray:
            raise AssertionError

    with pytest.raises(ModelFileError, match="gives 3"):
        StageEngine(Short())


@pytest.mark.slow
def test_a_rebuild_gives_the_committed_file(tmp_path: Path, embedder: Embedder) -> None:
    build(tmp_path, embedder)
    assert (tmp_path / VOCABULARY_FILE).read_bytes() == (FOLDER / VOCABULARY_FILE).read_bytes()
    assert (tmp_path / RUBRIC_FILE).read_bytes() == (FOLDER / RUBRIC_FILE).read_bytes()
    fresh, committed = load_file(tmp_path / WEIGHTS_FILE), load_file(FOLDER / WEIGHTS_FILE)
    assert fresh.keys() == committed.keys()
    for name, weights in committed.items():
        spread = float(weights.astype(np.float32).std()) + 1e-6
        gap = np.abs(fresh[name].astype(np.float32) - weights.astype(np.float32))
        assert float(gap.mean()) <= 0.02 * spread, name
