"""Building: incremental, resumable, never half in use."""

import multiprocessing
import os
import random
import shutil
import signal
import time
import zlib
from collections.abc import Callable, Iterator, Sequence
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from corpus import splitter
from corpus.models import Document, DocumentInfo, Section
from indexes import builder, fingerprints, plan
from indexes.builder import build_index
from indexes.chroma import ChromaStore
from indexes.embedders import Embedder, get_embedder
from indexes.errors import IndexBusy, IndexMismatch, IndexMissing
from indexes.hybrid import HybridIndex
from indexes.layout import Layout
from indexes.lexical import KeywordIndex
from indexes.models import IndexManifest, Progress
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
        self.inner, self.texts, self.counted = inner, list[str](), list[str]()
        self.name, self.dimension, self.fingerprint = inner.name, inner.dimension, inner.fingerprint

    def embed(self, texts: Sequence[str]) -> np.ndarray:
        self.texts += texts
        return self.inner.embed(texts)

    def pieces(self, text: str) -> int:
        self.counted.append(text)
        return self.inner.pieces(text)


class Hashing:
    """Random vectors by the text's hash, for tests of what is kept and not of what is found."""

    name, dimension, fingerprint = "hashing", 16, "hashing-1"

    def embed(self, texts: Sequence[str]) -> np.ndarray:
        rows = [np.random.default_rng(zlib.crc32(text.encode())).standard_normal(16) for text in texts]
        return np.array([row / np.linalg.norm(row) for row in rows], dtype=np.float32)

    def pieces(self, text: str) -> int:
        return len(text.split())


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

    def dawdle(progress: Progress) -> None:
        (home / "told").write_text(str(progress.done))
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
    told, started = tmp_path / "told", time.time()
    while not told.exists() and time.time() - started < 120:
        time.sleep(0.05)
    assert told.exists(), "the build in its own process told no progress"
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
    report = build_index(tmp_path, many(3), embedder)
    layout = Layout(tmp_path)
    ChromaStore(layout.chroma).remove(layout.collection(report.generation), ["doc1/part-0/1"])
    problems = verify_index(tmp_path, embedder)
    assert any("holds 2 passages" in p for p in problems)
    assert any("doc1/part-0/1" in p for p in problems)


def test_a_line_that_moves_in_its_file_changes_nothing(tmp_path: Path, embedder: Embedder) -> None:
    one = document("a", "Alpha text.")
    moved = one.model_copy(update={"sections": tuple(s.model_copy(update={"line": 9}) for s in one.sections)})
    before = build_index(tmp_path, [one, document("b", "Beta text.")], embedder)
    after = build_index(tmp_path, [moved, document("b", "Beta text.")], embedder)
    assert (after.changed, after.generation) == (False, before.generation)
    assert verify_index(tmp_path, embedder) == []
    counting = Counting(embedder)
    assert not build_index(tmp_path, [moved, document("b", "Beta text.")], counting).changed
    assert counting.counted == []


def another_reading(monkeypatch: pytest.MonkeyPatch) -> None:
    """Have the code that splits and stems count as other code."""
    for module in ("fingerprints", "lexical"):
        monkeypatch.setattr(f"indexes.{module}.way_of_reading", lambda: "other code")


def test_a_changed_splitter_splits_everything_anew(
    tmp_path: Path, embedder: Embedder, monkeypatch: pytest.MonkeyPatch
) -> None:
    long = document("long", " ".join(f"Sentence number {n} is about courts." for n in range(40)))
    build_index(tmp_path, [long, document("b", "Beta text.")], embedder)
    monkeypatch.setattr(splitter, "split_text", lambda text, most=60: _real_split_text(text, 60))
    another_reading(monkeypatch)
    counting = Counting(embedder)
    report = build_index(tmp_path, [long, document("b", "Beta text.")], counting)
    assert report.changed
    assert report.chunks > 4
    assert "b - Part 0\nBeta text." not in counting.texts
    assert verify_index(tmp_path, embedder) == []
    assert not build_index(tmp_path, [long, document("b", "Beta text.")], counting).changed


