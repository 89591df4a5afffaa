"""The step `retrieve`: passages, the sentences chosen from them, and whether these answer the question."""

from dataclasses import replace

from assistant.composers.figures import figures_asked_about
from assistant.granting import with_granted
from assistant.messages.judging import is_inside, may_be_outside, seems_outside
from assistant.models import Intent
from assistant.own_papers import read_papers
from assistant.pipeline import Context
from assistant.queries.comebacks import asks_for_a_comeback
from assistant.queries.parts import parts_of
from assistant.queries.sides import sides_of
from assistant.scope import in_scope, is_task_of_the_field, names_term, speaks_of_the_trade
from assistant.selection.histories import histories_found
from assistant.selection.parts import with_parts
from assistant.selection.sides import is_general, sides_found
from assistant.services import Services
from assistant.terms import terms_touched
from assistant.understanding import asks_what_regrip_is
from assistant.unknown import unknown_in

_FOR_COUNCILS: tuple[Intent, ...] = ("case_example", "fact", "guidance")
HISTORY_PASSAGES = 60
"""Passages looked at of the notes on councils, of some four hundred."""
MOST_TERMS = 3
"""Lines of the glossary beside an answer that found no source."""


def retrieve(context: Context, services: Services) -> None:
    """Find passages, and stop when nothing in the corpus bears on the question.

    What is asked of the user's own papers is looked for in these, and what they show to have changed needs no passage.
    """
    understanding = context.understood
    if context.course is not None:
        return
    if understanding.intent == "about" and asks_what_regrip_is(context.screened.text):
        return
    if context.asked_papers is not None:
        context.own = read_papers(context.asked_papers, services.ranker)
        return
    queries = [understanding.query[:1000]]
    if context.assessment and context.assessment.signals:
        queries.append(" ".join(signal.quote for signal in context.assessment.signals[:6])[:1000])
    for query in queries:
        held = {result.chunk_id for result in context.results}
        found = services.retriever.search(query, k=services.settings.answer.passages, case=context.screened.case)
        context.results += [result for result in found if result.chunk_id not in held]
        context.relevance = max([context.relevance, *(result.cosine or 0.0 for result in found)])
    if understanding.intent == "stage_and_next":
        return
    context.selection = services.selector.select(understanding, context.results)
    if understanding.intent == "about" or (context.assessment is not None and context.assessment.stage is not None):
        return
    context.verdict = services.judge.judge(context.selection)
    if _answered_otherwise(context):
        context.verdict = replace(context.verdict, declines=False, doubts=False)
    with_granted(context, services)
    _lead_with_each_part(context, services)
    _set_beside(context, services)
    _find_histories(context, services)
    context.missing += unknown_in(understanding, services.retriever, context.screened.case, services.newest_year)
    least = services.settings.answer.least_relevance
    sure = context.reading is not None and is_inside(context.reading)
    if context.terms:
        return
    task = is_task_of_the_field(understanding.query)
    if (not task and _is_unanswered_outside(context, services)) or (
        not (sure or task)
        and not in_scope(understanding.query, context.relevance, least)
        and not names_term(understanding.query, services.retriever.terms())
    ):
        context.status = "out_of_scope"
    elif context.missing or context.verdict.declines:
        context.status = "no_source_found"
        context.terms = terms_touched(context.screened.text, services.retriever.glossary())[:MOST_TERMS]


def _lead_with_each_part(context: Context, services: Services) -> None:
    """Let a question that plainly has several parts be answered from a search for each.

    What was judged of the whole stays, unless it declines where each part has a lead and none is to be declined by itself.
    """
    understanding = context.understood
    parts = () if context.terms or understanding.intent == "comparison" else parts_of(understanding.query)
    if not parts or context.selection is None or context.verdict is None:
        return
    case, most = context.screened.case, -(-2 * services.settings.answer.passages // 3)
    found = with_parts(
        context.selection,
        context.results,
        parts,
        lambda part: services.retriever.search(part, k=most, case=case),
        services.selector,
    )
    if context.verdict.declines:
        verdicts = [services.judge.judge(part) for part in found.parts]
        if len(found.selection.leads) < len(parts) or any(verdict.declines for verdict in verdicts):
            return
        context.verdict = replace(context.verdict, declines=False, doubts=any(verdict.doubts for verdict in verdicts))
    context.selection = found.selection
    context.results += found.further


def _set_beside(context: Context, services: Services) -> None:
    """Find what is known of each side of a comparison. With that it is answered, and in no doubt where nothing else is asked."""
    understanding = context.understood
    if understanding.intent != "comparison" or understanding.stages or context.terms or context.verdict is None:
        return
    most = services.settings.answer.passages
    context.sides = sides_found(
        understanding,
        sides_of(understanding.query),
        services.retriever,
        lambda text, only: services.retriever.search(text, k=most, only=only),
        services.selector,
    )
    if context.sides:
        doubts = context.verdict.doubts and not is_general(understanding.query)
        context.verdict = replace(context.verdict, declines=False, doubts=doubts)


def _find_histories(context: Context, services: Services) -> None:
    """Find the councils that a question for such asks for. Where notes tell of what it names it is answered, and in no doubt."""
    understanding = context.understood
    if context.terms or understanding.places or context.verdict is None or not asks_for_a_comeback(understanding.query):
        return
    if understanding.intent not in _FOR_COUNCILS or context.sides:
        return
    found = histories_found(
        understanding,
        services.retriever,
        lambda text, only: services.retriever.search(text, k=HISTORY_PASSAGES, only=only),
        services.selector,
    )
    context.histories = found if found.sides else None
    if found.told:
        context.verdict = replace(context.verdict, declines=False, doubts=False, beside=None, unjoined=None)


def _is_unanswered_outside(context: Context, services: Services) -> bool:
    """Return whether a message that seems to be about another matter is not plainly answered in words of the trade."""
    if context.reading is None or not may_be_outside(context.reading):
        return False
    strange = not speaks_of_the_trade(context.understood.query)
    if not seems_outside(context.reading):
        return strange and not names_term(context.understood.query, services.retriever.terms())
    verdict = context.verdict
    plainly = verdict is not None and not verdict.declines and not verdict.doubts
    return not plainly or strange


def _answered_otherwise(context: Context) -> bool:
    """Return whether a page answers, whatever sentences were found: that of a stage named, or the comparator of the user's figure."""
    understanding = context.understood
    return bool(understanding.stages or context.terms) or (
        understanding.intent == "measure" and bool(figures_asked_about(context.screened.text))
    )
