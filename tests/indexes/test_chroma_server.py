"""A real Chroma server process, and everything that goes wrong with one."""

import base64
import shutil
import signal
import subprocess
import sys
import threading
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from typing import Any

import pytest

from indexes.builder import build_index
from indexes.chroma import ChromaStore
from indexes.chroma_retry import Patience
from indexes.embedders import Embedder
from indexes.errors import IndexDamaged, IndexingError, StoreUnavailable
from indexes.hybrid import HybridIndex
from indexes.settings import IndexSettings
from indexes.verify import verify_index
from tests.indexes.servers import ChromaServer, chroma_server, http_server, silent_server
from tests.indexes.test_builder import document, many
from tests.indexes.test_store_contract import chunk, fresh, unit
from tests.ports import HeldPort

ROOT = Path(__file__).parents[2]
HASTY = Patience(connect=1.0, open=1.0, answer=1.0, retry=1.0)
"""For servers that will never answer."""
PATIENT = Patience(retry=90.0, answer=90.0, open=90.0)
"""For servers that will, on a machine that may be busy."""


@pytest.fixture(scope="module")
def own(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ChromaServer]:
    """A server that tests may stop."""
    with chroma_server(tmp_path_factory.mktemp("own")) as running:
        yield running


@pytest.fixture
def restartable(own: ChromaServer) -> ChromaServer:
    if own.process is None:
        own.start()
    return own


def open_store(url: str, patience: Patience = PATIENT) -> ChromaStore:
    return ChromaStore(Path("unused"), url, patience)


# Building on a server


def test_a_server_holds_the_whole_index_and_no_folder_is_made(server: str, tmp_path: Path, embedder: Embedder) -> None:
    remote = IndexSettings(chroma_url=server)
    build_index(tmp_path, many(10), embedder, remote)
    assert verify_index(tmp_path, embedder, remote) == []
    assert not (tmp_path / "index" / "chroma").exists()


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
    assert len([n for n in open_store(server).collections() if n.startswith("regrip-")]) >= 3


def test_an_index_built_in_the_home_folder_moves_to_a_server_with_the_next_build(
    server: str, tmp_path: Path, embedder: Embedder
) -> None:
    texts, remote = [document("a", "Gamma text about moving house.")], IndexSettings(chroma_url=server)
    build_index(tmp_path, texts, embedder)
    with pytest.raises(IndexDamaged, match=rf"{server}: Chroma has no collection regrip-.*`regrip index build`"):
        HybridIndex(tmp_path, embedder, remote).search("house")
    assert build_index(tmp_path, texts, embedder, remote).changed
    assert HybridIndex(tmp_path, embedder, remote).search("house")[0].document_id == "a"
    assert HybridIndex(tmp_path, embedder).search("house")[0].document_id == "a"
    assert not build_index(tmp_path, texts, embedder, remote).changed


def test_passages_that_a_server_has_lost_are_put_back_by_a_build(
    server: str, tmp_path: Path, embedder: Embedder
) -> None:
    remote, texts = IndexSettings(chroma_url=server), many(12)
    report = build_index(tmp_path, texts, embedder, remote)
    open_store(server).remove(f"regrip-{report.generation}", ["doc1/part-0/1", "doc2/part-0/1"])
    assert verify_index(tmp_path, embedder, remote) != []
    assert build_index(tmp_path, texts, embedder, remote).embedded == 2
    assert verify_index(tmp_path, embedder, remote) == []


# Servers that stop and start


def while_restarting(server: ChromaServer, stop: Callable[[], None], work: Callable[[], Any]) -> list[Any]:
    """Return what `work` gives again and again before, during and after a restart of the server."""
    results, done, begun = list[Any](), threading.Event(), threading.Event()

    def busy() -> None:
        while not done.is_set():
            results.append(work())
            begun.set()
        results.append(work())

    with ThreadPoolExecutor(1) as pool:
        future = pool.submit(busy)
        begun.wait(60)
        stop()
        server.start()
        done.set()
        future.result()
    return results


