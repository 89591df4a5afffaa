"""A claim's support falls when a number, a negation or a direction no longer agrees, and any text is handled."""

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from assistant.claims import ClaimChecker
from assistant.claims.models import LABELS
from assistant.errors import QuestionError
from indexes.embedders import Embedder

FACT = "In 2024 the council had 412 children in care, and social workers held 17 cases each on average."
VISITS = "Visits to children were not recorded in time across the four localities."
OTHER = "The library was refurbished and opened to the public in May."


@pytest.fixture(scope="module")
def checker(embedder: Embedder) -> ClaimChecker:
    return ClaimChecker(embedder)


def test_a_passage_supports_its_own_words(checker: ClaimChecker) -> None:
    reply = checker.check(FACT, [OTHER, FACT, VISITS], "c1")
    assert (reply.id, reply.label, reply.supporting) == ("c1", "supported", [1])
    assert 0.5 <= reply.score <= 1


def test_passages_on_something_else_support_nothing(checker: ClaimChecker) -> None:
    reply = checker.check(FACT, [OTHER])
    assert (reply.label, reply.supporting) == ("not_supported", [])


@pytest.mark.parametrize(
    ("true", "false"),
    [
        (FACT, FACT.replace("412", "612")),
        (FACT, FACT.replace("17", "71")),
        (FACT, FACT.replace("2024", "2021")),
        (FACT, FACT.replace("held", "did not hold")),
        (VISITS, VISITS.replace("not ", "")),
        ("Caseloads increased after the new teams formed.", "Caseloads decreased after the new teams formed."),
    ],
)
def test_a_swapped_number_negation_or_direction_turns_support_into_contradiction(
    checker: ClaimChecker, true: str, false: str
) -> None:
    held, turned = checker.check(true, [true, OTHER]), checker.check(false, [true, OTHER])
    assert held.label == "supported"
    assert turned.score < held.score
    assert (turned.label, turned.supporting) == ("contradicted", [])


@pytest.mark.parametrize(
    "same", [FACT.replace("412", "412.0"), FACT.replace("17", "seventeen"), VISITS.replace("four", "4")]
)
def test_a_number_written_otherwise_is_no_other_number(checker: ClaimChecker, same: str) -> None:
    assert checker.check(same, [FACT.replace("17", "seventeen") if "seventeen" in same else FACT, VISITS]).label == (
        "supported"
    )


def test_half_a_claim_has_less_support_than_the_whole(checker: ClaimChecker) -> None:
    both = f"{VISITS.rstrip('.')} and the council sold its headquarters to a hotel company."
    reply = checker.check(both, [VISITS, OTHER])
    assert reply.label == "partially_supported"
    assert reply.supporting == [0]


def test_two_passages_that_share_a_claim_are_both_named(checker: ClaimChecker) -> None:
    both = f"{VISITS.rstrip('.')} and the library was refurbished and opened to the public in May."
    reply = checker.check(both, [VISITS, "Nothing of note.", OTHER])
    assert sorted(reply.supporting) == [0, 2]


@pytest.mark.parametrize(
    ("claim", "passages", "named"),
    [
        ("", [FACT], "claim is empty"),
        (" \n", [FACT], "claim is empty"),
        (FACT, [], "no passage"),
        (FACT, ["", " "], "no passage"),
        ("x" * 10_001, [FACT], "10,001 characters"),
        (FACT, ["word " * 500_000], "2,500,000 characters"),
    ],
)
def test_input_that_cannot_be_checked_is_named(
    checker: ClaimChecker, claim: str, passages: list[str], named: str
) -> None:
    with pytest.raises(QuestionError, match=named):
        checker.check(claim, passages)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(claim=st.text(max_size=200), passages=st.lists(st.text(max_size=200), max_size=4))
@example(claim="of the and", passages=["of the and"])
@example(claim="!?", passages=["\u200b\u0000."])
@example(claim="1" * 5000, passages=["2" * 5000])
@example(claim="नमस्ते दुनिया", passages=["中文。"])
def test_any_text_gets_a_reply_or_a_clear_error(checker: ClaimChecker, claim: str, passages: list[str]) -> None:
    try:
        reply = checker.check(claim, passages)
    except QuestionError:
        assert not claim.strip() or not any(passage.strip() for passage in passages)
        return
    assert reply.label in LABELS
    assert 0 <= reply.score <= 1
    assert (reply.label == "supported") == (reply.score >= 0.5)
    assert all(0 <= number < len(passages) for number in reply.supporting)
