"""An answer as Markdown: nothing in it is trusted, every number has a source, every status has words."""

import re
from typing import get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.models import (
    Answer,
    AnswerEffect,
    Assessment,
    Citation,
    NextQuestion,
    Section,
    Signal,
    Statement,
    StatementKind,
    Status,
)
from assistant.rendering import answer_markdown, assessment_markdown
from assistant.rendering.words import STATUS_MESSAGES, percent, readable_date, strip_words
from corpus.vocabulary import STAGES

HOSTILE = "<script>alert(1)</script><img src=x onerror=alert(1)>\"'&lt;"

text = st.text(max_size=60) | st.sampled_from(
    [HOSTILE, "</li></ul>", "“quoted” words", "a\nFirst step: b", "[9]", "\x1b[2J"]
)


def _citation(n: int, title: str = "A guide", **changes: object) -> Citation:
    fields = {
        "n": n,
        "chunk_id": f"guide#{n}",
        "document_id": "guide",
        "title": title,
        "publisher": "The MJ",
        "date": "2013-09-03",
        "status": "current",
        "locator": "p. 5",
        "url": None,
        "quote": "words",
        "start": 0,
        "end": 5,
    }
    return Citation.model_validate(fields | changes)


def _answer(*statements: Statement, status: Status = "answered", **changes: object) -> Answer:
    sections = [Section(title="Why", statements=list(statements))] if statements else []
    fields = {"id": "1", "status": status, "sections": sections, "citations": [_citation(1), _citation(2)]}
    return Answer.model_validate(fields | changes)


def _assessment(stage: str | None = "losing_grip") -> Assessment:
    signal = Signal(
        quote="one team is all agency",
        source="turn 1",
        start=0,
        end=22,
        stage="losing_grip",
        standing="now_here",
        theme=None,
        indicator="LG3",
        weight=0.5,
    )
    return Assessment.model_validate(
        {
            "outcome": stage or "insufficient",
            "stage": stage,
            "probabilities": dict(zip(STAGES, (0.004, 0.63, 0.27, 0.086, 0.01), strict=True)),
            "p_insufficient": 0.1,
            "p_out_of_scope": 0.0,
            "plausible": ["losing_grip", "service_breakdown"],
            "confidence": 0.71,
            "runner_up": "service_breakdown",
            "signals": [signal],
            "against": [],
            "questions": [{"id": "q", "text": "Do partners go round you?", "gain": 0.4}],
        }
    )


@st.composite
def answers(draw: st.DrawFn) -> Answer:
    """Any answer at all, with hostile words anywhere that words can stand."""
    statement = st.builds(
        Statement,
        text=text,
        kind=st.sampled_from(get_args(StatementKind)),
        citations=st.lists(st.integers(1, 4), max_size=3),
    )
    citation = st.builds(
        lambda n, title, publisher, date, locator, quote: _citation(
            n, title, publisher=publisher, date=date, locator=locator, quote=quote
        ),
        st.integers(1, 3),
        text,
        text,
        text,
        text,
        text,
    )
    return Answer(
        id="1",
        status=draw(st.sampled_from(get_args(Status))),
        completeness=draw(st.sampled_from([None, "complete", "partial"])),
        assessment=draw(st.sampled_from([None, _assessment(), _assessment(None)])),
        sections=draw(st.lists(st.builds(Section, title=text, statements=st.lists(statement, max_size=3)), max_size=3)),
        citations=draw(st.lists(citation, max_size=3, unique_by=lambda each: each.n)),
        warnings=draw(st.lists(text, max_size=2)),
    )


@given(answers())
@settings(max_examples=100)
def test_markdown_cannot_steer_a_terminal(answer: Answer) -> None:
    assert not re.search(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]", answer_markdown(answer))


def test_a_number_without_a_source_is_left_out() -> None:
    answer = _answer(Statement(text="Sight goes first.", kind="quote", citations=[1, 7]))

    assert "Sight goes first. [1]\n" in answer_markdown(answer)


@pytest.mark.parametrize("status", [each for each in get_args(Status) if each != "answered"])
def test_each_status_has_a_plain_sentence(status: Status) -> None:
    answer = _answer(status=status, citations=[])

    assert STATUS_MESSAGES[status] in answer_markdown(answer)


