"""The committed engine on the real embedder."""

import pytest

from assistant.engine import StageEngine
from assistant.engine.reading import Embeds
from indexes.embedders import Embedder


@pytest.fixture(scope="session")
def engine(embedder: Embedder, encoder: Embeds) -> StageEngine:
    """The engine as it ships."""
    return StageEngine(embedder, encoder)
