"""Settings: where they come from, what is refused."""

from pathlib import Path

import pytest

from assistant.errors import SettingsError
from assistant.settings import in_force, load_settings


@pytest.fixture(autouse=True)
def empty_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_defaults_need_no_file() -> None:
    settings = load_settings()
    assert (settings.web.host, settings.index.chroma_url, settings.record.keep) == ("127.0.0.1", None, True)


def test_the_environment_wins_over_the_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "regrip.toml").write_text("[web]\nport = 9000\n[answer]\npassages = 7\n")
    monkeypatch.setenv("REGRIP_WEB__PORT", "9001")
    settings = load_settings()
    assert (settings.web.port, settings.answer.passages) == (9001, 7)
    origins = {path: origin for path, _, origin in in_force(settings)}
    assert (origins["web.port"], origins["answer.passages"], origins["web.host"]) == (
        "environment",
        "regrip.toml",
        "default",
    )


def test_home_and_chroma_can_be_moved(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("REGRIP_HOME", str(tmp_path / "elsewhere"))
    monkeypatch.setenv("REGRIP_CHROMA_URL", "http://localhost:8123")
    settings = load_settings()
    assert settings.home == tmp_path / "elsewhere"
    assert settings.index.chroma_url == "http://localhost:8123"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("[web]\nprot = 1\n", "web.prot"),
        ("[nowhere]\nx = 1\n", "nowhere"),
        ("[web]\nport = 99999999\n", "web.port"),
        ("[index]\ndense_weight = 'much'\n", "index.dense_weight"),
        ("[web\n", "not valid TOML"),
    ],
)
def test_what_is_wrong_in_the_file_is_named_by_its_path(tmp_path: Path, text: str, words: str) -> None:
    (tmp_path / "regrip.toml").write_text(text)
    with pytest.raises(SettingsError, match=words):
        load_settings()


def test_an_unknown_variable_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("REGRIP_COLOUR", "blue")
    with pytest.raises(SettingsError, match="REGRIP_COLOUR"):
        load_settings()


def test_a_named_file_that_is_missing_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("REGRIP_CONFIG", "missing.toml")
    with pytest.raises(SettingsError, match=r"missing\.toml"):
        load_settings()


def test_passwords_are_masked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("REGRIP_RECORD__URL", "postgresql://me:secret@db/regrip")
    assert {p: v for p, v, _ in in_force(load_settings())}["record.url"] == "postgresql://me:***@db/regrip"
