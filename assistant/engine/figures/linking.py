"""Which number belongs to which measure. What cannot be tied to one with some certainty is left out."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace

from assistant.engine.figures.context import (
    Context,
    is_set_elsewhere,
    mask_dates,
    read_date,
    speaks_of_earlier,
    speaks_of_others,
    speaks_of_part,
    speaks_of_target,
)
from assistant.engine.figures.measures import MEASURES, Mention, find_mentions
from assistant.engine.figures.quantities import Quantity, find_quantities
from assistant.models import Measure

_LONGEST_GAP, _LONGEST_LEAD, _LONGEST_OPENING = 90, 120, 200
_TOKEN = re.compile(r"[^\W_]+(?:['’&.-][^\W_]+)*|['’]s\b|[^\w\s]|_")
_MARKS = frozenset(":=-–—,()|%")
_LINKS = frozenset(
    """
    is are was were be been being am 's ’s has have had stand stands stood sit sits sat run runs running ran remain remains remained now still already only just currently
    at to of on near rise rises rose risen rising fall falls fell fallen falling drop drops dropped dropping climb climbs climbed climbing gone went go goes grown grew increased
    decreased reduced reached reaches reaching hit hits averages averaged averaging average come came moved crept jumped soared slipped dipped improved worsened steady stable stuck high low
    as well up down rate figure level percentage share overall today this last month quarter year week autumn spring summer winter term since shown recorded reported measured put a an the our
    it that which and makes make making up account accounts accounted for comprise comprises constitute constitutes form forms represent represents fte per cent about around year's
    not never no longer isn't isn’t aren't aren’t wasn't wasn’t weren't weren’t hasn't haven't capped limited kept held unchanged flat constant somewhere doubled trebled tripled halved accordingly therefore recently steadily exceed exceeded passed past topped made fill fills filled filling mean actually really also too again currently sitting standing hovering hovers hovered settled levelled both then nationally locally
    """.split()
)
"""Words that may stand between a measure and its number."""
_OPENERS = frozenset("in at for across among amongst of within on".split())
_CLOSERS = frozenset(
    "is are was were 's ’s has have had stands stood sits sat runs ran remains reached hit rose fell went gone average averages averaged : =".split()
)
_BREAKS = frozenset("from few points stretched where that which who and but or because if as than say says said when not no by".split())
_LONGEST_PHRASE = 4
_PER = frozenset(("10,000", "10k", "000", "10"))
_CHANGES = frozenset("up down rise rises rose risen rising fall falls fell fallen falling drop dropped climbed grown grew increased decreased reduced improved worsened".split())
_SUBJECTS = frozenset(
    """
    of our the all these those my its their your a an social work qualified permanent established frontline front-line fte child children children's and family protection cp initial single
    statutory looked-after looked after young people new case in care staff assessment duty north south east west locality court safeguarding every each referral incoming this year year's total
    current open lac cla cin need's long-term
    """.split()
)
"""Words that may stand between a share and what it is a share of."""
_SHARE_OF: frozenset[Measure] = frozenset(
    (
        "assessments_in_45_days",
        "visits_in_time",
        "conferences_in_15_days",
        "care_leavers_accommodation",
        "placement_stability",
        "three_placements",
        "strategy_meetings",
        "contacts_no_action",
        "step_downs_refused",
    )
)
_GOES_ON = _LINKS | frozenset(
    """
    though although they these those here ; but while whereas against compared with versus vs than ours we ours england england's national neighbours neighbour neighbours' statistical regional region region's next door council council's councils authority
    authorities target targets county elsewhere similar comparator average mean median norm previous previously earlier ago below above well far in across service whole workforce staff
    nationally other most team duty i when arrived before before's one two three months years inspection goal limit ceiling cap ambition aim us good peers
    """.split()
)
"""Words that may stand between a figure and a second one of the same measure."""
_ASIDE = re.compile(r"\([^()%\d]{0,40}\)")
_SEPARATOR = re.compile(r"[,;|()]|\b(?:and|but|while|whereas|though|although)\b", re.IGNORECASE)
_AFTER_ENDS = re.compile(r"[,;|.]|\b(?:and|but|while|whereas|against|compared|versus|vs|though|although|up\sfrom|down\sfrom)\b", re.IGNORECASE)
_TAIL = re.compile(r"[,;(|]|\b(?:and|but|though|although|while|whereas|against|compared|versus|vs|than)\b", re.IGNORECASE)
_SETTING = re.compile(r"\W*(?:(?:in|at|for|across|nationally|regionally|elsewhere|last|back|when|a|over|on|up|down)\b[^,;:\d%]{0,60}(?:\d{4})?[,:]|[^;:.%\d]{2,50}:)", re.IGNORECASE)
_CHANGED = re.compile(r"\b(?:ours?|we|here|but|while|whereas|now)\b", re.IGNORECASE)
_FROM = re.compile(
    r"(?:^[\s,(]*(?:(?:which|that|it|this)\s(?:is|was)\s)?|,\s)(?:up|down|rising|falling|risen|fallen|increased|reduced|an?\s(?:rise|fall|increase|drop))?\s*from\s*$",
    re.IGNORECASE,
)
_ROW = re.compile(r"[\s|/,]*(?:dd\s*:?\s*)?")
_SINGLED_OUT = re.compile(r"\s*(?:in|at|for|on)\b", re.IGNORECASE)
_AGAINST = re.compile(r"\b(?:against|compared|versus|vs|than)\b|\(\s*$", re.IGNORECASE)
_WAS = re.compile(r"\s*[(,]\s*(?:was|previously|from|formerly)\b", re.IGNORECASE)
_POINTS_BACK = re.compile(r"\b(?:it|that|this|figure|rate|average|ours|england|national(?:ly)?|region(?:al)?|neighbours)\b", re.IGNORECASE)
_NOW_ME = re.compile(r"\b(?:is|are|was|were|now|ours|it|but|then|stands|this|that)\b|['’]s\b", re.IGNORECASE)
_NOT_OF = re.compile(r"\s+of\s(?:our\s|the\s|all\s)?(?:vacanc|spend|cost|budget|bill|leavers|agency|overspend)", re.IGNORECASE)
_MISSED = re.compile(r"^\W*(?:are\s|were\s|is\s)?(?:late|overdue|missed|out\sof\stime|outside|failed|not\b)", re.IGNORECASE)
_MORE = re.compile(r"\s*(?:fewer|more|less|higher|lower|better|worse|above|below)\b", re.IGNORECASE)
_TAKES_ARTICLE = re.compile(r"\b(?:an?|with|have|has|had|see|saw|show|shows|showed|of)\s+$", re.IGNORECASE)


@dataclass
class Link:
    """A measure, the number said of it, the span that says both, and the words around them."""

    measure: Measure
    quantity: Quantity
    start: int
    end: int
    context: Context
    ambiguous: bool = False


class Sentence:
    """One sentence with its measures and numbers found."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.masked = mask_dates(text)
        self.mentions = find_mentions(self.masked)
        for mention in self.mentions:
            self.masked = _blank_digits(self.masked, mention)
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
        return self.mentions[i] if held and _fits(self.text, self.mentions[i], quantity, first=True) else None

    def mentioned_between(self, start: int, end: int) -> bool:
        """Return whether a measure is named between two places."""
        i = bisect_left(self._starts, start)
        return i < len(self._starts) and self._starts[i] < end


