"""What a board reads of a plan: a line on how it fits, and which recommended steps are in it already."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from assistant.models import Answer
from assistant.plans.models import PlanAction, PlanCheck, PlanFit
from assistant.plans.rows import without_details

if TYPE_CHECKING:
    from indexes.embedders import Embedder

NEAR_TITLE, NEAR = 0.35, 0.5
"""Least cosines of an action with a step's title, and with the nearer of title and first step: of eleven actions of five invented plans
that are above both, nine are the step."""
_CARD, _FIRST = "response-", "First step: "
_COUNTED: dict[PlanFit, str] = {"fits": "fit", "partial": "fit in part", "mismatch": "a mismatch", "unclear": "unclear"}


def steps_in_plan(answer: Answer, check: PlanCheck, embedder: "Embedder") -> dict[str, int]:
    """Return for cards that an answer recommends the number, from 1, of the action of the plan that is the same already.

    An action counts when its nearest card is this one and its words come near to the card's title and first step.
    """
    cards = dict(_recommended(answer))
    found: dict[str, tuple[float, int]] = {}
    for number, action in enumerate(check.actions, start=1):
        texts = cards.get(action.response or "")
        if texts is None:
            continue
        own, *others = embedder.embed([without_details(action.text), *texts])
        cosines = [float(other @ own) for other in others]
        if cosines[0] >= NEAR_TITLE and max(cosines) >= NEAR:
            found[str(action.response)] = max(found.get(str(action.response), (0.0, 0)), (max(cosines), number))
    return {card: number for card, (_, number) in found.items()}


def _recommended(answer: Answer) -> Iterator[tuple[str, list[str]]]:
    """Yield each card that an answer recommends, with its title and first step."""
    cited = {citation.n: citation.document_id for citation in answer.citations}
    for section in answer.sections:
        for statement in section.statements:
            title, *lines = statement.text.splitlines() or [""]
            card = next((cited[n] for n in statement.citations if cited.get(n, "").startswith(_CARD)), None)
            if card is not None and lines:
                first = [line.removeprefix(_FIRST) for line in lines if line.startswith(_FIRST)]
                yield card, [title, *first]


def plan_line(check: PlanCheck) -> str:
    """Return a sentence or two: how many actions fit, and the one that is most surely a mismatch, with its reason."""
    fits = [action.fit for action in check.actions]
    counted = ", ".join(f"{fits.count(fit)} {words}" for fit, words in _COUNTED.items() if fit in fits)
    said = f"Of {len(fits)} action{'' if len(fits) == 1 else 's'}: {counted}."
    number, worst = _worst(check.actions)
    if worst is None:
        return said
    return f"{said} The surest mismatch is action {number}, “{_short(worst.text)}”: {worst.because or worst.why}"


def _worst(actions: Sequence[PlanAction]) -> tuple[int, PlanAction | None]:
    """Return the mismatch of the highest chance with its number; 0 and None without any."""
    found = [(number, action) for number, action in enumerate(actions, start=1) if action.fit == "mismatch"]
    return max(found, key=lambda each: each[1].chances.get("mismatch", 0.0), default=(0, None))


def _short(text: str, longest: int = 90) -> str:
    words = " ".join(text.split())
    return words if len(words) <= longest else words[:longest].rsplit(maxsplit=1)[0].rstrip(",;:.") + "…"
