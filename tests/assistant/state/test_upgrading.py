"""Records of every earlier version, with rows in every table they had, brought up to date."""

from pathlib import Path

import pytest

from assistant.state.cases import CaseStore
from assistant.state.conversations import ConversationStore
from assistant.state.database import HEAD
from assistant.state.documents import DocumentStore
from assistant.state.files import check
from assistant.state.plans import PlanStore
from assistant.state.store import Record
from evals.faults.old_records import counted, make_record, revisions


def test_there_is_a_record_of_each_version_to_try() -> None:
    found = revisions()
    assert found[0] == "0001"
    assert found[-1] == HEAD


@pytest.mark.parametrize("revision", revisions())
def test_a_record_of_each_version_is_brought_up_to_date_with_all_its_rows(tmp_path: Path, revision: str) -> None:
    make_record(tmp_path / "record.sqlite", revision, conversations=3)
    before = counted(tmp_path / "record.sqlite")
    assert check(tmp_path / "record.sqlite").schema_version == revision
    record = Record.in_home(tmp_path)
    exchange = record.exchange("e1")
    assert (exchange.question.text, exchange.answer.status) == ("What now, 1?", "answered")
    assert [one.verdict for one in record.feedback("e1")] == ["helpful"] * (revision >= "0002")
    if revision >= "0003":
        _holds_its_case(record, revision)
    record.close()
    checked = check(tmp_path / "record.sqlite")
    assert (checked.ok, checked.schema_version, checked.problems) == (True, HEAD, [])
    after = counted(tmp_path / "record.sqlite")
    assert {table: after[table] for table in before} == before
    assert 0 not in before.values()


def _holds_its_case(record: Record, revision: str) -> None:
    assert CaseStore.beside(record).get("k1").name == "Service 1"
    documents = DocumentStore.beside(record)
    assert documents.get("k1", "d1").text == "Slow visits."
    assert [mark.verdict for mark in documents.marks("k1")] == ["past"]
    spoken = ConversationStore.beside(record)
    (waiting,) = spoken.waiting("c1")
    assert (waiting.text, waiting.replaces) == ("And then?", "e1" if revision >= "0004" else None)
    draft = spoken.draft("k1")
    assert draft is not None
    assert draft.text == "Half a thought"
    plan = PlanStore.beside(record).get("k1")
    assert (plan is not None) == (revision >= "0005")