def link_sentence(text: str, carried: Link | None = None) -> list[Link]:
    """Return the figures of one sentence in order. `carried` is the last figure of the sentence before, for "in 2019 it was 40%"."""
    sentence = Sentence(text)
    links: list[Link] = []
    for i, quantity in enumerate(sentence.quantities):
        earlier = sentence.quantities[i - 1].end if i else 0
        later = sentence.quantities[i + 1].start if i + 1 < len(sentence.quantities) else len(text)
        link = _direct(sentence, quantity, max(earlier, links[-1].end if links else 0), later)
        if link and links:
            link.context = _inherited(sentence.text, links[-1], link)
        link = link or _further(sentence, quantity, links, carried, earlier, later)
        if link:
            links.append(link)
    return [link for link in links if not link.ambiguous]


def _blank_digits(text: str, mention: Mention) -> str:
    inner = re.sub(r"\d", "m", text[mention.start : mention.end])
    return text[: mention.start] + inner + text[mention.end :]


def _direct(sentence: Sentence, quantity: Quantity, earlier: int, later: int) -> Link | None:
    """Tie a number to the measure named just before or just after it."""
    if inside := sentence.mention_inside(quantity):
        context = _context(sentence, quantity, quantity.start, quantity.end, earlier, later)
        return Link(inside.measure, quantity, quantity.start, quantity.end, context)
    before = sentence.mention_before(quantity, earlier)
    after = sentence.mention_after(quantity, later)
    if before and not _leads_to(sentence.masked, before, quantity):
        before = None
    if after and not _is_of(sentence.masked, quantity, after):
        after = None
    chosen = after if after and (before is None or _prefers_after(sentence.masked, quantity, after)) else before
    if chosen is None:
        return None
    start, end = min(chosen.start, quantity.start), max(chosen.end, quantity.end)
    context = _context(sentence, quantity, start, end, earlier, later)
    if _MISSED.match(context.after) or _MORE.match(context.after) or _NOT_OF.match(sentence.text, end) or _is_band(sentence.text, quantity):
        return None
    return Link(chosen.measure, quantity, start, end, context)


