"""What stands beside an action: a sentence that says how the service is, or nothing."""

import numpy as np
import pytest

from assistant.plans.said import Said
from assistant.plans.telling import LEAST_SHOWN, Telling, says_something


@pytest.mark.parametrize(
    "line",
    [
        "Next meeting 24 June.",
        "Staff newsletter December, 2025-12-15",
        "Quality assurance summary, October to December.",
        "Focused visit to Aldmoor, 9 and 10 September.",
        "Report of the Director to Cabinet, 2026-05-28",
        "Please share with friends, faith groups and sports clubs.",
        "The new lanyards are ready to collect from reception.",
        "Action: chair to write to the lead member.",
        "Two services in one council.",
    ],
)
def test_titles_dates_and_notices_say_nothing_of_a_service(line: str) -> None:
    assert not says_something(line)


@pytest.mark.parametrize(
    "line",
    [
        "The weakest area is life story work, which is late for 14 children.",
        "Safeguarding caseloads 23 to 31.",
        "Plans don't move for months.",
        "3.2 The welcome payment brought nine permanent starters, of whom seven have left.",
    ],
)
def test_a_sentence_with_a_verb_or_a_number_says_something(line: str) -> None:
    assert says_something(line)


def telling(cosines: dict[str, float], signs: set[str]) -> str | None:
    """Return what is shown of sentences with these cosines to an action."""
    vectors = np.array([[near, np.sqrt(1 - near**2)] for near in cosines.values()])
    return Telling(Said(list(cosines), vectors), signs).beside(np.array([1.0, 0.0]))


QUEUE, BOARD, TITLE = "The queue is longer than ever.", "The board met in May.", "Board minutes, 14 May 2026"


def test_a_sentence_that_shows_a_sign_goes_before_one_a_little_nearer() -> None:
    assert telling({BOARD: 0.5, QUEUE: 0.48}, set()) == BOARD
    assert telling({BOARD: 0.5, QUEUE: 0.48}, {"queue is longer"}) == QUEUE
    assert telling({BOARD: 0.7, QUEUE: 0.48}, {"queue is longer"}) == BOARD


def test_nothing_is_shown_where_only_a_title_or_something_far_is_there() -> None:
    assert telling({TITLE: 0.9, QUEUE: LEAST_SHOWN + 0.01}, set()) == QUEUE
    assert telling({TITLE: 0.9, QUEUE: LEAST_SHOWN - 0.01}, set()) is None
    assert telling({TITLE: 0.9}, {TITLE}) is None
