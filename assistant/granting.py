"""What a question takes for granted, searched for by itself: put right where a note denies it, the user's where none says it."""

from dataclasses import replace

from assistant.answerability import Verdict
from assistant.answerability.granted import Granted, clause_granted, held_against, looked_at, tells_own
from assistant.answerability.judge import MOST_CORRECTIONS, rarity
from assistant.answerability.premises import difference
from assistant.pipeline import Context
from assistant.services import Services
from assistant.understanding import understand


def with_granted(context: Context, services: Services) -> None:
    """Let the verdict say of the clause that a question takes for granted whether the notes deny it, or say nothing of it.

    What they plainly say, and what users tell of their own service, is no longer called a thing to check.
    """
    verdict, query = context.verdict, context.understood.query
    if verdict is None:
        return
    if tells_own(query):
        context.verdict = replace(verdict, beside=None)
        return
    clause = clause_granted(query)
    granted = _granted(clause, context, services) if clause and clause in context.screened.text else None
    if granted is not None:
        context.verdict = _told(verdict, clause, query, granted)


def _granted(clause: str, context: Context, services: Services) -> Granted | None:
    if services.claims is None:
        return None
    results = services.retriever.search(clause, k=services.settings.answer.passages, case=context.screened.case)
    found = services.selector.select(understand([clause]), results)
    units = looked_at(found)
    if not units:
        return None
    return held_against(clause, found, services.claims.check(clause, [unit.in_context for unit in units]), rarity)


def _told(verdict: Verdict, clause: str, query: str, granted: Granted) -> Verdict:
    if granted.standing == "unsaid":
        kept = tuple(unit for unit in verdict.corrections if difference(clause, unit.text))
        return replace(verdict, unsaid=clause, beside=None, corrections=kept)
    if granted.standing == "denied":
        corrections = tuple(dict.fromkeys([granted.nearest, *verdict.corrections]))[:MOST_CORRECTIONS]
        return replace(verdict, beside=None, corrections=corrections)
    if granted.standing == "said":
        rest = query.replace(clause, "")
        kept = tuple(unit for unit in verdict.corrections if difference(rest, unit.text))
        return replace(verdict, beside=None, corrections=kept)
    return verdict
