"""A second number of the measure just spoken of: England's, a target, last year's, another team's."""

import re
from collections.abc import Sequence
from dataclasses import replace

from assistant.engine.figures.bridges import LINKS, MARKS, is_mask, tokens_of
from assistant.engine.figures.context import Context, speaks_of_earlier, speaks_of_others, speaks_of_part
from assistant.engine.figures.dates import read_date
from assistant.engine.figures.quantities import Quantity
from assistant.engine.figures.spans import CHANGED, LONGEST_GAP, Link, MarkedSentence, pair_context

GOES_ON = LINKS | frozenset(
    """
    little slightly better worse lower higher though although they these those here ; but while whereas against compared with versus
    vs than ours we ours england england's national neighbours neighbour neighbours' statistical regional region region's next door
    council council's councils authority authorities target targets county elsewhere similar comparator average mean median norm
    previous previously earlier ago below above well far in across service whole workforce staff nationally other most team duty i
    when arrived before before's one two three months years inspection goal limit ceiling cap ambition aim us good peers
    """.split()
)
"""Words that may stand between a figure and a second one of the same measure."""
_TAIL = re.compile(
    r"[,;(|]|\b(?:and|but|though|although|while|whereas|against|compared|versus|vs|than)\b", re.IGNORECASE
)
_FROM = re.compile(
    r"(?:^[\s,(]*+(?:(?:which|that|it|this)\s(?:is|was)\s)?|,\s)(?:up|down|rising|falling|risen|fallen|increased|reduced|an?\s(?:rise|fall|increase|drop))?\s*from\s*$",
    re.IGNORECASE,
)
_JOINT = re.compile(r"[\s,;(|]*(?:(?:and|but|while|whereas|though|although)\s+)?", re.IGNORECASE)
_ROW = re.compile(r"[\s|/,]*+(?:dd\s*+(?::\s*+)?)?")
_SINGLED_OUT = re.compile(r"\s*(?:in|at|for|on)\b", re.IGNORECASE)
_AGAINST = re.compile(r"\b(?:against|compared|versus|vs|than)\b|\(\s*$", re.IGNORECASE)
_WAS = re.compile(r"\s*[(,]\s*(?:was|previously|from|formerly)\b", re.IGNORECASE)
_OWN_AGAIN = re.compile(r"\b(?:ours?|we|us|here|it|this)\b", re.IGNORECASE)
_POINTS_BACK = re.compile(
    r"\b(?:it|that|this|figure|rate|average|ours|england|national(?:ly)?|region(?:al)?|neighbours)\b", re.IGNORECASE
)
_NOW_ME = re.compile(r"\b(?:is|are|was|were|now|ours|it|but|then|stands|this|that)\b|['’]s\b", re.IGNORECASE)


def further(
    sentence: MarkedSentence, quantity: Quantity, links: Sequence[Link], carried: Link | None, earlier: int, later: int
) -> Link | None:
    """Tie a number to the measure of the figure before it: England's, a target, history; or keep it as what that one was before."""
    last = links[-1] if links else carried
    if last is None:
        return None
    begin = max(last.end, last.quantity.end) if links else 0
    far = not 0 <= quantity.start - begin <= LONGEST_GAP
    if far or sentence.mentioned_between(begin, quantity.start):
        return None
    gap = sentence.masked[begin : quantity.start]
    if links and quantity.kind == last.quantity.kind and (row := _ROW.fullmatch(gap)):
        timed = "d" in row[0]
        if timed or not _SINGLED_OUT.match(sentence.text, quantity.end):
            _in_a_row(sentence, last, quantity, timed)
            return None
    if quantity.worked_out or not _same_kind(last.quantity, quantity):
        return None
    if _FROM.search(gap):
        last.quantity = replace(last.quantity, before=quantity.value)
        return None
    tails = [match.start() for match in _TAIL.finditer(gap)] if links else []
    tail = begin + (tails[-1] if tails else 0)
    if not all(map(_may_go_on, tokens_of(sentence.masked[tail : quantity.start]))):
        return None
    context = pair_context(sentence, quantity, quantity.start, quantity.end, tail, later)
    return _continued(sentence, last, quantity, context, tail)


def _may_be_a_time(masked: str, last: Link, quantity: Quantity) -> bool:
    """Return whether two numbers each have a date right after them: "62% in May, 51% in August"."""
    return (
        all(re.match(r"\s*d{2,}", masked[end : end + 12]) for end in (last.quantity.end, quantity.end))
        and last.end == last.quantity.end
    )


def _in_a_row(sentence: MarkedSentence, last: Link, quantity: Quantity, timed: bool) -> None:
    """Take the last of a series in time ("Q1 91%, Q2 84%"); numbers side by side without a time have no meaning of their own."""
    if timed:
        last.quantity, last.end = replace(quantity, before=last.quantity.value), quantity.end
        last.context = replace(last.context, after=sentence.text[quantity.end : quantity.end + LONGEST_GAP])
    else:
        last.ambiguous = True


def _continued(sentence: MarkedSentence, last: Link, quantity: Quantity, context: Context, tail: int) -> Link | None:
    lead = sentence.text[tail : quantity.start]
    words = f"{lead} {context.after}"
    if tail == 0 and not _POINTS_BACK.search(lead):
        return None
    context = replace(context, lead=lead, heading="" if CHANGED.search(lead) else context.heading)
    joint = _JOINT.match(lead)
    start = tail + (joint.end() if joint else 0)
    link = Link(last.measure, quantity, min(start, quantity.start), quantity.end, context)
    if speaks_of_others(words):
        return link
    if speaks_of_others(last.context.lead) and not _OWN_AGAIN.search(words):
        last.ambiguous |= lead.strip() == "and" and not speaks_of_earlier(words)
        return None
    if _may_be_a_time(sentence.masked, last, quantity):
        _in_a_row(sentence, last, quantity, timed=True)
        return None
    if _AGAINST.search(lead) or _WAS.match(lead):
        if speaks_of_earlier(words) or read_date(words) or _WAS.match(lead):
            last.quantity = replace(last.quantity, before=quantity.value)
            return None
        return link if speaks_of_part(context.after) else None
    named = _NOW_ME.search(lead) or read_date(context.after, lead) or speaks_of_part(context.after)
    return link if named else None


def _may_go_on(word: str) -> bool:
    return word in GOES_ON or word in MARKS or is_mask(word)


def _same_kind(one: Quantity, other: Quantity) -> bool:
    """Return whether two numbers may be of one measure; a bare one may follow one with a unit."""
    if other.cases != one.cases and other.cases:
        return False
    shares = ("percent", "share")
    return one.kind == other.kind or (one.kind in shares and other.kind in shares) or other.kind == "bare"
