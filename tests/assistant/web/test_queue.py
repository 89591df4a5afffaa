"""Answers through the queue: what a page is told, in order, and what it is told when something is wrong."""

from collections.abc import Mapping
from typing import Any

import pytest

from assistant.accounts.access import OnThisMachine
from assistant.accounts.models import ALONE_HERE, Principal
from assistant.accounts.roles import Role
from assistant.assistant import Assistant
from assistant.cases import Cases
from assistant.models import Answer, Section
from assistant.settings import Settings
from assistant.state.users import User
from assistant.web.queue import answer_events, paced

QUESTION = "Schools ring the police before they ring us. What stage are we in?"


@pytest.fixture(scope="module")
def cases(assistant: Assistant) -> Cases:
    return Cases(assistant, Settings(home=assistant._services.settings.home))


def _events(
    assistant: Assistant, cases: Cases | None, message: object, sender: Principal | None = ALONE_HERE
) -> list[dict[str, Any]]:
    return list(answer_events(assistant, cases, message, sender, OnThisMachine()))


def test_a_message_of_a_case_is_taken_then_answered_and_the_answer_is_kept(assistant: Assistant, cases: Cases) -> None:
    case = cases.create("Taken")

    taken, *growing, done = _events(assistant, cases, {"text": QUESTION, "case_id": case.id})

    assert taken["event"] == "taken"
    assert [event["event"] for event in growing] == ["answer"] * len(growing) and growing
    assert done["event"] == "done"
    kept = cases.conversation(taken["conversation_id"])
    assert [exchange.id for exchange in kept.exchanges] == [taken["exchange_id"]]
    assert kept.exchanges[0].answer.model_dump(mode="json")["sections"] == done["answer"]["sections"]


def test_without_a_record_the_messages_before_come_along(assistant: Assistant) -> None:
    *_, done = _events(assistant, None, {"text": "And for stage 3?", "before": ["What is losing grip?"]})

    assert done["event"] == "done"
    assert "crisis" in done["answer"]["standalone_query"].lower()


@pytest.mark.parametrize(
    ("message", "told"),
    [
        (["not", "a", "message"], "bad_input"),
        ({"text": "Hello", "colour": "red"}, "bad_input"),
        ({"text": ""}, "bad_input"),
        ({"text": QUESTION, "case_id": "0" * 16}, "not_found"),
        ({"text": QUESTION, "conversation_id": "0" * 16}, "not_found"),
    ],
)
def test_what_is_wrong_with_a_message_is_told(assistant: Assistant, cases: Cases, message: object, told: str) -> None:
    (event,) = _events(assistant, cases, message)

    assert event["event"] == "error"
    assert event["error"]["code"] == told
    assert "Traceback" not in event["error"]["message"]


def test_nobody_is_not_answered(assistant: Assistant, cases: Cases) -> None:
    (event,) = _events(assistant, cases, {"text": QUESTION}, sender=None)

    assert event["error"]["code"] == "not_signed_in"


class LetInFor:
    """A door that holds for so many looks, as for somebody who signs out while they are answered."""

    def __init__(self, looks: int) -> None:
        self._looks = looks

    def principal(self, headers: Mapping[str, str], address: str, secure: bool) -> Principal | None:
        return None

    def holds(self, principal: Principal) -> bool:
        self._looks -= 1
        return self._looks >= 0


@pytest.mark.parametrize("looks", [0, 1, 2])
def test_whoever_signs_out_is_told_nothing_more(assistant: Assistant, cases: Cases, looks: int) -> None:
    told = list(answer_events(assistant, cases, {"text": QUESTION}, ALONE_HERE, LetInFor(looks)))

    assert [event["event"] for event in told] == [*["taken", "answer"][: max(0, looks - 1)], "error"]
    assert told[-1]["error"]["code"] == "not_signed_in"


@pytest.mark.parametrize(("role", "code"), [("administrator", "not_allowed"), ("evaluator", None)])
def test_a_role_that_does_not_ask_is_not_answered(
    assistant: Assistant, cases: Cases, role: Role, code: str | None
) -> None:
    who = Principal(user=User(id="somebody"), name="somebody", role=role)
    *_, last = answer_events(assistant, cases, {"text": QUESTION}, who, LetInFor(100))

    assert last.get("error", {}).get("code") == code


def test_a_fault_of_ours_is_one_sentence_without_what_was_typed(
    assistant: Assistant, cases: Cases, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def broken(*_: object) -> None:
        raise RuntimeError(f"while answering {QUESTION}")

    monkeypatch.setattr(Cases, "ask", broken)
    (event,) = _events(assistant, cases, {"text": QUESTION})

    assert event["error"]["code"] == "unexpected"
    assert QUESTION not in event["error"]["message"] + caplog.text


def test_a_growing_answer_is_told_at_a_pace_and_the_whole_one_always() -> None:
    def answer(sections: int, **timings: float) -> Answer:
        return Answer(
            id="a", status="answered", sections=[Section(title="t", statements=[])] * sections, timings_ms=timings
        )

    times = iter([0.0, 0.01, 0.05, 0.30, 0.31, 0.32])
    growing = [answer(0), answer(1), answer(2), answer(3), answer(4), answer(4, total=320.0)]

    told = [len(one.sections) for one in paced(iter(growing), 0.15, lambda: next(times))]

    assert told == [1, 3, 4]
