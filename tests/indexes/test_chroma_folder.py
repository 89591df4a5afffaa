"""The embedded store when its folder is damaged, gone, or not to be written to."""

import os
import shutil
import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from indexes.builder import build_index
from indexes.chroma import ChromaStore
from indexes.embedders import Embedder
from indexes.errors import IndexDamaged, IndexingError
from indexes.hybrid import HybridIndex
from indexes.verify import verify_index
from tests.indexes.test_builder import many
from tests.indexes.test_store_contract import chunk, unit

DATABASE = "chroma.sqlite3"


def _no_database(folder: Path) -> None:
    (folder / DATABASE).write_bytes(b"this is no database " * 1000)


def _cut_short(folder: Path) -> None:
    os.truncate(folder / DATABASE, (folder / DATABASE).stat().st_size // 2)


def _header_only(folder: Path) -> None:
    data = (folder / DATABASE).read_bytes()
    (folder / DATABASE).write_bytes(data[:100] + b"\xff" * (len(data) - 100))


def _emptied(folder: Path) -> None:
    (folder / DATABASE).write_bytes(b"")


def _without_database(folder: Path) -> None:
    (folder / DATABASE).unlink()


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory, embedder: Embedder) -> Path:
    """A home with a small index. Tests must not change it."""
    home = tmp_path_factory.mktemp("built")
    build_index(home, many(20), embedder)
    return home


@pytest.fixture
def home(built: Path, tmp_path: Path) -> Path:
    """A copy at a path that Chroma has not opened in this process."""
    shutil.copytree(built, tmp_path / "home")
    return tmp_path / "home"


@pytest.mark.parametrize("damage", [_no_database, _cut_short, _header_only])
def test_a_damaged_database_is_told_with_the_way_out_and_the_way_out_works(
    home: Path, embedder: Embedder, damage: Callable[[Path], None]
) -> None:
    folder = home / "index" / "chroma"
    damage(folder)
    for _ in range(2):
        with pytest.raises(
            IndexDamaged, match=rf"^{folder}: .*cannot read.*delete that folder and run `regrip index build`"
        ):
            HybridIndex(home, embedder).search("queue")
    shutil.rmtree(folder)
    assert build_index(home, many(20), embedder).embedded == 20
    assert len(HybridIndex(home, embedder).search("queue", k=20)) == 20
    assert verify_index(home, embedder) == []


@pytest.mark.parametrize("damage", [_emptied, _without_database, shutil.rmtree], ids=["empty", "no-file", "no-folder"])
def test_a_missing_database_is_told_with_the_way_out_and_the_way_out_works(
    home: Path, embedder: Embedder, damage: Callable[[Path], None]
) -> None:
    damage(home / "index" / "chroma")
    with pytest.raises(IndexDamaged, match=rf"^{home}.*Chroma has no collection regrip-.*run `regrip index build`"):
        HybridIndex(home, embedder).search("queue")
    assert build_index(home, many(20), embedder).embedded == 20
    assert verify_index(home, embedder) == []


@pytest.mark.parametrize("lost", ["folder", "index_metadata.pickle", "length.bin"])
def test_lost_files_of_the_vectors_are_told_instead_of_finding_next_to_nothing(tmp_path: Path, lost: str) -> None:
    first = ChromaStore(tmp_path / "first")
    first.add("vectors", [chunk(f"c{n}") for n in range(2_000)], unit(1, 2_000))
    assert first.search("vectors", unit(2)[0], 3)
    shutil.copytree(tmp_path / "first", tmp_path / "copy")
    (segment,) = (path for path in (tmp_path / "copy").iterdir() if path.is_dir())
    if lost == "folder":
        shutil.rmtree(segment)
    else:
        (segment / lost).unlink()
    store = ChromaStore(tmp_path / "copy")
    for read in (
        lambda: store.search("vectors", unit(2)[0], 50),
        lambda: store.chunks("vectors"),
        lambda: store.ids("vectors"),
    ):
        with pytest.raises(IndexDamaged, match="delete that folder and run `regrip index build`"):
            read()


def test_a_file_where_the_folder_should_be_is_named(tmp_path: Path) -> None:
    (tmp_path / "chroma").write_text("not a folder")
    with pytest.raises(IndexingError, match=rf"^{tmp_path / 'chroma'}: Chroma cannot use this folder.*REGRIP_HOME"):
        ChromaStore(tmp_path / "chroma")


def test_a_folder_that_goes_while_the_store_is_open_is_told_at_the_next_write(tmp_path: Path) -> None:
    store = ChromaStore(tmp_path / "chroma")
    store.add("vectors", [chunk("a")], unit(1))
    shutil.rmtree(tmp_path / "chroma")
    with pytest.raises(IndexingError, match="Chroma cannot use this folder"):
        store.add("vectors", [chunk("b")], unit(1))


def test_many_threads_may_open_and_leave_one_folder_at_once(tmp_path: Path) -> None:
    failures = list[Exception]()

    def open_and_leave() -> None:
        try:
            for _ in range(8):
                ChromaStore(tmp_path / "chroma").collections()
        except Exception as error:
            failures.append(error)

    threads = [threading.Thread(target=open_and_leave) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []
