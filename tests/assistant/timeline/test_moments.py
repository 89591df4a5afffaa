"""Days as people name them."""

import calendar
import contextlib
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.errors import QuestionError
from assistant.timeline.moments import last_day, window

DAYS = st.dates(date(1950, 1, 1), date(2100, 1, 1))


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("2024-05-31", date(2024, 5, 31)),
        ("31 May 2024", date(2024, 5, 31)),
        (" 31st  of MAY 2024 ", date(2024, 5, 31)),
        ("May 31, 2024", date(2024, 5, 31)),
        ("03/04/2024", date(2024, 4, 3)),
        ("May 2024", date(2024, 5, 31)),
        ("Sept. 2023", date(2023, 9, 30)),
        ("2024-02", date(2024, 2, 29)),
        ("02/2024", date(2024, 2, 29)),
        ("2024", date(2024, 12, 31)),
    ],
)
def test_a_day_a_month_or_a_year_is_taken_at_its_end(words: str, day: date) -> None:
    assert last_day(words) == day


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("31 June 2024", "June 2024 has 30 days"),
        ("2024-13-01", "no such month"),
        ("Mai 2024", "no such month"),
        ("31/05/24", "not a date"),
        ("last spring", "'last spring': not a date"),
        ("", "not a date"),
        ("0001-01-01", "no such month or year"),
    ],
)
def test_what_is_no_day_is_refused_by_name_with_the_way_out(words: str, told: str) -> None:
    with pytest.raises(QuestionError, match=told) as refused:
        last_day(words, "since")
    assert "31 May 2024" in str(refused.value)


@given(DAYS)
def test_every_way_of_writing_a_day_names_that_day(day: date) -> None:
    month = calendar.month_name[day.month]
    written = [
        day.isoformat(),
        f"{day.day} {month} {day.year}",
        f"{month[:3]} {day.day} {day.year}",
        f"{day.day}/{day.month}/{day.year}",
    ]
    assert {last_day(each) for each in written} == {day}


@given(st.text(max_size=30))
def test_any_text_is_a_day_or_refused_in_words(words: str) -> None:
    found: date | None = None
    with contextlib.suppress(QuestionError):
        found = last_day(words)
    assert found is None or 1900 <= found.year <= 2200


def test_two_dates_come_in_order_and_either_may_be_left_out() -> None:
    assert window("May 2024", None) == (date(2024, 5, 31), None)
    with pytest.raises(QuestionError, match="'2025' does not come before the second, '2024'"):
        window("2025", "2024")
