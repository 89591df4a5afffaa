"""What a message that takes something back leaves standing."""

import pytest

from assistant.queries.withdrawals import kept_turns, only_withdraws

FIRST = "Nobody applies for our posts, the agencies refuse us, and the schools hold meetings about our children without asking us to come."
SECOND = "The weekly list has been down since May, visits run late, and no manager can say which of them matter most of all this week."


@pytest.mark.parametrize(
    ("message", "only"),
    [
        ("Ignore that, I pasted notes about another council.", True),
        ("Sorry. That's the council next door, not ours.", True),
        ("I mixed us up with our neighbours.", True),
        ("Forget everything I said.", True),
        ("Please start again.", True),
        ("Ignore that. How often must children be visited?", False),
        ("Scratch the police bit.", False),
        ("Caseloads are 33, not 38.", False),
        (
            "Wrong council. Ours has weekly figures that agree with its audits, posts that fill and schools that ring us first.",
            False,
        ),
    ],
)
def test_a_message_only_takes_back_when_it_neither_tells_nor_asks_anything_else(message: str, only: bool) -> None:
    assert only_withdraws(message) is only


@pytest.mark.parametrize(
    ("message", "kept"),
    [
        ("Ignore that, wrong council.", [0, 2]),
        ("Wrong council, sorry.", [0, 2]),
        ("Can you drop everything I said before?", [2]),
        ("Let us start afresh.", [2]),
    ],
)
def test_the_message_before_goes_or_all_of_them(message: str, kept: list[int]) -> None:
    assert kept_turns([FIRST, SECOND, message]) == (kept, False)


@pytest.mark.parametrize("message", ["How do we start again?", "The new staff forget everything they are told."])
def test_a_question_or_account_that_uses_such_words_takes_nothing_back(message: str) -> None:
    assert kept_turns([FIRST, message]) == ([0, 1], False)
