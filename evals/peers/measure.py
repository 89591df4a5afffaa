"""One system on one set: indexed by a process of its own, then searched by another, and judged."""

import shutil
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import numpy as np

from assistant.engine import load_encoder
from evals.beir import measured
from evals.errors import EvaluationError, PeerUnavailable
from evals.peers.driver import Worker
from evals.peers.environments import ROOT, own_size_mb, prepare_environment
from evals.peers.material import Material
from evals.peers.records import SystemRow
from evals.peers.systems import OURS, Peer
from indexes.onnx_model import packaged_weights
from indexes.settings import default_home

TIMED, WARM = 300, 10
"""Queries timed at most, and asked before that so that nothing is opened while the clock runs."""
TOP, DEPTH = 10, 100
"""Passages asked for while timed; passages from which the ranking of documents is judged."""
Start = Callable[[Path], Worker]


@dataclass(frozen=True)
class Subject:
    """A system that can be started: its rows' names by mode, what it is given, and the figures known before it runs."""

    modes: Sequence[tuple[str, str]]
    start: Start
    rows: list[dict[str, object]]
    figures: dict[str, float]
    note: str


def measure_ours(material: Material, home: Path, pythons: Sequence[Path], timeout: float) -> list[SystemRow]:
    """Return our own row: the shipped defaults, run by the interpreter that runs this."""
    store = default_home()
    load_encoder(store)  # so that both models are there to be weighed
    note, figures = "the packaged MiniLM in int8; requirements, packages and prepared models make its size", {}
    try:
        size = own_size_mb(home, pythons, store / "models")
        figures = {"install_mb": size} if size is not None else {}
    except PeerUnavailable as error:
        note = f"size unknown: {error}"
    subject = Subject([("hybrid", "Regrip")], start_ours(timeout), material.whole, figures, note)
    return list(measure(subject, material, home / "scratch" / OURS))


def start_ours(timeout: float) -> Start:
    """Return what starts our own worker, with the interpreter and the prepared models of this process."""
    own = {"REGRIP_HOME": str(default_home()), "PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-m", "evals.peers.workers.ours"]
    return lambda scratch: Worker(command, ROOT, scratch / "home", timeout, own)


def measure_peer(
    peer: Peer, material: Material, home: Path, pythons: Sequence[Path], timeout: float
) -> list[SystemRow]:
    """Return a row for each mode of the peer; where it cannot be installed or run, rows that say why."""
    try:
        environment = prepare_environment(home / peer.name, peer.requirements, peer.python, pythons)
        command = [str(environment.python), "-m", f"workers.{peer.worker}"]
        cuda = f"; {environment.cuda_mb:.0f} MB of its size are CUDA libraries that pip took with torch, which add to its memory too"
        note, size = peer.note + (cuda if environment.cuda_mb else ""), {"install_mb": environment.size_mb}
        start = partial(_start_peer, command, timeout)
        subject = Subject(peer.modes, start, material.passages, size, note)
        return list(measure(subject, material, home / "scratch" / peer.name))
    except PeerUnavailable as error:
        return [SystemRow(system=name, unavailable=str(error), note=peer.note) for _, name in peer.modes]


def _start_peer(command: list[str], timeout: float, scratch: Path) -> Worker:
    return Worker(command, Path(__file__).parent, scratch / "home", timeout)


def measure(subject: Subject, material: Material, scratch: Path) -> Iterator[SystemRow]:
    """Yield a row for each mode; a mode that cannot be searched says why. Raises PeerUnavailable when indexing fails."""
    shutil.rmtree(scratch, ignore_errors=True)
    (scratch / "index").mkdir(parents=True)
    try:
        figures, versions = _indexed(subject, material, scratch)
        for mode, name in subject.modes:
            try:
                own = subject.figures | figures | _searched(subject, mode, material, scratch)
                yield SystemRow(system=name, figures=own, versions=versions, note=subject.note)
            except PeerUnavailable as error:
                yield SystemRow(system=name, versions=versions, note=subject.note, unavailable=str(error))
    finally:
        shutil.rmtree(scratch, ignore_errors=True)


def _indexed(subject: Subject, material: Material, scratch: Path) -> tuple[dict[str, float], dict[str, str]]:
    with subject.start(scratch) as worker:
        opened, _ = worker.ask("open", **_places(scratch))
        worker.ask("take", passages=subject.rows)
        reply, seconds = worker.ask("index")
        memory, _ = worker.ask("memory")
    if reply["passages"] != len(material.chunks):
        raise EvaluationError(
            f"{subject.modes[0][1]} indexed {reply['passages']} passages, not {len(material.chunks)}: not comparable"
        )
    figures = {
        "index_seconds": round(seconds, 3),
        "passages_per_second": round(len(material.chunks) / seconds, 2),
        "index_peak_mb": memory["peak_mb"],
    }
    return figures, opened["versions"]


def _searched(subject: Subject, mode: str, material: Material, scratch: Path) -> dict[str, float]:
    texts = [query.standalone for query in material.queries]
    with subject.start(scratch) as worker:
        cold = worker.ask("open", **_places(scratch))[1]
        cold += worker.ask("load", mode=mode)[1]
        cold += worker.ask("search", text=texts[-1], k=TOP)[1]
        for text in texts[-WARM:]:
            worker.ask("search", text=text, k=TOP)
        taken = [1000 * worker.ask("search", text=text, k=TOP)[1] for text in texts[:TIMED]]
        memory, _ = worker.ask("memory")
        run = {query.id: _ranked(worker, query.standalone, material) for query in material.queries}
    judged = measured(material.judgements, run)
    return {
        "first_answer_seconds": round(cold, 2),
        "query_p50_ms": round(float(np.percentile(taken, 50)), 3),
        "query_p95_ms": round(float(np.percentile(taken, 95)), 3),
        "serve_peak_mb": memory["peak_mb"],
        "ndcg@10": judged["ndcg@10"],
        "success@1": judged["success@1"],
    }


def _ranked(worker: Worker, text: str, material: Material) -> dict[str, float]:
    """Return the documents with the score of their best passage."""
    scores: dict[str, float] = {}
    for found in worker.ask("search", text=text, k=DEPTH)[0]["found"]:
        name = material.names[found["document"]]
        scores[name] = max(scores.get(name, found["score"]), found["score"])
    return scores


def _places(scratch: Path) -> dict[str, str]:
    return {"model": str(packaged_weights()), "folder": str(scratch / "index")}
