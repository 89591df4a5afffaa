"""The clause in which a question takes something for granted, "since commissioners were abolished", held against sentences."""

import re
from collections.abc import Callable, Sequence
from typing import Literal, NamedTuple

from assistant.answerability.alike import is_said, singular
from assistant.answerability.counted import GOES_UNSAID
from assistant.answerability.openings import without_times
from assistant.answerability.premises import difference
from assistant.claims import ClaimReply
from assistant.passages import Unit
from assistant.selection import Selection
from assistant.selection.features import stems_of

LOOKED_AT = 12
"""Sentences that a clause is held against, likeliest first."""
NEAR, SURE = 0.7, 0.74
"""How well one sentence takes up a clause, 0..1, to be on the very matter, and to say it where the claims checker agrees."""
SUPPORTED, WHOLLY = 0.7, 0.85
"""Score of a claim, and share of it in one sentence, from which it is plainly said."""

UNSUPPORTED = 0.45
"""Score of a claim up to which one that is not supported, or contradicted, is said by no sentence."""
LEAST_SAID = 0.8
"""Share of a sweeping clause, by the weight of its stems, that one sentence has to say."""
_ASK = r"(?:how|what|who|which|where|when|why|is|are|do|does|can|should|must|could|would|will)\b"
_OPENS = re.compile(
    rf"^\W*(?:(?:so|but|and|ok|right|well)\W+)?(?:given that|given|now that|now|since|seeing (?:as|that)|because|considering(?: that)?)"
    rf"\s+(?P<clause>[^?!]{{8,160}}?),\s*(?:then )?{_ASK}",
    re.IGNORECASE,
)
_CLOSES = re.compile(
    r",?\s(?:given that|now that|seeing (?:as|that)|considering that)\s+(?P<clause>[^?!,]{8,160}?)\s*\?", re.IGNORECASE
)
_FINITE = re.compile(
    r"\b(?:is|are|was|were|has|have|had|can|cannot|can't|must|should|may|will"
    r"|went|came|gave|got|took|left|fell|rose|lost|made|does|do|did|no longer|never|[a-z]{2,}(?:ed|[^s\W]s))\b"
)
_OWN = re.compile(
    r"\b(?:i|i['\u2019]\w+|we|we['\u2019]\w+|our|ours|us|my|me|they|he|she|it|this|these|those)\b", re.IGNORECASE
)
_SWEEPING = re.compile(
    r"\b(?:must|law|legal\w*|illegal|required?|banned|ban|abolish\w*|scrapp\w*|forbid\w*|compulsory|mandatory|every|all|half of|never|still"
    r"|again|no longer|caps?|capped|withdrawn|repealed)\b",
    re.IGNORECASE,
)
"""What the notes would say in so many words if it were so: a rule, an end, or something of all."""
_FEWEST = 2


Standing = Literal["said", "unclear", "unsaid", "denied"]


class Granted(NamedTuple):
    """How a clause stands to the notes, and the sentence nearest to it: the one that denies it where that is so."""

    standing: Standing
    nearest: Unit


def clause_granted(query: str) -> str:
    """Return the clause that a question takes for granted of others than the user, in its own words; empty where there is none."""
    clause = _clause(query)
    return "" if _OWN.search(clause) else clause


def tells_own(query: str) -> bool:
    """Return whether the clause that a question takes for granted tells of the user's own service, which no source can deny."""
    return _OWN.search(_clause(query)) is not None


def held_against(clause: str, found: Selection, checked: ClaimReply, rarity: Callable[[str], float]) -> Granted | None:
    """Return how a clause stands to the sentences found for it and to what the claims checker makes of these; None without any.

    It is denied where the sentence nearest to it is on the very matter and has another year, figure or grade. It is unsaid where the
    checker sees none that carries it, or where it is sweeping ("must", "every", "abolished") and no sentence says all of it.
    """
    units = looked_at(found)
    if not units:
        return None
    weights = next(iter(found.likeness.values())).weights
    near, nearest = max(((float(weights @ found.covered([unit])), unit) for unit in units), key=lambda pair: pair[0])
    if near >= NEAR:
        if difference(clause, nearest.text):
            return Granted("denied", nearest)
        wholly = (
            checked.label == "supported" and checked.score >= SUPPORTED and _most_said(clause, units, rarity) >= WHOLLY
        )
        return Granted("said" if wholly and near >= SURE else "unclear", nearest)
    carried = checked.label not in ("not_supported", "contradicted") or checked.score > UNSUPPORTED
    sweeping = _SWEEPING.search(clause) and _most_said(clause, units, rarity) < LEAST_SAID
    return Granted("unclear" if carried and not sweeping else "unsaid", nearest)


def looked_at(found: Selection) -> list[Unit]:
    """Return the sentences that a clause is held against."""
    return [span.unit for span in found.spans[:LOOKED_AT]]


def _clause(query: str) -> str:
    match = _OPENS.match(without_times(query)) or _CLOSES.search(query)
    clause = match["clause"].strip() if match else ""
    return clause if clause in query and _FINITE.search(clause.lower()) and len(stems_of(clause)) >= _FEWEST else ""


def _most_said(clause: str, units: Sequence[Unit], rarity: Callable[[str], float]) -> float:
    """Return the largest share of a clause, by the weight of its stems, that one sentence says."""
    said = stems_of(singular(clause)) - GOES_UNSAID
    total = sum(rarity(stem) for stem in said)
    held = [stems_of(unit.in_context) for unit in units]
    best = max((sum(rarity(stem) for stem in said if is_said(stem, one)) for one in held), default=0.0)
    return best / total if total else 1.0
