"""The adviser's bench: what reads the papers of a service one by one, for a plan, a line over time, or a comparison."""

import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import date

from assistant.assessing import assessed
from assistant.citations import CitationBook
from assistant.comparing.climbed import Climbers
from assistant.comparing.joining import joined
from assistant.comparing.models import Comparison, Side
from assistant.comparing.sides import Service, checked, side_of
from assistant.composers.next_steps import NextSteps, described
from assistant.errors import QuestionError
from assistant.models import MOST_ACTIONS, AssessmentReply, Mark, Question, UserDocument
from assistant.opening import Parts
from assistant.plans import PlanCheck
from assistant.plans.days import day_of_papers
from assistant.relevance import Ranker
from assistant.steps import steps_to_read
from assistant.timeline import Changes, Timeline, changes_between, trace
from assistant.timeline.present import many_dated, now_of
from corpus.hygiene import clean

PAPERS_AT_ONCE = 2
"""Papers of one service read at the same time: while one waits for its sentences' vectors, the other is cut and counted."""


class Bench:
    """Checks plans, draws lines and compares services with the parts in use."""

    def __init__(self, parts: Parts) -> None:
        self._services, self._plans = parts.services, parts.plans

    def plan_check(self, situation: Question, actions: Sequence[str]) -> PlanCheck:
        """As `Assistant.plan_check`."""
        begun = time.perf_counter()
        _check_actions(actions)
        now, notes = situation, list[str]()
        if many_dated(situation):
            now, notes = now_of(situation, self._papers(situation.documents, situation.marks))
        return self._plan_check(now, self._read(now), notes, actions, begun)

    def timeline(self, documents: Sequence[UserDocument], id: str, marks: Sequence[Mark]) -> Timeline:
        """As `Assistant.timeline`."""
        begun = time.perf_counter()
        return _line(self._papers(documents, marks), id, begun)

    def changes(
        self,
        documents: Sequence[UserDocument],
        since: date | None,
        until: date | None,
        plans: Sequence[tuple[str, str]],
        id: str,
        marks: Sequence[Mark],
    ) -> Changes:
        """As `Assistant.changes`."""
        begun = time.perf_counter()
        papers = self._papers(documents, marks)
        found = changes_between(papers, since, until, plans, id, lambda one: self._read(_alone(one, marks)))
        warnings = [warning for _, reply in papers for warning in reply.warnings] + found.warnings
        return found.model_copy(update={"warnings": warnings, "timings_ms": {"total": _since(begun)}})

    def compare(self, services: Sequence[Service], id: str) -> Comparison:
        """As `Assistant.compare`."""
        begun, book = time.perf_counter(), CitationBook()
        retriever, embedder = self._services.retriever, self._plans.embedder
        steps = NextSteps(retriever, Ranker(embedder))
        sides = [self._side(service, steps, book) for service in checked(services)]
        found = joined(sides, Climbers(retriever, embedder), book, id)
        return found.model_copy(update={"timings_ms": {"total": _since(begun)}})

    def _side(self, service: Service, steps: NextSteps, book: CitationBook) -> Side:
        begun, asked = time.perf_counter(), service.situation
        if service.plan:
            _check_actions(service.plan)
        papers = self._papers(asked.documents, asked.marks) if asked.documents else []
        now, notes = now_of(asked, papers)
        reply = self._read(now)
        check = self._plan_check(now, reply, notes, service.plan, begun) if service.plan else None
        reply = reply.model_copy(update={"warnings": [*reply.warnings, *notes]})
        line = _line(papers, "", begun) if papers else None
        return side_of(service, reply, steps.steps(reply, described(reply)), line, check, book)

    def _plan_check(
        self, now: Question, reply: AssessmentReply, notes: Sequence[str], actions: Sequence[str], begun: float
    ) -> PlanCheck:
        """Return the check of a plan against the papers of now and their assessment."""
        texts = [*now.turns, *(document.text for document in now.documents)]
        told = [clean(text).text for text in texts]  # sentences of these are shown beside the actions
        as_of = day_of_papers((document.date for document in now.documents), date.today())
        bare = [clean(action).text.strip() for action in actions]
        checked = self._plans.check(reply, bare, told, as_of)
        warnings = [*checked.warnings, *notes]
        return checked.model_copy(update={"warnings": warnings, "timings_ms": {"total": _since(begun)}})

    def _read(self, question: Question, explained: bool = True) -> AssessmentReply:
        """Return the assessment of all that was brought along. Raises QuestionError."""
        return assessed(question, steps_to_read(self._services, explained))

    def _papers(
        self, documents: Sequence[UserDocument], marks: Sequence[Mark]
    ) -> list[tuple[UserDocument, AssessmentReply]]:
        """Return each paper with its assessment by itself, not explained. Raises QuestionError."""
        if not documents:
            raise QuestionError("there are no documents; give two or more dated papers of one service")
        with ThreadPoolExecutor(PAPERS_AT_ONCE, thread_name_prefix="paper") as pool:
            replies = list(pool.map(lambda one: self._read(_alone(one, marks), explained=False), documents))
        return list(zip(documents, replies, strict=True))


def _line(papers: Sequence[tuple[UserDocument, AssessmentReply]], id: str, begun: float) -> Timeline:
    """Return the line that papers draw which have been read."""
    traced = trace(papers, id)
    warnings = [warning for _, reply in papers for warning in reply.warnings] + traced.warnings
    return traced.model_copy(update={"warnings": warnings, "timings_ms": {"total": _since(begun)}})


def _check_actions(actions: Sequence[str]) -> None:
    """Raise QuestionError for a plan that cannot be checked."""
    if not actions or not all(action.strip() for action in actions):
        raise QuestionError("the plan has no action or an empty one; give each action a few words of its own")
    if len(actions) > MOST_ACTIONS:
        raise QuestionError(f"{len(actions)} actions, more than {MOST_ACTIONS}; check the plan in parts")


def _alone(document: UserDocument, marks: Sequence[Mark]) -> Question:
    """Return a paper as what is to be assessed by itself, with the marks on it."""
    return Question(turns=[""], documents=[document], marks=[m for m in marks if m.source == document.title])


def _since(begun: float) -> float:
    return round(1000 * (time.perf_counter() - begun), 1)
