"""The seven steps of an answer, each a small function over the context (design section 3)."""

from collections.abc import Generator, Iterator, Sequence
from dataclasses import dataclass, replace

from assistant.answerability import Judge
from assistant.assessing import assess_now, assess_text, turn_name
from assistant.chances import is_unsure
from assistant.composers import fixed
from assistant.composers.base import Brief, Composer, DraftSection
from assistant.composers.children_unseen import children_first, tells_of_children_unseen
from assistant.composers.figures import figures_asked_about
from assistant.engine import SourceText, StageEngine, place_marks
from assistant.errors import QuestionError, StateError
from assistant.guardrails import LONGEST_MESSAGE, Finding, check_message
from assistant.language import detect_language, language_name
from assistant.language_model.model import Meter
from assistant.language_model.rewriting import Rewriter
from assistant.messages import MessageReader
from assistant.messages.judging import is_inside, is_outside, judge, other_intent, seems_outside
from assistant.messages.languages import danger_in_other_language
from assistant.models import Assessment, Question, Status, UserDocument
from assistant.pipeline import Context, Step
from assistant.queries.follow_ups import is_stopped
from assistant.queries.parts import parts_of
from assistant.queries.sides import sides_of
from assistant.queries.weighing import in_stage
from assistant.retriever import Retriever
from assistant.scope import in_scope, names_term, of_other_nation, speaks_of_the_trade
from assistant.selection import Selector
from assistant.selection.parts import with_parts
from assistant.selection.sides import is_general, sides_found
from assistant.settings import Settings
from assistant.state.base import new_id
from assistant.state.making import made_with
from assistant.state.store import Record
from assistant.terms import terms_asked_for, terms_touched
from assistant.understanding import Rewrite, Understanding, asks_something_else, asks_what_regrip_is, understand
from assistant.unknown import unknown_in
from assistant.verification import Verifier
from assistant.written import WrittenCheck
from corpus.hygiene import clean, drop_hidden
from corpus.instructions import WARNING, has_instructions

STANDARD_QUESTION = "What stage are we in, and what should we do next?"
"""Asked for a user who brings documents and no words of their own."""
MOST_TERMS = 3
"""Lines of the glossary beside an answer that found no source."""
_STAGED = ("stage_and_next", "plan_check")
_NOT_SEARCHED = (*_STAGED, "about")
"""Intents of which the passages found do not say whether a message is inside the field."""


@dataclass(frozen=True)
class Services:
    """What the steps work with; shared by all questions, holds nothing of any of them.

    `written` and `rewriter` are there where a language model is.
    """

    settings: Settings
    reader: MessageReader
    engine: StageEngine
    retriever: Retriever
    selector: Selector
    judge: Judge
    composer: Composer
    record: Record | None
    newest_year: int
    written: WrittenCheck | None = None
    rewriter: Rewriter | None = None


def steps(services: Services) -> list[Step]:
    """Return the steps of an answer in order."""
    s = services
    return [
        Step("screen", lambda c: screen(c, s.settings, s.reader)),
        Step("understand", lambda c: route(c, s.rewriter, s.retriever)),
        Step("assess", lambda c: assess(c, s.engine)),
        Step("retrieve", lambda c: retrieve(c, s)),
        Step("compose", lambda c: compose(c, s.composer, s.retriever), always=True),
        Step("verify", lambda c: verify(c, s), always=True),
        Step("record", lambda c: record(c, s.record, s.settings), always=True),
    ]


def steps_to_replay(services: Services) -> list[Step]:
    """Return the steps that make a kept answer again: what was covered is not covered anew, and nothing is kept."""
    s = services
    return [Step("screen", lambda c: screen_again(c, s.settings, s.reader)), *steps(services)[1:-1]]


def steps_to_assess(services: Services) -> list[Step]:
    """Return the steps of an assessment alone, on the papers that newer ones have not overtaken."""
    return [*_before_assessing(services), Step("assess", lambda c: assess_now(c, services.engine))]


def steps_to_read(services: Services, explained: bool) -> list[Step]:
    """Return the steps of an assessment of all that was brought along, explained or not (`StageEngine.assess`)."""
    return [*_before_assessing(services), Step("assess", lambda c: assess_text(c, services.engine, explained))]


def _before_assessing(services: Services) -> list[Step]:
    return [
        Step("screen", lambda c: screen(c, services.settings, services.reader)),
        Step("understand", route),
    ]


def screen(context: Context, settings: Settings, reader: MessageReader) -> None:
    """Check size, clean the text, and stop on danger, one child's case or misuse. Raises QuestionError.

    Marks become places here, so that no quote of theirs is kept with what is covered in the texts.
    """
    question = context.question
    _check_size(question, settings)
    turns = []
    for turn in question.turns:
        cleaned = clean(turn)
        turns.append(cleaned.text)
        for warning in cleaned.warnings:
            context.warn(warning)
        if len(turn) > LONGEST_MESSAGE and has_instructions(turn):
            context.warn(f"The pasted text: {WARNING}")
    if not turns[-1].strip():
        turns[-1] = STANDARD_QUESTION
    documents = [_screened(document, context) for document in question.documents]
    marks = place_marks(question.marks, _marked_texts(question))
    context.screened = question.model_copy(update={"turns": turns, "documents": documents, "marks": marks})
    context.screening = list(context.warnings)
    _look(context, reader)


