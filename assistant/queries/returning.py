"""Going back to an earlier subject: "back to supervision - anything linking it to people staying?"."""

from collections.abc import Sequence

from assistant.queries.borrowing import put_in
from assistant.queries.entities import entities_in
from assistant.queries.memory import Asked
from assistant.queries.models import Entity
from assistant.queries.pairs import ordinal_in
from assistant.queries.substitution import said
from assistant.queries.turns import Turn
from assistant.queries.words import FUNCTION_WORDS, LIGHT_WORDS, normal


def returned(turn: Turn, history: Sequence[Asked]) -> str:
    """Return the question with the subject it goes back to put in."""
    subjects = _subjects(turn.what, history)
    if not turn.ask.strip(" ?.!"):
        return turn.what
    if not subjects:
        return f"{turn.ask} ({turn.what})"
    named = {e.key for e in entities_in(turn.ask)}
    return put_in(turn.ask, [e for e in subjects if e.key not in named])


def _subjects(what: str, history: Sequence[Asked]) -> list[Entity]:
    """Return what was asked about under the words of `what`: named there, named earlier, or simply asked before the last subject."""
    if found := ordinal_in(what if what.startswith("the") else f"the {what}", history):
        return [found[0]]
    if named := [e for e in entities_in(what) if e.strong]:
        return named
    words = set(normal(what).split()) - FUNCTION_WORDS - LIGHT_WORDS
    for question in reversed(history):
        same = [e for e in question.entities if _shares(words, normal(said(e)).split())]
        if same:
            return same
    if words and any(words <= set(normal(question.query).split()) for question in history):
        return [Entity("topic", what, what, 0, 0)]
    last = {e.key for e in history[-1].entities}
    for question in reversed(history[:-1]):
        if other := [e for e in question.entities if e.key not in last and e.strong]:
            return other[:2]
    return [e for e in history[-1].entities if e.strong][:2]


def _shares(words: set[str], others: Sequence[str]) -> bool:
    """Return whether a word is among the others, or one is the beginning of the other: page and pager."""
    return any(
        w == o or (min(len(w), len(o)) >= 4 and (w.startswith(o) or o.startswith(w))) for w in words for o in others
    )
