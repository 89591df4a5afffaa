"""Briefings of what is kept: an exchange, a conversation, a case. Each belongs to the user that the cases are of."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from assistant.briefing.changes import changes_paper
from assistant.briefing.material import Material, asking, late_notes, material_of, stage_exchange
from assistant.briefing.models import Briefing, Form
from assistant.briefing.papers import paper
from assistant.briefing.plan_words import steps_in_plan
from assistant.briefing.transcripts import answer_briefing, conversation_briefing
from assistant.errors import NotFound, QuestionError
from assistant.models import Question
from assistant.plans.models import PlanCheck
from assistant.rendering.words import readable_date
from assistant.state.models import Exchange
from assistant.timeline import Changes
from corpus.hygiene import clean

if TYPE_CHECKING:
    from assistant.assistant import Assistant
    from assistant.cases import Cases
    from assistant.state.store import Record

NOTHING_DATED = "there is no dated document to say what changed; give the documents dates, or leave out the date"
MADE_NOW = "The answer was made for this paper and is not kept."


def brief_exchange(cases: "Cases", exchange_id: str, made_on: date) -> Briefing:
    """Return a question with its answer. Raises NotFound."""
    return answer_briefing(cases.record.exchange(exchange_id), made_on)


def brief_conversation(cases: "Cases", conversation_id: str, made_on: date) -> Briefing:
    """Return a conversation whole. Raises NotFound, and QuestionError where nothing has been answered in it yet."""
    kept = cases.conversation(conversation_id)
    if not kept.exchanges:
        raise QuestionError("nothing has been answered in this conversation yet; ask something first")
    title = cases.store.get(kept.case_id).name if kept.case_id else f"Conversation of {_day(kept.exchanges[0])}"
    return conversation_briefing(kept.exchanges, title, made_on)


def brief_case(cases: "Cases", case_id: str, form: Form, made_on: date, since: str = "") -> Briefing:
    """Return the paper on a case: from its newest answer that names a stage, or from one made now, which is kept nowhere.

    With `since`, a date as people write them, only what has changed since. Raises NotFound, and QuestionError where the case is empty,
    or has no dated document to say what changed.
    """
    case, documents = cases.store.live(case_id), cases.documents.listed(case_id)
    conversations = cases.conversations.listed(case_id)
    exchange = stage_exchange([e for each in conversations for e in cases.record.conversation(each.id)])
    if exchange is None:
        material = material_now(cases.assistant, asking(cases.situation(case_id)), case.name, made_on, case.service)
    else:
        marks = [mark.made_at for mark in cases.documents.marks(case_id)]
        late = late_notes(exchange.asked_at, [document.added for document in documents], marks)
        material = material_of(exchange, case.name, case.service, late)
    if since:
        return changes_paper(material, with_dates(cases.changes(case_id, since)), form, made_on)
    if documents:
        material = replace(material, timeline=cases.timeline(case_id))
    if (kept := cases.plans.get(case_id)) is not None:
        check = cases.plan_check(case_id, [action.text for action in kept.actions])
        material = _with_check(cases.assistant, material, check, "The improvement plan of this case")
    return paper(material, form, made_on)


def conversation_material(assistant: "Assistant", record: "Record", conversation_id: str, made_on: date) -> Material:
    """Return what a paper on a conversation is made from: its newest answer that names a stage, or one made now. Raises NotFound."""
    exchanges = record.conversation(conversation_id)
    if not exchanges:
        raise NotFound(f"{conversation_id}: no conversation has this id; `regrip history` lists those that are kept")
    title = f"Conversation of {_day(exchanges[0])}"
    exchange = stage_exchange(exchanges)
    if exchange is None:
        return material_now(assistant, asking(exchanges[-1].question), title, made_on)
    return material_of(exchange, title)


def material_now(assistant: "Assistant", question: Question, title: str, made_on: date, service: str = "") -> Material:
    """Return material from an answer that is made now and kept nowhere.

    Raises QuestionError for a question that cannot be read.
    """
    screened, answer = assistant.ask_unkept(question)
    return Material(
        title=title,
        question=screened.text,
        answer=answer,
        asked_on=made_on,
        documents=screened.documents,
        service=service,
        notes=(MADE_NOW,),
    )


def with_plan(assistant: "Assistant", material: Material, actions: Sequence[str], title: str) -> Material:
    """Return the material with a plan held against the stage of what it read. Raises QuestionError for a plan without actions."""
    situation = Question(turns=[material.question], documents=list(material.documents))
    return _with_check(assistant, material, assistant.plan_check(situation, actions), clean(title).text)


def _with_check(assistant: "Assistant", material: Material, check: PlanCheck, title: str) -> Material:
    known = steps_in_plan(material.answer, check, assistant.embedder)
    return replace(material, plan=check, plan_title=title, in_plan=known)


def with_timeline(assistant: "Assistant", material: Material) -> Material:
    """Return the material with the line that its documents draw; as it is where it has none."""
    if not material.documents:
        return material
    return replace(material, timeline=assistant.timeline(material.documents))


def changed_since(assistant: "Assistant", material: Material, since: date) -> Changes:
    """Return what the material's documents say has changed. Raises QuestionError where it has no dated document."""
    if not material.documents:
        raise QuestionError(NOTHING_DATED)
    return with_dates(assistant.changes(material.documents, since))


def with_dates(changes: Changes) -> Changes:
    """Return the changes. Raises QuestionError where no dated document says anything of them."""
    if changes.before.papers == changes.after.papers == 0 and not changes.papers:
        raise QuestionError(NOTHING_DATED)
    return changes


def _day(exchange: Exchange) -> str:
    return readable_date(exchange.asked_at.date().isoformat())
