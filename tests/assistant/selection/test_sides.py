"""Both sides of a comparison on the real index: each has lines of its own page."""

import pytest

from assistant.queries.sides import sides_of
from assistant.retriever import Retriever
from assistant.selection import Selector
from assistant.selection.sides import LINES, Side, is_general, sides_found
from assistant.understanding import understand


def found(retriever: Retriever, question: str) -> list[Side]:
    return sides_found(
        understand([question]),
        sides_of(question),
        retriever,
        lambda text, only: retriever.search(text, only=only),
        Selector(retriever),
    )


@pytest.mark.parametrize(
    ("question", "pages"),
    [
        ("How did Slough differ from Leeds?", ["recovered-slough", "recovered-leeds"]),
        ("Is a restructure better than a caseload cap?", ["response-restructure", "response-caseload-cap"]),
    ],
)
def test_each_side_has_two_lines_of_its_own_page(retriever: Retriever, question: str, pages: list[str]) -> None:
    sides = found(retriever, question)
    assert [{line.chunk.info.id for line in side.lines} for side in sides] == [{page} for page in pages]
    assert all(len(set(side.lines)) == LINES for side in sides)
    assert all(side.lines[0].chunk.heading == ("What it is",) for side in sides)


def test_a_question_of_time_is_told_how_long_each_took(retriever: Retriever) -> None:
    sides = found(retriever, "Which got to good faster, Torbay or Rotherham?")
    assert [side.lines[1].chunk.heading for side in sides] == [("How long it took",)] * 2


def test_a_card_is_told_where_it_fits_unless_something_else_is_asked(retriever: Retriever) -> None:
    plain = found(retriever, "Is a restructure better than a caseload cap?")
    assert [side.lines[1].chunk.heading for side in plain] == [("Where it fits",)] * 2


def test_a_term_without_a_page_is_told_in_the_glossarys_words(retriever: Retriever) -> None:
    sides = found(retriever, "How does a section 47 enquiry compare with a caseload cap?")
    assert [side.lines[0].chunk.info.kind for side in sides] == ["glossary", "response card"]


def test_where_a_side_has_neither_page_nor_term_there_are_none(retriever: Retriever) -> None:
    assert found(retriever, "Compare Reading with Leeds") == []


@pytest.mark.parametrize(
    ("question", "general"),
    [
        ("How did Slough differ from Leeds?", True),
        ("What's the difference between a restructure and a caseload cap?", True),
        ("Which was faster, Slough or Leeds?", True),
        ("Compare Slough with Leeds on staff turnover", False),
    ],
)
def test_a_comparison_is_general_where_it_names_no_respect_or_asks_for_time(question: str, general: bool) -> None:
    assert is_general(question) is general
