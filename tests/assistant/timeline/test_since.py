"""The day from which a question counts."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.models import UserDocument
from assistant.timeline.since import since_of

PAPERS = [
    UserDocument(title="Board minutes, March 2024", date="2024-03-12", text="x"),
    UserDocument(title="Peer review letter, March 2025", date="2025-03-25", text="x"),
    UserDocument(title="Director's note", date="2026-05-26", text="x"),
    UserDocument(title="Survey", text="x"),
]


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("2022", "2022-12-31"),
        ("12 March 2024", "2024-03-12"),
        ("31/05/2024", "2024-05-31"),
        ("the start of 2024", "2023-12-31"),
        ("mid-2024", "2024-07-01"),
        ("March", "2026-03-31"),
        ("May", "2025-05-31"),
        ("3 March", "2026-03-03"),
        ("March last year", "2025-03-31"),
        ("last summer", "2025-08-31"),
        ("last year", "2025-12-31"),
        ("this time last year", "2025-05-26"),
        ("a year ago", "2025-05-26"),
        ("the last six months", "2025-11-26"),
        ("a couple of years ago", "2024-05-26"),
        ("the peer review", "2025-03-25"),
    ],
)
def test_words_mean_a_day_counted_from_the_newest_paper(words: str, day: str) -> None:
    found = since_of(words, PAPERS)
    assert found is not None
    assert found.day == date.fromisoformat(day)


def test_the_beginning_is_the_oldest_paper_whatever_its_day() -> None:
    for words in ("then", "the beginning", ""):
        found = since_of(words, PAPERS)
        assert found is not None and found.day is None


@pytest.mark.parametrize("words", ["the new director came", "99999", "the inspection", "0 March", "the survey"])
def test_words_that_name_no_day_and_no_dated_paper_mean_none(words: str) -> None:
    assert since_of(words, PAPERS) is None


def test_without_a_dated_paper_only_a_full_date_is_a_day() -> None:
    assert since_of("March", PAPERS[3:]) is None
    assert since_of("2022", PAPERS[3:]) is not None


@given(
    st.lists(
        st.sampled_from(
            "the a last past 0 31 99 years month of start mid- march spring ago year's 2024 30 february".split()
        )
    )
)
def test_no_words_raise(words: list[str]) -> None:
    found = since_of(" ".join(words), PAPERS)
    assert found is None or found.day is None or isinstance(found.day, date)


@given(st.text(max_size=30))
def test_no_text_raises(text: str) -> None:
    found = since_of(text, PAPERS)
    assert found is None or found.day is None or isinstance(found.day, date)
