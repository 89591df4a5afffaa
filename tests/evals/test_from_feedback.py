"""Feedback as evaluation cases: what was said becomes an expectation, what was not stays unjudged."""

import json
from pathlib import Path

import pytest

from app import run as regrip
from assistant.assistant import Assistant
from assistant.models import Question, UserDocument
from assistant.settings import Settings
from assistant.state.feedback import give_feedback
from assistant.state.store import Record
from evals.answer_scores import judge
from evals.answered import Reply
from evals.cases import ConversationCase, Expected, QuestionCase
from evals.catalogue import get_set
from evals.errors import EvaluationError
from evals.from_feedback.files import write_cases
from evals.from_feedback.words import words_of
from evals.runner import run_set
from tests.assistant.state.made import answer, kept


@pytest.fixture
def record(tmp_path: Path) -> Record:
    return Record.in_home(tmp_path / "home")


def questions(path: Path) -> list[QuestionCase]:
    return get_set(str(path.with_suffix(".md"))).cases(QuestionCase)


def test_wrong_and_unsupported_statements_may_not_be_said_again(record: Record, tmp_path: Path) -> None:
    exchange_id = kept(record, "What now?", documents=[UserDocument(title="m", text="Minutes")])
    give_feedback(record, exchange_id, "wrong", "1.1", "sight was never lost")
    give_feedback(record, exchange_id, "unsupported", "2.1")
    write_cases(record, tmp_path / "out.jsonl")
    (case,) = questions(tmp_path / "out.jsonl")
    assert (case.id, case.question, case.documents[0].text, case.asker) == (exchange_id, "What now?", "Minutes", "user")
    assert [(m.what, m.words) for m in case.expected.must_not] == [
        ("wrong: sight was never lost", (("Sight goes first.",),)),
        ("unsupported: Build one page of measures.", (("Build one page of measures.",),)),
    ]
    assert "wrong, 1.1 “Sight goes first.”: sight was never lost" in case.note
    record.close()


def test_what_feedback_does_not_say_stays_empty(record: Record, tmp_path: Path) -> None:
    for verdict, place, note in (("wrong", None, "all of it"), ("unsupported", "2", ""), ("missing", "1", "")):
        give_feedback(record, kept(record, f"{verdict}?"), verdict, place, note)  # type: ignore[arg-type]
    write_cases(record, tmp_path / "out.jsonl")
    cases = questions(tmp_path / "out.jsonl")
    assert [case.expected for case in cases] == [Expected()] * 3
    assert "wrong, the whole answer: all of it" in cases[0].note
    record.close()


def test_helpful_keeps_the_documents_that_were_cited_there(record: Record, tmp_path: Path) -> None:
    give_feedback(record, kept(record, "whole"), "helpful")
    give_feedback(record, kept(record, "part"), "helpful", "2")
    write_cases(record, tmp_path / "out.jsonl")
    sources = [case.expected.sources for case in questions(tmp_path / "out.jsonl")]
    assert sources == [("stage-losing-grip", "card-dashboard"), ("card-dashboard",)]
    record.close()


@pytest.mark.parametrize(
    ("note", "words"),
    [
        ('It should say “sight is lost” and "flow slows".', (("sight is lost",), ("flow slows",))),
        ("nothing about the LADO", (("LADO",),)),
        ("caseloads and 15 day conferences", (("caseload*",), ("15",), ("day",), ("conference*",))),
        ("", ()),
        ("the answer did not say anything more", ()),
        ("call ████████████ about the LADO", ()),
        (
            "it never explains why partners who had trusted the front door began to ring other agencies first instead",
            (),
        ),
    ],
)
def test_words_are_made_of_a_note_only_where_it_says_one_thing(note: str, words: tuple[tuple[str, ...], ...]) -> None:
    assert words_of(note) == words


def test_an_answer_that_says_what_was_missed_has_the_point(record: Record, tmp_path: Path) -> None:
    give_feedback(record, kept(record), "missing", note="nothing about caseloads")
    write_cases(record, tmp_path / "out.jsonl")
    (case,) = questions(tmp_path / "out.jsonl")
    (point,) = case.expected.points
    assert (point.point, point.words) == ("nothing about caseloads", (("caseload*",),))
    record.close()


def test_the_user_own_words_never_become_what_may_not_be_said(record: Record, tmp_path: Path) -> None:
    made = answer(sections=[{"title": "Why", "statements": [{"text": "You wrote “x y”.", "kind": "own_words"}]}])
    give_feedback(record, kept(record, made=made), "wrong", "1.1", "not a sign")
    write_cases(record, tmp_path / "out.jsonl")
    assert questions(tmp_path / "out.jsonl")[0].expected == Expected()
    record.close()


