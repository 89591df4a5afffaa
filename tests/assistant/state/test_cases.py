"""Cases as they are kept, on both databases: nothing of two tabs' work is lost, and what is deleted is gone when it should be."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext

from assistant.errors import Conflict, NotFound
from assistant.models import Answer, Question
from assistant.state import cases as state_cases
from assistant.state.base import now
from assistant.state.case_models import Share
from assistant.state.database import HEAD
from assistant.state.store import Record
from assistant.state.tables import Base
from assistant.state.upkeep import kept_originals, purge_expired
from assistant.state.users import User
from tests.assistant.state.worlds import SECRET, document, make_world, stores


def test_the_tables_are_what_the_migrations_make_on_either_database(record: Record) -> None:
    with record.engine.connect() as connection:
        context = MigrationContext.configure(connection)
        assert context.get_current_revision() == HEAD
        assert compare_metadata(context, Base.metadata) == []


def test_a_case_tells_what_it_holds_and_what_was_last_found(record: Record) -> None:
    world, (cases, _, _) = make_world(record), stores(record)
    cases.note(world.case, "losing_grip")
    cases.note_direction(world.case, "worsening", cases.get(world.case).changed)
    case = cases.get(world.case)
    assert (case.documents, case.conversations, case.marks) == (1, 1, 1)
    assert (case.last_outcome, case.last_direction, case.role, case.version) == ("losing_grip", "worsening", "owner", 1)
    assert case.created.utcoffset() is not None


def test_a_case_tells_when_something_was_last_said_in_it(record: Record) -> None:
    world, (cases, documents, _) = make_world(record), stores(record)
    (exchange,) = record.conversation(world.conversation)
    assert cases.get(world.case).last_said == exchange.asked_at
    paper = documents.add(world.case, document(title="new", sha256="b" * 64))
    assert cases.change(world.case, {"name": "Renamed"}).last_said == paper.added
    documents.remove(world.case, paper.id, lambda answer, _: answer)
    assert cases.get(world.case).last_said == exchange.asked_at
    assert cases.create("Empty").last_said is None


def test_the_direction_goes_when_the_papers_it_was_drawn_from_change(record: Record) -> None:
    world, (cases, documents, conversations) = make_world(record), stores(record)
    on_paper, on_turn = {"document_id": world.document}, {"conversation_id": world.conversation, "turn": 1}
    others: list[Callable[[], Any]] = [
        lambda: documents.add(world.case, document(title="new", sha256="b" * 64)),
        lambda: documents.change(world.case, world.document, {"date": "2026-04"}),
        lambda: documents.add_marks(world.case, [on_paper | {"verdict": "past"}]),
        lambda: documents.remove_mark(world.case, world.mark),
        lambda: documents.remove(world.case, world.document, lambda answer, _: answer),
    ]
    same: list[Callable[[], Any]] = [
        lambda: documents.change(world.case, world.document, {"title": "Board"}),
        lambda: documents.add_marks(world.case, [on_turn | {"verdict": "past"}]),
        lambda: conversations.take(world.conversation, "x"),
        lambda: cases.change(world.case, {"name": "Renamed"}),
    ]
    for change, left in [(change, "stuck") for change in same] + [(change, None) for change in others]:
        cases.note_direction(world.case, "stuck", cases.get(world.case).changed)
        change()
        assert cases.get(world.case).last_direction == left


def test_a_direction_drawn_from_papers_that_changed_meanwhile_is_not_noted(record: Record) -> None:
    world, (cases, documents, _) = make_world(record), stores(record)
    read = cases.get(world.case).changed
    documents.add(world.case, document(title="new", sha256="b" * 64))
    cases.note_direction(world.case, "improving", read)
    assert cases.get(world.case).last_direction is None


def test_cases_are_listed_by_last_change_and_archived_ones_when_asked_for(record: Record) -> None:
    cases, _, _ = stores(record)
    first, second = cases.create("First"), cases.create("Second")
    cases.change(first.id, {"archived": True})
    assert [case.id for case in cases.listed()] == [second.id]
    assert [case.id for case in cases.listed(archived=True)] == [first.id, second.id]


def test_a_change_of_an_older_version_is_refused_and_the_newer_one_stays(record: Record) -> None:
    cases, documents, conversations = stores(record)
    case = cases.create("Northfield")
    cases.change(case.id, {"name": "Northfield Council"}, case.version)
    with pytest.raises(Conflict, match="version 2, and the change was made on version 1"):
        cases.change(case.id, {"name": "North"}, case.version)
    assert cases.get(case.id).name == "Northfield Council"
    paper = documents.add(case.id, document())
    documents.change(case.id, paper.id, {"title": "minutes"}, 1)
    with pytest.raises(Conflict):
        documents.change(case.id, paper.id, {"title": "papers"}, 1)
    draft = conversations.save_draft(case.id, "one")
    conversations.save_draft(case.id, "two", version=draft.version)
    with pytest.raises(Conflict):
        conversations.save_draft(case.id, "three", version=draft.version)
    kept = conversations.draft(case.id)
    assert kept is not None and kept.text == "two"


def test_asking_does_not_stand_in_the_way_of_a_rename_in_another_tab(record: Record) -> None:
    world, (cases, _, _) = make_world(record), stores(record)
    seen = cases.get(world.case)
    record.keep(world.conversation, Question(turns=["x"]), Answer(id="", status="answered"))
    assert cases.change(world.case, {"name": "New"}, seen.version).name == "New"


def test_of_changes_made_at_once_one_holds_and_the_others_are_told(record: Record) -> None:
    cases, _, _ = stores(record)
    case = cases.create("Northfield")

    def rename(number: int) -> str | None:
        try:
            return cases.change(case.id, {"name": f"Name {number}"}, case.version).name
        except Conflict:
            return None

    with ThreadPoolExecutor(8) as pool:
        held = [name for name in pool.map(rename, range(8)) if name]
    assert held == [cases.get(case.id).name]


def test_what_many_add_at_once_is_all_there(record: Record) -> None:
    world, (_, documents, conversations) = make_world(record), stores(record)

    def add(number: int) -> None:
        documents.add(world.case, document(title=f"t{number}", sha256=f"{number:064}"))
        documents.add_marks(
            world.case, [{"document_id": world.document, "start": number, "end": 30, "verdict": "past"}]
        )
        conversations.take(world.conversation, f"message {number}")

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(add, range(16)))
    assert len(documents.listed(world.case)) == len(documents.marks(world.case)) == 17
    assert {m.text for m in conversations.waiting(world.conversation)} >= {f"message {n}" for n in range(16)}


def test_the_same_content_or_title_is_not_in_a_case_twice(record: Record) -> None:
    world, (cases, documents, _) = make_world(record), stores(record)
    for twice in (document(title="other"), document(sha256="c" * 64)):
        with pytest.raises(Conflict):
            documents.add(world.case, twice)
    assert documents.add(cases.create("Another").id, document()).text == SECRET


def test_a_document_stands_in_the_record_once_and_its_question_is_read_back_whole(record: Record) -> None:
    world = make_world(record)
    stored = [row for row in world.rows() if any(SECRET in value for value in row)]
    assert [row[0] for row in stored] == ["documents"]
    (exchange,) = record.conversation(world.conversation)
    assert [d.text for d in exchange.question.documents] == [SECRET]


def test_a_removed_document_takes_its_marks_with_it_and_leaves_earlier_questions(record: Record) -> None:
    world, (_, documents, _) = make_world(record), stores(record)
    read: list[str] = []

    def covered(answer: str, paper: Any) -> str:
        read.append(paper.id)
        return answer.replace("answered", "refused")

    documents.remove(world.case, world.document, covered)
    assert (read, documents.marks(world.case)) == ([world.document], [])
    (exchange,) = record.conversation(world.conversation)
    assert (exchange.question.documents, exchange.answer.status) == ([], "refused")


def test_a_message_waits_until_its_answer_is_kept(record: Record) -> None:
    world, (_, _, conversations) = make_world(record), stores(record)
    assert [m.id for m in conversations.waiting(world.conversation)] == [world.waiting]
    record.keep(world.conversation, Question(turns=["x"]), Answer(id="", exchange_id=world.waiting, status="answered"))
    assert conversations.waiting(world.conversation) == []


def test_a_deleted_case_comes_back_whole_within_30_days_and_is_gone_after(record: Record) -> None:
    world, (cases, documents, _) = make_world(record), stores(record)
    gone = cases.delete(world.case)
    assert gone.gone_after is not None and gone.deleted_at is not None
    assert gone.gone_after - gone.deleted_at == timedelta(days=30)
    assert cases.listed(archived=True) == [] and [case.id for case in cases.listed(deleted=True)] == [world.case]
    assert purge_expired(record.engine, now() + timedelta(days=29)) == 0
    assert cases.undo(world.case).documents == 1 and documents.get(world.case, world.document).text == SECRET
    cases.delete(world.case)
    assert purge_expired(record.engine, now() + timedelta(days=31)) == 1
    assert {row[0] for row in world.rows()} == set()


@pytest.mark.parametrize("end", ["purge", "forget_user"])
def test_what_is_deleted_for_good_leaves_no_row_of_any_table(record: Record, end: str) -> None:
    world, (cases, _, _) = make_world(record), stores(record)
    ways: dict[str, Callable[[], Any]] = {"purge": lambda: cases.purge(world.case), "forget_user": cases.forget_user}
    ways[end]()
    assert world.rows() == set()


def test_forgetting_a_user_leaves_what_others_own(record: Record) -> None:
    from assistant.state.users import User

    mine, theirs = make_world(record), stores(record.of(User(id="colleague")))[0].create("Theirs")
    cases, _, _ = stores(record)
    assert cases.forget_user() == [mine.case]
    assert stores(record.of(User(id="colleague")))[0].get(theirs.id).name == "Theirs"


def test_originals_are_those_of_documents_that_were_kept(record: Record) -> None:
    world, (_, documents, _) = make_world(record), stores(record)
    documents.add(world.case, document(title="kept", sha256="d" * 64, kept=True))
    assert kept_originals(record.engine) == {(world.case, "d" * 64)}


def test_what_is_not_there_is_named(record: Record) -> None:
    world, (cases, documents, conversations) = make_world(record), stores(record)
    for call in (
        lambda: cases.get("nosuch"),
        lambda: documents.get(world.case, "nosuch"),
        lambda: documents.remove_mark(world.case, "nosuch"),
        lambda: conversations.get("nosuch"),
        lambda: cases.unshare(world.case, "nosuch"),
    ):
        with pytest.raises(NotFound, match="nosuch"):
            call()


def test_a_case_that_is_shared_no_longer_while_it_is_read_is_not_there(
    record: Record, monkeypatch: pytest.MonkeyPatch
) -> None:
    (own, *_), (guests, *_) = stores(record), stores(record.of(User(id="guest")))
    case, read_on = own.create("Westhaven").id, state_cases._last_said

    def meanwhile(*asked: Any) -> Any:
        monkeypatch.setattr(state_cases, "_last_said", read_on)
        own.unshare(case, "guest")
        return read_on(*asked)

    own.share(case, Share(user="guest", role="reader"))
    monkeypatch.setattr(state_cases, "_last_said", meanwhile)
    with pytest.raises(NotFound, match=case):
        guests.live(case)