def _is_band(text: str, quantity: Quantity) -> bool:
    """Return whether a number only names a row: "caseload over 30: 27 workers"."""
    bounded = (quantity.low is None) != (quantity.high is None)
    return bounded and re.match(r"\s*[:(=]\s*\d", text[quantity.end : quantity.end + 6]) is not None


def _leads_to(text: str, mention: Mention, quantity: Quantity) -> bool:
    """Return whether the words from a measure to a number say that the one is the value of the other."""
    gap = _ASIDE.sub(" ", text[mention.end : quantity.start])
    if len(gap) > _LONGEST_GAP or not _fits(text, mention, quantity, first=False):
        return False
    words = [token.lower() for token in _TOKEN.findall(gap)]
    if words[-1:] == ["from"]:
        return False
    if words and words[-1] in _CHANGES and words[-2:-1] not in (["make"], ["makes"], ["making"], ["made"]) and quantity.before is None:
        return False
    if mention.form == "predicate" and (mention.measure == "caseload" or not {*words} <= _MARKS | _CLOSERS | {"at"}):
        return False
    return _is_bridge(words, bare=quantity.kind == "bare")


def _is_bridge(words: Sequence[str], bare: bool) -> bool:
    """Return whether words are links, or short phrases of other words that a verb or a colon closes: "in the north team is".

    A phrase may be left open before a number with a unit, unless it began with a comma.
    """
    length, opener = 0, ""
    for word in words:
        if word in _OPENERS or word == ",":
            length, opener = 0, word
        elif word in _CLOSERS:
            length, opener = 0, ""
        elif opener and not _is_mask(word):
            length += word not in _LINKS
            if length > _LONGEST_PHRASE or word in _BREAKS:
                return False
        elif not (word in _LINKS or word in _MARKS or word in _PER or _is_mask(word)):
            return False
    return length == 0 or (not bare and opener != ",")


def _is_of(text: str, quantity: Quantity, mention: Mention) -> bool:
    """Return whether a share comes before what it is a share of: 31% of our posts are vacant, a 31% vacancy rate."""
    gap = text[quantity.end : mention.start]
    if len(gap) > _LONGEST_GAP or not _fits(text, mention, quantity, first=True):
        return False
    words = [token.lower() for token in _TOKEN.findall(gap)]
    if words[:1] == ["for"] and speaks_of_target(text[max(0, quantity.start - 30) : quantity.start]):
        words = words[1:]
    elif mention.form != "predicate" and mention.measure not in _SHARE_OF:
        return not words and gap.isspace()
    return all(word in _SUBJECTS for word in words)


def _prefers_after(text: str, quantity: Quantity, mention: Mention) -> bool:
    gap = text[quantity.end : mention.start]
    return mention.form == "predicate" or " of " in f"{gap} " or bool(_TAKES_ARTICLE.search(text[: quantity.start][-12:]))


