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


def chroma_url() -> tuple[str | None, str]:
    """Return the address in force and where it came from."""
    settings = load_settings()
    (origin,) = [origin for path, _, origin in in_force(settings) if path == "index.chroma_url"]
    return settings.index.chroma_url, origin


def test_the_short_name_of_the_chroma_address_wins_over_the_file_and_the_long_name_over_both(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert chroma_url() == (None, "default")
    (tmp_path / "regrip.toml").write_text("[index]\nchroma_url = 'http://file:1'\ndense_weight = 0.5\n")
    assert chroma_url() == ("http://file:1", "regrip.toml")
    monkeypatch.setenv("REGRIP_CHROMA_URL", "http://short:2")
    assert chroma_url() == ("http://short:2", "environment, REGRIP_CHROMA_URL")
    assert load_settings().index.dense_weight == 0.5
    monkeypatch.setenv("REGRIP_INDEX__CHROMA_URL", "http://long:3")
    assert chroma_url() == ("http://long:3", "environment")
    monkeypatch.delenv("REGRIP_CHROMA_URL")
    assert chroma_url() == ("http://long:3", "environment")


def test_an_empty_chroma_address_means_the_embedded_store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("REGRIP_CHROMA_URL", "")
    assert chroma_url() == (None, "default")
    (tmp_path / "regrip.toml").write_text("[index]\nchroma_url = 'http://file:1'\n")
    assert chroma_url() == ("http://file:1", "regrip.toml")
    monkeypatch.setenv("REGRIP_INDEX__CHROMA_URL", "")
    assert chroma_url() == (None, "environment")


@pytest.mark.parametrize("variable", ["REGRIP_CHROMA_URL", "REGRIP_INDEX__CHROMA_URL"])
@pytest.mark.parametrize("url", ["localhost:8000", "ftp://host", "http://", "http://host:99999", "two words"])
def test_a_chroma_address_that_is_none_is_refused_by_name(
    monkeypatch: pytest.MonkeyPatch, variable: str, url: str
) -> None:
    monkeypatch.setenv(variable, url)
    with pytest.raises(SettingsError) as caught:
        load_settings()
    assert variable in str(caught.value)
    assert url in str(caught.value)


def test_a_chroma_address_in_the_file_that_is_none_is_refused_by_its_path(tmp_path: Path) -> None:
    (tmp_path / "regrip.toml").write_text("[index]\nchroma_url = 'localhost:8000'\n")
    with pytest.raises(SettingsError, match=r"setting index\.chroma_url: .*http.*'localhost:8000'"):
        load_settings()


@pytest.mark.parametrize("url", ["http://me:s3cret@host:99999", "ftp://me:s3cret@host", "http://me:s3@cret@host/?a"])
def test_the_password_in_a_chroma_address_is_never_shown(monkeypatch: pytest.MonkeyPatch, url: str) -> None:
    monkeypatch.setenv("REGRIP_CHROMA_URL", url)
    with pytest.raises(SettingsError) as caught:
        load_settings()
    assert "s3" not in str(caught.value) and "cret" not in str(caught.value)
    monkeypatch.setenv("REGRIP_CHROMA_URL", "https://me:s3cret@host")
    settings = load_settings()
    assert {p: v for p, v, _ in in_force(settings)}["index.chroma_url"] == "https://me:***@host"
    assert "s3cret" not in settings.model_dump_json()
    assert settings.index.chroma_url == "https://me:s3cret@host"


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
