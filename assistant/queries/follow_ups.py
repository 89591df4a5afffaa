"""A follow-up made to stand alone: which earlier question it leans on, for what, and the sentence with that put in.

Works by rules on the conversation alone: each message is rewritten in turn, so that a later one leans on questions that already
stand alone. The same conversation always gives the same query.
"""

import re
from collections.abc import Sequence

from assistant.guardrails import check_message
from assistant.queries.borrowing import borrowed, in_its_stage, leans
from assistant.queries.corrections import corrected
from assistant.queries.entities import entities_in
from assistant.queries.memory import Asked, asked, of_account
from assistant.queries.pairs import with_both
from assistant.queries.returning import returned
from assistant.queries.stage_follow_ups import is_long_account
from assistant.queries.substitution import substituted
from assistant.queries.turns import LONG_ASK, Turn, breaks_off, is_about_a_child, is_chatter, read_turn
from assistant.queries.withdrawals import names_another, parts_withdrawn, withdraws
from assistant.queries.words import normal, words_of

_TELLS = 12
"""Words told before a question from which it needs nothing of earlier messages."""


def standalone_query(turns: Sequence[str]) -> str:
    """Return the last of `turns` as a query that needs none of the others; itself where it already does.

    `turns` are those that still hold: what was withdrawn is left out before.
    """
    if len(turns) == 1:
        return turns[0]
    return _rewritten(turns[-1], _history(turns))[0] or turns[-1]


def asks_of_an_account(turns: Sequence[str]) -> bool:
    """Return whether the last of `turns` comes after an account of a service and names no subject of its own."""
    history = _history(turns)
    return bool(history) and history[-1].account and _names_no_subject(read_turn(turns[-1]))


def leans_on_an_account(turns: Sequence[str]) -> bool:
    """Return whether the last of `turns`, which asks of an account, cannot be understood without it."""
    return leans(read_turn(turns[-1]).ask, _history(turns)[-1])


def _history(turns: Sequence[str]) -> list[Asked]:
    """Return what is remembered of the messages before the last."""
    history: list[Asked] = []
    for turn in turns[:-1]:
        _remember(history, turn)
    return history


def _names_no_subject(turn: Turn) -> bool:
    """Return whether a message asks something, goes on, and names nothing that the corpus has a name for."""
    named = any(e.strong and e.kind != "year" for e in entities_in(turn.ask))
    return turn.move == "on" and bool(turn.ask) and not named and not _says_enough(turn)


def _remember(history: list[Asked], text: str) -> None:
    """Add what a message asks to the history; one about a child's case or in danger is no part of the conversation."""
    withdrawn = frozenset(normal(parts_withdrawn(text)).split())
    if withdrawn and history:
        last = history[-1]
        history[-1] = asked(last.query, last.own, last.told, None, last.withdrawn | withdrawn)
        return
    slip = bool(history) and names_another(text, history[-1].query)
    if breaks_off(text):
        history.append(Asked("", "", "", ()))
        return
    if (withdraws(text) and not slip) or not text.strip() or is_chatter(text) or is_stopped(text):
        return
    query, turn, replaces = _rewritten(text, history)
    if is_long_account(text) or (history and history[-1].account and _names_no_subject(turn)):
        history.append(of_account(query or turn.ask, turn.ask, turn.told))
        return
    before = history[-1] if history and turn.move != "shift" else None
    if replaces:
        before = history[-2] if len(history) > 1 else None
        history.pop()
    history.append(asked(query or turn.ask, query if replaces else turn.ask, turn.told, before))


def is_stopped(text: str) -> bool:
    """Return whether a message is about danger, one child or misuse."""
    return check_message(text) is not None or is_about_a_child(text)


def _rewritten(text: str, history: Sequence[Asked]) -> tuple[str, Turn, bool]:
    """Return the query (empty where the message stands alone), the message taken apart, and whether it corrects the question before it."""
    turn = read_turn(text)
    if turn.move == "shift":
        return turn.ask or turn.told, turn, False
    if (
        not history
        or (withdraws(text) and not names_another(text, history[-1].query))
        or not turn.ask
        or len(words_of(text)) > 2 * LONG_ASK
    ):
        return "", turn, False
    if turn.move == "return":
        return returned(turn, history), turn, False
    if turn.move == "correct" and (query := corrected(turn, history[-1])):
        return query, turn, True
    if _says_enough(turn):
        return in_its_stage(text, turn.ask, history[-1]), turn, False
    ask = turn.ask
    query = (
        with_both(ask, history)
        or substituted(ask, history)
        or (borrowed(ask, history[-1]) if leans(ask, history[-1]) else "")
    )
    return (_with_told(turn, query) if query else ""), turn, False


def _says_enough(turn: Turn) -> bool:
    """Return whether what a message tells before its question makes that plain."""
    return len(words_of(turn.told)) >= _TELLS or any(e.strong and e.kind != "year" for e in entities_in(turn.told))


def _with_told(turn: Turn, query: str) -> str:
    """Put what a short message tells before its question in front of the query, without what it says is not meant."""
    told = [s for s in re.split(r"(?<=[.?!])\s+", turn.told) if s and not s.lower().startswith("not ")]
    return " ".join([*told, query])
