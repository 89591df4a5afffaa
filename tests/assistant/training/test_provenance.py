"""The digest of texts: the same whatever the order, another as soon as a name or a byte is."""

import tempfile
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from assistant.training.provenance import texts_digest


def put(folder: Path, files: dict[str, bytes]) -> list[Path]:
    folder.mkdir()
    for name, content in files.items():
        (folder / name).write_bytes(content)
    return [folder / name for name in files]


def test_the_order_of_files_and_their_folder_do_not_matter(tmp_path: Path) -> None:
    files = put(tmp_path / "a", {"x": b"1", "y": b"2"})
    elsewhere = put(tmp_path / "b", {"y": b"2", "x": b"1"})
    assert texts_digest(files) == texts_digest(files[::-1]) == texts_digest(elsewhere)


@given(st.binary(max_size=20), st.binary(max_size=20))
def test_bytes_that_move_from_one_file_to_the_next_change_it(one: bytes, other: bytes) -> None:
    with tempfile.TemporaryDirectory() as place:
        first = texts_digest(put(Path(place, "a"), {"x": one + b"z", "y": other}))
        second = texts_digest(put(Path(place, "b"), {"x": one, "y": b"z" + other}))
        renamed = texts_digest(put(Path(place, "c"), {"x": one + b"z", "w": other}))
        assert len({first, second, renamed}) == 3
