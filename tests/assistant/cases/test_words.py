"""Names that users and their files bring."""

import pytest

from assistant.cases.adding import free_title
from assistant.cases.words import file_name, one_line
from assistant.errors import QuestionError


@pytest.mark.parametrize(
    ("sent", "name"),
    [
        ("board.pdf", "board.pdf"),
        ("../../etc/passwd", "passwd"),
        ("C:\\papers\\March board.docx", "March board.docx"),
        ("..", "file"),
        ("", "file"),
        ("a\nb\u202etxt.exe", "a btxt.exe"),
    ],
)
def test_a_sent_name_becomes_the_name_of_a_file_and_nothing_else(sent: str, name: str) -> None:
    assert file_name(sent) == name


def test_a_long_name_keeps_its_ending() -> None:
    assert len(file_name("x" * 500 + ".docx")) == 120 and file_name("x" * 500 + ".docx").endswith("x.docx")


def test_a_name_is_one_clean_line() -> None:
    assert one_line("  Northfield\n front\u200b door ", "name") == "Northfield front door"
    assert "07700" not in one_line("Ring 07700 900123", "name")
    with pytest.raises(QuestionError, match="name is empty"):
        one_line(" \n", "name")
    assert one_line("", "service", needed=False) == ""
    with pytest.raises(QuestionError, match="201 characters"):
        one_line("x" * 201, "name")


def test_a_taken_title_gets_a_number() -> None:
    assert free_title("a.txt", set()) == "a.txt"
    assert free_title("a.txt", {"a.txt", "a.txt (2)"}) == "a.txt (3)"
    assert len(free_title("x" * 200, {"x" * 200})) <= 200
