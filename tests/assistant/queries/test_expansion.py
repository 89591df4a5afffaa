"""The query as each half of the index is asked it."""

import pytest
from hypothesis import given

from assistant.queries import analyse, dense_text, keyword_query, search_text
from tests.assistant.queries.test_analysis import QUERIES


def test_the_dense_half_is_asked_with_short_forms_spelt_out() -> None:
    assert (
        dense_text(analyse("how long does a DCS stay")) == "how long does a DCS stay (director of children's services)"
    )


def test_a_numbered_stage_is_named() -> None:
    assert dense_text(analyse("signs of stage 2")) == "signs of stage 2 (service breakdown)"
    assert ("service breakdown", 1.0) in keyword_query(analyse("signs of stage 2")).terms


def test_the_keyword_half_also_gets_short_forms_at_less_weight_and_exact_spellings() -> None:
    query = keyword_query(analyse("s.17 help for a child in need"))
    assert query.text == "s.17 help for a child in need"
    assert dict(query.terms) == {"section 17": 1.0, "CIN": 0.5}


def test_a_query_without_terms_is_asked_as_it_is() -> None:
    analysis = analyse("how do we rebuild trust with schools")
    assert dense_text(analysis) == search_text(analysis) == analysis.text
    assert keyword_query(analysis).terms == ()


@pytest.mark.parametrize(
    "query",
    [
        "Compare the agency share in 2023 with 2025",
        "Who has cut their reliance on agency social workers?",
        "What share of social workers are agency nationally?",
    ],
)
def test_the_agency_rate_is_found_under_other_names_too(query: str) -> None:
    assert search_text(analyse(query)) == f"{query} (agency rate)"


@pytest.mark.parametrize("query", ["Can we rely on the agency rules?", "Is a managed agency team a good idea?"])
def test_not_all_that_has_an_agency_in_it_is_the_agency_rate(query: str) -> None:
    assert search_text(analyse(query)) == query


def test_a_long_account_is_not_added_to() -> None:
    account = "Our DCS left and the MASH is slow. " * 6
    assert dense_text(analyse(account)) == account


@given(QUERIES)
def test_expansion_is_idempotent(text: str) -> None:
    once = dense_text(analyse(text))
    assert dense_text(analyse(once)) == once
    assert once.startswith(text)


@given(QUERIES)
def test_each_added_term_is_added_once_with_a_weight_up_to_one(text: str) -> None:
    terms = keyword_query(analyse(text)).terms
    assert len({term for term, _ in terms}) == len(terms)
    assert all(0 < weight <= 1 for _, weight in terms)
