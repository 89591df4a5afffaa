"""A figure of something else is not taken for the one that a question asks for."""

import pytest

from assistant.answerability.counted import Counted, asks_figure, counted, holds_number
from assistant.answerability.judge import Judge, rarity
from assistant.retriever import Retriever
from assistant.selection import Selected, Selection, Selector
from assistant.understanding import understand
from tests.assistant.making import made


def over(question: str, *sentences: str) -> Counted:
    """How far these sentences, all likely, count what a question asks."""
    spans = tuple(Selected(made(text, document=f"note-{n}"), 0.9) for n, text in enumerate(sentences))
    return counted(Selection(understand([question]), spans), rarity)


@pytest.mark.parametrize(
    ("question", "sentence"),
    [
        ("How many social workers were expelled?", "England had 36,186 social workers in post."),
        ("What percentage of bursaries are repaid?", "Some 40% of bursaries go to the north."),
        ("What turnover do nurseries have?", "Nurseries grew by 15%."),
        ("How many boards were dissolved?", "Boards were dissolved in 2021."),
    ],
)
def test_a_number_of_something_else_or_none_at_all_is_not_the_figure(question: str, sentence: str) -> None:
    assert over(question, sentence) != "same"


@pytest.mark.parametrize(
    ("question", "sentence"),
    [
        ("How many social workers quit last year?", "In the year 4,276 social workers were leavers."),
        ("What share of conferences are late?", "One conference in ten was overdue."),
        ("How many locums are there?", "Agency workers numbered 5,416."),
        ("What share of under-16s kept the same carer?", "68% of children under 16 kept the same carer."),
        ("How do boards dissolve?", "They meet once more."),
    ],
)
def test_the_figure_in_other_words_or_no_figure_asked_for_is_the_same(question: str, sentence: str) -> None:
    assert over(question, sentence) == "same"


def test_a_word_that_stands_lower_down_is_not_nowhere_and_a_place_is_never() -> None:
    first = [f"In {n} councils {n + 20} social workers stayed." for n in range(5)]
    assert over("How many social workers were expelled?", *first) == "nowhere"
    assert over("How many social workers were expelled?", *first, "Nobody was expelled.") == "another"
    assert over("How many social workers were expelled in Bradford?", *first) == "another"


@pytest.mark.parametrize("text", ["In March 2024 it opened.", "Stage 2 follows.", "Children aged 10 to 15 moved."])
def test_dates_parts_and_ages_count_nothing(text: str) -> None:
    assert not holds_number(text)


def test_a_time_is_no_figure() -> None:
    assert asks_figure("How many councils are there?")
    assert not asks_figure("How many working days do we have?")


@pytest.mark.parametrize(
    "question",
    [
        "How many social workers were struck off in 2025?",
        "What percentage of complaints are upheld?",
        "What turnover do children's homes have?",
    ],
)
def test_a_figure_that_the_notes_do_not_give_is_doubted_or_declined(retriever: Retriever, question: str) -> None:
    understanding = understand([question])
    verdict = Judge().judge(Selector(retriever).select(understanding, retriever.search(understanding.query)))
    assert verdict.doubts
    assert verdict.counts_another
