"""Files of briefings: names that are safe everywhere, nothing overwritten unasked, nothing half written left behind."""

from pathlib import Path

import pytest

from assistant.briefing.material import material_of
from assistant.briefing.output import check_output, file_name, put
from assistant.briefing.papers import paper
from assistant.errors import BriefingError
from tests.assistant.briefing.making import TODAY, exchange


@pytest.mark.parametrize(
    ("title", "words"),
    [
        ('Ŝervice "A"; ../x\r\nSet-Cookie: y', "service-a-x-set-cookie-y-"),
        ("مرحبا", ""),
        ("a" * 200, "a" * 60 + "-"),
    ],
)
def test_a_file_name_is_safe_whatever_the_case_is_called(title: str, words: str) -> None:
    briefing = paper(material_of(exchange(), title), "board", TODAY)
    assert file_name(briefing, "pdf") == f"regrip-board-{words}2026-03-09.pdf"


def test_a_file_that_is_there_is_kept_unless_forced(tmp_path: Path) -> None:
    path = tmp_path / "paper.PDF"
    path.write_text("mine")
    with pytest.raises(BriefingError, match="--force"):
        put(b"new", path, force=False)
    assert path.read_text() == "mine"
    put(b"new", path, force=True)
    assert path.read_bytes() == b"new" and list(tmp_path.iterdir()) == [path]


def test_an_ending_that_is_no_format_is_refused_by_name(tmp_path: Path) -> None:
    with pytest.raises(BriefingError, match=r"paper\.doc: .*\.docx, \.pdf, \.md, \.html"):
        check_output(tmp_path / "paper.doc", force=False)
