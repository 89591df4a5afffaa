"""The visitor's actions without a browser."""

import logging
from typing import Any

import pytest

from assistant.web.chat import BUSY_MESSAGE, EMPTY_MESSAGE, FAILED_MESSAGE, Chat, Screen
from assistant.web.conversation import SHOWN_IN_FULL, Conversation, conversation_html
from assistant.web.passages import LOST_PANEL


def _ask(chat: Chat, message: str, conversation: Conversation) -> list[Screen]:
    return list(chat.ask(message, conversation))


def test_an_answer_grows_and_is_announced_once_it_is_whole(fake: Any) -> None:
    conversation = Conversation()

    screens = _ask(Chat(fake), " What stage are we in? ", conversation)

    assert screens[0].box == ""
    assert len(screens) == 1 + 7 + 1
    assert screens[-1].said == "The answer is ready, with 3 sources."
    assert conversation.current is None


def test_earlier_messages_go_along_under_one_conversation_id(fake: Any) -> None:
    conversation = Conversation()
    _ask(Chat(fake), "first", conversation)
    _ask(Chat(fake), "second", conversation)

    (_, one), (turns, two) = fake.asked
    assert turns == ["first", "second"]
    assert one == two == conversation.id != ""


def test_a_new_conversation_gets_another_id(fake: Any) -> None:
    chat, conversation = Chat(fake), Conversation()
    _ask(chat, "first", conversation)
    before = conversation.id

    chat.begin_anew(conversation)
    _ask(chat, "second", conversation)

    assert conversation.messages() == ["second"]
    assert conversation.id != before


@pytest.mark.parametrize("message", ["", "  \n "])
def test_an_empty_message_is_asked_for_again(fake: Any, message: str) -> None:
    conversation = Conversation()

    (screen,) = _ask(Chat(fake), message, conversation)

    assert screen.problem == EMPTY_MESSAGE
    assert not conversation.turns


def test_a_message_that_cannot_be_read_is_given_back(fake: Any) -> None:
    conversation = Conversation()

    *_, last = _ask(Chat(fake), "this is too long", conversation)

    assert "please shorten it" in last.problem
    assert last.box == "this is too long"
    assert not conversation.turns


def test_a_failure_is_a_kind_sentence_and_logs_nothing_typed(fake: Any, caplog: pytest.LogCaptureFixture) -> None:
    conversation = Conversation()

    with caplog.at_level(logging.DEBUG):
        _ask(Chat(fake), "break on my private words", conversation)

    assert FAILED_MESSAGE in conversation_html(conversation)
    assert "RuntimeError" in caplog.text
    assert "private words" not in caplog.text


def test_a_second_question_waits_for_the_first(fake: Any) -> None:
    chat, conversation = Chat(fake), Conversation()
    running = chat.ask("first", conversation)
    next(running)

    (refused,) = _ask(chat, "second", conversation)

    assert refused.problem == BUSY_MESSAGE
    assert conversation.messages() == ["first"]


def test_stopping_keeps_what_has_arrived(fake: Any) -> None:
    chat, conversation = Chat(fake), Conversation()
    running = chat.ask("first", conversation)
    for _ in range(4):
        next(running)

    chat.stop(conversation)

    assert list(running) == []
    html = conversation_html(conversation)
    assert "Where you are" in html
    assert "You stopped this answer" in html


def test_an_answer_cut_off_from_outside_counts_as_stopped(fake: Any) -> None:
    chat, conversation = Chat(fake), Conversation()
    running = chat.ask("first", conversation)
    for _ in range(4):
        next(running)

    running.close()  # type: ignore[attr-defined]

    assert conversation.current is None
    assert conversation.turns[0].stopped


def test_a_source_opens_at_its_passage(fake: Any) -> None:
    chat, conversation = Chat(fake), Conversation()
    _ask(chat, "first", conversation)

    panel = chat.open_source(0, 1, conversation)

    assert "<mark>figures arrive late and nobody trusts them</mark>" in panel
    assert "Historical: it describes an earlier time" in panel
    assert "Nobody has checked" in panel
    assert 'rel="noopener noreferrer"' in panel


def test_a_source_without_an_address_has_no_link(fake: Any) -> None:
    chat, conversation = Chat(fake), Conversation()
    _ask(chat, "first", conversation)

    panel = chat.open_source(0, 3, conversation)

    assert "Superseded" in panel
    assert "href" not in panel


def test_titles_in_the_panel_are_escaped(fake: Any) -> None:
    chat, conversation = Chat(fake), Conversation()
    _ask(chat, "first", conversation)

    assert "&lt;heads&gt;" in chat.open_source(0, 2, conversation)


def test_the_quoted_words_stand_alone_when_the_passage_is_gone(fake: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    chat, conversation = Chat(fake), Conversation()
    _ask(chat, "first", conversation)
    monkeypatch.setattr(fake, "passage", lambda _: None)

    panel = chat.open_source(0, 1, conversation)

    assert "<blockquote><mark>figures arrive late and nobody trusts them</mark></blockquote>" in panel
    assert "Only the quoted words are at hand" in panel


@pytest.mark.parametrize(("turn", "n"), [(0, 9), (5, 1), (-1, 1)])
def test_a_source_of_another_conversation_is_not_found(fake: Any, turn: int, n: int) -> None:
    chat, conversation = Chat(fake), Conversation()
    _ask(chat, "first", conversation)

    assert chat.open_source(turn, n, conversation) == LOST_PANEL


def test_what_a_visitor_typed_is_escaped(fake: Any, hostile: str) -> None:
    conversation = Conversation()
    _ask(Chat(fake), hostile, conversation)

    assert "<img" not in conversation_html(conversation)
    assert "<script" not in conversation_html(conversation)


def test_a_long_message_is_folded(fake: Any) -> None:
    conversation = Conversation()
    _ask(Chat(fake), "word " * SHOWN_IN_FULL, conversation)

    assert "characters: show all" in conversation_html(conversation)
