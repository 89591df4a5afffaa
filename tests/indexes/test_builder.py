"""Building: incremental, resumable, never half in use."""

import multiprocessing
import os
import shutil
import signal
import time
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest

from corpus.models import Document, DocumentInfo, Section
from indexes.builder import build_index
from indexes.embedders import Embedder, get_embedder
from indexes.errors import IndexBusy, IndexMismatch, IndexMissing
from indexes.hybrid import HybridIndex
from indexes.layout import Layout
from indexes.models import Progress
from indexes.verify import verify_index


def document(name: str, *texts: str, title: str = "") -> Document:
    info = DocumentInfo(id=name, title=title or name, publisher="P", date="2024", licence="L", kind="k")
    return Document(
        info=info, sections=tuple(Section(heading=(f"Part {i}",), text=t, line=1) for i, t in enumerate(texts))
    )


def many(count: int) -> list[Document]:
    return [
        document(f"doc{i}", f"Council number {i} cleared its queue of assessments in week {i}.") for i in range(count)
    ]


class Counting:
    """An embedder that counts what it is asked to embed."""

    def __init__(self, inner: Embedder) -> None:
        self.inner, self.texts = inner, list[str]()
        self.name, self.dimension, self.fingerprint = inner.name, inner.dimension, inner.fingerprint

    def embed(self, texts: Sequence[str]) -> np.ndarray:
        self.texts += texts
        return self.inner.embed(texts)

    def pieces(self, text: str) -> int:
        return self.inner.pieces(text)


def test_a_second_build_of_the_same_text_does_nothing(tmp_path: Path, embedder: Embedder) -> None:
    counting = Counting(embedder)
    first = build_index(tmp_path, many(3), counting)
    second = build_index(tmp_path, many(3), counting)
    assert (first.changed, first.embedded, second.changed, second.embedded) == (True, 3, False, 0)
    assert len(counting.texts) == 3


def test_only_what_changed_is_embedded_and_what_went_is_gone(tmp_path: Path, embedder: Embedder) -> None:
    build_index(tmp_path, [document("a", "Alpha text."), document("b", "Beta text.")], embedder)
    counting = Counting(embedder)
    report = build_index(tmp_path, [document("b", "Beta text."), document("c", "Gamma text.")], counting)
    assert counting.texts == ["c - Part 0\nGamma text."]
    assert (report.embedded, report.reused, report.removed) == (1, 1, 1)
    index = HybridIndex(tmp_path, embedder)
    assert set(index.documents) == {"b", "c"}
    assert index.search("alpha", mode="keyword") == []
    assert verify_index(tmp_path, embedder) == []


def test_a_changed_title_reaches_the_index_without_stale_records(tmp_path: Path, embedder: Embedder) -> None:
    build_index(tmp_path, [document("a", "Alpha text.", title="Old name")], embedder)
    build_index(tmp_path, [document("a", "Alpha text.", title="New name")], embedder)
    assert HybridIndex(tmp_path, embedder).search("alpha")[0].title == "New name"


def test_progress_is_told_up_to_the_whole(tmp_path: Path, embedder: Embedder) -> None:
    seen: list[Progress] = []
    build_index(tmp_path, many(130), embedder, progress=seen.append)
    assert [p.done for p in seen] == [64, 128, 130]
    assert {p.total for p in seen} == {130}


def _build_slowly(home: Path) -> None:
    embedder = get_embedder(home=home)

    def dawdle(_: Progress) -> None:
        time.sleep(0.5)

    build_index(home, many(400), embedder, progress=dawdle)


@pytest.mark.slow
def test_a_killed_build_leaves_the_old_index_in_use_and_goes_on_where_it_stopped(
    tmp_path: Path, models: Path, embedder: Embedder
) -> None:
    shutil.copytree(models, tmp_path / "models")
    build_index(tmp_path, many(5), embedder)
    process = multiprocessing.get_context("spawn").Process(target=_build_slowly, args=(tmp_path,))
    process.start()
    collections = tmp_path / "index" / "chroma" / "chroma.sqlite3"
    started, size = time.time(), collections.stat().st_size
    while collections.stat().st_size < size + 200_000 and time.time() - started < 60:
        time.sleep(0.05)
    assert process.pid is not None
    os.kill(process.pid, signal.SIGKILL)
    process.join()
    assert process.exitcode == -signal.SIGKILL
    assert HybridIndex(tmp_path, embedder).manifest.chunks == 5
    counting = Counting(embedder)
    report = build_index(tmp_path, many(400), counting)
    assert report.chunks == 400
    assert 0 < len(counting.texts) < 395
    assert verify_index(tmp_path, embedder) == []


def test_two_builds_at_once_are_refused(tmp_path: Path, embedder: Embedder) -> None:
    from filelock import FileLock

    layout = Layout(tmp_path)
    layout.folder.mkdir(parents=True)
    with FileLock(layout.lock), pytest.raises(IndexBusy, match="another process"):
        build_index(tmp_path, many(1), embedder)


def test_no_index_is_said_with_the_command_that_makes_one(tmp_path: Path, embedder: Embedder) -> None:
    with pytest.raises(IndexMissing, match="regrip index build"):
        HybridIndex(tmp_path, embedder)


def test_an_index_of_another_embedder_is_refused(tmp_path: Path, embedder: Embedder) -> None:
    build_index(tmp_path, many(1), embedder)
    other = Counting(embedder)
    other.fingerprint = "another-model"
    with pytest.raises(IndexMismatch, match=r"another-model.*regrip index build"):
        HybridIndex(tmp_path, other)


def test_an_open_index_moves_to_the_new_generation_by_itself(tmp_path: Path, embedder: Embedder) -> None:
    build_index(tmp_path, [document("a", "Alpha text.")], embedder)
    index = HybridIndex(tmp_path, embedder)
    assert index.search("alpha")[0].document_id == "a"
    build_index(tmp_path, [document("b", "Beta alpha text.")], embedder)
    assert [r.document_id for r in index.search("alpha")] == ["b"]


def test_lost_side_files_are_made_again_from_the_vector_store(tmp_path: Path, embedder: Embedder) -> None:
    report = build_index(tmp_path, many(3), embedder)
    shutil.rmtree(tmp_path / "index" / report.generation)
    assert len(HybridIndex(tmp_path, embedder).search("queue", mode="keyword")) == 3


def test_verify_reports_a_passage_that_is_missing(tmp_path: Path, embedder: Embedder) -> None:
    from indexes.chroma import ChromaStore

    report = build_index(tmp_path, many(3), embedder)
    layout = Layout(tmp_path)
    ChromaStore(layout.chroma).remove(layout.collection(report.generation), ["doc1/part-0/1"])
    problems = verify_index(tmp_path, embedder)
    assert any("holds 2 passages" in p for p in problems)
    assert any("doc1/part-0/1" in p for p in problems)
