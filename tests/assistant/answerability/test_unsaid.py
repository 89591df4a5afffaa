"""A figure or time of another thing is not given for that of the thing asked about."""

import pytest

from assistant.answerability.judge import Judge
from assistant.answerability.unsaid import Unsaid, unsaid
from assistant.retriever import Retriever
from assistant.selection import Selected, Selection, Selector
from assistant.understanding import understand
from tests.assistant.making import made


def over(question: str, *sentences: str) -> Unsaid:
    """What these sentences, all likely, leave unsaid of a question."""
    spans = tuple(Selected(made(text, document=f"note-{n}"), 0.9) for n, text in enumerate(sentences))
    return unsaid(Selection(understand([question]), spans))


@pytest.mark.parametrize(
    ("question", "sentence"),
    [
        ("How long do we have to finish an assessment?", "Turning a service round took two years."),
        ("How often must a placement be reviewed?", "Quarterly meetings of the board were held."),
        ("How many convictions followed?", "Some 40 directors had gone."),
    ],
)
def test_a_thing_of_which_no_sentence_speaks_is_unsaid(question: str, sentence: str) -> None:
    assert over(question, sentence).all


@pytest.mark.parametrize(
    ("question", "sentence"),
    [
        ("How long do we have to finish an assessment?", "Assessments have to be done in 45 working days."),
        ("How many children are in care?", "Some 81,000 were looked after."),
        ("How do I clear a backlog?", "List the queues."),
    ],
)
def test_a_thing_that_is_said_or_too_broad_to_miss_is_not(question: str, sentence: str) -> None:
    assert over(question, sentence) == Unsaid()


def test_the_thing_averaged_has_to_stand_together_in_one_sentence() -> None:
    apart = ("Placements cost more.", "Nobody should move twice.")
    assert over("What is the average number of placement moves?", *apart).part
    assert not over("What is the average number of placement moves?", "Placement moves fell to two a child.").part


def test_an_area_asked_for_has_to_stand_with_what_is_asked_of_it() -> None:
    assert over("Which region has the most inadequate councils?", "A region may agree on agency rules.").part
    assert not over(
        "Which region has the most inadequate councils?", "The region with most inadequate councils is small."
    ).part


@pytest.mark.parametrize(
    "question", ["How much did the Marchwood trust cost to set up?", "What did the Marchwood trust cost?"]
)
def test_what_something_cost_has_to_stand_beside_a_sum_in_one_sentence(question: str) -> None:
    apart = (
        "The Marchwood trust opened in 2014.",
        "Agency workers cost Marchwood \u00a317 million.",
        "A trust cost \u00a34 million.",
    )
    assert over(question, *apart).part
    assert not over(question, "The Marchwood trust took \u00a34 million.").part


def test_a_thing_said_only_below_the_leading_sentences_is_unsaid_by_these_and_stands_somewhere() -> None:
    sentences = [f"Some {n} directors had gone." for n in range(5)]
    assert over("How many improvement boards were there?", *sentences).nowhere
    lower = over("How many improvement boards were there?", *sentences, "There were 40 boards.")
    assert lower.all
    assert not lower.nowhere


@pytest.mark.parametrize(
    "question",
    ["How many convictions were there?", "How long did you get to answer after a fail?", "How many kids are in care?"],
)
def test_a_single_word_that_sources_may_put_otherwise_stands_nowhere_without_proof(question: str) -> None:
    assert not over(question, "At 31 March some 81,770 were looked after.").nowhere


def test_a_measure_that_no_sentence_mentions_is_unsaid() -> None:
    question = "What is the turnover of social workers?"
    assert over(question, "The vacancy rate was 19%.").measures
    assert not over(question, "The vacancy rate was 19%.", "Turnover was 13.8%.").measures


def test_a_question_whose_thing_the_corpus_never_counts_is_declined(retriever: Retriever) -> None:
    understanding = understand(["How many beds does a secure home have on average?"])
    selection = Selector(retriever).select(understanding, retriever.search(understanding.query))
    assert Judge().judge(selection).declines


@pytest.mark.parametrize(
    ("question", "figure"),
    [
        ("How long do we have to do an assessment?", "45 working days"),
        (
            "what percentage of initial child protection conferences are held within 15 working days nationally?",
            "81.4%",
        ),
    ],
)
def test_a_question_that_the_corpus_times_is_answered_with_it(retriever: Retriever, question: str, figure: str) -> None:
    understanding = understand([question])
    selection = Selector(retriever).select(understanding, retriever.search(understanding.query))
    assert not Judge().judge(selection).declines
    assert any(figure in span.unit.text for span in selection.spans[:2])


@pytest.mark.parametrize(
    "question",
    [
        "How many children does a social worker hold on average?",
        "How long does it take a council to leave inadequate?",
        "What is the vacancy rate in England?",
    ],
)
def test_a_figure_that_the_corpus_gives_is_not_declined(retriever: Retriever, question: str) -> None:
    understanding = understand([question])
    selection = Selector(retriever).select(understanding, retriever.search(understanding.query))
    verdict = Judge().judge(selection)
    assert not verdict.declines
    assert not verdict.doubts
