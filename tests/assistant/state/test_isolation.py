"""No user reads or writes another's rows, whichever method is called, and no method can be added without being tried here."""

import re
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import insert, select, text

import assistant
from assistant.errors import Conflict, NotAllowed, NotFound
from assistant.models import Answer, Question
from assistant.state.base import UserStore
from assistant.state.case_models import Share
from assistant.state.cases import CaseStore
from assistant.state.isolation import RULES, UserSession
from assistant.state.models import Feedback
from assistant.state.store import Record
from assistant.state.tables import Base, CaseRow
from assistant.state.users import LOCAL, User
from tests.assistant.state.worlds import ALL, SECRET, World, document, make_world

STRANGER, READER, EDITOR = User(id="stranger"), User(id="reader"), User(id="editor")
Call = Callable[[Any, World], Any]


def _answer() -> Answer:
    return Answer(id="", status="answered")


def _feedback(world: World) -> Feedback:
    return Feedback(id="f2", exchange_id=world.exchange, verdict="wrong", given_at=datetime.now(UTC))


CALLS: dict[str, dict[str, Call]] = {
    "Record": {
        "keep": lambda s, w: s.keep(w.conversation, Question(turns=["x"]), _answer()),
        "exchange": lambda s, w: s.exchange(w.exchange),
        "exchanges": lambda s, w: s.exchanges(w.conversation),
        "conversation": lambda s, w: s.conversation(w.conversation),
        "history": lambda s, w: s.history(),
        "add_feedback": lambda s, w: s.add_feedback(_feedback(w)),
        "feedback": lambda s, w: s.feedback(w.exchange),
        "judged": lambda s, w: s.judged(),
        "delete": lambda s, w: s.delete(w.conversation),
        "count": lambda s, w: s.count(),
    },
    "CaseStore": {
        "create": lambda s, w: s.create("Another").documents,
        "listed": lambda s, w: [case for case in s.listed(archived=True) + s.listed(deleted=True) if case.id == w.case],
        "get": lambda s, w: s.get(w.case),
        "live": lambda s, w: s.live(w.case),
        "sees": lambda s, w: s.sees(w.case),
        "change": lambda s, w: s.change(w.case, {"name": "Mine now"}),
        "note": lambda s, w: s.note(w.case, "complete_lock"),
        "note_direction": lambda s, w: s.note_direction(
            w.case, "stuck", CaseStore.beside(w.record).get(w.case).changed
        ),
        "delete": lambda s, w: s.delete(w.case),
        "undo": lambda s, w: s.undo(w.case),
        "purge": lambda s, w: s.purge(w.case),
        "share": lambda s, w: s.share(w.case, Share(user="stranger", role="editor")),
        "unshare": lambda s, w: s.unshare(w.case, "editor"),
        "shares": lambda s, w: s.shares(w.case),
        "forget_user": lambda s, w: [i for i in s.forget_user() if i == w.case],
    },
    "DocumentStore": {
        "add": lambda s, w: s.add(w.case, document(title="b", sha256="b" * 64)),
        "listed": lambda s, w: s.listed(w.case),
        "texts": lambda s, w: s.texts(w.case),
        "get": lambda s, w: s.get(w.case, w.document),
        "change": lambda s, w: s.change(w.case, w.document, {"title": "x"}),
        "remove": lambda s, w: s.remove(w.case, w.document, lambda answer, _: answer),
        "add_marks": lambda s, w: s.add_marks(w.case, [{"document_id": w.document, "verdict": "wrong"}]),
        "marks": lambda s, w: s.marks(w.case),
        "remove_mark": lambda s, w: s.remove_mark(w.case, w.mark),
    },
    "ConversationStore": {
        "begin": lambda s, w: s.begin(w.case),
        "get": lambda s, w: s.get(w.conversation),
        "listed": lambda s, w: [*s.listed(), *s.listed(w.case)],
        "take": lambda s, w: s.take(w.conversation, "x"),
        "waiting": lambda s, w: s.waiting(w.conversation),
        "give_up": lambda s, w: s.give_up(w.conversation, w.waiting),
        "draft": lambda s, w: s.draft(w.case, w.conversation),
        "save_draft": lambda s, w: s.save_draft(w.case, "x", w.conversation),
        "drop_draft": lambda s, w: s.drop_draft(w.case, w.conversation),
    },
    "PlanStore": {
        "get": lambda s, w: s.get(w.case),
        "save": lambda s, w: s.save(w.case, ["x y"]),
        "remove": lambda s, w: s.remove(w.case),
    },
}
NOT_OF_A_USER = {"open", "in_home", "close", "erase", "ping"}
READS = {
    "exchange", "exchanges", "conversation", "history", "feedback", "judged", "count", "listed", "get", "live", "sees", "shares",
    "texts", "marks", "waiting", "draft",
}  # fmt: skip
"""Methods that change nothing: a reader of a shared case may call them."""
OF_ONES_OWN = {
    "create",
    "draft",
    "save_draft",
    "drop_draft",
    "add_feedback",
    "forget_user",
    "note",
    "note_direction",
    "give_up",
}
"""Methods that a reader may call: they make what is the reader's own, or change nothing of what is not."""
EVERY = [(store, name) for store in ALL for name in CALLS[store.__name__]]


def _public(store: type[UserStore]) -> set[str]:
    return {name for name in vars(store) if not name.startswith("_")}


@pytest.mark.parametrize("store", ALL)
def test_every_public_method_of_the_record_is_tried_here(store: type[UserStore]) -> None:
    assert _public(store) - NOT_OF_A_USER == set(CALLS[store.__name__])


