"""What a comparison sets beside each other."""

import pytest

from assistant.queries.sides import sides_of


@pytest.mark.parametrize(
    ("question", "sides"),
    [
        ("How did Leeds's recovery differ from Torbay's?", ["Leeds", "Torbay"]),
        ("Compare Torbay, Leeds and Bexley", ["Torbay", "Leeds", "Bexley"]),
        ("Slough and Birmingham had trusts. Which was quicker?", ["Slough", "Birmingham"]),
        ("Is a restructure better than a caseload cap?", ["restructure", "caseload cap"]),
        ("Leeds or Torbay? I mean Leeds as it was in 2015.", ["Leeds", "Torbay"]),
    ],
)
def test_places_come_before_subjects_and_each_comes_once(question: str, sides: list[str]) -> None:
    assert [side.text.removesuffix("'s") for side in sides_of(question)] == sides


@pytest.mark.parametrize(
    "question",
    [
        "How does Leeds compare with the rest of England?",
        "Is it better now than it was?",
        "Compare Leeds, Torbay, Bexley and Slough",
        "",
    ],
)
def test_one_thing_or_a_crowd_has_no_sides(question: str) -> None:
    assert sides_of(question) == ()
