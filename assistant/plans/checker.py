"""Checks a plan against an assessment: fit and reason of each action, what is missing, what comes first."""

import re
from collections.abc import Iterator, Sequence

from assistant.citations import CitationBook
from assistant.models import AssessmentReply
from assistant.passages import Unit
from assistant.plans.gaps import gaps
from assistant.plans.matching import LEAST_COSINE, Matcher, Near, sentence_for
from assistant.plans.models import PlanAction, PlanCheck, PlanFit, PlanStep
from assistant.plans.rows import without_details
from assistant.retriever import Retriever
from corpus.vocabulary import Stage
from indexes.embedders import Embedder

_SAFETY_CARD = "response-backlog-clearance"
_SAFETY = re.compile(r"\b(?:unallocated|unseen|overdue|safety|unsafe|not (?:been )?seen)\b", re.IGNORECASE)
_VAGUE = re.compile(
    r"\b(?:strengthen\w*|improv\w+|enhanc\w+|progress|refresh|develop|embed|ongoing|continu\w+|rebuild|promot\w+|raise"
    r"|explor\w+|consider|engage\w*|focus)\b",
    re.IGNORECASE,
)
_VAGUE_WORDS = 8
VAGUE = "The action does not say what would change, by whom or by when, so its fit cannot be judged."
FAR = "No response in Regrip's guidance is close to this action."
NO_FIT = "Regrip's guidance does not say how this response suits a steady service."
NO_STAGE: dict[str, str] = {
    "insufficient": "What was described is not enough to name a stage, and without a stage no fit can be judged.",
    "out_of_scope": "What was described is not a children's social care service that Regrip can stage, so no fit can be judged.",
}


class PlanChecker:
    """Checks plans. Safe to share between threads; holds nothing of any user."""

    def __init__(self, retriever: Retriever, embedder: Embedder) -> None:
        self._retriever, self.embedder = retriever, embedder
        self._matcher: tuple[str, Matcher] | None = None

    def check(self, assessed: AssessmentReply, actions: Sequence[str]) -> PlanCheck:
        """Return the check of `actions` at the stage that was assessed; without a stage every action is unclear."""
        reply = PlanCheck(
            id=assessed.id,
            status=assessed.status,
            outcome=assessed.outcome,
            stage=assessed.stage,
            actions=[],
            warnings=assessed.warnings,
        )
        matcher, book = self._current(), CitationBook()
        near = matcher.near([without_details(action) for action in actions], assessed.outcome)
        pairs = list(zip(actions, near, strict=True))
        if assessed.stage is None:
            why = NO_STAGE[assessed.outcome]
            return reply.model_copy(update={"actions": [_unclear(text, why, match) for text, match in pairs]})
        judged = [_judge(text, match, assessed.stage, book) for text, match in pairs]
        return reply.model_copy(
            update={
                "actions": judged,
                "gaps": gaps(assessed, assessed.stage, judged, matcher, book),
                "sequence": list(_sequence(judged)),
                "citations": book.citations,
            }
        )

    def _current(self) -> Matcher:
        """Return the matcher of the index's generation, made at first use."""
        generation, held = self._retriever.index.manifest.generation, self._matcher
        if held is None or held[0] != generation:
            held = self._matcher = (generation, Matcher(self._retriever, self.embedder))
        return held[1]


def _judge(text: str, near: Near, stage: Stage, book: CitationBook) -> PlanAction:
    """Take the card's word for this stage, or the word of a line of the stage's page that is nearer."""
    if _is_vague(without_details(text)):
        return _unclear(text, VAGUE, near)
    found = _steady(near) if stage == "steady" else _in_difficulty(near, stage)
    if found is None:
        return _unclear(text, NO_FIT if near.response else FAR, near)
    fit, evidence = found
    return PlanAction(text=text, fit=fit, why=evidence.text, response=near.response, citations=[book.number(evidence)])


def _in_difficulty(near: Near, stage: Stage) -> tuple[PlanFit, Unit] | None:
    if near.line and near.line_cosine >= max(LEAST_COSINE, near.card_cosine):
        return near.line_fit, near.line
    evidence = sentence_for(near.card, stage)
    fit = near.card.info.fit.get(stage)
    return (fit, evidence) if near.response and fit and evidence else None


def _steady(near: Near) -> tuple[PlanFit, Unit] | None:
    """The cards say nothing of a steady service but warnings of too much: what is too heavy for the first stage of difficulty
    is a mismatch, other responses are for the stage's page to judge, and a warned-of one fits in part."""
    heavy = near.response and near.card.info.fit.get("losing_grip") == "mismatch"
    if heavy and near.turnaround:
        return "mismatch", near.turnaround
    if near.line and near.line_cosine >= LEAST_COSINE:
        return near.line_fit, near.line
    evidence = sentence_for(near.card, "steady")
    return ("partial", evidence) if near.response and evidence else None


def _is_vague(text: str) -> bool:
    words = text.split()
    return len(words) <= _VAGUE_WORDS and not any(c.isdigit() for c in text) and bool(_VAGUE.search(text))


def _unclear(text: str, why: str, near: Near) -> PlanAction:
    return PlanAction(text=text, fit="unclear", why=why, response=near.response)


def _sequence(judged: Sequence[PlanAction]) -> Iterator[PlanStep]:
    """Yield what to do in order: children's safety, then what fits, then what fits in part."""
    groups: list[tuple[str, list[int]]] = [
        ("Children's safety comes before everything else.", []),
        ("It fits this stage.", []),
        ("It fits only in part: after what fits.", []),
    ]
    for number, action in enumerate(judged, start=1):
        if action.fit not in ("fits", "partial"):
            continue
        safe = action.response == _SAFETY_CARD or _SAFETY.search(action.text)
        groups[0 if safe else 1 if action.fit == "fits" else 2][1].append(number)
    for why, numbers in groups:
        yield from (PlanStep(action=number, why=why) for number in numbers)