def test_searches_go_on_over_a_restart(restartable: ChromaServer) -> None:
    store, name = open_store(restartable.url), fresh()
    store.add(name, [chunk(f"c{n}") for n in range(50)], unit(1, 50))
    expected = store.search(name, unit(2)[0], 10)
    found = while_restarting(restartable, restartable.kill, lambda: store.search(name, unit(2)[0], 10))
    assert len(found) >= 2
    assert all(result == expected for result in found)


def test_writes_go_on_over_a_kill_and_every_passage_is_there_once(restartable: ChromaServer) -> None:
    store, name, numbers = open_store(restartable.url), fresh(), iter(range(10_000))

    def write() -> str:
        number = next(numbers)
        store.add(name, [chunk(f"c{number}"), chunk("always", f"Text {number}.")], unit(number, 2))
        store.remove(name, [f"c{number - 1}"] if number % 2 else [])
        return f"c{number}"

    written = while_restarting(restartable, restartable.kill, write)
    kept = {name for n, name in enumerate(written) if n % 2 or n == len(written) - 1}
    assert store.ids(name) == kept | {"always"}
    assert store.chunks(name, ["always"])[0].text == f"Text {len(written) - 1}."


def test_an_open_index_answers_over_a_restart(restartable: ChromaServer, tmp_path: Path, embedder: Embedder) -> None:
    settings = IndexSettings(chroma_url=restartable.url)
    build_index(tmp_path, many(5), embedder, settings)
    index = HybridIndex(tmp_path, embedder, settings)
    expected = index.search("Which council cleared its queue in week 3?", k=3)
    restartable.send(signal.SIGTERM)
    starting = threading.Timer(0.5, restartable.start)
    starting.start()
    assert index.search("Which council cleared its queue in week 3?", k=3) == expected
    starting.join()


def test_a_server_that_is_gone_for_good_is_named_with_the_way_out(restartable: ChromaServer) -> None:
    store, name = open_store(restartable.url, HASTY), fresh()
    store.add(name, [chunk("a")], unit(1))
    restartable.kill()
    for call in (
        lambda: store.search(name, unit(1)[0], 1),
        lambda: store.add(name, [chunk("b")], unit(1)),
        lambda: store.ids(name),
        lambda: open_store(restartable.url, HASTY),
    ):
        with pytest.raises(
            StoreUnavailable, match=rf"^{restartable.url}: no Chroma server answers .*`chroma run`.*REGRIP_CHROMA_URL"
        ):
            call()


def test_a_server_that_lost_its_data_over_a_restart_is_told_from_one_that_is_away(tmp_path: Path) -> None:
    with chroma_server(tmp_path) as first:
        store, name = open_store(first.url), fresh()
        store.add(name, [chunk("a")], unit(1))
        first.kill()
        (tmp_path / "empty").mkdir()
        first.folder = tmp_path / "empty"
        first.start()
        with pytest.raises(IndexDamaged, match=rf"{name}; run `regrip index build`"):
            store.search(name, unit(1)[0], 1)
        store.add(name, [chunk("a")], unit(1))
        assert store.ids(name) == {"a"}


# Servers that do not answer, and servers that are none


def test_a_server_that_takes_connections_and_says_nothing_is_given_up_at_opening() -> None:
    with silent_server() as url, pytest.raises(StoreUnavailable, match=rf"^{url}: .*no answer in time.*restart it"):
        open_store(url, HASTY)


def test_a_server_that_falls_silent_is_given_up_and_used_again_when_it_speaks(restartable: ChromaServer) -> None:
    store, name = open_store(restartable.url, HASTY), fresh()
    open_store(restartable.url).add(name, [chunk("a")], unit(1))
    restartable.send(signal.SIGSTOP)
    try:
        with pytest.raises(StoreUnavailable, match=rf"^{restartable.url}: .*no answer in time"):
            store.search(name, unit(1)[0], 1)
    finally:
        restartable.send(signal.SIGCONT)
    patient = ChromaStore(Path("unused"), restartable.url, PATIENT)
    assert [i for i, _ in patient.search(name, unit(1)[0], 1)] == ["a"]


def answering(status: int, body: bytes) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(status)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        do_POST = do_GET

        def log_message(self, *_: object) -> None:
            pass

    return Handler


@pytest.mark.parametrize(
    ("status", "body", "words"),
    [
        (200, b"<html>Welcome</html>", "is no Chroma server"),
        (200, b"", "is no Chroma server"),
        (200, b"{}", "is no Chroma server"),
        (200, b"[1, 2]", "is no Chroma server"),
        (404, b"nothing here", r"is no Chroma server.*HTTP 404"),
        (500, b"oops", r"is no Chroma server.*HTTP 500"),
        (502, b"bad gateway", r"no Chroma server answers.*HTTP 502"),
        (503, b"later", r"no Chroma server answers.*HTTP 503"),
        (401, b"who are you", r"access is refused.*HTTP 401.*name:password@host"),
        (403, b'{"error":"AuthError","message":"no"}', "access is refused"),
    ],
)
def test_what_is_no_chroma_server_is_told_in_one_line(status: int, body: bytes, words: str) -> None:
    with http_server(answering(status, body)) as url:
        with pytest.raises(StoreUnavailable, match=rf"^{url}: .*{words}") as caught:
            open_store(url, HASTY)
        assert "REGRIP_CHROMA_URL" in str(caught.value)
        assert "\n" not in str(caught.value)


def test_the_command_line_tells_a_lost_server_in_one_line(tmp_path: Path, models: Path, embedder: Embedder) -> None:
    shutil.copytree(models, tmp_path / "models")
    build_index(tmp_path, many(2), embedder)
    code = (
        "import sys, indexes.chroma_retry as r; r.Patience.__init__.__defaults__ = (1.0, 1.0, 1.0, 1.0)\n"
        "from app import run; sys.exit(run(['retrieve', 'agency staff']))"
    )
    with HeldPort() as nobody:
        url = f"http://127.0.0.1:{nobody.number}"
        environment = {"REGRIP_HOME": str(tmp_path), "REGRIP_CHROMA_URL": url, "PATH": ""}
        result = subprocess.run(
            [sys.executable, "-c", code], cwd=ROOT, env=environment, capture_output=True, text=True, check=False
        )
    assert (result.returncode, result.stdout) == (2, "")
    (line,) = result.stderr.strip().splitlines()
    assert line.startswith(f"regrip: {url}: no Chroma server answers")


# A server behind a proxy that asks for a name and password


class Proxy(BaseHTTPRequestHandler):
    """Passes on what comes below /vectors with the right name and password; nothing else."""

    target = ""
    wanted = "Basic " + base64.b64encode("anna:p@ss:wörd".encode()).decode()

    def do_GET(self) -> None:
        if self.headers["Authorization"] != self.wanted:
            self.answer(401, b"who are you")
            return
        if not self.path.startswith("/vectors/"):
            self.answer(404, b"nothing here")
            return
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        request = urllib.request.Request(
            self.target + self.path.removeprefix("/vectors"),
            data=body or None,
            headers={"Content-Type": "application/json"},
            method=self.command,
        )
        try:
            with urllib.request.urlopen(request) as response:
                self.answer(response.status, response.read())
        except urllib.error.HTTPError as error:
            self.answer(error.code, error.read())

    do_POST = do_DELETE = do_GET

    def answer(self, status: int, body: bytes) -> None:
        self.send_response(status)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        pass