_real_split_text = splitter.split_text


def test_the_fingerprint_of_the_code_covers_splitter_and_stemmer(monkeypatch: pytest.MonkeyPatch) -> None:
    fingerprints.way_of_reading.cache_clear()
    whole = fingerprints.way_of_reading()
    for package, names in fingerprints._MAKERS.items():
        for name in names:
            fingerprints.way_of_reading.cache_clear()
            rest = {p: tuple(n for n in ns if (p, n) != (package, name)) for p, ns in fingerprints._MAKERS.items()}
            with monkeypatch.context() as patch:
                patch.setattr(fingerprints, "_MAKERS", rest)
                assert fingerprints.way_of_reading() != whole
    fingerprints.way_of_reading.cache_clear()


def test_another_embedder_embeds_everything_anew(tmp_path: Path, embedder: Embedder) -> None:
    build_index(tmp_path, many(5), embedder)
    report = build_index(tmp_path, many(5), Hashing())
    assert (report.changed, report.embedded) == (True, 5)
    assert verify_index(tmp_path, Hashing()) == []


def test_an_index_made_before_there_were_parts_is_read_and_its_vectors_are_used_again(
    tmp_path: Path, embedder: Embedder
) -> None:
    report = build_index(tmp_path, many(5), embedder)
    layout = Layout(tmp_path)
    _as_before_parts(layout, report.generation)
    assert HybridIndex(tmp_path, embedder).search("queue in week 3")[0].document_id == "doc3"
    again = build_index(tmp_path, [*many(5), document("new", "Delta text.")], embedder)
    assert (again.embedded, again.reused) == (1, 5)
    assert verify_index(tmp_path, embedder) == []


def _as_before_parts(layout: Layout, generation: str) -> None:
    """Write manifest and list of documents as they were written before an index had parts."""
    manifest = layout.read_manifest()
    assert manifest is not None
    (layout.generation(generation) / "manifest.json").unlink()
    old = manifest.model_dump_json(exclude={"parts", "dead", "sources"})
    (layout.folder / "manifest.json").write_text(old)
    rows = [d.model_dump_json(include={"info", "chunk_ids"}) for d in layout.read_documents(generation).values()]
    (layout.generation(generation) / "documents.json").write_text(f"[{','.join(rows)}]")


@pytest.fixture
def large(monkeypatch: pytest.MonkeyPatch) -> None:
    """Any index counts as large: it is added to instead of written anew."""
    monkeypatch.setattr(plan, "WORTH", 0)


def manifest_of(home: Path) -> IndexManifest:
    manifest = Layout(home).read_manifest()
    assert manifest is not None
    return manifest


@pytest.mark.usefixtures("large")
def test_documents_that_are_as_they_were_are_not_split_again(tmp_path: Path, embedder: Embedder) -> None:
    build_index(tmp_path, many(20), embedder)
    counting = Counting(embedder)
    assert not build_index(tmp_path, reversed(many(20)), counting).changed
    assert counting.counted == []
    build_index(tmp_path, [*many(20), document("new", "Delta text.")], counting)
    assert set(counting.counted) == {"new - Part 0\nDelta text."}


@pytest.mark.usefixtures("large")
def test_a_large_index_is_added_to_and_only_the_new_passages_are_written(tmp_path: Path, embedder: Embedder) -> None:
    first = build_index(tmp_path, many(40), embedder)
    second = build_index(tmp_path, [*many(40), document("new", "A lighthouse in a storm.")], embedder)
    layout, store = Layout(tmp_path), ChromaStore(Layout(tmp_path).chroma)
    assert [part.name for part in manifest_of(tmp_path).parts] == [first.generation, second.generation]
    assert store.ids(layout.collection(second.generation)) == {"new/part-0/1"}
    assert (second.embedded, second.reused) == (1, 40)
    index = HybridIndex(tmp_path, embedder)
    for mode in ("hybrid", "dense", "keyword"):
        assert index.search("lighthouse in a storm", k=1, mode=mode)[0].document_id == "new"
        assert index.search("council number 7 in week 7", k=1, mode=mode)[0].document_id == "doc7"
    assert len(index.search("cleared its queue", k=100)) == 41
    assert verify_index(tmp_path, embedder) == []


