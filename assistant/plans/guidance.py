"""Which sentence of the guidance is quoted beside an action: of a line of the stage's page, or of the response card."""

from collections.abc import Iterator

from assistant.passages import Unit
from assistant.plans.matching import LEAST_LINE, Near, sentence_for
from assistant.plans.models import PlanFit
from corpus.vocabulary import Stage


def guidance_for(near: Near, stage: Stage, fit: PlanFit) -> tuple[PlanFit, Unit] | None:
    """Return a sentence with the fit that it says: the nearest that says `fit`, else what the card says, which may be another.

    A line of the page that says otherwise is never quoted: it is about something else, however near.
    """
    card = _of_card(near, stage)
    known = [line for line in _of_page(near) if line[0] == fit]
    if card:
        known.insert(0 if near.card_cosine > near.line_cosine else len(known), card)
    return next((each for each in known if each[0] == fit), card)


def _of_page(near: Near) -> Iterator[tuple[PlanFit, Unit]]:
    if near.line and near.line_cosine >= LEAST_LINE:
        yield near.line_fit, near.line


def _of_card(near: Near, stage: Stage) -> tuple[PlanFit, Unit] | None:
    """Return what the card says at the stage.

    The cards say nothing of a steady service but warnings of too much: what is too heavy for the first stage of difficulty is a
    mismatch there.
    """
    evidence = sentence_for(near.card, stage) if near.response else None
    if stage == "steady":
        heavy = near.response and near.card.info.fit.get("losing_grip") == "mismatch"
        if heavy and near.turnaround:
            return "mismatch", near.turnaround
        return ("partial", evidence) if evidence else None
    fit = near.card.info.fit.get(stage)
    return (fit, evidence) if evidence and fit else None
