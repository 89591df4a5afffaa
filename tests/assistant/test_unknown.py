"""Names and years that no document speaks of, on the real index."""

import pytest

from assistant.retriever import Retriever
from assistant.understanding import understand
from assistant.unknown import unknown_in

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
