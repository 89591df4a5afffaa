"""The words between a measure and a number: do they tie the one to the other?"""

import re
from collections.abc import Sequence

from assistant.engine.figures.context import speaks_of_target
from assistant.engine.figures.measures import MEASURES, Mention
from assistant.engine.figures.quantities import Quantity
from assistant.engine.figures.spans import LONGEST_GAP
from assistant.models import Measure

_TOKEN = re.compile(r"[^\W_]+(?:['’&.-][^\W_]+)*|['’]s\b|[^\w\s]|_")
MARKS = frozenset(":=-–—,()|%")
LINKS = frozenset(
    """
    is are was were be been being am 's ’s has have had stand stands stood sit sits sat run runs running ran remain remains remained
    now still already only just currently at to of on near rise rises rose risen rising fall falls fell fallen falling drop drops
    dropped dropping climb climbs climbed climbing gone went go goes grown grew increased decreased reduced reached reaches reaching
    hit hits averages averaged averaging average come came moved crept jumped soared slipped dipped improved worsened steady stable
    stuck high low as well up down rate figure level percentage share overall today this last month quarter year week autumn spring
    summer winter term since shown recorded reported measured put a an the our it that which and makes make making up account
    accounts accounted for comprise comprises constitute constitutes form forms represent represents fte per cent about around
    year's not never no longer isn't isn’t aren't aren’t wasn't wasn’t weren't weren’t hasn't haven't capped limited kept held
    unchanged flat constant somewhere beside alongside manageable acceptable normal reasonable good poor bad worrying healthy heavy
    doubled trebled tripled halved accordingly therefore recently steadily exceed exceeded passed past topped made fill fills filled
    filling mean actually really also too again currently sitting standing hovering hovers hovered settled levelled both then
    nationally locally
    """.split()
)
"""Words that may stand between a measure and its number."""
_OPENERS = frozenset("in at for across among amongst of within on".split())
_CLOSERS = frozenset(
    """
    is are was were 's ’s has have had stands stood sits sat runs ran remains reached hit rose fell went gone average averages averaged : =
    """.split()
)
_BREAKS = frozenset(
    "from few points stretched where that which who and but or because if as than say says said when not no by".split()
)
_LONGEST_PHRASE = 4
_PER = frozenset(("10,000", "10k", "000", "10"))
_CHANGES = frozenset(
    """
    up down rise rises rose risen rising fall falls fell fallen falling drop dropped climbed grown grew increased decreased reduced improved
    worsened
    """.split()
)
SUBJECTS = frozenset(
    """
    of our the all these those my its their your a an social work qualified permanent established frontline front-line fte child
    children children's and family protection cp initial single statutory looked-after looked after young people new case in care
    staff assessment duty north south east west locality court safeguarding every each referral incoming this year year's total
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
_ASIDE = re.compile(r"\([^()%\d]{0,40}\)")
_TAKES_ARTICLE = re.compile(r"\b(?:an?|with|have|has|had|see|saw|show|shows|showed|of)\s+$", re.IGNORECASE)


def tokens_of(text: str) -> list[str]:
    """Return the words and marks of `text` in small letters."""
    return [token.lower() for token in _TOKEN.findall(text)]


def is_mask(word: str) -> bool:
    """Return whether a word stands for a hidden date."""
    return set(word) <= {"d", "-", "/", "–"}


def leads_to(text: str, mention: Mention, quantity: Quantity) -> bool:
    """Return whether the words from a measure to a number say that the one is the value of the other."""
    gap = _ASIDE.sub(" ", text[mention.end : quantity.start])
    if len(gap) > LONGEST_GAP or not fits(text, mention, quantity, first=False):
        return False
    words = tokens_of(gap)
    if words[-1:] == ["from"]:
        return False
    if quantity.before is None and _is_change(words):
        return False
    if mention.form == "predicate" and (mention.measure == "caseload" or not {*words} <= MARKS | _CLOSERS | {"at"}):
        return False
    return _is_bridge(words, bare=quantity.kind == "bare")


def _is_change(words: Sequence[str]) -> bool:
    """Return whether the last word makes the number a change: "up 30%", but not "make up 30%"."""
    return bool(words) and words[-1] in _CHANGES and not (len(words) > 1 and words[-2].startswith(("mak", "made")))


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
        elif opener and not is_mask(word):
            length += word not in LINKS
            if length > _LONGEST_PHRASE or word in _BREAKS:
                return False
        elif not (word in LINKS or word in MARKS or word in _PER or is_mask(word)):
            return False
    return length == 0 or (not bare and opener != ",")


def is_share_of(text: str, quantity: Quantity, mention: Mention) -> bool:
    """Return whether a share comes before what it is a share of: 31% of our posts are vacant, a 31% vacancy rate."""
    gap = text[quantity.end : mention.start]
    if len(gap) > LONGEST_GAP or not fits(text, mention, quantity, first=True):
        return False
    words = tokens_of(gap)
    if words[:1] == ["for"] and speaks_of_target(text[max(0, quantity.start - 30) : quantity.start]):
        words = words[1:]
    elif mention.form != "predicate" and mention.measure not in _SHARE_OF:
        return not words and gap.isspace()
    return all(word in SUBJECTS or word.endswith(("'s", "’s")) for word in words)


def prefers_after(text: str, quantity: Quantity, mention: Mention) -> bool:
    """Return whether a number between two measures goes with the later: "have a 31% vacancy rate"."""
    gap = text[quantity.end : mention.start]
    return (
        mention.form == "predicate"
        or " of " in f"{gap} "
        or bool(_TAKES_ARTICLE.search(text[max(0, quantity.start - 12) : quantity.start]))
    )


def fits(text: str, mention: Mention, quantity: Quantity, first: bool) -> bool:
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
    return (
        quantity.kind == "bare"
        and (quantity.cases or (plain and mention.form == "rate"))
        and 1 <= quantity.value <= 150
    )
