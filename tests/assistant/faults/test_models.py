"""Model files that are missing or other than they were made, told by doctor with the way out."""

import hashlib
import json
from pathlib import Path

import pytest

from assistant.doctor import examine
from indexes import onnx_model


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A home with one prepared model, of which only the hash counts here."""
    folder = tmp_path / "models" / "minilm"
    folder.mkdir(parents=True)
    (folder / "model.onnx").write_bytes(b"weights")
    digest = hashlib.sha256(b"weights").hexdigest()
    (folder / "model.json").write_text(json.dumps({"sha256": digest}))
    monkeypatch.setenv("REGRIP_HOME", str(tmp_path))
    monkeypatch.chdir(tmp_path)
    return tmp_path


def told() -> tuple[bool, str]:
    (check,) = [check for check in examine(("model files",)).checks if check.name == "model files"]
    return check.ok, check.detail


def test_models_that_are_as_they_were_made_are_well(home: Path) -> None:
    ok, detail = told()
    assert ok
    assert "1 models" in detail


def test_a_model_that_was_changed_is_told_with_both_hashes_and_the_way_out(home: Path) -> None:
    (home / "models" / "minilm" / "model.onnx").write_bytes(b"other weights")
    ok, detail = told()
    assert not ok
    assert "not the model that was made here" in detail
    assert f"delete {home / 'models' / 'minilm'}" in detail


def test_a_model_file_that_is_missing_is_told_with_the_way_out(home: Path) -> None:
    (home / "models" / "minilm" / "model.onnx").unlink()
    ok, detail = told()
    assert not ok
    assert "delete that folder, and it is made again" in detail


def test_packaged_weights_of_another_hash_are_refused(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(onnx_model, "WEIGHTS_SHA256", "0" * 64)
    ok, detail = told()
    assert not ok
    assert "holds other weights than expected" in detail
    assert "reinstall" in detail
