"""Both places where vectors may stand: a folder, and a real Chroma server process."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from indexes.chroma import ChromaStore
from tests.indexes.servers import chroma_server

BACKENDS = ("embedded", "server")


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a Chroma server on loopback. Tests must not stop it."""
    with chroma_server(tmp_path_factory.mktemp("chroma")) as running:
        yield running.url


@pytest.fixture(scope="session", params=BACKENDS)
def url(request: pytest.FixtureRequest) -> str | None:
    """The address of the server, and None for the embedded store: a test that asks for it runs on both."""
    return request.getfixturevalue("server") if request.param == "server" else None


@pytest.fixture(scope="session")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the embedded store of the contract tests stands."""
    return tmp_path_factory.mktemp("embedded")


@pytest.fixture(scope="session")
def store(url: str | None, folder: Path) -> ChromaStore:
    """The store under test, once on each backend."""
    return ChromaStore(folder, url)