def _fits(text: str, mention: Mention, quantity: Quantity, first: bool) -> bool:
    """Return whether the kind of number is one that the measure has; `first` where the number comes before the measure."""
    unit = MEASURES[mention.measure].unit
    plain = quantity.kind == "bare" and not first and not quantity.cases
    if quantity.worked_out and mention.form != "predicate":
        return False
    if unit == "per cent":
        rate = mention.form == "rate" or "%" in text[mention.end : quantity.start]
        return ((plain and rate) or quantity.kind in ("percent", "share")) and quantity.value <= 100
    if unit == "per 10,000":
        named = re.search(r"rate|\bper\s10", text[mention.start : quantity.start], re.IGNORECASE)
        rate = plain and named is not None and 10 <= quantity.value <= 400
        return rate or quantity.kind == "per_10000"
    return quantity.kind == "bare" and (quantity.cases or (plain and mention.form == "rate")) and 1 <= quantity.value <= 150


def _inherited(text: str, last: Link, link: Link) -> Context:
    """Return the context with the setting of the figure before: "England's turnover is 12% and the agency rate is 13%"."""
    setting = f"{last.context.heading} {last.context.lead}"
    if is_set_elsewhere(setting) and not _CHANGED.search(text, last.end, link.start):
        return replace(link.context, heading=f"{link.context.heading} {setting}"[-2 * _LONGEST_LEAD :])
    return link.context


def _further(
    sentence: Sentence, quantity: Quantity, links: Sequence[Link], carried: Link | None, earlier: int, later: int
) -> Link | None:
    """Tie a number to the measure of the figure before it: England's, a target, history; or keep it as what that one was before."""
    last = links[-1] if links else carried
    if last is None:
        return None
    begin = max(last.end, last.quantity.end) if links else 0
    gap = sentence.masked[begin : quantity.start]
    if begin > quantity.start or len(gap) > _LONGEST_GAP or sentence.mentioned_between(begin, quantity.start):
        return None
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
    if not all(_may_go_on(token.lower()) for token in _TOKEN.findall(sentence.masked[tail : quantity.start])):
        return None
    context = _context(sentence, quantity, quantity.start, quantity.end, tail, later)
    return _continued(sentence, last, quantity, context, tail)


def _in_a_row(sentence: Sentence, last: Link, quantity: Quantity, timed: bool) -> None:
    """Take the last of a series in time ("Q1 91%, Q2 84%"); numbers side by side without a time have no meaning of their own."""
    if timed:
        last.quantity, last.end = replace(quantity, before=last.quantity.value), quantity.end
        last.context = replace(last.context, after=sentence.text[quantity.end : quantity.end + _LONGEST_GAP])
    else:
        last.ambiguous = True


def _continued(sentence: Sentence, last: Link, quantity: Quantity, context: Context, tail: int) -> Link | None:
    lead = sentence.text[tail : quantity.start]
    words = f"{lead} {context.after}"
    if tail == 0 and not _POINTS_BACK.search(lead):
        return None
    context = replace(context, lead=lead, heading="" if _CHANGED.search(lead) else context.heading)
    start = tail + len(lead) - len(lead.lstrip(" ,;(|"))
    link = Link(last.measure, quantity, min(start, quantity.start), quantity.end, context)
    if speaks_of_others(words):
        return link
    if _AGAINST.search(lead) or _WAS.match(lead):
        if speaks_of_earlier(words) or read_date(words) or _WAS.match(lead):
            last.quantity = replace(last.quantity, before=quantity.value)
            return None
        return link if speaks_of_part(context.after) else None
    named = _NOW_ME.search(lead) or read_date(context.after, lead) or speaks_of_part(context.after)
    return link if named else None


def _may_go_on(word: str) -> bool:
    return word in _GOES_ON or word in _MARKS or _is_mask(word)


def _is_mask(word: str) -> bool:
    return set(word) <= {"d", "-", "/", "–"}


def _same_kind(one: Quantity, other: Quantity) -> bool:
    """Return whether two numbers may be of one measure; a bare one may follow one with a unit."""
    if other.cases != one.cases and other.cases:
        return False
    shares = ("percent", "share")
    return one.kind == other.kind or (one.kind in shares and other.kind in shares) or other.kind == "bare"


def _context(sentence: Sentence, quantity: Quantity, start: int, end: int, earlier: int, later: int) -> Context:
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
    limit = min(len(text) if later is None else later, end + _LONGEST_GAP)
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
    if match is None or _CHANGED.search(text, match.end(), min(clause, match.end() + _LONGEST_OPENING)):
        return ""
    return match[0]
