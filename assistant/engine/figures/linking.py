"""Which number belongs to which measure. What cannot be tied to one with some certainty is left out."""

import re
from dataclasses import replace

from assistant.engine.figures.bridges import fits, is_share_of, leads_to, prefers_after
from assistant.engine.figures.context import Context, is_set_elsewhere
from assistant.engine.figures.continuing import further
from assistant.engine.figures.quantities import Quantity
from assistant.engine.figures.spans import CHANGED, Link, MarkedSentence, pair_context

_LONGEST_SETTING = 240
_NOT_OF = re.compile(
    r"\s+of\s(?:our\s|the\s|all\s)?(?:vacanc|spend|cost|budget|bill|leavers|agency|overspend)", re.IGNORECASE
)
_MISSED = re.compile(
    r"^\W*(?:are\s|were\s|is\s)?(?:late|overdue|missed|out\sof\stime|outside|failed|not\b)", re.IGNORECASE
)
_MORE = re.compile(r"\s*(?:fewer|more|less|higher|lower|better|worse|above|below)\b", re.IGNORECASE)


def link_sentence(text: str, carried: Link | None = None) -> list[Link]:
    """Return the figures of one sentence in order. `carried` is the last figure of the sentence before, for "in 2019 it was 40%"."""
    sentence = MarkedSentence(text)
    links: list[Link] = []
    for i, quantity in enumerate(sentence.quantities):
        earlier = sentence.quantities[i - 1].end if i else 0
        later = sentence.quantities[i + 1].start if i + 1 < len(sentence.quantities) else len(text)
        link = _direct(sentence, quantity, max(earlier, links[-1].end if links else 0), later)
        if link and links:
            link.context = _inherited(sentence.text, links[-1], link)
        link = link or further(sentence, quantity, links, carried, earlier, later)
        if link:
            links.append(link)
    return [link for link in links if not link.ambiguous]


def _direct(sentence: MarkedSentence, quantity: Quantity, earlier: int, later: int) -> Link | None:
    """Tie a number to the measure named just before or just after it."""
    inside = sentence.mention_inside(quantity)
    if inside and fits(sentence.text, inside, quantity, first=True):
        context = pair_context(sentence, quantity, quantity.start, quantity.end, earlier, later)
        return Link(inside.measure, quantity, quantity.start, quantity.end, context)
    before = sentence.mention_before(quantity, earlier)
    after = sentence.mention_after(quantity, later)
    if before and not leads_to(sentence.masked, before, quantity):
        before = None
    if after and not is_share_of(sentence.masked, quantity, after):
        after = None
    chosen = after if after and (before is None or prefers_after(sentence.masked, quantity, after)) else before
    if chosen is None:
        return None
    start, end = min(chosen.start, quantity.start), max(chosen.end, quantity.end)
    context = pair_context(sentence, quantity, start, end, earlier, later)
    if _MISSED.match(context.after) or _MORE.match(context.after) or _NOT_OF.match(sentence.text, end):
        return None
    return None if _is_band(sentence.text, quantity) else Link(chosen.measure, quantity, start, end, context)


def _is_band(text: str, quantity: Quantity) -> bool:
    """Return whether a number only names a row: "caseload over 30: 27 workers"."""
    bounded = (quantity.low is None) != (quantity.high is None)
    return bounded and re.match(r"\s*[:(=]\s*\d", text[quantity.end : quantity.end + 6]) is not None


def _inherited(text: str, last: Link, link: Link) -> Context:
    """Return the context with the setting of the figure before: "England's turnover is 12% and the agency rate is 13%"."""
    setting = f"{last.context.heading} {last.context.lead}"
    if is_set_elsewhere(setting) and not CHANGED.search(text, last.end, link.start):
        return replace(link.context, heading=f"{link.context.heading} {setting}"[-_LONGEST_SETTING:])
    return link.context
