"""Shared parts: the real embedder, the real index of the whole corpus, a clean environment for every test, a real browser."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings

from assistant.engine import load_encoder
from assistant.engine.reading import Embeds
from corpus.loaders import load_corpus
from indexes.builder import build_index
from indexes.embedders import Embedder, get_embedder
from indexes.layout import Layout
from indexes.onnx_model import prepare
from indexes.settings import default_home
from tests.outside import Watcher

CHROMIUM_ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost, EXCLUDE ::1",
]

settings.register_profile("regrip", deadline=None)
settings.load_profile("regrip")


WATCHER, OUTSIDE = Watcher(), list[str]()


@pytest.fixture(autouse=True)
def nothing_outside(request: pytest.FixtureRequest) -> Iterator[None]:
    """No test asks anything beyond this machine."""
    WATCHER.take()
    yield
    asked = WATCHER.take()
    OUTSIDE.extend(f"{request.node.nodeid}: {what}" for what in asked)
    assert not asked, f"asked beyond this machine: {asked}"


def pytest_sessionfinish(session: pytest.Session) -> None:
    """Hand what was asked in this process to the one that reports, where tests run in several."""
    told: dict[str, Any] | None = getattr(session.config, "workeroutput", None)
    if told is not None:
        told["outside"] = OUTSIDE


@pytest.hookimpl(optionalhook=True)
def pytest_testnodedown(node: Any) -> None:
    """Take what was asked in a process that ran some of the tests."""
    OUTSIDE.extend(getattr(node, "workeroutput", {}).get("outside", []))


def pytest_terminal_summary(terminalreporter: Any) -> None:
    """Say how many requests went beyond this machine, and which."""
    terminalreporter.write_line(f"outside requests: {len(OUTSIDE)}")
    for line in OUTSIDE:
        terminalreporter.write_line(f"  {line}")


@pytest.fixture(autouse=True)
def clean_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    """No setting of the developer's own reaches a test."""
    for name in list(os.environ):
        if name.startswith("REGRIP_") and not name.startswith("REGRIP_REQUIRE_"):
            monkeypatch.delenv(name)


@pytest.fixture(scope="session")
def models() -> Path:
    """The folder with the prepared embedder and stage reader: made once in the checkout's own home, then reused."""
    load_encoder(default_home())
    return prepare(default_home()).parent


@pytest.fixture(scope="session")
def embedder(models: Path) -> Embedder:
    """The packaged MiniLM on ONNX Runtime."""
    return get_embedder(home=models.parent)


@pytest.fixture(scope="session")
def encoder(models: Path) -> Embeds:
    """MiniLM with the stage model's upper layers on ONNX Runtime."""
    return load_encoder(models.parent)


@pytest.fixture(scope="session")
def home(tmp_path_factory: pytest.TempPathFactory, models: Path, embedder: Embedder) -> Path:
    """A home folder with the index of the whole corpus. Tests must not change it.

    Where the checkout's own home has an index, it is copied and brought up to date, which saves embedding the corpus again.
    """
    folder = tmp_path_factory.mktemp("home")
    shutil.copytree(models, folder / "models")
    if (own := Layout(default_home()).folder).is_dir():
        shutil.copytree(own, Layout(folder).folder)
    build_index(folder, load_corpus(), embedder)
    return folder


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    """Debian's Chromium. Without it the test is skipped, or fails when REGRIP_REQUIRE_BROWSER=1."""
    path = shutil.which("chromium")
    if path is None:
        reason = "needs Chromium: apt-get install chromium"
        if os.environ.get("REGRIP_REQUIRE_BROWSER") == "1":
            pytest.fail(reason)
        pytest.skip(reason)
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=path, args=CHROMIUM_ARGUMENTS)
        yield chromium
        chromium.close()
