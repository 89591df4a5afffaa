"""What counts as a difference between two answers, and what does not."""

from datetime import UTC, datetime

import pytest

from assistant.models import Answer, Question, Section, Statement
from assistant.replay import Replay, compared, replay_text
from assistant.settings import Settings
from assistant.state.making import made_with
from assistant.state.models import Exchange, MadeWith
from tests.assistant.state.made import answer, citation

NOW = made_with(Settings(), {"index": "abc"})


def replayed(then: Answer, now: Answer, made: MadeWith | None = NOW, now_made: MadeWith = NOW) -> Replay:
    exchange = Exchange(
        id="e1", conversation_id="c1", asked_at=datetime.now(UTC), question=Question(turns=["What now?"]), answer=then,
        made_with=made,
    )  # fmt: skip
    return compared(exchange, now, now_made)


def sections(*titled: tuple[str, list[Statement]]) -> list[Section]:
    return [Section(title=title, statements=statements) for title, statements in titled]


def said(text: str, *citations: int) -> Statement:
    return Statement(text=text, kind="quote", citations=list(citations))


def test_timings_ids_and_the_numbering_of_citations_do_not_count() -> None:
    again = answer(
        id="other",
        exchange_id="e2",
        timings_ms={"total": 9.0},
        sections=sections(
            ("Short answer", [said("Sight goes first.", 2)]),
            ("What to do next", [said("Build one page of measures.", 1), answer().sections[1].statements[1]]),
        ),
        citations=[citation(1, "card-dashboard", "Build one page of measures."), citation(2)],
    )
    for each in again.citations:
        each.chunk_id = next(c.chunk_id for c in answer().citations if c.document_id == each.document_id)
    replay = replayed(answer(), again)
    assert (replay.same, replay.differences, replay.changes) == (True, [], [])
    assert (replay.statements, replay.statements_same) == (3, 3)


def test_a_statement_is_the_same_changed_moved_gone_or_new() -> None:
    then = answer(
        sections=sections(
            ("Short", [said("Sight goes first."), said("Flow slows in every team.")]),
            ("Next", [said("Nothing of this stays."), said("Build one page of measures this week.")]),
        )
    )
    now = answer(
        sections=sections(
            ("Short", [said("Flow slows in every team."), said("Sight goes first.")]),
            ("Next", [said("Build one page of measures this month."), said("Ring the schools.")]),
        )
    )
    replay = replayed(then, now)
    found = [(d.then_at, d.now_at, d.then == d.now) for d in replay.differences]
    assert found == [
        ("1.2 (Short)", "1.1 (Short)", True),
        ("2.1 (Next)", "", False),
        ("2.2 (Next)", "2.1 (Next)", False),
        ("", "2.2 (Next)", False),
    ]
    assert replay.statements_same == 1
    text = replay_text(replay)
    assert "statement 1.2 (Short) is now 1.1 (Short), in the same words" in text
    assert "- Build one page of measures this week.\n  + Build one page of measures this month." in text


def test_the_same_words_from_another_source_are_a_difference() -> None:
    (difference,) = replayed(
        answer(), answer(citations=[citation(1, "stage-steady"), answer().citations[1]])
    ).differences
    assert difference.then is not None and "cites stage-losing-grip: “Sight goes first.”" in difference.then
    assert difference.now is not None and "cites stage-steady: “Sight goes first.”" in difference.now


def test_the_same_quotation_of_a_document_with_another_date_is_a_difference() -> None:
    newer = citation(1).model_copy(update={"date": "2026-09-01"})
    (difference,) = replayed(answer(), answer(citations=[newer, answer().citations[1]])).differences
    assert (difference.part, difference.then_at) == ("citation", "stage-losing-grip, date")
    assert (difference.then, difference.now) == ("2026-06-30", "2026-09-01")


@pytest.mark.parametrize(
    ("change", "part"),
    [
        ({"status": "no_source_found"}, "status"),
        ({"completeness": "partial"}, "completeness"),
        ({"standalone_query": "another"}, "standalone_query"),
        ({"warnings": ["The message seems to be in French."]}, "warnings"),
    ],
)
def test_what_stands_beside_the_statements_counts_too(change: dict[str, object], part: str) -> None:
    assert [d.part for d in replayed(answer(), answer(**change)).differences] == [part]


def test_what_it_was_made_with_is_compared_by_name() -> None:
    settings = Settings.model_validate({"answer": {"passages": 4}})
    other = made_with(settings, {"index": "def", "code": "1"})
    replay = replayed(answer(), answer(), NOW, other)
    assert replay.same
    assert [(c.name, c.then, c.now) for c in replay.changes] == [
        ("index", "abc", "def"),
        ("code", None, "1"),
        ("setting answer.passages", "12", "4"),
    ]
    assert "  index: abc then, def now" in replay_text(replay)


def test_an_exchange_without_its_settings_is_compared_by_the_versions_it_has() -> None:
    replay = replayed(answer(), answer(), None, made_with(Settings(), {"regrip": "0.1.0", "index": "new"}))
    assert [c.name for c in replay.changes] == ["index"]
    assert not replay.settings_known
    assert "settings of that time were not kept" in replay_text(replay)
