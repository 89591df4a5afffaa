"""What `regrip doctor` says of the vectors and of where their address came from."""

import shutil
from pathlib import Path

import pytest

from assistant.accounts.in_use import accounts_in_use
from assistant.doctor import Report, examine
from assistant.settings import load_settings
from corpus.models import Document, DocumentInfo, Section
from indexes.builder import build_index
from indexes.chroma_retry import Patience
from indexes.embedders import Embedder
from tests.assistant.openid.running import RunningProvider
from tests.ports import HeldPort


@pytest.fixture
def lone(tmp_path: Path, models: Path, embedder: Embedder, monkeypatch: pytest.MonkeyPatch) -> Path:
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


def test_the_vectors_are_counted_where_they_stand(lone: Path) -> None:
    assert vectors(examine()) == (True, f"1 at {lone / 'index' / 'chroma'}")


def test_vectors_that_are_gone_are_told_with_the_way_out(lone: Path) -> None:
    (lone / "index" / "chroma").rename(lone / "elsewhere")
    (lone / "index").rename(lone / "kept")
    shutil.copytree(lone / "kept", lone / "index")
    ok, detail = vectors(examine())
    assert not ok
    assert "`regrip index build`" in detail


def test_an_index_of_other_documents_than_the_corpus_is_told_with_the_way_out(
    lone: Path, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (check,) = [check for check in examine(("documents",)).checks if check.name == "documents"]
    assert not check.ok and "`regrip index build`" in check.detail
    monkeypatch.setenv("REGRIP_HOME", str(home))
    (check,) = [check for check in examine(("documents",)).checks if check.name == "documents"]
    assert check.ok


def test_a_server_that_is_away_is_told_and_the_variable_that_names_it(
    lone: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Patience.__init__, "__defaults__", (1.0, 1.0, 1.0, 0.5))
    with HeldPort() as nobody:
        url = f"http://127.0.0.1:{nobody.number}"
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


def provider_check(monkeypatch: pytest.MonkeyPatch, **oidc: str) -> tuple[bool, str]:
    """Return what is said of the provider with `[oidc]` as it is told, or of the settings where those are refused."""
    for name in ("ISSUER", "CLIENT_ID", "CLIENT_SECRET"):
        monkeypatch.delenv(f"REGRIP_OIDC__{name}", raising=False)
    for name, value in oidc.items():
        monkeypatch.setenv(f"REGRIP_OIDC__{name.upper()}", value)
    check = examine(only=["sign-in provider"]).checks[-1]
    return check.ok, f"{check.name}: {check.detail}"


def test_a_provider_is_asked_whether_it_is_there_and_half_a_section_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, provider: RunningProvider
) -> None:
    monkeypatch.setenv("REGRIP_HOME", str(tmp_path))
    monkeypatch.setenv("REGRIP_ACCOUNTS__ENABLED", "true")
    monkeypatch.chdir(tmp_path)

    assert provider_check(monkeypatch)[1].startswith("sign-in provider: none")
    there = provider_check(monkeypatch, issuer=provider.issuer, client_id="regrip", client_secret="hush hush")
    assert there[0] and f"{provider.issuer} answers, keys for RS256 or ES256: 2" in there[1]
    assert "hush" not in examine(only=["sign-in provider"]).model_dump_json()
    away = provider_check(monkeypatch, issuer=f"{provider.issuer}/elsewhere", client_id="regrip")
    assert not away[0] and "it answers 404" in away[1]
    half = provider_check(monkeypatch, issuer=provider.issuer)
    assert not half[0] and "oidc.issuer is set and oidc.client_id is not" in half[1]
    half = provider_check(monkeypatch, client_secret="hush hush")
    assert not half[0] and "oidc.client_secret is set and oidc.issuer is not" in half[1] and "hush hush" not in half[1]


def test_a_provider_where_nobody_signs_in_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("REGRIP_HOME", str(tmp_path))
    monkeypatch.setenv("REGRIP_OIDC__ISSUER", "https://login.example")
    monkeypatch.setenv("REGRIP_OIDC__CLIENT_ID", "regrip")
    monkeypatch.chdir(tmp_path)
    (check,) = [check for check in examine(only=["accounts"]).checks if check.name == "accounts"]

    assert not check.ok and "accounts.enabled = true" in check.detail