@pytest.mark.usefixtures("large")
def test_what_is_removed_from_a_large_index_is_removed_with_its_text(tmp_path: Path, embedder: Embedder) -> None:
    first = build_index(tmp_path, many(40), embedder)
    changed = [document("doc1", "Zebras."), *many(40)[2:]]
    report = build_index(tmp_path, changed, embedder)
    layout, store = Layout(tmp_path), ChromaStore(Layout(tmp_path).chroma)
    assert len(manifest_of(tmp_path).parts) == 2
    assert store.ids(layout.collection(first.generation)) == {f"doc{n}/part-0/1" for n in range(2, 40)}
    assert (report.embedded, report.removed) == (1, 1)
    index = HybridIndex(tmp_path, embedder)
    for mode in ("hybrid", "dense", "keyword"):
        found = index.search("council number 1 zebras", k=100, mode=mode)
        assert found[0].text == "Zebras."
        assert "doc0" not in {result.document_id for result in found}
    assert verify_index(tmp_path, embedder) == []


@pytest.mark.usefixtures("large")
def test_a_document_that_came_and_went_costs_no_splitting_of_the_others(tmp_path: Path) -> None:
    first = build_index(tmp_path, many(40), Hashing())
    build_index(tmp_path, [*many(40), document("new", "Zebras.")], Hashing())
    counting = Counting(Hashing())
    again = build_index(tmp_path, many(40), counting)
    assert (again.generation, again.removed, counting.counted, counting.texts) == (first.generation, 1, [], [])
    assert [part.name for part in manifest_of(tmp_path).parts] == [first.generation]
    assert verify_index(tmp_path, Hashing()) == []


@pytest.mark.usefixtures("large")
def test_a_document_that_changes_back_is_found_as_it_was(tmp_path: Path) -> None:
    first = build_index(tmp_path, many(40), Hashing())
    build_index(tmp_path, [document("doc1", "Zebras."), *many(40)[2:], many(1)[0]], Hashing())
    again = build_index(tmp_path, many(40), Hashing())
    assert again.generation == first.generation
    found = HybridIndex(tmp_path, Hashing()).search("council number 1 in week 1 zebras", k=100, mode="keyword")
    assert "doc1" in {result.document_id for result in found}
    assert "Zebras." not in {result.text for result in found}
    assert verify_index(tmp_path, Hashing()) == []


