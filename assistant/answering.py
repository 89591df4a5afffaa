"""The steps `compose`, `verify` and `record`: the shape of an answer, its check section by section, and its keeping."""

from collections.abc import Generator, Iterator
from dataclasses import replace

from assistant.assessing import is_named
from assistant.composers import fixed
from assistant.composers.base import Brief, Composer, DraftSection
from assistant.composers.children_unseen import children_first, tells_of_children_unseen
from assistant.errors import StateError
from assistant.models import Status
from assistant.own_papers import own_sections
from assistant.pipeline import Context
from assistant.queries.follow_ups import is_stopped
from assistant.retriever import Retriever
from assistant.services import Services
from assistant.settings import Settings
from assistant.state.base import new_id
from assistant.state.making import made_with
from assistant.state.store import Record
from assistant.understanding import Understanding
from assistant.verification import Verifier


def compose(context: Context, composer: Composer, retriever: Retriever) -> None:
    """Choose the shape of the answer; its sections are made as the next step asks for them.

    Children unseen, unallocated or unvisited now come first, whatever is asked; then the answer is none that nothing was found for.
    """
    first = context.status in (None, "out_of_scope", "no_source_found") and tells_of_children_unseen(_heard(context))
    if first:
        context.status = None
        context.verdict = context.verdict and replace(context.verdict, corrections=(), beside=None)
    context.brief = _brief(context)
    context.drafts = _drafts(context, context.brief, composer)
    if first:
        context.drafts = children_first(context.drafts, retriever)


def _heard(context: Context) -> list[str]:
    return [*_earlier(context), context.screened.text]


def _drafts(context: Context, brief: Brief, composer: Composer) -> Iterator[DraftSection]:
    if context.status == "emergency":
        return fixed.emergency()
    if context.status == "individual_child":
        return fixed.individual_child()
    if context.status == "refused":
        return fixed.refused()
    if context.status == "out_of_scope":
        return fixed.out_of_scope()
    if context.status == "no_source_found":
        return fixed.no_source(brief)
    if context.own is not None:
        return own_sections(context.own)
    return composer.compose(brief)


def verify(context: Context, services: Services) -> Iterator[None]:
    """Check each section as it is made and show it; settle the status. Ended early, it ends the composer too."""
    own = "\n".join([*context.screened.turns, *(document.text for document in context.screened.documents)])
    verifier = Verifier(services.retriever.index.chunks, own, services.written, context.screened.documents)
    try:
        for draft in context.drafts:
            if checked := verifier.check(draft):
                context.show(context.book.section(checked), checked.continues)
                yield
    finally:
        if isinstance(context.drafts, Generator):
            context.drafts.close()
    context.dropped += verifier.dropped
    _take_over(context, context.brief)
    if context.status is None:
        context.status = _status(context)
        unfounded = context.status == "no_source_found" and context.own is None and not context.book.citations
        if not context.sections or unfounded:
            context.sections = [context.book.section(d) for d in fixed.no_source(_brief(context))]
    if context.dropped:
        context.warn(
            f"{len(context.dropped)} statements were left out because they could not be checked against their passage."
        )


def _take_over(context: Context, brief: Brief | None) -> None:
    """Take into the answer what the composer has to say of how it was made."""
    for warning in brief.warnings if brief else ():
        context.warn(warning)
    if brief and brief.usage:
        context.usage = brief.usage.after(context.usage) if context.usage else brief.usage


def _status(context: Context) -> Status:
    understanding = context.understood
    if context.course is not None:
        followed = (
            understanding.follow_up is not None and context.assessment is not None and is_named(context.assessment)
        )
        return "answered" if followed else context.course.status
    if understanding.intent == "stage_and_next" and context.assessment and not is_named(context.assessment):
        return "needs_evidence"
    if understanding.intent == "about" or understanding.follow_up is not None:
        return "answered"
    found = context.own.lines if context.own is not None else context.book.citations
    return "answered" if found else "no_source_found"


def _brief(context: Context) -> Brief:
    """Return what a composer may use; a question stopped before it was understood counts as one for guidance."""
    return Brief(
        question=context.screened.text,
        understanding=context.understanding or Understanding("guidance", context.screened.text),
        results=context.results,
        earlier=_earlier(context),
        assessment=context.assessment,
        background=context.background,
        course=context.course,
        selection=context.selection,
        verdict=context.verdict,
        terms=context.terms,
        sides=context.sides,
        histories=context.histories,
        missing=context.missing,
    )


def _earlier(context: Context) -> list[str]:
    """The messages before the last one that have not been withdrawn, without those about danger, one child or misuse."""
    turns, understanding = context.screened.turns, context.understanding
    kept = [turns[i] for i in understanding.kept_turns if i < len(turns) - 1] if understanding else []
    return [turn for turn in kept if not is_stopped(turn)]


def record(context: Context, store: Record | None, settings: Settings) -> None:
    """Keep the exchange, with what it takes to make it again; a record that cannot be written is a warning, never a lost answer."""
    if store is None:
        return
    keeping = context.keeping
    context.exchange_id, made = keeping.exchange_id or new_id(), made_with(settings, context.versions)
    try:
        store.of(keeping.user).keep(
            context.conversation_id,
            context.screened,
            context.answer(),
            made,
            context.screening,
            keeping.documents,
            waited=keeping.exchange_id is not None,
        )
    except StateError as error:
        context.exchange_id = None
        context.warn(str(error))
