"""Names and years that no document speaks of, on the real index."""

import pytest

from assistant.retriever import Retriever
from assistant.understanding import understand
from assistant.unknown import only_mentioned, unknown_in

NEWEST = 2026


def unknown(retriever: Retriever, question: str) -> list[str]:
    return unknown_in(understand([question]), retriever, None, NEWEST)


@pytest.mark.parametrize(
    ("question", "names"),
    [
        ("How did Middlesbrough recover from inadequate?", ["Middlesbrough"]),
        ("How did Middlesbrough and Sunderland recover?", ["Middlesbrough"]),
        ("How did Bradford and Croydon recover?", ["Croydon"]),
        ("How did Middlesbrough and Croydon recover?", ["Middlesbrough", "Croydon"]),
        ("How did Bradford and Sunderland recover?", []),
        ("What was the vacancy rate in March 2031?", ["2031"]),
        ("How many children may be in care by 2032?", []),
        ("What was the vacancy rate in 2025?", []),
    ],
)
def test_names_joined_by_and_and_late_years_are_looked_up_one_by_one(
    retriever: Retriever, question: str, names: list[str]
) -> None:
    assert unknown(retriever, question) == names


@pytest.mark.parametrize(
    "question", ["Our office in Middlesbrough has no manager, what helps?", "What do we do for Middlesbrough's teams?"]
)
def test_a_place_of_the_users_own_need_not_be_known(retriever: Retriever, question: str) -> None:
    assert unknown(retriever, question) == []


MENTION = "Rates of children looked after stretched from 27 per 10,000 in Richmond upon Thames to 184 in Blackpool."


@pytest.mark.parametrize(
    "question", ["What did Ofsted say about Blackpool in 2024?", "Tell me how Blackpool recovered."]
)
def test_a_council_without_a_note_is_only_mentioned_where_no_sentence_says_what_happened_to_it(
    retriever: Retriever, question: str
) -> None:
    assert only_mentioned(understand([question]), retriever, [MENTION]) == ["Blackpool"]
    assert only_mentioned(understand([question]), retriever, [MENTION, "Blackpool was judged good."]) == []


@pytest.mark.parametrize(
    "question",
    [
        "How many children are looked after in Blackpool?",
        "How did Rotherham recover?",
        "Our service in Blackpool is inadequate, what helps?",
        "Should we go for Signs of Safety to improve?",
    ],
)
def test_other_questions_and_places_with_a_note_or_of_the_users_own_are_not(
    retriever: Retriever, question: str
) -> None:
    assert only_mentioned(understand([question]), retriever, [MENTION]) == []