def test_every_table_has_rules_and_every_part_of_the_record_is_named_here() -> None:
    assert {row.__table__ for row in RULES} == set(Base.metadata.sorted_tables)
    assert set(UserStore.__subclasses__()) == set(ALL)


def test_a_stranger_finds_nothing_and_changes_nothing(record: Record) -> None:
    world = make_world(record)
    before, found = world.rows(), dict[str, Any]()
    for store, name in EVERY:
        try:
            found[f"{store.__name__}.{name}"] = CALLS[store.__name__][name](store.beside(record).of(STRANGER), world)
        except (NotFound, NotAllowed, Conflict) as error:
            found[f"{store.__name__}.{name}"] = None
            told = str(error)
            assert SECRET not in told and "Northfield" not in told
        assert before <= world.rows(), name
    assert {name: value for name, value in found.items() if value} == {}


def test_nobody_may_call_anything(record: Record) -> None:
    world = make_world(record)
    before = world.rows()
    for store, name in EVERY:
        with pytest.raises(NotAllowed, match="nobody has said who they are"):
            CALLS[store.__name__][name](store.beside(record).of(None), world)  # type: ignore[arg-type]
    assert before == world.rows()


def test_a_reader_of_a_shared_case_reads_and_changes_nothing(record: Record) -> None:
    world = make_world(record)
    _share(world)
    before = world.rows()
    for store, name in EVERY:
        call, reader = CALLS[store.__name__][name], store.beside(record).of(READER)
        if name == "forget_user":  # leaves the share behind, so it comes last
            continue
        if name in READS or name in OF_ONES_OWN:
            assert call(reader, world) or name in ("judged", "create", *OF_ONES_OWN), name
        else:
            with pytest.raises((NotAllowed, NotFound)):
                call(reader, world)
        assert before <= world.rows(), name
    store_of(record, "CaseStore").of(READER).forget_user()
    assert before - world.rows() == {("shares", world.case, "reader", "reader")}


def test_an_editor_of_a_shared_case_works_on_it_and_does_not_own_it(record: Record) -> None:
    world = make_world(record)
    _share(world)
    for owners in ("delete", "purge", "share"):
        with pytest.raises(NotAllowed, match="owner"):
            CALLS["CaseStore"][owners](store_of(record, "CaseStore").of(EDITOR), world)
    for name in ("add", "change", "add_marks", "remove_mark", "remove"):
        CALLS["DocumentStore"][name](store_of(record, "DocumentStore").of(EDITOR), world)
    for name in ("save", "remove"):
        CALLS["PlanStore"][name](store_of(record, "PlanStore").of(EDITOR), world)
    for name in ("begin", "take", "give_up"):
        CALLS["ConversationStore"][name](store_of(record, "ConversationStore").of(EDITOR), world)


def test_what_is_deleted_or_no_longer_shared_is_out_of_sight(record: Record) -> None:
    world = make_world(record)
    _share(world)
    cases, documents = store_of(record, "CaseStore"), store_of(record, "DocumentStore")
    assert documents.of(READER).get(world.case, world.document).text == SECRET
    cases.delete(world.case)
    for user in (LOCAL, READER):
        with pytest.raises(NotFound):
            documents.of(user).get(world.case, world.document)
        assert record.of(user).conversation(world.conversation) == []
        assert not cases.of(user).sees(world.case)
    cases.undo(world.case)
    assert cases.of(READER).sees(world.case)
    assert len(record.of(READER).conversation(world.conversation)) == 1
    cases.unshare(world.case, "reader")
    assert record.of(READER).conversation(world.conversation) == []
    assert not cases.of(READER).sees(world.case)


def test_statements_that_cannot_be_narrowed_are_refused(record: Record) -> None:
    make_world(record)
    statements = [text("select * from cases"), insert(CaseRow), select(CaseRow.__table__.c.id)]
    for statement in statements:
        with UserSession(record.engine, STRANGER) as session, pytest.raises(NotAllowed):
            session.execute(statement)
    with UserSession(record.engine, STRANGER) as session:
        assert session.scalars(select(CaseRow.id).union(select(CaseRow.id))).all() == []
        inner = select(CaseRow.name).scalar_subquery()
        assert session.scalar(select(inner)) is None


def test_a_row_is_not_added_in_anothers_name(record: Record) -> None:
    moment = datetime.now(UTC)
    with UserSession(record.engine, STRANGER) as session:
        session.add(CaseRow(id="x", owner="local", name="", service="", created=moment, changed=moment, archived=False))
        with pytest.raises(NotAllowed):
            session.commit()
        session.rollback()
    assert store_of(record, "CaseStore").listed() == []


def test_sessions_are_opened_in_four_places_only() -> None:
    package = Path(assistant.__file__).parent
    opening = {
        str(path.relative_to(package))
        for path in package.rglob("*.py")
        if re.search(
            r"(?<![\w])(?:Session|UserSession|AccountSession|sessionmaker)\(", path.read_text(encoding="utf-8")
        )
    }
    assert opening == {"accounts/base.py", "state/base.py", "state/isolation.py", "state/upkeep.py"}


def store_of(record: Record, name: str) -> Any:
    return next(store for store in ALL if store.__name__ == name).beside(record)


def _share(world: World) -> None:
    cases = store_of(world.record, "CaseStore")
    cases.share(world.case, Share(user="reader", role="reader"))
    cases.share(world.case, Share(user="editor", role="editor"))
