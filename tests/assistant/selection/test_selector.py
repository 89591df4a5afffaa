"""The committed selector on the real index: what answers a plain question is among the first. No question is from the training files."""

import pytest

from assistant.retriever import Retriever
from assistant.selection import Selection, Selector
from assistant.understanding import understand


def select(retriever: Retriever, question: str) -> Selection:
    understanding = understand([question])
    return Selector(retriever).select(understanding, retriever.search(understanding.query))


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("What is the national vacancy rate for children's social workers?", "is 14.2%"),
        ("How do I prepare for a section 114 notice?", "agree with the section 151 officer"),
        ("What did Casey find in Rotherham?", "Casey found Rotherham in denial"),
        ("Do the agency rules bind a children's trust?", "agency rules bind children's trusts"),
        ("How do I know if supervision is working?", "Sample the content of supervision"),
    ],
)
def test_a_sentence_that_answers_is_among_the_three_likeliest(retriever: Retriever, question: str, words: str) -> None:
    likeliest = [span.unit.text for span in select(retriever, question).spans[:3]]
    assert any(words in text for text in likeliest), likeliest


def test_chances_fall_and_lie_between_nought_and_one(retriever: Retriever) -> None:
    chances = [span.chance for span in select(retriever, "How did Leeds recover?").spans]
    assert chances == sorted(chances, reverse=True)
    assert 0 <= chances[-1] < chances[0] <= 1


def test_the_same_question_is_always_answered_alike(retriever: Retriever) -> None:
    question = "Does setting up a trust work?"
    one, other = select(retriever, question), select(retriever, question)
    assert [(s.unit, s.chance) for s in one.spans] == [(s.unit, s.chance) for s in other.spans]
    assert one.looks_whole() == other.looks_whole()


def test_the_sentences_chosen_cover_more_of_the_question_than_the_first_alone(retriever: Retriever) -> None:
    selection = select(retriever, "How do I stop agency spending from rising?")
    chosen = selection.chosen
    assert len(chosen) > 1
    assert (selection.covered(chosen) >= selection.covered(chosen[:1])).all()


def test_nothing_found_selects_nothing_and_is_not_whole(retriever: Retriever) -> None:
    selection = Selector(retriever).select(understand(["Who pays?"]), [])
    assert (selection.spans, selection.chosen, selection.looks_whole()) == ((), [], False)
    assert selection.covered([]).shape == (0,)