@pytest.mark.parametrize("worth", [0, 5_000], ids=["added-to", "written-anew"])
def test_no_part_of_the_store_and_no_word_list_keeps_what_was_removed(
    tmp_path: Path, worth: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(plan, "WORTH", worth)
    build_index(tmp_path, [*many(40), document("gone", "Zebras.")], Hashing())
    report = build_index(tmp_path, many(40), Hashing())
    layout, store = Layout(tmp_path), ChromaStore(Layout(tmp_path).chroma)
    assert all("gone/part-0/1" not in store.ids(name) for name in store.collections())
    assert "zebra" not in (layout.generation(report.generation) / "keyword" / "vocab.index.json").read_text()


@pytest.mark.usefixtures("large")
def test_small_parts_are_written_together_so_that_they_stay_few(tmp_path: Path) -> None:
    documents = many(300)
    build_index(tmp_path, documents, Hashing())
    for number in range(12):
        documents = [*documents, document(f"new{number}", f"Text number {number}.")]
        build_index(tmp_path, documents, Hashing())
        assert len(manifest_of(tmp_path).parts) <= 3
    assert verify_index(tmp_path, Hashing()) == []


@pytest.mark.usefixtures("large")
@pytest.mark.parametrize("seed", range(3))
def test_an_index_that_was_changed_many_times_is_as_one_made_at_once(tmp_path: Path, seed: int) -> None:
    chance = random.Random(seed)
    documents = {f"doc{n}": document(f"doc{n}", *texts(chance)) for n in range(30)}
    for _ in range(6):
        for name in chance.sample(sorted(documents), 3):
            del documents[name]
        for name in chance.sample(sorted(documents), 2):
            documents[name] = document(name, *texts(chance))
        for _ in range(chance.choice((1, 2, 9))):
            name = f"doc{chance.randrange(60)}"
            documents[name] = document(name, *texts(chance))
        build_index(tmp_path / "changed", documents.values(), Hashing())
    build_index(tmp_path / "made", documents.values(), Hashing())
    assert verify_index(tmp_path / "changed", Hashing()) == []
    changed, made = HybridIndex(tmp_path / "changed", Hashing()), HybridIndex(tmp_path / "made", Hashing())
    assert changed.manifest.generation == made.manifest.generation
    assert list(changed.documents) == list(made.documents)
    for query in ("alpha courts", "beta teams queue", "week 3"):
        for mode in ("dense", "keyword"):
            assert scores(changed, query, mode) == pytest.approx(scores(made, query, mode), abs=1e-5)


def texts(chance: random.Random) -> list[str]:
    words = "alpha beta gamma courts teams queue week number caseload agency".split()
    return [" ".join(chance.choices(words, k=8)) + f" {chance.randrange(9)}." for _ in range(chance.choice((1, 2, 4)))]


def scores(index: HybridIndex, query: str, mode: Any) -> dict[str, float]:
    return {result.chunk_id: result.score for result in index.search(query, k=500, mode=mode)}


@pytest.mark.usefixtures("large")
def test_lost_side_files_of_an_index_in_parts_are_made_again(tmp_path: Path, embedder: Embedder) -> None:
    build_index(tmp_path, many(40), embedder)
    documents = [document("doc1", "Zebras."), *many(40)[2:]]
    report = build_index(tmp_path, documents, embedder)
    shutil.rmtree(tmp_path / "index" / report.generation)
    assert HybridIndex(tmp_path, embedder).search("zebras", mode="keyword")[0].document_id == "doc1"
    assert verify_index(tmp_path, embedder) == []
    shutil.rmtree(tmp_path / "index" / report.generation)
    again = build_index(tmp_path, documents, embedder)
    assert (again.changed, again.embedded) == (False, 0)
    assert verify_index(tmp_path, embedder) == []


def test_a_keyword_index_of_other_rows_is_made_again(tmp_path: Path, embedder: Embedder) -> None:
    report = build_index(tmp_path, many(3), embedder)
    KeywordIndex.build(Layout(tmp_path).generation(report.generation) / "keyword", ["doc1/part-0/1"], ["Other text."])
    assert len(HybridIndex(tmp_path, embedder).search("queue", mode="keyword")) == 3


@pytest.mark.slow
@pytest.mark.usefixtures("large")
def test_an_open_index_follows_what_another_process_adds_and_removes(tmp_path: Path) -> None:
    build_index(tmp_path, many(40), Hashing())
    index = HybridIndex(tmp_path, Hashing())
    assert len(index.search("queue", k=100)) == 40
    for documents, expected in (("more", 41), ("fewer", 39)):
        _in_a_process(_build_others, tmp_path, documents)
        for mode in ("hybrid", "dense", "keyword"):
            found = index.search("cleared its queue", k=100, mode=mode)
            assert len({result.document_id for result in found}) == expected
    assert verify_index(tmp_path, Hashing()) == []


def _build_others(home: Path, which: str) -> None:
    plan.WORTH = 0
    more = document("new", "Council number 99 cleared its queue of assessments in a storm.")
    build_index(home, [*many(40), more] if which == "more" else [*many(38), more], Hashing())


def _in_a_process(work: Callable[..., None], *arguments: object) -> int | None:
    process = multiprocessing.get_context("spawn").Process(target=work, args=arguments)
    process.start()
    process.join()
    return process.exitcode


BEFORE, WHOLE = many(90), [document("doc1", "Zebras."), *many(95)[20:]]
"""What an index holds, and what a build that is killed would make of it: some go, one changes, some are new."""
_STEPS = (
    ("indexes.chroma.ChromaStore", ("add", "remove", "drop")),
    ("indexes.lexical.KeywordIndex", ("write",)),
    ("indexes.layout.Layout", ("write_documents", "switch", "drop_generations")),
)


def _build_and_die(home: Path, worth: int, moment: int) -> None:
    """Build, and end as with `kill -9` at the given moment: before or after one of the steps that change the disk."""
    plan.WORTH, builder._BATCH, builder._COPIED = worth, 3, 20
    passed = iter(range(10_000))
    for place, names in _STEPS:
        owner = _named(place)
        for name in names:
            setattr(owner, name, _dying(getattr(owner, name), passed, moment))
    build_index(home, WHOLE, Hashing())


def _named(place: str) -> Any:
    module, _, name = place.rpartition(".")
    return getattr(__import__(module, fromlist=[name]), name)


def _dying(work: Callable[..., Any], passed: Iterator[int], moment: int) -> Callable[..., Any]:
    def wrapped(*arguments: Any, **named: Any) -> Any:
        if next(passed) == moment:
            os.kill(os.getpid(), signal.SIGKILL)
        result = work(*arguments, **named)
        if next(passed) == moment:
            os.kill(os.getpid(), signal.SIGKILL)
        return result

    return wrapped


@pytest.mark.slow
@pytest.mark.parametrize("worth", [0, 5_000], ids=["added-to", "written-anew"])
@pytest.mark.parametrize("moment", random.Random(0).sample(range(18), 5))
def test_a_build_killed_at_any_moment_leaves_an_index_in_use_and_the_next_one_makes_it_whole(
    tmp_path: Path, worth: int, moment: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(plan, "WORTH", worth)
    build_index(tmp_path, BEFORE, Hashing())
    code = _in_a_process(_build_and_die, tmp_path, worth, moment)
    assert code in (0, -signal.SIGKILL)
    assert len(HybridIndex(tmp_path, Hashing()).search("cleared its queue", k=500)) in (90, 76)
    build_index(tmp_path, WHOLE, Hashing())
    assert verify_index(tmp_path, Hashing()) == []
    assert set(HybridIndex(tmp_path, Hashing()).documents) == {d.info.id for d in WHOLE}
    assert _rows_in_use(tmp_path) == 76


def _build_and_tell(home: Path, tell: Connection) -> None:
    builder._BATCH = 4
    build_index(home, many(400), Hashing(), progress=lambda progress: tell.send(progress.done))


@pytest.mark.slow
def test_a_build_killed_again_and_again_gets_on_each_time_and_ends_whole(tmp_path: Path) -> None:
    chance, begun = random.Random(0), list[int]()
    for _ in range(5):
        hear, tell = multiprocessing.Pipe(duplex=False)
        process = multiprocessing.get_context("spawn").Process(target=_build_and_tell, args=(tmp_path, tell))
        process.start()
        begun.append(hear.recv())
        time.sleep(chance.uniform(0, 0.1))
        process.kill()
        process.join()
        assert process.exitcode == -signal.SIGKILL
    assert begun == sorted(set(begun))
    counting = Counting(Hashing())
    report = build_index(tmp_path, many(400), counting)
    assert (report.chunks, len(counting.texts)) == (400, report.embedded)
    assert report.embedded <= 400 - begun[-1]
    assert verify_index(tmp_path, Hashing()) == []


def _rows_in_use(home: Path) -> int:
    """Return how many rows the store has in the parts of the index in use, whether or not they are shown."""
    layout, store = Layout(home), ChromaStore(Layout(home).chroma)
    return sum(len(store.ids(layout.collection(part.name))) for part in manifest_of(home).parts)
