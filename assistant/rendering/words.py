"""The words that every rendering shares: statuses, dates, chances, the stage strip said aloud."""

import re

from assistant.chances import percent
from assistant.models import WRITTEN, Answer, Assessment, Statement, Status
from corpus.vocabulary import STAGE_NAMES, STAGES, DocumentStatus, Stage

STATUS_MESSAGES: dict[Status, str] = {
    "answered": "",
    "needs_evidence": "There is not enough here to name a stage yet, so Regrip asks instead of guessing.",
    "no_source_found": "No source that Regrip holds answers this, so it gives no answer rather than a guess.",
    "out_of_scope": "This is outside what Regrip covers: how children's social care services in England are run and improved.",
    "individual_child": (
        "This is about one child or family. Regrip cannot advise on a child's case. Please speak to the child's social "
        "worker or to your local authority's duty team."
    ),
    "emergency": (
        "If a child is in danger now, call 999. You can also call your local authority's duty line, or the NSPCC helpline "
        "on 0808 800 5000."
    ),
    "refused": "Regrip will not do this. It answers questions about children's social care services and shows its sources.",
    "error": "Something went wrong, and there is no answer this time. Please try again.",
}
PARTIAL_MESSAGE = "Only part of this could be answered from the sources that Regrip holds."
DOCUMENT_STATUS_WORDS: dict[DocumentStatus, str] = {
    "current": "Current",
    "superseded": "Superseded: something newer has replaced it",
    "historical": "Historical: it describes an earlier time",
}
INFERENCE_LABEL = "our inference"
WRITTEN_LABEL = "written by the language model"
OWN_WORDS_LABEL = "Your words"
MARKED_LABEL = "as you marked it"
SAFETY_TITLE = "Safety first"
QUOTED = re.compile(r"“[^“”]*”")
"""Words in quotation marks inside a statement."""

_MONTHS = "January February March April May June July August September October November December".split()
_DATE = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")


def status_message(answer: Answer) -> str:
    """Return the plain sentence that says what kind of answer this is; empty when its sections say so themselves.

    The number to call in an emergency is never left to the sections alone.
    """
    if answer.status == "answered":
        return PARTIAL_MESSAGE if answer.completeness == "partial" else ""
    if answer.status == "emergency":
        said = any("999" in statement.text for statement in safety_statements(answer))
    else:
        said = bool(answer.sections)
    return "" if said else STATUS_MESSAGES[answer.status]


def label_of(statement: Statement) -> str:
    """Return what has to stand behind a statement whose words are no source's; empty for the others."""
    parts = [WRITTEN_LABEL] if statement.kind in WRITTEN else []
    if statement.kind in ("inference", "written_inference"):
        parts.append(INFERENCE_LABEL)
    return ", ".join(parts)


def safety_statements(answer: Answer) -> list[Statement]:
    """Return what must be read before everything else."""
    return [each for section in answer.sections for each in section.statements if each.kind == "safety"]


def ordinary_sections(answer: Answer) -> list[tuple[str, list[Statement]]]:
    """Return the sections without their safety statements; a section left empty is gone."""
    kept = [(s.title, [each for each in s.statements if each.kind != "safety"]) for s in answer.sections]
    return [(title, statements) for title, statements in kept if statements]


def shown_assessment(answer: Answer) -> Assessment | None:
    """Return the assessment whose chances are worth showing: one that names a stage.

    Without a stage the chances of stages say little, and a reader would take the highest for an answer.
    """
    assessment = answer.assessment
    return assessment if assessment is not None and assessment.stage is not None else None


def readable_date(date: str) -> str:
    """Return a date of the form YYYY, YYYY-MM or YYYY-MM-DD as a reader writes it; anything else unchanged."""
    match = _DATE.fullmatch(date)
    year, month, day = match.groups() if match else (None, None, None)
    if not (year and month and 1 <= int(month) <= 12):
        return date
    return " ".join(part for part in (str(int(day)) if day else "", _MONTHS[int(month) - 1], year) if part)


def step_note(assessment: Assessment, stage: Stage) -> str:
    """Return the word beside a step of the strip, so that it can be read without colour."""
    if stage == assessment.stage:
        return "most likely"
    return "possible" if assessment.stage and stage in assessment.plausible else ""


def strip_words(assessment: Assessment) -> str:
    """Return the stage strip in words: what a screen reader says in its place."""
    steps = []
    for stage in STAGES:
        note = step_note(assessment, stage)
        share = percent(assessment.probabilities.get(stage, 0.0))
        steps.append(f"{STAGE_NAMES[stage]} {share} ({note})" if note else f"{STAGE_NAMES[stage]} {share}")
    return f"Stages in order of difficulty, with the chance of each: {', '.join(steps)}."


def strip_caption(assessment: Assessment) -> str:
    """Return what the figures of the strip mean."""
    if assessment.stage is None:
        return "No stage is named. These would be the chances if one had to be."
    return "The chance of each stage. “Possible” means that it cannot be ruled out."
