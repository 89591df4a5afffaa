"""Councils that have been through what is asked about, on the real index."""

import pytest

from assistant.retriever import Retriever
from assistant.selection import Selector
from assistant.selection.histories import MOST, Histories, histories_found
from assistant.understanding import understand


def found(retriever: Retriever, question: str) -> Histories:
    return histories_found(
        understand([question]),
        retriever,
        lambda text, only: retriever.search(text, k=60, only=only),
        Selector(retriever),
    )


def names(histories: Histories) -> str:
    return " ".join(side.name for side in (*histories.told, *histories.also))


@pytest.mark.parametrize(
    ("question", "councils"),
    [
        ("Has anybody got over a reliance on agency staff?", ["Sunderland", "Doncaster", "Herefordshire"]),
        ("Who has come back after partner agencies lost confidence?", ["Sunderland", "Bradford", "Isle of Wight"]),
        ("Which councils slipped back after leaving inadequate?", ["Tameside and Knowsley", "Doncaster"]),
        ("Has any council fallen from good?", ["Havering"]),
    ],
)
def test_councils_whose_notes_tell_of_it_are_found(retriever: Retriever, question: str, councils: list[str]) -> None:
    assert all(council in names(found(retriever, question)) for council in councils)


def test_each_council_stands_once_with_how_long_it_took_and_what_became_of_it(retriever: Retriever) -> None:
    told = found(retriever, "Who has come back after partner agencies lost confidence?").told
    assert len({side.name for side in told}) == len(told) <= MOST
    for side in told:
        headings = {unit.chunk.heading[0] for unit in side.lines}
        assert headings & {"How long it took", "What changed and how long it took"}
        assert len({unit.text for unit in side.lines}) == len(side.lines)


@pytest.mark.parametrize(
    "question", ["Has anyone come back from a ransomware attack?", "Who has come back from a strike by social workers?"]
)
def test_what_no_note_tells_of_is_shown_as_nearest_only(retriever: Retriever, question: str) -> None:
    histories = found(retriever, question)
    assert histories.told == histories.also == ()
    assert len(histories.near) > 1


def test_without_a_condition_recovered_councils_are_shown(retriever: Retriever) -> None:
    histories = found(retriever, "Which councils recovered?")
    assert len(histories.told) == MOST
    assert all(side.lines[0].chunk.heading == ("What it is",) for side in histories.told)
    assert histories.near == ()