def screen_again(context: Context, settings: Settings, reader: MessageReader) -> None:
    """Stop a question that was kept on what would stop it now. It is read as it stands: its texts are covered, its marks are places.

    What `context.screening` says of the texts as they were typed is warned of again. Raises QuestionError.
    """
    _check_size(context.question, settings)
    context.screened = context.question
    for warning in context.screening:
        context.warn(warning)
    _look(context, reader)


def _look(context: Context, reader: MessageReader) -> None:
    """Find the language, and what stops the question."""
    context.language = detect_language(context.screened.text)
    if context.language != "en":
        context.warn(
            f"The message seems to be in {language_name(context.language)}. Regrip reads and answers in English only."
        )
    context.status = _finding(context, reader)


def _marked_texts(question: Question) -> list[SourceText]:
    """All that was said and brought along, as marks point to it: before personal data is covered, which keeps every place."""
    said = [SourceText(turn_name(question, n), drop_hidden(turn)) for n, turn in enumerate(question.turns)]
    return said + [SourceText(d.title, drop_hidden(d.text)) for d in question.documents]


def _finding(context: Context, reader: MessageReader) -> Finding | None:
    """Let rules and the learned reader look at the last message; a long one is a document, which neither reads.

    The reader knows English only; danger in other languages has word lists.
    """
    text = context.screened.text
    if len(text) > LONGEST_MESSAGE:
        return None
    if danger_in_other_language(text):
        return "emergency"
    if context.language == "en" and text != STANDARD_QUESTION:
        context.reading = reader.read(context.screened.turns)
    rule = check_message(text)
    return judge(text, rule, context.reading, reader.thresholds) if context.reading else rule


def _check_size(question: Question, settings: Settings) -> None:
    limits = settings.limits
    if not question.turns[-1].strip() and not question.documents:
        raise QuestionError("the question is empty; type what you see in the service, or ask about guidance")
    if len(question.turns) > limits.turns:
        raise QuestionError(f"{len(question.turns)} turns, more than {limits.turns}; begin a new conversation")
    for turn in question.turns:
        if len(turn) > limits.question_chars:
            raise QuestionError(
                f"the message has {len(turn):,} characters, more than {limits.question_chars:,}; cut it or bring it as a document"
            )
    for document in question.documents:
        if not document.text.strip():
            raise QuestionError(f"document {document.title!r} is empty; leave it out or add its text")
        if len(document.text) > limits.document_chars:
            raise QuestionError(
                f"document {document.title!r} has {len(document.text):,} characters, more than {limits.document_chars:,}; cut it into parts"
            )


def _screened(document: UserDocument, context: Context) -> UserDocument:
    cleaned = clean(document.text)
    for warning in cleaned.warnings:
        context.warn(f"{document.title}: {warning}")
    if has_instructions(document.text):
        context.warn(f"{document.title}: {WARNING}")
    return document.model_copy(update={"text": cleaned.text})


def route(context: Context, rewriter: Rewriter | None = None, retriever: Retriever | None = None) -> None:
    """Find the intent, the query and what the user has withdrawn. A language model may word the query, if there is one.

    A term that the glossary explains is inside the field, however short the message that asks for it.
    """
    question = context.screened
    context.understanding = understand(
        question.turns, bool(question.documents), context.reading, _rewrite(context, rewriter)
    )
    if question.documents and context.understanding.drops_documents:
        context.warn(
            "The documents are not read, because they were withdrawn. To have them read, say that here is the right file."
        )
    if retriever is not None and not question.documents:
        context.terms = terms_asked_for(context.understanding.query, retriever.glossary())
    if context.terms and context.understanding.intent != "comparison":
        context.understanding = replace(context.understanding, intent="definition")
    if not question.documents and (of_other_nation(question.text) or _is_outside(context)):
        context.status = "out_of_scope"


def _is_outside(context: Context) -> bool:
    """Return whether a message is stopped before anything is searched for: a likely one only where a search could not tell."""
    reading, asked = context.reading, context.understood
    if reading is None or context.terms or asked.follow_up is not None or asked.taken_back:
        return False
    return is_outside(reading) or (seems_outside(reading) and asked.intent in _NOT_SEARCHED)


def _rewrite(context: Context, rewriter: Rewriter | None) -> Rewrite | None:
    if rewriter is None:
        return None

    def rewrite(turns: Sequence[str], draft: str) -> str:
        meter = Meter()
        query = rewriter.rewrite(turns, draft, meter)
        context.usage = rewriter.usage(meter) if meter.calls else None
        return query

    return rewrite


