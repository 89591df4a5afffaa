"""A real assistant on the real index, with a record of its own."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant.assistant import Assistant
from assistant.settings import Settings


@pytest.fixture(scope="session")
def assistant(home: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    """The assistant as a user has it; its home is a copy, because it writes its record there."""
    own = tmp_path_factory.mktemp("assistant")
    shutil.copytree(home, own, dirs_exist_ok=True)
    return Assistant.open(Settings(home=own))
