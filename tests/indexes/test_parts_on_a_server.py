"""An index in parts on a Chroma server that other homes use too."""

from pathlib import Path

import pytest

from indexes import plan
from indexes.builder import build_index
from indexes.hybrid import HybridIndex
from indexes.settings import IndexSettings
from indexes.verify import verify_index
from tests.indexes.test_builder import Hashing, document, manifest_of, many


def test_what_one_home_removes_stays_in_another_that_stands_in_the_same_part(
    server: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(plan, "WORTH", 0)
    remote = IndexSettings(chroma_url=server)
    for home in ("one", "two"):
        build_index(tmp_path / home, many(40), Hashing(), remote)
    build_index(tmp_path / "two", [*many(40), document("new", "Alpha text.")], Hashing(), remote)
    assert len(manifest_of(tmp_path / "two").parts) == 2
    build_index(tmp_path / "two", many(40)[5:], Hashing(), remote)
    for home, expected in (("one", 40), ("two", 35)):
        index = HybridIndex(tmp_path / home, Hashing(), remote)
        for mode in ("hybrid", "dense", "keyword"):
            assert len(index.search("cleared its queue", k=100, mode=mode)) == expected
        assert verify_index(tmp_path / home, Hashing(), remote) == []


def test_another_machine_makes_the_side_files_of_an_index_in_parts(
    server: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(plan, "WORTH", 0)
    remote = IndexSettings(chroma_url=server)
    build_index(tmp_path / "one", many(50), Hashing(), remote)
    build_index(tmp_path / "one", [*many(50), document("new", "Alpha text.")], Hashing(), remote)
    assert len(manifest_of(tmp_path / "one").parts) == 2
    (tmp_path / "two" / "index").mkdir(parents=True)
    (tmp_path / "two" / "index" / "manifest.json").write_bytes(
        (tmp_path / "one" / "index" / "manifest.json").read_bytes()
    )
    other = HybridIndex(tmp_path / "two", Hashing(), remote)
    assert len(other.search("alpha cleared its queue", k=100)) == 51
    assert verify_index(tmp_path / "two", Hashing(), remote) == []