def assess(context: Context, engine: StageEngine) -> None:
    """Stage what the user described, when the question turns on it.

    A message in which no stage can be seen, and which asks something else than a stage, is answered from the sources.
    """
    if context.understood.follow_up is not None and _followed_up(context, engine):
        return
    if context.understood.weighs:
        _put_in_stage(context, engine)
    understanding = context.understood
    if understanding.intent not in _STAGED:
        return
    assess_now(context, engine)
    if context.assessment is None or context.assessment.stage is not None:
        return
    if understanding.otherwise is not None:
        context.understanding = understanding = replace(understanding, intent=understanding.otherwise)
        if understanding.intent not in _STAGED:
            context.assessment = None
            return
    if understanding.taken_back:
        return
    outside = context.assessment.outcome == "out_of_scope"
    inside = context.reading is not None and is_inside(context.reading)
    if outside and not inside:
        context.status = "out_of_scope"
    elif asks_something_else(context.screened.text) and (outside or understanding.intent == "stage_and_next"):
        context.understanding = replace(understanding, intent=other_intent(context.reading))
        context.assessment = None


def _followed_up(context: Context, engine: StageEngine) -> bool:
    """Return whether a follow-up has an assessment to be answered from; without one it is a question like any other.

    Where signs were seen and no stage, what is asked of the stage is answered with what would settle it.
    """
    understanding = context.understood
    assess_now(context, engine)
    made = context.assessment
    if made is not None and (made.stage is not None or (made.outcome == "insufficient" and made.signals)):
        context.understanding = replace(understanding, intent="stage_and_next")
        return True
    context.understanding, context.assessment = replace(understanding, follow_up=None), None
    return False


def _put_in_stage(context: Context, engine: StageEngine) -> None:
    """Ask whether an action is wise in the stage of the service described, in place of any that the query took from elsewhere."""
    assess_now(context, engine)
    made, context.assessment = context.assessment, None
    if made is not None and made.stage is not None:
        understanding = context.understood
        intent = understanding.intent if understanding.intent == "plan_check" else "guidance"
        query = in_stage(understanding.weighs, made.stage)
        context.understanding = replace(understanding, intent=intent, query=query, stages=())
        context.background = made


def retrieve(context: Context, services: Services) -> None:
    """Find passages, and stop when nothing in the corpus bears on the question."""
    understanding = context.understood
    if understanding.intent == "about" and asks_what_regrip_is(context.screened.text):
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
    _lead_with_each_part(context, services)
    _set_beside(context, services)
    context.missing += unknown_in(understanding, services.retriever, context.screened.case, services.newest_year)
    least = services.settings.answer.least_relevance
    sure = context.reading is not None and is_inside(context.reading)
    if context.terms:
        return
    if _is_unanswered_outside(context) or (
        not sure
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
    case, most = context.screened.case, -(-services.settings.answer.passages // 2)
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


def _is_unanswered_outside(context: Context) -> bool:
    """Return whether a message that seems to be about another matter is not plainly answered in words of the trade."""
    if context.reading is None or not seems_outside(context.reading):
        return False
    verdict = context.verdict
    plainly = verdict is not None and not verdict.declines and not verdict.doubts
    return not plainly or not speaks_of_the_trade(context.understood.query)


def _answered_otherwise(context: Context) -> bool:
    """Return whether a page answers, whatever sentences were found: that of a stage named, or the comparator of the user's figure."""
    understanding = context.understood
    return bool(understanding.stages or context.terms) or (
        understanding.intent == "measure" and bool(figures_asked_about(context.screened.text))
    )


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
    return composer.compose(brief)


def verify(context: Context, services: Services) -> Iterator[None]:
    """Check each section as it is made and show it; settle the status. Ended early, it ends the composer too."""
    own = "\n".join([*context.screened.turns, *(document.text for document in context.screened.documents)])
    verifier = Verifier(services.retriever.index.chunks, own, services.written)
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
        if not context.sections or (context.status == "no_source_found" and not context.book.citations):
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
    if understanding.intent == "stage_and_next" and context.assessment and not _is_named(context.assessment):
        return "needs_evidence"
    if understanding.intent == "about" or understanding.follow_up is not None:
        return "answered"
    return "answered" if context.book.citations else "no_source_found"


def _is_named(assessment: Assessment) -> bool:
    """Return whether an answer names the stage, and does not only say which stages the service lies between."""
    return assessment.stage is not None and not is_unsure(assessment.confidence)


def _brief(context: Context) -> Brief:
    """Return what a composer may use; a question stopped before it was understood counts as one for guidance."""
    return Brief(
        question=context.screened.text,
        understanding=context.understanding or Understanding("guidance", context.screened.text),
        results=context.results,
        earlier=_earlier(context),
        assessment=context.assessment,
        background=context.background,
        selection=context.selection,
        verdict=context.verdict,
        terms=context.terms,
        sides=context.sides,
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