def test_a_server_behind_a_path_and_a_password_is_reached_and_the_password_never_shown(server: str) -> None:
    class Here(Proxy):
        target = server

    with http_server(Here) as url:
        host = url.removeprefix("http://")
        store, name = open_store(f"http://anna:p%40ss%3Aw%C3%B6rd@{host}/vectors/"), fresh()
        store.add(name, [chunk("a")], unit(1))
        assert open_store(server).ids(name) == {"a"}
        with pytest.raises(StoreUnavailable, match="access is refused") as caught:
            open_store(f"http://anna:wrong-one@{host}/vectors", HASTY)
        assert "wrong-one" not in str(caught.value)
        with pytest.raises(IndexDamaged) as missing:
            store.chunks(fresh())
        assert "anna" not in str(missing.value)


@pytest.mark.parametrize(
    "url", ["localhost:8000", "ftp://host", "http://", "http://host:99999", "http://host/?a=1", "two words", "//host"]
)
def test_an_address_that_is_none_is_refused(url: str) -> None:
    with pytest.raises(IndexingError, match="REGRIP_CHROMA_URL"):
        ChromaStore(Path("unused"), url)


# Several clients at once


def test_threads_that_add_and_search_at_once_lose_nothing(server: str) -> None:
    shared, name = open_store(server), fresh()
    shared.add(name, [chunk("first")], unit(0))

    def work(worker: int) -> None:
        store = shared if worker % 2 else open_store(server)
        for turn in range(5):
            ids = [f"{worker}-{turn}-{n}" for n in range(10)]
            store.add(name, [chunk(i) for i in ids], unit(worker * 100 + turn, 10))
            assert [c.id for c in store.chunks(name, ids)] == ids
            assert len(store.search(name, unit(worker)[0], 5)) == 5

    with ThreadPoolExecutor(6) as pool:
        list(pool.map(work, range(6)))
    assert shared.count(name) == 301
    assert len(shared.search(name, unit(3)[0], 301)) == 301


def test_threads_that_make_the_same_collection_at_once_share_it(server: str) -> None:
    for _ in range(3):
        name, start = fresh(), threading.Barrier(6)

        def work(worker: int, name: str = name, start: threading.Barrier = start) -> None:
            store = open_store(server)
            start.wait()
            store.add(name, [chunk(f"w{worker}")], unit(worker))

        with ThreadPoolExecutor(6) as pool:
            list(pool.map(work, range(6)))
        assert open_store(server).ids(name) == {f"w{n}" for n in range(6)}


ADDING = """
import sys
from tests.indexes.test_chroma_server import chunk, open_store, unit

url, name, worker = sys.argv[1:]
store = open_store(url)
for turn in range(8):
    store.add(name, [chunk(f"{worker}-{turn}-{n}") for n in range(10)], unit(int(worker) * 100 + turn, 10))
    assert store.search(name, unit(1)[0], 5)
"""


def test_two_processes_add_and_search_while_a_third_reads(server: str) -> None:
    store, name = open_store(server), fresh()
    store.add(name, [chunk("first")], unit(0))
    command = [sys.executable, "-c", ADDING, server, name]
    processes = [subprocess.Popen([*command, worker], cwd=ROOT, stderr=subprocess.PIPE, text=True) for worker in "12"]
    seen = [0]
    while any(process.poll() is None for process in processes):
        assert store.search(name, unit(1)[0], 1)
        seen.append(store.count(name))
    assert [process.communicate()[1] for process in processes] == ["", ""]
    assert [process.returncode for process in processes] == [0, 0]
    assert seen == sorted(seen)
    assert store.count(name) == 161


def test_a_generation_built_by_one_process_is_taken_up_by_a_reader_on_the_same_server(
    server: str, tmp_path: Path, embedder: Embedder
) -> None:
    settings = IndexSettings(chroma_url=server)
    build_index(tmp_path, [document("a", "Delta text about fostering.")], embedder, settings)
    index = HybridIndex(tmp_path, embedder, settings)
    assert [r.document_id for r in index.search("fostering")] == ["a"]
    for number in range(3):
        build_index(tmp_path, [document(f"b{number}", f"Epsilon fostering text {number}.")], embedder, settings)
    assert [r.document_id for r in index.search("fostering")] == ["b2"]
