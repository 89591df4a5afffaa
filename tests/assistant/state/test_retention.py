"""What has been still for as long as the settings say is deleted for good, with its text; what is in use stays."""

import asyncio
import contextlib
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from assistant.accounts.audit import Audit
from assistant.assistant import Assistant
from assistant.cases import Cases
from assistant.settings import Settings
from assistant.state.cases import CaseStore
from assistant.state.conversations import ConversationStore
from assistant.state.database import FILE
from assistant.state.documents import DocumentStore
from assistant.state.feedback import give_feedback
from assistant.state.files import backup, restore
from assistant.state.plans import PlanStore
from assistant.state.store import Record
from assistant.state.tables import CaseRow, ConversationRow, DocumentRow, DraftRow, ExchangeRow, FeedbackRow, PlanRow
from assistant.state.upkeep import purge_still
from assistant.web.application import purging
from tests.assistant.state.made import kept
from tests.loops import run as in_loop

PRESENT = datetime.now(UTC)
PAPER = {
    "name": "p.txt", "title": "p", "date": None, "kind": "text", "sha256": "a" * 64, "words": 1, "text": "p", "warnings": [], "kept": False,
}  # fmt: skip


def _age(record: Record, days: int, case: str | None = None, conversation: str | None = None) -> None:
    """Let a case or a conversation be so many days old."""
    moment = PRESENT - timedelta(days=days)
    with record.engine.begin() as connection:
        if case is not None:
            connection.execute(update(CaseRow).where(CaseRow.id == case).values(changed=moment))
        if conversation is not None:
            of = ExchangeRow.conversation_id == conversation
            connection.execute(update(ExchangeRow).where(of).values(asked_at=moment))
            connection.execute(
                update(ConversationRow).where(ConversationRow.id == conversation).values(started_at=moment)
            )


def test_cases_and_conversations_that_were_still_too_long_go_and_others_stay(record: Record) -> None:
    store = CaseStore.beside(record)
    still, used = store.create("Still"), store.create("Used")
    old, new = kept(record, "old", conversation="c1"), kept(record, "new", conversation="c2")
    _age(record, 100, case=still.id)
    _age(record, 100, conversation="c1")
    _age(record, 80, conversation="c2")
    assert purge_still(record.engine, PRESENT, days=90) == (1, 1)
    assert [case.id for case in store.listed()] == [used.id]
    assert [listed.id for listed in record.history()] == [new]
    assert old != new
    assert purge_still(record.engine, PRESENT, days=90) == (0, 0)


def test_a_conversation_that_goes_on_is_as_old_as_its_last_exchange(record: Record) -> None:
    kept(record, "old", conversation="c1")
    _age(record, 100, conversation="c1")
    kept(record, "new", conversation="c1")
    assert purge_still(record.engine, PRESENT, days=90) == (0, 0)


def test_a_clock_far_ahead_takes_nothing(record: Record) -> None:
    kept(record, "said")
    assert purge_still(record.engine, PRESENT + timedelta(days=4_000), days=90) == (0, 0)
    assert purge_still(record.engine, PRESENT + timedelta(days=91), days=90) == (0, 1)


def test_a_message_that_waits_and_a_draft_count_as_a_change(record: Record) -> None:
    store, conversations = CaseStore.beside(record), ConversationStore.beside(record)
    waited, drafted, still = (store.create(name).id for name in ("Waited", "Drafted", "Still"))
    inside, alone = conversations.begin(waited).id, conversations.begin().id
    for conversation in (inside, alone):
        conversations.take(conversation, "nobody has answered this yet")
    conversations.save_draft(drafted, "not sent yet")
    _age(record, 100, conversation=alone)
    for case in (waited, drafted, still):
        _age(record, 100, case=case)

    assert purge_still(record.engine, PRESENT, days=90) == (1, 0)
    assert purge_still(record.engine, PRESENT + timedelta(days=91), days=90) == (2, 1)
    assert store.listed() == []


def test_with_a_moved_clock_papers_plans_and_drafts_go_with_the_case_and_the_audit_log_stays(record: Record) -> None:
    store, audit = CaseStore.beside(record), Audit(record.engine)
    case = store.create("Over").id
    DocumentStore.beside(record).add(case, PAPER)
    PlanStore.beside(record).save(case, ["an action"], 0)
    ConversationStore.beside(record).save_draft(case, "a draft")
    exchange = kept(record, "said", conversation="c1")
    give_feedback(record, exchange, "wrong", note="no")
    audit.add("a thing", target=case)
    tables = (DocumentRow, PlanRow, DraftRow, ExchangeRow, FeedbackRow, CaseRow, ConversationRow)

    def counts() -> set[int]:
        with Session(record.engine) as session:
            return {session.scalar(select(func.count()).select_from(table)) or 0 for table in tables}

    assert purge_still(record.engine, PRESENT + timedelta(days=89), days=90) == (0, 0)
    assert counts() == {1}
    assert purge_still(record.engine, PRESENT + timedelta(days=91), days=90) == (1, 1)
    assert counts() == {0}
    assert [line.target for line in audit.lines()] == [case]


def test_what_is_over_its_time_in_a_backup_that_is_put_back_goes_at_the_next_start(tmp_path: Path) -> None:
    record = Record.in_home(tmp_path)
    case = CaseStore.beside(record).create("Old").id
    _age(record, 100, case=case)
    CaseStore.beside(record).create("New")
    record.close()
    backup(tmp_path / FILE, tmp_path / "copy.sqlite")
    restore(tmp_path / "copy.sqlite", tmp_path / FILE, force=True)
    settings = Settings.model_validate({"home": tmp_path, "record": {"keep_days": 90}})

    assistant = Assistant.prepared(settings)
    cases = Cases(assistant, settings)

    assert cases.tidy().still == 1
    assert [one.name for one in cases.store.listed()] == ["New"]
    cases.record.close()


@pytest.fixture
def cases(assistant: Assistant, tmp_path: Path) -> Cases:
    settings = Settings.model_validate({"home": tmp_path, "record": {"keep_days": 30, "originals": True}})
    record = Record.in_home(tmp_path)
    return Cases(Assistant(settings, record, lambda: pytest.fail("no model is needed to delete")), settings)


def test_nothing_of_it_is_left_on_disk_and_the_originals_go_too(cases: Cases, tmp_path: Path) -> None:
    secret = "the-words-that-must-go"
    case = cases.create(secret)
    paper = tmp_path / "paper.txt"
    paper.write_text(secret)
    cases.originals.keep(case.id, "a" * 64, paper)
    paper.unlink()
    _age(cases.record, 31, case=case.id)
    tidied = cases.tidy()
    assert (tidied.still, tidied.cases) == (1, 0)
    assert "record.keep_days" in " ".join(tidied.lines())
    assert not list((tmp_path / "originals").glob("*/*"))
    cases.record.close()
    assert not [path for path in tmp_path.rglob("*") if path.is_file() and secret.encode() in path.read_bytes()]


def test_it_is_done_again_while_the_application_runs(cases: Cases) -> None:
    case = cases.create("Still")
    _age(cases.record, 31, case=case.id)

    async def runs() -> None:
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(purging(cases, hours=0.0001), 3)

    in_loop(runs())
    assert cases.store.listed() == []


def test_without_the_setting_nothing_goes_by_itself(cases: Cases) -> None:
    case = cases.create("Still")
    _age(cases.record, 360, case=case.id)
    settings: Any = cases.settings
    settings.record.keep_days = None
    assert cases.purge_over() == 0
    assert [one.id for one in cases.store.listed()] == [case.id]
