"""The committed reader on the real embedder."""

import pytest

from assistant.messages import MessageReader
from indexes.embedders import Embedder


@pytest.fixture(scope="session")
def reader(embedder: Embedder) -> MessageReader:
    return MessageReader(embedder)
