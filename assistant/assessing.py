"""The step that stages what was said and brought along: what was withdrawn, and papers that newer ones have overtaken, do not count."""

import re
from collections.abc import Sequence
from dataclasses import replace

from assistant.chances import is_unsure
from assistant.engine import SourceText, StageEngine
from assistant.messages.judging import is_inside, other_intent
from assistant.models import Assessment, AssessmentReply, Mark, Question, Status, UserDocument
from assistant.nearest_ask import NearestAsk
from assistant.pipeline import Context, Step, run_pipeline
from assistant.queries.change_asks import asked_of_the_course
from assistant.queries.plan_lists import without_plan
from assistant.queries.stage_follow_ups import FollowUp, only_asks_of_a_stage
from assistant.queries.turns import asks_something
from assistant.queries.weighing import in_stage
from assistant.timeline.course import course_of
from assistant.timeline.present import many_dated, now_of
from assistant.understanding import Understanding, asks_something_else
from corpus.vocabulary import STAGES

_STAGED = ("stage_and_next", "plan_check")
Read = tuple[UserDocument, Assessment]
"""A paper with its assessment by itself."""


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


def assess(context: Context, engine: StageEngine, asks: NearestAsk) -> None:
    """Stage what the user described, when the question turns on it.

    A question on an account in words of its own is answered as the follow-up that it comes nearest to, else for the stage assessed.

    A message in which no stage can be seen for sure, and which asks something else than a stage, is answered from the sources.
    """
    if context.understood.changes is not None:
        _follow_course(context, engine)
        return
    if context.understood.follow_up is not None and _followed_up(context, engine):
        return
    if context.understood.weighs:
        _put_in_stage(context, engine, context.understood.weighs)
    elif context.understood.on_account and _asked_of_account(context, engine, asks):
        return
    understanding = context.understood
    if understanding.intent not in _STAGED:
        return
    if context.background is not None:
        context.assessment = context.background
    else:
        assess_now(context, engine)
    if context.assessment is None or is_named(context.assessment):
        return
    if understanding.otherwise is not None:
        context.understanding = understanding = replace(understanding, intent=understanding.otherwise)
        if understanding.intent not in _STAGED:
            context.assessment = None
            return
    if understanding.taken_back or understanding.stated is not None:
        return
    outside = context.assessment.outcome == "out_of_scope"
    inside = context.reading is not None and is_inside(context.reading)
    if outside and not inside:
        context.status = "out_of_scope"
    elif _asks_otherwise(context) and (outside or understanding.intent == "stage_and_next"):
        context.understanding = replace(understanding, intent=other_intent(context.reading))
        context.assessment = None


def is_named(assessment: Assessment) -> bool:
    """Return whether an answer names the stage, and does not only say which stages the service lies between."""
    return assessment.stage is not None and not is_unsure(assessment.confidence)


def _asks_otherwise(context: Context) -> bool:
    """Return whether the message asks something else than a stage; beside a stage that is likeliest, only a closing question does."""
    text = context.screened.text
    likeliest = context.assessment is not None and context.assessment.stage is not None
    return asks_something_else(text) and (not likeliest or text.rstrip().endswith("?"))


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


def _follow_course(context: Context, engine: StageEngine) -> None:
    """Read each paper by itself, for what changed in them, and stage what they say now."""
    question, asked = context.screened, context.understood.changes
    assert asked is not None, "a question for the course is asked"
    papers = _each_alone(question, engine)
    assess_now(context, engine, papers)
    context.course = course_of(asked, papers, lambda paper: _alone(paper, question.marks, engine, explained=True))


def _asked_of_account(context: Context, engine: StageEngine, asks: NearestAsk) -> bool:
    """Return whether a question on an account has its answer in the assessment; one that leans on the account is asked of its stage."""
    understanding = context.understood
    kind = asks.kind(understanding.on_account)
    if kind is not None:
        context.understanding = replace(understanding, follow_up=FollowUp(kind))
        return _followed_up(context, engine)
    if understanding.leans and understanding.intent != "stage_and_next":
        _put_in_stage(context, engine, understanding.on_account)
    return False


def _put_in_stage(context: Context, engine: StageEngine, asked: str) -> None:
    """Ask something in the stage of the service described, in place of any that the query took from elsewhere."""
    assess_now(context, engine)
    made, context.assessment = context.assessment, None
    if made is not None and made.stage is not None:
        understanding = context.understood
        intent = understanding.intent if understanding.intent == "plan_check" else "guidance"
        query = in_stage(asked, made.stage)
        context.understanding = replace(understanding, intent=intent, query=query, stages=())
        context.background = made


def assess_now(context: Context, engine: StageEngine, papers: Sequence[Read] | None = None) -> None:
    """Stage what was said and brought along, without the dated papers that newer ones have overtaken; a warning says how many.

    `papers` are those brought along, each with its assessment by itself, where they have been read already.
    """
    question = context.screened
    if context.understood.drops_documents or not many_dated(question):
        assess_text(context, engine)
        return
    now, notes = now_of(question, _each_alone(question, engine) if papers is None else papers)
    old = [paper.title for paper in question.documents if not any(paper is kept for kept in now.documents)]
    context.assessment = _staged(context, now, engine).model_copy(update={"overtaken": old})
    for note in notes:
        context.warn(note)


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
    """Return what is read: to a follow-up the same as to the answer it follows, so messages that only ask of that are left out.

    So is a last one that asks of an account and tells nothing.

    The actions of a plan that a message brings to have it checked are left blank.
    """
    documents = [] if context.understood.drops_documents else question.documents
    turns = [
        SourceText(turn_name(question, number), without_plan(question.turns[number]))
        for number in context.understood.kept_turns
        if question.turns[number].strip() and not _only_asks(context.understood, question.turns, number)
    ]
    return turns + [_as_text(document) for document in documents]


def _only_asks(understanding: Understanding, turns: Sequence[str], number: int) -> bool:
    """Return whether a message only asks of an assessment, of a course or, as the last, of an account, and tells nothing."""
    follows = understanding.follow_up is not None or understanding.changes is not None
    if follows and (only_asks_of_a_stage(turns[number]) or asked_of_the_course(turns[number]) is not None):
        return True
    sentences = re.split(r"(?<=[.?!])\s+", turns[number].strip())
    return bool(understanding.on_account) and number == len(turns) - 1 and all(map(asks_something, sentences))


def _each_alone(question: Question, engine: StageEngine) -> list[Read]:
    return [(paper, _alone(paper, question.marks, engine)) for paper in question.documents]


def _alone(paper: UserDocument, marks: Sequence[Mark], engine: StageEngine, explained: bool = False) -> Assessment:
    return engine.assess([_as_text(paper)], [mark for mark in marks if mark.source == paper.title], explained)


def _as_text(paper: UserDocument) -> SourceText:
    return SourceText(paper.title, paper.text, paper.date)
