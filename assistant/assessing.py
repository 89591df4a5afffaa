"""The step that stages what was said and brought along: what was withdrawn, and papers that newer ones have overtaken, do not count."""

from collections.abc import Sequence

from assistant.engine import SourceText, StageEngine
from assistant.models import Assessment, AssessmentReply, Mark, Question, Status, UserDocument
from assistant.pipeline import Context, Step, run_pipeline
from assistant.queries.stage_follow_ups import only_asks_of_a_stage
from assistant.timeline.present import many_dated, overtaken, said_of, without
from corpus.vocabulary import STAGES


def assessed(question: Question, steps: list[Step]) -> AssessmentReply:
    """Return the assessment that steps make of a question. Raises QuestionError for one that cannot be read."""
    context = Context(question, "", screened=question)
    for _ in run_pipeline(steps, context):
        pass
    assessment = context.assessment or _outside()
    return AssessmentReply(
        **assessment.model_dump(),
        id=question.id,
        status=context.status or _status(assessment),
        warnings=context.warnings,
        timings_ms=context.timings_ms,
    )


def _outside() -> Assessment:
    """The assessment of a message that is no description of a service: it was stopped before it was read for signals."""
    return Assessment(
        outcome="out_of_scope",
        stage=None,
        probabilities=dict.fromkeys(STAGES, 0.2),
        p_insufficient=0.0,
        p_out_of_scope=1.0,
        plausible=[],
        confidence=1.0,
        runner_up=None,
        signals=[],
        against=[],
        questions=[],
    )


def _status(assessment: Assessment) -> Status:
    if assessment.outcome == "insufficient":
        return "needs_evidence"
    return "out_of_scope" if assessment.outcome == "out_of_scope" else "answered"


def assess_now(context: Context, engine: StageEngine) -> None:
    """Stage what was said and brought along, without the dated papers that newer ones have overtaken; a warning says how many."""
    question = context.screened
    if context.understood.drops_documents or not many_dated(question):
        assess_text(context, engine)
        return
    old = overtaken([(paper, _alone(paper, question.marks, engine)) for paper in question.documents])
    now = without(question, old) if old else question
    assessment = _staged(context, now, engine)
    context.assessment = assessment.model_copy(update={"overtaken": [paper.title for paper in old]})
    if old:
        context.warn(said_of(old, now.documents))


def assess_text(context: Context, engine: StageEngine, explained: bool = True) -> None:
    """Stage all that was said and brought along, as the user's marks correct it."""
    context.assessment = _staged(context, context.screened, engine, explained)


def turn_name(question: Question, number: int) -> str:
    """Return what a message is called as a source, counted from 0."""
    return "question" if len(question.turns) == 1 else f"turn {number + 1}"


def _staged(context: Context, question: Question, engine: StageEngine, explained: bool = True) -> Assessment:
    texts = _texts(context, question)
    read = {text.name for text in texts}
    for mark in question.marks:
        if mark.source not in read:
            context.warn(f"A mark on {mark.source} changes nothing: what was said there has been withdrawn.")
    return engine.assess(texts, [mark for mark in question.marks if mark.source in read], explained)


def _texts(context: Context, question: Question) -> list[SourceText]:
    """Return what is read: to a follow-up the same as to the answer it follows, so messages that only ask of that are left out."""
    documents = [] if context.understood.drops_documents else question.documents
    follows = context.understood.follow_up is not None
    turns = [
        SourceText(turn_name(question, number), question.turns[number])
        for number in context.understood.kept_turns
        if question.turns[number].strip() and not (follows and only_asks_of_a_stage(question.turns[number]))
    ]
    return turns + [_as_text(document) for document in documents]


def _alone(paper: UserDocument, marks: Sequence[Mark], engine: StageEngine) -> Assessment:
    return engine.assess([_as_text(paper)], [mark for mark in marks if mark.source == paper.title], explained=False)


def _as_text(paper: UserDocument) -> SourceText:
    return SourceText(paper.title, paper.text, paper.date)
