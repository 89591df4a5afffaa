"""Traces the papers of a dossier."""

import time
from dataclasses import dataclass

from assistant.assistant import Assistant
from assistant.models import UserDocument
from assistant.timeline import Timeline
from evals.cases import DossierCase


@dataclass(frozen=True)
class Traced:
    """The timeline of a dossier and the seconds it took."""

    timeline: Timeline
    seconds: float


def trace_case(case: DossierCase, assistant: Assistant) -> Traced:
    """Return the timeline of the case's papers, given in the case's order."""
    papers = [UserDocument(title=d.title, date=d.date, text=d.text) for d in case.documents]
    begun = time.perf_counter()
    timeline = assistant.timeline(papers, case.id)
    return Traced(timeline, time.perf_counter() - begun)
