"""A sentence with its measures and numbers found, a number tied to its measure, and the words around the two."""

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass, replace

from assistant.engine.figures.context import Context
from assistant.engine.figures.dates import mask_dates
from assistant.engine.figures.measures import Mention, find_mentions
from assistant.engine.figures.quantities import Quantity, find_quantities
from assistant.models import Measure

LONGEST_GAP = 90
"""Characters between a measure and its number, at most."""
_LONGEST_LEAD, _LONGEST_OPENING = 120, 200
_SEPARATOR = re.compile(r"[,;|()]|\b(?:and|but|while|whereas|though|although)\b", re.IGNORECASE)
_AFTER_ENDS = re.compile(
    r"[,;|.]|\b(?:and|but|while|whereas|against|compared|versus|vs|though|although|up\sfrom|down\sfrom)\b",
    re.IGNORECASE,
)
_SETTING = re.compile(
    r"\W*(?:(?:in|at|for|across|nationally|regionally|elsewhere|last|back|when|a|over|on|up|down)\b[^,;:\d%]{0,60}(?:\d{4})?[,:]|[^;:.%\d]{2,50}:)",
    re.IGNORECASE,
)
CHANGED = re.compile(r"\b(?:ours?|we|here|but|while|whereas|now)\b", re.IGNORECASE)
"""Words that end what the opening of a sentence has set."""


@dataclass
class Link:
    """A measure, the number said of it, the span that says both, and the words around them."""

    measure: Measure
    quantity: Quantity
    start: int
    end: int
    context: Context
    ambiguous: bool = False


class MarkedSentence:
    """One sentence with its numbers found, and where there are any, its measures: most sentences have none, and measures take longer."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.masked = mask_dates(text)
        self.mentions = find_mentions(self.masked) if find_quantities(self.masked) else []
        self.masked = _without_digits(self.masked, self.mentions)
        self.quantities = find_quantities(self.masked)
        self._ends = [m.end for m in self.mentions]
        self._starts = [m.start for m in self.mentions]

    def mention_before(self, quantity: Quantity, after: int) -> Mention | None:
        """Return the last mention that ends between `after` and the number."""
        i = bisect_right(self._ends, quantity.start) - 1
        return self.mentions[i] if i >= 0 and self.mentions[i].start >= after else None

    def mention_after(self, quantity: Quantity, until: int) -> Mention | None:
        """Return the first mention that begins between the number and `until`."""
        i = bisect_left(self._starts, quantity.end)
        return self.mentions[i] if i < len(self.mentions) and self.mentions[i].start < until else None

    def mention_inside(self, quantity: Quantity) -> Mention | None:
        """Return the mention that a rate holds: 131 looked-after children per 10,000."""
        i = bisect_left(self._starts, quantity.start)
        held = i < len(self.mentions) and self.mentions[i].end <= quantity.end
        return self.mentions[i] if held else None

    def mentioned_between(self, start: int, end: int) -> bool:
        """Return whether a measure is named between two places."""
        i = bisect_left(self._starts, start)
        return i < len(self._starts) and self._starts[i] < end


def _without_digits(text: str, mentions: list[Mention]) -> str:
    """Return `text` with the digits inside mentions hidden: "within 45 days" holds no figure."""
    pieces, done = list[str](), 0
    for mention in mentions:
        pieces += [text[done : mention.start], re.sub(r"\d", "m", text[mention.start : mention.end])]
        done = mention.end
    return "".join([*pieces, text[done:]])


def pair_context(
    sentence: MarkedSentence, quantity: Quantity, start: int, end: int, earlier: int, later: int
) -> Context:
    """Return the words around the pair that runs from `start` to `end`, between the numbers before and after it."""
    around = words_around(sentence.text, start, end, earlier, later)
    return replace(
        around,
        lead=around.lead + sentence.text[start : quantity.start],
        after=sentence.text[quantity.end : end] + around.after,
    )


def words_around(text: str, start: int, end: int, earlier: int = 0, later: int | None = None) -> Context:
    """Return the words of the clause around `text[start:end]`, not going back beyond `earlier` nor on beyond `later`."""
    begin = max(earlier, start - _LONGEST_LEAD)
    cuts = [match.end() for match in _SEPARATOR.finditer(text, begin, start)]
    clause = cuts[-1] if cuts else begin
    limit = min(len(text) if later is None else later, end + LONGEST_GAP)
    ends = _AFTER_ENDS.search(text, end, limit)
    return Context(
        opening=text[max(0, clause - _LONGEST_OPENING) : clause],
        lead=text[clause:start],
        after=_unbracketed(text[end : ends.start() if ends else limit]),
        heading=_heading(text, clause),
    )


def _unbracketed(after: str) -> str:
    """Return the words up to a bracket that closes before it opens, or that opens and does not close."""
    opens, closes = after.find("("), after.find(")")
    if closes >= 0 and (opens < 0 or closes < opens):
        return after[:closes]
    return after[:opens] if opens >= 0 and closes < 0 else after


def _heading(text: str, clause: int) -> str:
    """Return what the sentence opens with, where that sets the scene and nothing since has changed it."""
    match = _SETTING.match(text, 0, min(clause, _LONGEST_LEAD))
    if match is None or CHANGED.search(text, match.end(), min(clause, match.end() + _LONGEST_OPENING)):
        return ""
    return match[0]
