"""Words that the glossary explains are explained, however they are asked for."""

import pytest

from assistant.assistant import Assistant
from assistant.models import Answer, Question
from assistant.passages import Unit
from assistant.retriever import Retriever
from assistant.terms import terms_asked_for, terms_touched


def ask(assistant: Assistant, text: str) -> Answer:
    return assistant.ask(Question(turns=[text]))


def heads(units: list[Unit]) -> list[str]:
    return [unit.text.partition(":")[0] for unit in units]


@pytest.mark.parametrize(
    ("question", "terms"),
    [
        ("threshold", ["Threshold"]),
        ("thresholds?", ["Threshold"]),
        ("MASH", ["MASH"]),
        ("What is a threshold?", ["Threshold"]),
        ("what does mash stand for", ["MASH"]),
        ("whats the difference between section 17 and section 47", ["Child in need", "Section 47"]),
        ("section 17 v 47", ["Child in need", "Section 47"]),
        ("define drift and delay", ["Drift and delay"]),
        ("What is a trust?", ["Trust or company"]),
        ("What is the vacancy rate in England?", []),
        ("How do we agree a threshold?", []),
        ("the difference between a threshold and an orange", []),
    ],
)
def test_a_term_is_found_where_it_is_what_the_question_asks_for(
    retriever: Retriever, question: str, terms: list[str]
) -> None:
    assert heads(terms_asked_for(question, retriever.glossary())) == terms


@pytest.mark.parametrize(
    "question",
    [
        "What is the difference between ,?",
        "What is the difference between  and ?",
        "?!",
        "what is " + "a " * 20_000 + "x",
        "what is " + "? " * 20_000 + "x",
        "different from " * 5_000,
        "What is a threshold?" + "?" * 50_000,
    ],
)
def test_a_question_without_a_term_and_one_of_any_length_ask_for_none(retriever: Retriever, question: str) -> None:
    assert terms_asked_for(question, retriever.glossary()) == []


def test_abbreviations_anywhere_in_a_question_are_touched_and_common_words_are_not(retriever: Retriever) -> None:
    question = "In how many weeks must a PLO contact end, and are s47 enquiries and ICPCs counted?"
    assert set(heads(terms_touched(question, retriever.glossary()))) == {"PLO", "Section 47", "ICPC"}


@pytest.mark.parametrize(
    ("question", "term"), [("threshold", "Threshold:"), ("MASH", "MASH:"), ("section 17 v 47", "Child in need:")]
)
def test_an_answer_on_a_term_begins_with_its_line(assistant: Assistant, question: str, term: str) -> None:
    answer = ask(assistant, question)
    assert answer.status == "answered"
    assert answer.sections[0].statements[0].text.startswith(term)


def test_where_no_source_answers_the_abbreviations_of_the_question_are_explained(assistant: Assistant) -> None:
    answer = ask(assistant, "What percentage of ICPCs are held in time in Leeds in 2041?")
    assert answer.status == "no_source_found"
    assert any(s.text.startswith("ICPC:") for section in answer.sections for s in section.statements)
