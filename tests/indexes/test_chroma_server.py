"""The same index on a real Chroma server process."""

import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from indexes.builder import build_index
from indexes.chroma import ChromaStore
from indexes.embedders import Embedder
from indexes.errors import IndexingError
from indexes.hybrid import HybridIndex
from indexes.settings import IndexSettings
from indexes.verify import verify_index
from tests.indexes.test_builder import document, many


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a Chroma server on loopback."""
    folder, port = tmp_path_factory.mktemp("chroma"), free_port()
    command = [
        str(Path(sys.executable).parent / "chroma"),
        "run",
        "--path",
        str(folder),
        "--host",
        "127.0.0.1",
        "--port",
        str(port),
    ]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, cwd=folder) as process:
        for _ in range(300):
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", port)) == 0:
                    break
            time.sleep(0.1)
        yield f"http://127.0.0.1:{port}"
        process.terminate()


def test_a_server_gives_the_results_that_the_embedded_store_gives(
    server: str, tmp_path: Path, embedder: Embedder
) -> None:
    remote = IndexSettings(chroma_url=server)
    build_index(tmp_path / "remote", many(30), embedder, remote)
    build_index(tmp_path / "local", many(30), embedder)
    query = "Which council cleared its queue in week 17?"
    found = HybridIndex(tmp_path / "remote", embedder, remote).search(query, k=5)
    expected = HybridIndex(tmp_path / "local", embedder).search(query, k=5)
    assert [r.chunk_id for r in found] == [r.chunk_id for r in expected]
    assert [r.score for r in found] == pytest.approx([r.score for r in expected], abs=1e-3)
    assert verify_index(tmp_path / "remote", embedder, remote) == []
    assert not (tmp_path / "remote" / "index" / "chroma").exists()


def test_another_machine_makes_its_keyword_index_from_the_server(
    server: str, tmp_path: Path, embedder: Embedder
) -> None:
    remote = IndexSettings(chroma_url=server)
    report = build_index(tmp_path / "one", [document("a", "Alpha text about courts.")], embedder, remote)
    (tmp_path / "two" / "index").mkdir(parents=True)
    (tmp_path / "two" / "index" / "manifest.json").write_bytes(
        (tmp_path / "one" / "index" / "manifest.json").read_bytes()
    )
    other = HybridIndex(tmp_path / "two", embedder, remote)
    assert other.manifest.generation == report.generation
    assert other.search("courts", mode="keyword")[0].document_id == "a"


def test_homes_that_share_a_server_leave_each_others_index_alone(
    server: str, tmp_path: Path, embedder: Embedder
) -> None:
    remote = IndexSettings(chroma_url=server)
    build_index(tmp_path / "one", [document("a", "Alpha text about courts.")], embedder, remote)
    for number in range(3):
        build_index(tmp_path / "two", [document("b", f"Beta text number {number}.")], embedder, remote)
    assert HybridIndex(tmp_path / "one", embedder, remote).search("courts")[0].document_id == "a"
    assert len([n for n in ChromaStore(tmp_path, server).collections() if n.startswith("regrip-")]) >= 3


def test_a_server_that_does_not_answer_is_named(tmp_path: Path) -> None:
    address = f"http://127.0.0.1:{free_port()}"
    with pytest.raises(IndexingError, match=r"Chroma cannot be opened.*REGRIP_INDEX__CHROMA_URL") as caught:
        ChromaStore(tmp_path, address)
    assert address in str(caught.value)
