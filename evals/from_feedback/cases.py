"""An exchange with feedback as an evaluation case. What the feedback does not say stays empty, so it is not judged."""

from collections.abc import Iterator, Sequence

from assistant.models import Statement
from assistant.state.feedback import last_on_each_place, statements_at
from assistant.state.models import Exchange, Feedback
from evals.cases import ConversationCase, Expected, MustNot, Point, QuestionCase, Turn
from evals.errors import EvaluationError
from evals.from_feedback.words import phrase_of, words_of

KIND = "feedback"
_SHORT = 100


class NotACase(EvaluationError):
    """An exchange that a case cannot hold. The message names it and says why."""


def case_of(exchange: Exchange, given: Sequence[Feedback]) -> QuestionCase | ConversationCase:
    """Return the case of an exchange with the feedback on it: of several turns a conversation, of which the last is judged.

    Raises NotACase where a case could not ask the same again.
    """
    _must_be_whole(exchange)
    held = last_on_each_place(list(given))
    question = exchange.question
    expected, note = expected_of(exchange, held), "\n".join(_in_words(exchange, each) for each in held)
    documents = tuple(question.documents)
    if len(question.turns) == 1:
        return QuestionCase(
            id=exchange.id,
            asker="user",
            kind=KIND,
            question=question.text,
            documents=documents,
            expected=expected,
            note=note,
        )
    before = [Turn(question=turn, expected=Expected()) for turn in question.turns[:-1]]
    turns = (*before, Turn(question=question.text, expected=expected))
    return ConversationCase(id=exchange.id, kind=KIND, turns=turns, documents=documents, note=note)


def expected_of(exchange: Exchange, held: Sequence[Feedback]) -> Expected:
    """Return what the feedback says of a right answer, and nothing else."""
    return Expected(
        sources=tuple(dict.fromkeys(s for each in held if each.verdict == "helpful" for s in _sources(exchange, each))),
        points=tuple(point for each in held if each.verdict == "missing" for point in _points(each)),
        must_not=tuple(rule for each in held for rule in _must_not(exchange, each)),
    )


def _must_be_whole(exchange: Exchange) -> None:
    question = exchange.question
    if question.marks:
        raise NotACase(f"{exchange.id}: its reader marked signals, which a case cannot hold")
    if question.case:
        raise NotACase(f"{exchange.id}: it rests on the files of case {question.case!r}")
    if not all(turn.strip() for turn in question.turns):
        raise NotACase(f"{exchange.id}: a message without words cannot be asked again")


def _sources(exchange: Exchange, feedback: Feedback) -> Iterator[str]:
    cited = {citation.n: citation.document_id for citation in exchange.answer.citations}
    for statement in statements_at(exchange.answer, feedback):
        yield from (cited[n] for n in statement.citations if n in cited)


def _points(feedback: Feedback) -> Iterator[Point]:
    if words := words_of(feedback.note):
        yield Point(point=feedback.note, words=words)


def _must_not(exchange: Exchange, feedback: Feedback) -> Iterator[MustNot]:
    """Yield that a statement may not be said again. Of a section or a whole answer nobody said which statement it is."""
    if feedback.verdict not in ("wrong", "unsupported") or feedback.statement is None:
        return
    for statement in statements_at(exchange.answer, feedback):
        if statement.kind != "own_words" and (
            phrase := phrase_of(statement.text)
        ):  # a user's own words are never judged
            what = f"{feedback.verdict}: {feedback.note or _short(statement)}"
            yield MustNot(what=what, words=((phrase,),))


def _in_words(exchange: Exchange, feedback: Feedback) -> str:
    """Return the feedback as a line for a person."""
    place = feedback.place or "the whole answer"
    said = statements_at(exchange.answer, feedback) if feedback.statement else []
    quoted = "".join(f" “{_short(statement)}”" for statement in said)
    return f"{feedback.given_at:%Y-%m-%d} {feedback.verdict}, {place}{quoted}: {feedback.note or 'no note'}"


def _short(statement: Statement) -> str:
    words = " ".join(statement.text.split())
    return words if len(words) <= _SHORT else words[:_SHORT].rstrip() + "…"
