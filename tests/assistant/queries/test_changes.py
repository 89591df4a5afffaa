"""What asks of the course of the user's own service is told from what asks of other matters."""

import pytest

from assistant.models import UserDocument
from assistant.queries.change_asks import ChangeKind, asked_of_the_course
from assistant.queries.changes import change_asked
from assistant.queries.stage_follow_ups import follow_up

PAPERS = [
    UserDocument(title="Board minutes", date="2024-03-12", text="Fenhaven's board met. Working Together was read out."),
    UserDocument(title="Peer review letter", date="2025-03-25", text="We thank Fenhaven."),
]
ON_ANOTHER_MATTER = "How often must a looked-after child be visited?"


@pytest.mark.parametrize(
    ("message", "kind", "since"),
    [
        ("What has changed since March?", "changed", "march"),
        ("What\u2019s changed since 2022?", "changed", "2022"),
        ("Since last summer, has anything changed?", "changed", "last summer"),
        ("What has changed in our service over the last six months?", "changed", "the last six months"),
        ("How do we compare with a year ago?", "changed", "a year ago"),
        ("Is it getting better or worse?", "direction", ""),
        ("So, are we improving?", "direction", ""),
        ("Which way are we going?", "direction", ""),
        ("Are we better than in 2023?", "direction", "2023"),
        ("Have things got worse since the peer review?", "direction", "the peer review"),
        ("What is the direction of travel?", "direction", ""),
        ("When did it turn?", "turn", ""),
        ("When did things start going wrong?", "turn", ""),
        ("Here are our papers. What has changed? Is it getting better than in 2023?", "changed", "2023"),
    ],
)
def test_each_way_of_asking_is_read_with_its_time(message: str, kind: ChangeKind, since: str) -> None:
    found = asked_of_the_course(message)
    assert found is not None
    assert (found.kind, found.since) == (kind, since)


@pytest.mark.parametrize(
    "message",
    ["Are we improving, and what should we do next?", "Is it getting better or worse? What should we do next?"],
)
def test_what_is_asked_of_the_stage_beside_it_comes_along(message: str) -> None:
    found = asked_of_the_course(message)
    assert found is not None
    assert found.kind == "direction" and found.then.lower().startswith("what should we do next")


def test_two_days_are_both_read() -> None:
    found = asked_of_the_course("What changed between March 2024 and June 2025?")
    assert found is not None
    assert (found.since, found.until) == ("march 2024", "june 2025")


@pytest.mark.parametrize(
    "message",
    [
        "",
        "Could it get worse?",
        "Is supervision improving?",
        "Are agency rates getting better or worse?",
        "What should we change?",
        "Where are we?",
        "What has changed since March? How do we fix it?",
        "Are we improving, and what should we do about agency?",
        "The police have stopped coming to our meetings and three team managers have left since then. Is it getting worse?",
    ],
)
def test_what_asks_of_one_matter_or_more_than_the_course_is_none(message: str) -> None:
    assert asked_of_the_course(message) is None


@pytest.mark.parametrize(
    "message",
    [
        "What has changed in Doncaster since 2015?",
        "Is Birmingham getting better or worse?",
        "What has changed in Working Together since 2018?",
        "What has changed since Working Together 2023?",
        "What has changed in England since 2020?",
        "What has changed since the Children Act?",
        "What has changed since Barnardo's came?",
    ],
)
def test_a_council_of_the_notes_and_what_holds_for_all_are_no_matter_of_the_papers(message: str) -> None:
    assert change_asked([message], PAPERS) is None


@pytest.mark.parametrize("message", ["What has changed in Fenhaven since March?", "Is Fenhaven improving?"])
def test_the_name_that_the_papers_give_the_service_is_the_service(message: str) -> None:
    assert change_asked([message], PAPERS) is not None
    assert change_asked([message], [PAPERS[0].model_copy(update={"text": "The board met."})]) is None


def test_without_papers_there_is_nothing_to_ask() -> None:
    assert change_asked(["Is it getting better or worse?"], []) is None


@pytest.mark.parametrize(
    ("before", "asked", "wanted"),
    [
        (["What stage are we in?", "Why?"], "What has changed since March?", True),
        (["What has changed since 2022?", "Thanks."], "And is it getting better?", True),
        ([ON_ANOTHER_MATTER], "What has changed since 2018?", False),
        ([ON_ANOTHER_MATTER], "Are we improving?", True),
        (["Tell me about Doncaster."], "What's changed since 2015?", False),
    ],
)
def test_after_another_matter_only_what_says_we_is_of_the_papers(before: list[str], asked: str, wanted: bool) -> None:
    assert (change_asked([*before, asked], PAPERS) is not None) is wanted


def test_what_to_do_may_be_asked_after_what_has_changed() -> None:
    found = follow_up(["What has changed since March?", "Why?"], documents=True)
    assert found is not None and found.kind == "why"
