"""The day from which what falls due soon is counted."""

from datetime import date

import pytest

from assistant.plans.days import day_of_papers

TODAY = date(2026, 3, 2)


@pytest.mark.parametrize(
    "said", ["March 2024", "2024-02-30", "2024-13", "2024-05-01T00:00", "last spring", "", "2024", None]
)
def test_a_paper_dated_by_words_that_are_no_day_does_not_count(said: str | None) -> None:
    assert day_of_papers([said], TODAY) == TODAY
    assert day_of_papers([said, "2024-05", "2023-12-31"], TODAY) == date(2024, 5, 1)


def test_the_newest_paper_that_is_not_of_the_future_gives_the_day() -> None:
    assert day_of_papers(["2025-11-30", " 2026-01 ", "2026-04-01"], TODAY) == date(2026, 1, 1)
