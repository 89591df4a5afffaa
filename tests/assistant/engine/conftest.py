"""The committed engine on the real embedder."""

import pytest

from assistant.engine import StageEngine
from indexes.embedders import Embedder


@pytest.fixture(scope="session")
def engine(embedder: Embedder) -> StageEngine:
    """The engine as it ships."""
    return StageEngine(embedder)
