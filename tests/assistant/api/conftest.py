"""The API on the real assistant, as anybody calls it, and as a server in a process of its own."""

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from fastapi import FastAPI
from starlette.testclient import TestClient

from assistant.api.access import current_user
from assistant.api.application import create_api
from assistant.assistant import Assistant
from assistant.settings import Settings
from assistant.state.users import User

ROOT = Path(__file__).parents[3]


@pytest.fixture(scope="session")
def api(home: Path, tmp_path_factory: pytest.TempPathFactory) -> FastAPI:
    """The API on a home of its own, with few and small uploads allowed. Who asks is said by the header `as`."""
    own = tmp_path_factory.mktemp("api")
    shutil.copytree(home, own, dirs_exist_ok=True)
    limits = {"upload_files": 4, "upload_bytes": 200_000, "document_chars": 50_000}
    settings = Settings.model_validate({"home": own, "limits": limits, "record": {"originals": True}})
    return create_api(Assistant.open(settings), settings)


@pytest.fixture(scope="session")
def local(api: FastAPI) -> TestClient:
    """Whoever sits at this machine."""
    return TestClient(api, base_url="http://127.0.0.1", client=("127.0.0.1", 1))


@pytest.fixture
def signed_in(api: FastAPI, local: TestClient) -> Iterator[Callable[[str], None]]:
    """A function that makes somebody else the one who asks, as accounts will."""
    yield lambda user: api.dependency_overrides.update({current_user: lambda: User(id=user)})
    api.dependency_overrides.clear()


@pytest.fixture
def server(home: Path, tmp_path: Path) -> Callable[[], "Server"]:
    """A function that serves the application in a process of its own, each time on the same home."""
    own = tmp_path / "home"
    shutil.copytree(home, own)
    return lambda: Server(own)


class Server:
    """`regrip serve` as a process. `home` is its home folder."""

    def __init__(self, home: Path) -> None:
        self.home = home
        environment = {**os.environ, "REGRIP_HOME": str(home), "PYTHONPATH": str(ROOT)}
        command = [sys.executable, "-c", "from app import main; main()", "serve", "--port", "0"]
        self._process = subprocess.Popen(command, env=environment, cwd=home, stdout=subprocess.PIPE, text=True)
        assert self._process.stdout is not None
        line = self._process.stdout.readline()
        found = re.search(r"http://\S+", line)
        assert found, line
        self.address = f"{found[0]}/api/v1"

    def kill(self) -> None:
        """End it as a power cut would."""
        self._process.kill()
        self._process.wait()
        if self._process.stdout is not None:
            self._process.stdout.close()

    @contextmanager
    def running(self) -> Iterator["Server"]:
        """Kill it when the block ends."""
        try:
            yield self
        finally:
            self.kill()