def test_an_answered_question_needs_no_status_unless_it_is_partial() -> None:
    whole = _answer(Statement(text="Yes.", kind="finding"), completeness="complete")
    partial = _answer(Statement(text="Yes.", kind="finding"), completeness="partial")

    assert "Only part of this" not in answer_markdown(whole)
    assert "Only part of this" in answer_markdown(partial)


def test_safety_stands_before_everything_else() -> None:
    answer = _answer(
        Statement(text="You are losing grip.", kind="finding"),
        Statement(text="Look for children without a worker.", kind="safety"),
        assessment=_assessment(),
    )

    assert answer_markdown(answer).startswith("**Look for children")


def test_inference_is_marked_in_words() -> None:
    answer = _answer(Statement(text="One team is a weak spot.", kind="inference"))

    assert "One team is a weak spot. (our inference)" in answer_markdown(answer)


def test_the_users_words_are_marked_as_theirs() -> None:
    plain = _answer(Statement(text="One team is all agency", kind="own_words"))
    quoted = _answer(Statement(text="You wrote: “all agency” That is a sign.", kind="own_words"))

    assert "Your words: “One team is all agency”" in answer_markdown(plain)
    assert "“all agency” That is a sign." in answer_markdown(quoted) and "Your words" not in answer_markdown(quoted)


def test_the_parts_of_an_action_stand_below_it() -> None:
    action = Statement(text="Restore sight.\nFirst step: meet team managers.", kind="inference")

    assert "- **Restore sight.**\n  - First step: meet team managers." in answer_markdown(_answer(action))


def test_the_strip_can_be_read_without_seeing_it() -> None:
    said = strip_words(_assessment())

    assert (
        "steady under 1%, losing grip 63% (most likely), service breakdown 27% (possible), systemic crisis 9%" in said
    )


def test_no_chances_are_shown_when_no_stage_is_named() -> None:
    answer = _answer(status="needs_evidence", assessment=_assessment(None))

    assert "losing grip" not in answer_markdown(answer)


def test_sources_say_their_date_and_standing_in_words() -> None:
    answer = _answer(citations=[_citation(1, status="superseded"), _citation(2, status="historical", date="2013-09")])

    written = answer_markdown(answer)
    assert "1. A guide. p. 5. The MJ, 3 September 2013. Superseded: something newer has replaced it." in written
    assert "The MJ, September 2013. Historical" in written


def test_an_assessment_lists_its_signals_and_questions() -> None:
    written = assessment_markdown(_assessment())

    assert written.startswith("**Losing grip** (chance that this is right: 71%)")
    assert "“one team is all agency” (losing grip, sign LG3, now and here)" in written
    assert "- Do partners go round you?" in written


def test_a_question_says_what_each_answer_would_do() -> None:
    question = NextQuestion(
        id="step4",
        text="Do partners go round you?",
        gain=0.4,
        if_yes=AnswerEffect(stage="systemic_crisis", probabilities={}, words="Yes would make it worse."),
        if_no=AnswerEffect(stage="losing_grip", probabilities={}, words="No would make it better."),
    )
    written = assessment_markdown(_assessment().model_copy(update={"questions": [question]}))

    assert "- Do partners go round you?\n  - Yes would make it worse.\n  - No would make it better." in written


def test_each_sign_is_spelled_out_once_with_its_sources() -> None:
    one = _assessment().signals[0]
    said = one.model_copy(
        update={"indicator_text": "Work-arounds replace the system.", "indicator_sources": ["a", "b"]}
    )
    ours = one.model_copy(update={"indicator": "LG9", "indicator_text": "Trust in figures goes."})
    written = assessment_markdown(_assessment().model_copy(update={"signals": [said, said], "against": [ours]}))

    assert written.count("- LG3: Work-arounds replace the system. (sources: a, b)") == 1
    assert "- LG9: Trust in figures goes. (our inference)" in written


@pytest.mark.parametrize(
    ("date", "written"),
    [
        ("2013-09-03", "3 September 2013"),
        ("2013-09", "September 2013"),
        ("2013", "2013"),
        ("2013-13", "2013-13"),
        ("x", "x"),
    ],
)
def test_dates_are_written_as_people_write_them(date: str, written: str) -> None:
    assert readable_date(date) == written


@pytest.mark.parametrize(
    ("share", "written"), [(0.0, "under 1%"), (0.255, "26%"), (0.994, "over 99%"), (1.0, "over 99%")]
)
def test_no_chance_is_shown_as_certain(share: float, written: str) -> None:
    assert percent(share) == written
