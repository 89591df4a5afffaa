"""From which sentences it is heard that people are short."""

import pytest

from assistant.models import AssessmentReply
from assistant.plans.capacity import capacity_said
from corpus.vocabulary import STAGES

ASSESSED = AssessmentReply(
    id="a",
    status="answered",
    warnings=[],
    timings_ms={},
    outcome="losing_grip",
    stage="losing_grip",
    probabilities=dict.fromkeys(STAGES, 0.2),
    p_insufficient=0.1,
    p_out_of_scope=0.1,
    plausible=[],
    confidence=0.6,
    runner_up="service_breakdown",
    signals=[],
    against=[],
    questions=[],
)


@pytest.mark.parametrize(
    "sentence",
    [
        "Half of the team managers are temporary.",
        "A third of our posts are vacant and nobody applies.",
        "Most of our heads of service are still interim.",
        "Nine of fourteen workers have left.",
        "Two of eleven team managers are acting up.",
        "Several posts cannot be filled.",
        "There was no shortlist.",
    ],
)
def test_posts_that_are_empty_and_people_who_left_are_heard(sentence: str) -> None:
    assert capacity_said(ASSESSED, ["Visits are late.", sentence]) == sentence


@pytest.mark.parametrize(
    "sentence",
    [
        "The posts are all filled and nobody is leaving.",
        "Our managers know the agency well.",
        "The managers are no longer interim.",
        "Half of the managers are no longer interim.",
        "Many social workers praised the acting classes.",
        "Most managers have an empty diary on Fridays.",
        "Most posts are all filled.",
    ],
)
def test_words_of_posts_and_people_that_are_there_are_no_shortage(sentence: str) -> None:
    assert capacity_said(ASSESSED, ["Visits are late.", sentence]) is None