def test_a_conversation_stays_one_and_only_its_last_message_is_judged(record: Record, tmp_path: Path) -> None:
    give_feedback(record, kept(record, "How did Sunderland recover?", "How long?"), "wrong", "1.1")
    give_feedback(record, kept(record, "single"), "helpful")
    written = write_cases(record, tmp_path / "out.jsonl")
    assert [(path.name, cases) for path, cases in written.sets] == [("out.jsonl", 1), ("out-conversations.jsonl", 1)]
    (case,) = get_set(str(tmp_path / "out-conversations.md")).cases(ConversationCase)
    assert [turn.question for turn in case.turns] == ["How did Sunderland recover?", "How long?"]
    assert case.turns[0].expected == Expected()
    assert len(case.turns[1].expected.must_not) == 1
    record.close()


def test_what_a_case_cannot_hold_is_left_out_with_the_reason(record: Record, tmp_path: Path) -> None:
    marked = kept(record, "x y", marks=[{"source": "question", "start": 0, "end": 1, "verdict": "wrong"}])
    of_case = kept(record, "x", case="Northfield")
    for exchange_id in (marked, of_case, kept(record, "plain")):
        give_feedback(record, exchange_id, "helpful")
    written = write_cases(record, tmp_path / "out.jsonl")
    assert written.sets == [(tmp_path / "out.jsonl", 1)]
    assert written.left_out == [
        f"{marked}: its reader marked signals, which a case cannot hold",
        f"{of_case}: it rests on the files of case 'Northfield'",
    ]
    record.close()


def test_nothing_that_a_person_may_have_worked_on_is_overwritten(record: Record, tmp_path: Path) -> None:
    give_feedback(record, kept(record), "helpful")
    (tmp_path / "out.md").write_text("looked at by A. Smith")
    with pytest.raises(EvaluationError, match=r"out\.md: is there already"):
        write_cases(record, tmp_path / "out.jsonl")
    assert not (tmp_path / "out.jsonl").exists()
    with pytest.raises(EvaluationError, match=r"ends in \.jsonl"):
        write_cases(record, tmp_path / "out.csv")
    record.close()


def test_no_feedback_is_said_with_the_way_out(record: Record, tmp_path: Path) -> None:
    kept(record)
    for held in (record, None):
        with pytest.raises(EvaluationError, match="no feedback to make cases of; give some with `regrip feedback`"):
            write_cases(held, tmp_path / "out.jsonl")
    record.close()


def test_an_expectation_without_a_status_is_not_judged_by_one() -> None:
    names = {score.name for score in judge(Reply(status="out_of_scope"), Expected())}
    assert not names & {"status_right", "declined", "not_wrongly_declined", "crag"}


def test_the_cases_of_a_real_answer_run_and_the_statement_that_was_wrong_fails(
    settings: Settings,
    assistant: Assistant,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    recorded = Record.in_home(tmp_path / "home")
    for turns in (["What is losing grip?"], ["How did Sunderland recover?", "And how long did it take?"]):
        question = Question(turns=turns)
        exchange_id = recorded.keep("c", question, assistant.ask(question))
        give_feedback(recorded, exchange_id, "wrong", "1.1", "no")
        give_feedback(recorded, exchange_id, "missing", note="“the moon is full”")
    recorded.close()
    monkeypatch.setenv("REGRIP_HOME", str(tmp_path / "home"))
    assert regrip(["eval", "import-feedback", str(tmp_path / "march.jsonl")]) == 0
    printed = capsys.readouterr().out
    for name in ("march", "march-conversations"):
        card = tmp_path / f"{name}.md"
        assert f"regrip eval run {card}" in printed
        assert "A person has to go through what is expected" in card.read_text(encoding="utf-8")
        run = run_set(get_set(str(card)), settings, out=tmp_path / name)
        figures = {figure.name: figure.value for figure in run.figures.figures}
        assert (figures["must_not_kept"], figures["point_recall"], figures["quotes_verbatim"]) == (0, 0, 1)
        assert (figures["status_right"], figures["crag"]) == (None, None)
    rows = [json.loads(line) for line in (tmp_path / "march.jsonl").read_text(encoding="utf-8").splitlines()]
    assert set(rows[0]) == {"id", "asker", "kind", "question", "expected", "note"}
