"""What `regrip doctor` says of the vectors and of where their address came from."""

import shutil
import socket
from pathlib import Path

import pytest

from assistant.accounts.in_use import accounts_in_use
from assistant.doctor import Report, examine
from assistant.settings import load_settings
from corpus.models import Document, DocumentInfo, Section
from indexes.builder import build_index
from indexes.chroma_retry import Patience
from indexes.embedders import Embedder


@pytest.fixture
def home(tmp_path: Path, models: Path, embedder: Embedder, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The home in force, with an index of one passage."""
    shutil.copytree(models, tmp_path / "models")
    info = DocumentInfo(id="a", title="A", publisher="P", date="2024", licence="L", kind="note")
    build_index(tmp_path, [Document(info=info, sections=(Section(heading=(), text="Some text.", line=1),))], embedder)
    monkeypatch.setenv("REGRIP_HOME", str(tmp_path))
    monkeypatch.chdir(tmp_path)
    return tmp_path


def vectors(report: Report) -> tuple[bool, str]:
    (check,) = [check for check in report.checks if check.name == "vectors"]
    return check.ok, check.detail


def test_the_vectors_are_counted_where_they_stand(home: Path) -> None:
    assert vectors(examine()) == (True, f"1 at {home / 'index' / 'chroma'}")


def test_vectors_that_are_gone_are_told_with_the_way_out(home: Path) -> None:
    (home / "index" / "chroma").rename(home / "elsewhere")
    (home / "index").rename(home / "kept")
    shutil.copytree(home / "kept", home / "index")
    ok, detail = vectors(examine())
    assert not ok
    assert "`regrip index build`" in detail


def test_a_server_that_is_away_is_told_and_the_variable_that_names_it(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        url = f"http://127.0.0.1:{probe.getsockname()[1]}"
    monkeypatch.setattr(Patience.__init__, "__defaults__", (1.0, 1.0, 1.0, 0.5))
    monkeypatch.setenv("REGRIP_CHROMA_URL", url)
    report = examine()
    ok, detail = vectors(report)
    assert not ok and not report.healthy
    assert detail.startswith(f"{url}: no Chroma server answers")
    (setting,) = [setting for setting in report.settings if setting.path == "index.chroma_url"]
    assert (setting.value, setting.origin) == (url, "environment, REGRIP_CHROMA_URL")


def test_accounts_without_an_administrator_are_told_with_the_way_out(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("REGRIP_HOME", str(tmp_path))
    monkeypatch.chdir(tmp_path)

    def accounts() -> tuple[bool, str]:
        (check,) = [check for check in examine(only=["accounts"]).checks if check.name == "accounts"]
        return check.ok, check.detail

    assert accounts()[0] and "accounts.enabled is off" in accounts()[1]
    monkeypatch.setenv("REGRIP_ACCOUNTS__ENABLED", "true")
    assert not accounts()[0] and "regrip users add NAME --role administrator" in accounts()[1]
    used = accounts_in_use(load_settings())
    assert used is not None
    used.accounts.add("ann", "administrator", "correct horse battery")
    used.accounts.engine.dispose()
    assert accounts() == (True, "1, administrators who can sign in: 1")
