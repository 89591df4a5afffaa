"""The committed judge on the real index. No question stands in the training files, though some of them take the same for granted."""

import numpy as np
import pytest

from assistant.answerability import Judge, Verdict
from assistant.answerability.features import NAMES, read_features
from assistant.answerability.judge import MOST_CORRECTIONS, rarity
from assistant.retriever import Retriever
from assistant.selection import Selection, Selector
from assistant.understanding import understand


def select(retriever: Retriever, question: str) -> Selection:
    understanding = understand([question])
    return Selector(retriever).select(understanding, retriever.search(understanding.query))


def judged(retriever: Retriever, question: str) -> Verdict:
    return Judge().judge(select(retriever, question))


@pytest.mark.parametrize(
    "question",
    [
        "How do I clear a backlog of assessments?",
        "Why did Bradford's recruitment drive fail?",
        "How did Sunderland recover?",
        "What does good supervision look like?",
        "How long does it take a council to leave inadequate?",
    ],
)
def test_an_ordinary_question_is_neither_declined_nor_doubted(retriever: Retriever, question: str) -> None:
    verdict = judged(retriever, question)
    assert not verdict.declines
    assert not verdict.doubts


@pytest.mark.parametrize(
    "question",
    [
        "What was Sunderland's sickness absence rate in 2019?",
        "What was the overspend in Bradford's children's services in 2021?",
        "How much did Doncaster pay for its consultants?",
        "What was Liverpool's vacancy rate in March 2017?",
    ],
)
def test_what_is_not_said_of_a_covered_council_is_doubted_or_declined(retriever: Retriever, question: str) -> None:
    verdict = judged(retriever, question)
    assert verdict.doubts
    assert verdict.answered < 0.5


@pytest.mark.parametrize(
    "question", ["How did Bradford and Sunderland recover?", "Which of Reading and Kirklees lost more managers?"]
)
def test_a_question_about_two_covered_councils_is_never_declined(retriever: Retriever, question: str) -> None:
    assert not judged(retriever, question).declines


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("Why did the agency rate in England rise between 2023 and 2025?", "agency rate fell"),
        ("Since agency rules do not bind children's trusts, can ours pay what it likes?", "bind children's trusts"),
    ],
)
def test_the_sentence_that_contradicts_what_is_taken_for_granted_is_shown(
    retriever: Retriever, question: str, words: str
) -> None:
    corrections = [unit.text for unit in judged(retriever, question).corrections]
    assert any(words in text for text in corrections), corrections
    assert len(corrections) <= MOST_CORRECTIONS


@pytest.mark.parametrize(
    "question",
    ["When does the Secretary of State appoint a commissioner?", "As an evaluator: does peer challenge work?"],
)
def test_a_question_that_merely_opens_like_a_premise_takes_nothing_for_granted(
    retriever: Retriever, question: str
) -> None:
    assert judged(retriever, question).beside is None


@pytest.mark.parametrize(
    "question",
    [
        "When was Sefton put under a statutory direction?",
        "As lead member, what should I ask about caseloads?",
        "With two managers off sick, how do we keep supervision going?",
        "We discovered that 9 looked-after children have not been seen since March. What do we do?",
        "I've got 40 children with no allocated worker. How do we go about clearing that safely?",
    ],
)
def test_what_users_tell_of_themselves_is_neither_checked_nor_put_right(retriever: Retriever, question: str) -> None:
    verdict = judged(retriever, question)
    assert verdict.beside is None
    assert verdict.corrections == ()


def test_what_a_question_denies_of_a_place_and_a_note_affirms_leads(retriever: Retriever) -> None:
    verdict = judged(retriever, "Since Rotherham got good without any commissioners, do we need them?")
    assert "five commissioners were appointed" in verdict.corrections[0].text


def test_a_plain_request_for_advice_is_not_corrected(retriever: Retriever) -> None:
    assert judged(retriever, "How do I clear a backlog of assessments?").corrections == ()


def test_a_question_has_one_finite_number_for_each_name_and_noughts_where_nothing_was_found(
    retriever: Retriever,
) -> None:
    row = read_features(select(retriever, "What was Sunderland's agency rate in 2015?"), rarity)
    assert row.shape == (len(NAMES),)
    assert np.isfinite(row).all()
    assert not read_features(Selection(understand(["Who pays?"])), rarity).any()
    assert len(NAMES) == len(set(NAMES))


@pytest.mark.parametrize("question", ["Who pays?", "Compare Bradford and Sunderland."])
def test_where_nothing_was_found_the_question_is_declined_and_nothing_corrected(question: str) -> None:
    assert Judge().judge(Selection(understand([question]))) == Verdict(0.0, declines=True, doubts=True)


def test_a_rare_stem_weighs_more_than_a_common_one_and_an_unknown_one_most() -> None:
    assert rarity("children") < rarity("sunderland") <= rarity("zzqx")
