"""Peers are measured through a protocol of lines: with a tiny system, with our own, and with ones that cannot be had."""

import os
import sys
import zipfile
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evals.benchmarks import page
from evals.errors import EvaluationError, PeerUnavailable
from evals.peers.__main__ import main
from evals.peers.driver import OFFLINE, Worker
from evals.peers.environments import ROOT, find_python, prepare_environment, reason_in
from evals.peers.material import Material, read_material
from evals.peers.measure import Subject, measure, measure_peer, start_ours
from evals.peers.records import FIGURES, PeersReport, SetReport, SystemRow, with_ratios
from evals.peers.systems import PEERS, Peer
from evals.peers.tables import peers_section, tables
from indexes.embedders import Embedder

FAKE = '''
import json, os, pathlib, time
from evals.peers.workers.protocol import serve

class SharedWords:
    """Counts words that query and passage share."""

    def open(self, model, folder):
        print("noise on standard output")
        self.file = pathlib.Path(folder) / "passages.json"
        return ["numpy"]

    def index(self, passages):
        self.file.write_text(json.dumps(passages))
        return {"passages": len(passages) - int(os.environ.get("LOST", "0"))}

    def load(self, mode):
        if mode == "absent":
            raise ValueError("there is no such mode")
        self.passages = json.loads(self.file.read_text())

    def search(self, text, k):
        if text == "die":
            print("the last thing it said", file=__import__("sys").stderr)
            os._exit(7)
        if text == "wait":
            time.sleep(600)
        if text == "environment":
            return [{"document": name, "score": 0, "text": value} for name, value in os.environ.items()]
        words = set(text.lower().split())
        shared = [(len(words & set(p["text"].lower().split())), p) for p in self.passages]
        best = sorted((s for s in shared if s[0]), key=lambda s: -s[0])[:k]
        return [{"document": p["document"], "score": n, "text": p["text"]} for n, p in best]

serve(SharedWords())
'''


@pytest.fixture
def start(tmp_path: Path) -> Callable[..., Worker]:
    """Starts the tiny system; its index is in `scratch / "index"`."""
    script = tmp_path / "fake.py"
    script.write_text(FAKE, encoding="utf-8")

    def started(scratch: Path, timeout: float = 60, **own: str) -> Worker:
        (scratch / "index").mkdir(parents=True, exist_ok=True)
        command = [sys.executable, str(script)]
        return Worker(command, tmp_path, scratch / "home", timeout, {"PYTHONPATH": str(ROOT)} | own)

    return started


@pytest.fixture(scope="module")
def material(embedder: Embedder) -> Material:
    """Five queries of SciFact with some thirty passages."""
    return read_material("scifact-test", embedder, passages=30, queries=5)


def _open(worker: Worker, scratch: Path) -> None:
    worker.ask("open", model="-", folder=str(scratch / "index"))
    worker.ask("take", passages=[{"id": "1", "document": "d1", "text": "quick work on flow"}])
    worker.ask("index")
    worker.ask("load", mode="words")


def test_a_worker_is_indexed_loaded_and_searched_by_lines_whatever_its_libraries_print(
    start: Callable[..., Worker], tmp_path: Path
) -> None:
    with start(tmp_path) as worker:
        opened, _ = worker.ask("open", model="-", folder=str(tmp_path / "index"))
        assert opened["versions"]["python"] == ".".join(map(str, sys.version_info[:3]))
        assert "numpy" in opened["versions"]
        _open(worker, tmp_path)
        reply, seconds = worker.ask("search", text="flow work", k=10)
        assert reply["found"] == [{"document": "d1", "score": 2, "text": "quick work on flow"}]
        assert seconds > 0
        assert worker.ask("memory")[0]["peak_mb"] > 5


def test_a_request_that_fails_gives_the_reason_and_the_worker_goes_on(
    start: Callable[..., Worker], tmp_path: Path
) -> None:
    with start(tmp_path) as worker:
        _open(worker, tmp_path)
        with pytest.raises(PeerUnavailable, match="could not load: ValueError: there is no such mode"):
            worker.ask("load", mode="absent")
        assert worker.ask("search", text="flow", k=1)[0]["found"]


def test_a_worker_that_dies_is_reported_with_its_exit_code_and_last_words(
    start: Callable[..., Worker], tmp_path: Path
) -> None:
    with start(tmp_path) as worker:
        _open(worker, tmp_path)
        with pytest.raises(PeerUnavailable, match=r"could not search: .* code 7 \(the last thing it said\)"):
            worker.ask("search", text="die", k=1)
        with pytest.raises(PeerUnavailable):
            worker.ask("search", text="flow", k=1)


