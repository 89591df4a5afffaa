"""A real assistant on the real index, with a record of its own, and the real search alone."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant.assistant import Assistant
from assistant.retriever import Retriever
from assistant.settings import Settings
from indexes.embedders import Embedder
from indexes.hybrid import HybridIndex
from tests.assistant.guarded import Guarded
from tests.assistant.openid.running import COUNCIL, RunningProvider


@pytest.fixture(scope="session")
def assistant(home: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    """The assistant as a user has it; its home is a copy, because it writes its record there."""
    own = tmp_path_factory.mktemp("assistant")
    shutil.copytree(home, own, dirs_exist_ok=True)
    return Assistant.open(Settings(home=own))


@pytest.fixture(scope="session")
def retriever(home: Path, embedder: Embedder) -> Retriever:
    """Search in the index of the whole corpus, as it is set without any setting of the user's."""
    return Retriever(HybridIndex(home, embedder))


@pytest.fixture(scope="session")
def guarded(home: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Guarded]:
    """A real server on which everybody signs in."""
    own = tmp_path_factory.mktemp("guarded")
    shutil.copytree(home, own, dirs_exist_ok=True)
    with Guarded(own) as running:
        yield running


@pytest.fixture(scope="session")
def a_provider() -> Iterator[RunningProvider]:
    """The OpenID Connect provider that tests share."""
    with RunningProvider() as running:
        yield running


@pytest.fixture
def provider(a_provider: RunningProvider) -> Iterator[RunningProvider]:
    """The provider, obeying the standard, with COUNCIL."""
    a_provider.know(**COUNCIL)
    a_provider.be()
    yield a_provider
    a_provider.be()
