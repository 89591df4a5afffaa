"""A message asked again or in other words: its answer takes the place of the last one, and nothing else is ever lost."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from assistant.errors import Conflict
from assistant.models import Answer, Question
from assistant.state.store import Record
from tests.assistant.state.worlds import World, make_world, stores


def answered(world: World, waiting: str, *turns: str) -> None:
    """Keep the answer of a message that waits."""
    question, answer = Question(turns=list(turns)), Answer(id="", exchange_id=waiting, status="answered")
    world.record.keep(world.conversation, question, answer)


def kept(world: World) -> list[str]:
    return [exchange.id for exchange in world.record.conversation(world.conversation)]


def test_what_is_replaced_goes_with_its_feedback_and_marks_when_the_answer_is_kept(record: Record) -> None:
    world, (_, documents, conversations) = make_world(record), stores(record)
    documents.add_marks(world.case, [{"conversation_id": world.conversation, "turn": 1, "verdict": "past"}])
    new = conversations.take(world.conversation, "What first?", replaces=world.exchange)
    assert kept(world) == [world.exchange] and record.feedback(world.exchange) != []
    assert [w.replaces for w in conversations.waiting(world.conversation)] == [None, world.exchange]
    answered(world, new.id, "What first?")
    assert kept(world) == [new.id] and record.feedback(world.exchange) == []
    assert [mark.id for mark in documents.marks(world.case)] == [world.mark]
    assert [w.id for w in conversations.waiting(world.conversation)] == [world.waiting]


def test_marks_on_earlier_turns_stay(record: Record) -> None:
    world, (_, documents, conversations) = make_world(record), stores(record)
    answered(world, world.waiting, "What now?", "And then?")
    turns = [{"conversation_id": world.conversation, "turn": turn, "verdict": "past"} for turn in (1, 2)]
    documents.add_marks(world.case, turns)
    new = conversations.take(world.conversation, "And after that?", replaces=world.waiting)
    answered(world, new.id, "What now?", "And after that?")
    assert kept(world) == [world.exchange, new.id]
    assert [mark.turn for mark in documents.marks(world.case)] == [None, 1]


def test_only_the_last_exchange_of_the_conversation_can_be_replaced(record: Record) -> None:
    world, (_, _, conversations) = make_world(record), stores(record)
    elsewhere = conversations.begin(world.case).id
    answered(world, world.waiting, "What now?", "And then?")
    for conversation, replaced in ((world.conversation, world.exchange), (elsewhere, world.waiting), (elsewhere, "x")):
        with pytest.raises(Conflict, match=f"{replaced}: only the last message"):
            conversations.take(conversation, "x", replaces=replaced)
    assert conversations.waiting(world.conversation) == conversations.waiting(elsewhere) == []


def test_an_exchange_that_another_tab_has_built_on_stays(record: Record) -> None:
    world, (_, _, conversations) = make_world(record), stores(record)
    new = conversations.take(world.conversation, "What first?", replaces=world.exchange)
    answered(world, world.waiting, "What now?", "And then?")
    answered(world, new.id, "What first?")
    assert kept(world) == [world.exchange, world.waiting, new.id]


def test_of_messages_that_replace_the_same_exchange_one_does_and_the_others_stand_after_it(record: Record) -> None:
    world, (_, _, conversations) = make_world(record), stores(record)
    taken = [conversations.take(world.conversation, f"{n}", replaces=world.exchange).id for n in range(6)]
    with ThreadPoolExecutor(6) as pool:
        list(pool.map(lambda waiting: answered(world, waiting, "x"), taken))
    assert sorted(kept(world)) == sorted(taken)
    assert [w.replaces for w in conversations.waiting(world.conversation)] == [None]


def test_a_message_that_was_given_up_replaces_nothing(record: Record) -> None:
    world, (_, _, conversations) = make_world(record), stores(record)
    new = conversations.take(world.conversation, "What first?", replaces=world.exchange)
    conversations.give_up(world.conversation, new.id)
    assert kept(world) == [world.exchange]
