"""What a question takes for granted is held against each sentence found."""

import numpy as np
import pytest

from assistant.answerability.premises import NAMES, read_features
from assistant.retriever import Retriever
from assistant.selection import Selected, Selection, Selector
from assistant.selection.candidates import Candidate
from assistant.selection.selector import likenesses
from assistant.understanding import understand
from tests.assistant.making import made


def differences(retriever: Retriever, question: str, sentence: str) -> set[str]:
    """Return the names of what is not nought between a question and one made sentence."""
    unit = made(sentence)
    likeness = likenesses(question, [Candidate(unit, 0.5, 0.5, 0, 0)], retriever)
    _, rows = read_features(Selection(understand([question]), (Selected(unit, 0.5),), likeness))
    return {name for name, value in zip(NAMES, rows[0], strict=True) if value}


@pytest.mark.parametrize(
    ("name", "question", "contradicts", "agrees"),
    [
        (
            "other year",
            "Since Leeds was judged in 2019, what changed?",
            "Leeds was judged in December 2018.",
            "Leeds was judged in 2019.",
        ),
        (
            "other number",
            "With 40 directors gone, who is left?",
            "Some 65 directors had gone.",
            "Some 40 directors had gone.",
        ),
        (
            "other grade",
            "Since Sunderland was rated good, how did it stay there?",
            "Sunderland was inadequate.",
            "Sunderland was good.",
        ),
        (
            "opposites",
            "Why did the agency rate rise?",
            "The agency rate fell.",
            "The agency rate rose.",
        ),
        (
            "negation differs",
            "As the rules bind no trusts, may ours pay more?",
            "The rules bind trusts.",
            "The rules bind no trusts.",
        ),
        (
            "quantity stronger",
            "Given that all trusts recovered, should we have one?",
            "Some trusts recovered.",
            "All trusts recovered.",
        ),
    ],
)
def test_a_sentence_that_says_otherwise_differs_and_one_that_agrees_does_not(
    retriever: Retriever, name: str, question: str, contradicts: str, agrees: str
) -> None:
    assert name in differences(retriever, question, contradicts)
    assert name not in differences(retriever, question, agrees)


def test_a_question_that_takes_something_for_granted_is_known(retriever: Retriever) -> None:
    assert "question assumes" in differences(retriever, "Since the board closed, who pays?", "The board closed.")
    assert "question assumes" not in differences(retriever, "Who pays?", "The board closed.")


def test_every_sentence_found_has_one_finite_number_for_each_name(retriever: Retriever) -> None:
    understanding = understand(["Why did the agency rate in England rise between 2023 and 2025?"])
    selection = Selector(retriever).select(understanding, retriever.search(understanding.query))
    units, rows = read_features(selection)
    assert rows.shape == (len(units), len(NAMES))
    assert len(units) == 40
    assert np.isfinite(rows).all()
    assert len(NAMES) == len(set(NAMES))


def test_nothing_found_has_no_rows() -> None:
    units, rows = read_features(Selection(understand(["Who pays?"])))
    assert (units, rows.shape) == ([], (0, len(NAMES)))
