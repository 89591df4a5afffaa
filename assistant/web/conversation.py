"""One visitor's conversation: what is kept between clicks, and how it looks. Never shared between visitors."""

from dataclasses import dataclass, field
from html import escape
from uuid import uuid4

from assistant.models import Answer, Citation
from assistant.rendering import answer_html

SHOWN_IN_FULL = 600
"""Characters of a message shown before the rest is folded away: a pasted report must not push the answer off the screen."""


@dataclass
class Turn:
    """A message and the answer to it. `problem` stands in the answer's place when there is none."""

    message: str
    answer: Answer | None = None
    problem: str = ""
    stopped: bool = False

    def citation(self, n: int) -> Citation | None:
        """Return citation `n` of the answer, if it has one."""
        found = [each for each in (self.answer.citations if self.answer else []) if each.n == n]
        return found[0] if found else None


@dataclass
class Conversation:
    """The turns of one visitor, oldest first. `current` is the turn being answered.

    `id` is given with the first message and not before: Gradio copies one empty conversation for every visitor.
    """

    id: str = ""
    turns: list[Turn] = field(default_factory=list)
    current: Turn | None = None

    def start(self, message: str) -> Turn:
        """Add a turn for `message` and make it the one being answered."""
        self.id = self.id or uuid4().hex
        self.current = Turn(message)
        self.turns.append(self.current)
        return self.current

    def finish(self) -> None:
        """Say that nothing is being answered any more."""
        self.current = None

    def stop(self) -> None:
        """End the turn being answered, keeping what has arrived."""
        if self.current is not None:
            self.current.stopped = True
        self.current = None

    def take_back(self, turn: Turn) -> None:
        """Remove a turn whose message could not be read, so that it is not sent again with the next one."""
        self.turns.remove(turn)
        self.current = None

    def clear(self) -> None:
        """Begin anew, in place: a running answer sees that its turn is gone and ends."""
        self.id, self.turns, self.current = "", [], None

    def messages(self) -> list[str]:
        """Return what the visitor has typed, oldest first."""
        return [turn.message for turn in self.turns]

    def citation(self, turn: int, n: int) -> Citation | None:
        """Return citation `n` of turn number `turn`; None for anything that this conversation does not hold."""
        return self.turns[turn].citation(n) if 0 <= turn < len(self.turns) else None


def conversation_html(conversation: Conversation) -> str:
    """Return all turns as HTML. `data-turn` on each tells whose citation was clicked."""
    return "".join(
        _turn_html(turn, number, turn is conversation.current) for number, turn in enumerate(conversation.turns)
    )


def _turn_html(turn: Turn, number: int, running: bool) -> str:
    return (
        f'<article class="turn" data-turn="{number}"><h2 tabindex="-1">You asked</h2>{_message_html(turn.message)}'
        f'<div class="answer" aria-busy="{"true" if running else "false"}">{_reply_html(turn, running)}</div></article>'
    )


def _message_html(message: str) -> str:
    if len(message) <= SHOWN_IN_FULL:
        return f'<p class="message">{escape(message)}</p>'
    rest = f"{len(message):,} characters: show all"
    return (
        f'<p class="message">{escape(message[:SHOWN_IN_FULL].rstrip())}…</p>'
        f'<details class="message-rest"><summary>{rest}</summary><p class="message">{escape(message)}</p></details>'
    )


def _reply_html(turn: Turn, running: bool) -> str:
    begun = turn.answer is not None and bool(turn.answer.sections)
    parts = [answer_html(turn.answer)] if turn.answer is not None and (begun or not running) else []
    if turn.problem:
        parts.append(f'<p class="problem">{escape(turn.problem)}</p>')
    if turn.stopped:
        parts.append('<p class="stopped">You stopped this answer, so it is not complete.</p>')
    if running:
        parts.append(f'<p class="pending">{"More is coming…" if begun else "Reading what you wrote…"}</p>')
    return "".join(parts)
