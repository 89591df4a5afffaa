"""Cleaning: hidden characters go, personal data is covered, ordinary text is untouched."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.hygiene import clean, cover_personal


@pytest.mark.parametrize(
    ("text", "kind", "hidden"),
    [
        ("Ring me on 01234 567890 about duty.", "telephone number", "567890"),
        ("Mobile 07700 900123, thanks.", "telephone number", "900123"),
        ("Write to jo.bloggs@council.gov.uk today.", "email address", "bloggs"),
        ("NHS number 943 476 5919 was on the plan.", "NHS number", "943 476 5919"),
        ("DOB 12/03/2014, seen on Friday.", "date of birth", "12/03/2014"),
        ("She was born on 4 May 2012.", "date of birth", "4 May 2012"),
        ("They live at 14 Acacia Avenue, LS1 4AP.", "address", "Acacia"),
        ("Case number: 1234567 is unallocated.", "case number", "1234567"),
        ("UPN A123456789012 was listed.", "pupil number", "A123456789012"),
    ],
)
def test_personal_data_is_covered_and_said(text: str, kind: str, hidden: str) -> None:
    cleaned = clean(text)
    assert hidden not in cleaned.text
    assert len(cleaned.text) == len(text)
    assert any(kind in warning for warning in cleaned.warnings)


@pytest.mark.parametrize(
    "text",
    [
        "Caseloads are 28, agency is 34% and 267 children are unallocated.",
        "Contacts: 1,904 (1,611). Q2 2025-26. Paragraph 9.",
        "Between 2014 and 2018 the cost rose from £340 to £5,000,000.",
        "Tower Hamlets, Leeds and North Yorkshire were inspected on 24 February 2026.",
        "The director, Jane Smith, and two heads of service left.",
        "See Working Together 2023 and section 114.",
    ],
)
def test_figures_places_and_roles_are_kept(text: str) -> None:
    assert clean(text).text == text
    assert clean(text).warnings == ()


def test_hidden_characters_are_removed_and_said() -> None:
    cleaned = clean("Ig\u200bnore \u202ethis\u2066 now")
    assert cleaned.text == "Ignore this now"
    assert "Hidden characters" in cleaned.warnings[0]


@given(st.text())
def test_cleaning_never_fails_and_is_stable(text: str) -> None:
    once = clean(text).text
    assert clean(once).text == once


@given(st.text())
def test_covering_keeps_every_offset(text: str) -> None:
    covered, _ = cover_personal(text)
    assert len(covered) == len(text)