def test_a_worker_that_takes_too_long_is_ended(start: Callable[..., Worker], tmp_path: Path) -> None:
    with start(tmp_path) as worker:
        _open(worker, tmp_path)
        worker._timeout = 2  # not before: to start takes its time on a busy machine
        with pytest.raises(PeerUnavailable, match="could not search: it took longer than 2 seconds"):
            worker.ask("search", text="wait", k=1)


def test_a_worker_is_started_offline_in_a_home_of_its_own_and_without_our_settings(
    start: Callable[..., Worker], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("REGRIP_EMBEDDER__MODEL", "something")
    with start(tmp_path) as worker:
        _open(worker, tmp_path)
        found = worker.ask("search", text="environment", k=1)[0]["found"]
    environment = {row["document"]: row["text"] for row in found}
    assert OFFLINE.items() <= environment.items()
    assert environment["HOME"] == str(tmp_path / "home")
    assert not any(name.startswith("REGRIP_") for name in environment)


def test_a_system_is_measured_in_every_figure_and_a_mode_that_fails_says_why(
    start: Callable[..., Worker], material: Material, tmp_path: Path
) -> None:
    modes = [("words", "shared words"), ("absent", "another mode")]
    rows = list(measure(Subject(modes, start, material.passages, {"install_mb": 1.0}, "-"), material, tmp_path / "s"))
    assert [row.system for row in rows] == ["shared words", "another mode"]
    assert rows[0].figures.keys() == FIGURES.keys()
    assert 0.3 < rows[0].figures["ndcg@10"] <= 1
    assert rows[1].figures == {}
    assert rows[1].unavailable == "could not load: ValueError: there is no such mode"
    assert not (tmp_path / "s").exists()


def test_a_system_that_indexed_other_passages_is_not_compared(
    start: Callable[..., Worker], material: Material, tmp_path: Path
) -> None:
    subject = Subject([("words", "shared words")], partial(start, LOST="1"), material.passages, {}, "-")
    with pytest.raises(EvaluationError, match=f"not {len(material.chunks)}: not comparable"):
        list(measure(subject, material, tmp_path / "s"))


def test_our_own_worker_indexes_the_passages_that_the_peers_get(material: Material, tmp_path: Path) -> None:
    subject = Subject([("hybrid", "Regrip")], start_ours(120), material.whole, {"install_mb": 1.0}, "-")
    (row,) = measure(subject, material, tmp_path / "s")
    assert row.unavailable == ""
    assert row.figures.keys() == FIGURES.keys()
    assert row.figures["success@1"] > 0.5
    assert "chromadb" in row.versions


def test_a_limited_look_keeps_the_relevant_documents_of_its_queries(material: Material) -> None:
    held = {material.names[document.info.id] for document in material.documents}
    assert len(material.queries) == 5
    assert material.limited
    assert 30 <= len(material.chunks) < 60
    assert all(set(material.judgements[query.id]) <= held for query in material.queries)
    assert {row["text"] for row in material.passages} == {chunk.index_text for chunk in material.chunks}


@pytest.mark.slow
def test_a_peer_whose_packages_are_not_there_gives_pips_reason_as_its_row(material: Material, tmp_path: Path) -> None:
    absent = str(tmp_path / "nowhere" / "absent-1.0-py3-none-any.whl")
    peer = Peer("absent", (absent,), "bm25s_alone", (("keyword", "absent one"), ("dense", "absent two")))
    rows = measure_peer(peer, material, tmp_path, [], 60)
    assert [row.system for row in rows] == ["absent one", "absent two"]
    assert all(row.unavailable.startswith("could not be installed: ") for row in rows)
    assert all(str(tmp_path) not in row.unavailable for row in rows)
    assert not (tmp_path / "absent" / "complete.json").exists()


def test_a_peer_that_needs_a_newer_python_says_which(material: Material, tmp_path: Path) -> None:
    peer = Peer("future", (), "bm25s_alone", (("keyword", "future"),), python=(3, 99))
    (row,) = measure_peer(peer, material, tmp_path, [tmp_path / "no-such-python"], 60)
    assert row.unavailable == "needs Python 3.99 or newer and none was found; name one with --python"


def test_a_worker_whose_packages_are_missing_says_which(tmp_path: Path) -> None:
    worker = Worker([sys.executable, "-m", "workers.haiku_rag"], ROOT / "evals" / "peers", tmp_path, 60)
    with worker, pytest.raises(PeerUnavailable, match="could not open: ModuleNotFoundError: No module named"):
        worker.ask("open", model="-", folder=str(tmp_path))


@pytest.mark.slow
def test_an_environment_is_made_once_and_used_again_until_its_requirements_change(tmp_path: Path) -> None:
    wheel = _wheel(tmp_path)
    first = prepare_environment(tmp_path / "own", [str(wheel)], (3, 11), [])
    assert first.size_mb > 1
    assert list((tmp_path / "own").glob("**/site-packages/tiny.py"))
    mark = tmp_path / "own" / "mark"
    mark.touch()
    assert prepare_environment(tmp_path / "own", [str(wheel)], (3, 11), []) == first
    assert mark.exists()
    other = wheel.with_name("tiny-1.0-1-py3-none-any.whl")
    wheel.replace(other)
    prepare_environment(tmp_path / "own", [str(other)], (3, 11), [])
    assert not mark.exists()


def test_a_named_interpreter_is_taken_only_where_ours_is_too_old(tmp_path: Path) -> None:
    newer = tmp_path / "newer"
    newer.write_text("#!/bin/sh\necho '[3, 99]'\n", encoding="utf-8")
    newer.chmod(0o755)
    assert find_python((3, 99), [tmp_path / "none", newer]) == newer
    assert find_python((3, 11), [newer]).is_relative_to(sys.base_prefix)


@pytest.mark.parametrize("peer", PEERS, ids=lambda peer: peer.name)
def test_every_peer_has_a_worker(peer: Peer) -> None:
    assert (ROOT / "evals" / "peers" / "workers" / f"{peer.worker}.py").is_file()


@given(
    st.dictionaries(st.sampled_from(list(FIGURES)), st.floats(0.001, 1e5)),
    st.dictionaries(st.sampled_from(list(FIGURES)), st.one_of(st.just(0.0), st.floats(0.001, 1e5))),
)
def test_a_ratio_is_our_figure_over_the_peers_wherever_there_are_both(
    ours: dict[str, float], peers: dict[str, float]
) -> None:
    first, second = with_ratios([SystemRow(system="ours", figures=ours), SystemRow(system="peer", figures=peers)])
    assert first.ratios == {}
    assert second.ratios.keys() == {name for name in ours if peers.get(name)}
    for name, ratio in second.ratios.items():
        assert ratio * peers[name] == pytest.approx(ours[name], rel=1e-3)


@given(st.text())
def test_a_reason_is_one_short_line_without_addresses_or_folders(output: str) -> None:
    reason = reason_in(f"{output}\nERROR: no package at https://host.example/simple/ in /some/where/else\n")
    assert reason == "ERROR: no package at (an address) in (a path)"
    assert "\n" not in reason_in(output)
    assert 0 < len(reason_in(output)) <= 300


def test_the_page_shows_the_newest_comparison_with_figures_ratios_and_what_could_not_be_measured(
    tmp_path: Path,
) -> None:
    (tmp_path / "peers").mkdir()
    assert "Beside other systems" not in page(tmp_path)
    for day, speed in (("2026-01-01", 10.0), ("2026-01-02", 20.0)):
        (tmp_path / "peers" / f"{day}.json").write_text(_report(day, speed).model_dump_json(), encoding="utf-8")
    section = peers_section(tmp_path / "peers")
    assert section in page(tmp_path)
    assert "2026-01-02" in section
    assert "2026-01-01" not in section
    assert "| Regrip | 1,000 |  | 20.0 |" in section
    assert "| a peer | 2,000 |  | 10.0 |" in section
    assert "| a peer | 0.50 |  | 2.00 |" in section
    assert "- another: not measured, it could not be installed: ERROR: no" in section


def test_tables_without_a_measured_peer_have_no_ratios() -> None:
    report = _report("2026-01-01", 10.0).sets[0]
    assert "divided" not in tables(report.model_copy(update={"systems": report.systems[:1]}))


def test_an_unknown_system_is_wrong_use(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["--systems", "nobody"])
    assert ended.value.code == 2
    assert "nobody" in capsys.readouterr().err


def _report(day: str, speed: float) -> PeersReport:
    rows = [
        SystemRow(system="Regrip", figures={"install_mb": 1000.0, "passages_per_second": speed}),
        SystemRow(system="a peer", figures={"install_mb": 2000.0, "passages_per_second": 10.0}),
        SystemRow(system="another", unavailable="could not be installed: ERROR: no"),
    ]
    one = SetReport(
        set="a-set", documents=1, passages=2, queries=3, timed_queries=3, limited=False, systems=with_ratios(rows)
    )
    machine = {"cores": os.cpu_count(), "python": "3.11", "commit": "-"}
    return PeersReport(date=day, command="python -m evals.peers", machine=machine, load=0.1, sets=[one])


def _wheel(folder: Path) -> Path:
    """Write a package of one module, which pip installs without asking anyone."""
    path = folder / "tiny-1.0-py3-none-any.whl"
    with zipfile.ZipFile(path, "w") as wheel:
        wheel.writestr("tiny.py", "")
        wheel.writestr("tiny-1.0.dist-info/METADATA", "Metadata-Version: 2.1\nName: tiny\nVersion: 1.0\n")
        wheel.writestr("tiny-1.0.dist-info/WHEEL", "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n")
        wheel.writestr("tiny-1.0.dist-info/RECORD", "")
    return path
