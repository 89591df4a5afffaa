"""Whose figure it is and of when: our own now, one team's, England's, another place's, a target, or history."""

import re
from dataclasses import dataclass

from assistant.engine.figures.dates import read_date
from assistant.models import SaidFor

_PLACES = r"(?:councils?|authorit(?:y|ies)|boroughs?|count(?:y|ies)|places?|areas?|services?|cities|city)"
_ENGLAND = re.compile(r"\b(?:england|national|nationally|nationwide|country|countrywide)\b", re.IGNORECASE)
_ELSEWHERE = re.compile(
    rf"""\b(?:neighbour(?:s|ing|hood\scouncils)?|next\sdoor|(?:an)?other\s{_PLACES}|most\s{_PLACES}|similar\s{_PLACES}|(?:best|good|top|better|comparable)\s{_PLACES}
    |region(?:al|ally)?|elsewhere|comparators?|peers|(?:my|our)\s(?:last|previous|former|old)\s(?:{_PLACES}|job|post)
    |(?:the|their)\s{_PLACES}\s(?:next|down|up|along|across)|where\si\s(?:was|worked|came)|came\sfrom\san?|they(?:['’]ve|\shave)|(?:over|across|down|up)\sthe\s(?:river|border|water|road|coast|bridge|hill|line)|(?:inner\s|outer\s)?london|county\s(?:average|mean|figure|rate)|(?<=against\s)county)\b""",
    re.IGNORECASE | re.VERBOSE,
)
_TARGET = re.compile(
    r"""\b(?:targets?|aim(?:s|ed|ing)?|goals?|ambitions?|cap|capped|limit(?:s|ed)?|ceilings?|planned|should\sbe|must\sbe|ought\sto\sbe
    |(?:want|wants|wanted|trying|hope|hopes|hoping|intend|intends|need|needs|promised|pledged|meant|supposed|agreed|committed|plans?|planning)\sto
    \s(?:be|get|bring|reach|see|have|cut|reduce|hit|achieve|keep|hold|raise|lift|move|take|drop|go)|(?<!managed\sto\s)(?<!able\sto\s)(?:reduce|lower|bring)|wants?(?!\sto\b)|insists?\son|maximum\sof|not\sto\sexceed|the\sstandard\sis)\b""",
    re.IGNORECASE | re.VERBOSE,
)
_TARGET_AFTER = re.compile(
    r"\W*(?:(?:is|as)\s(?:the|our|an?)\s)?(?:target|limit|cap|ceiling|goal|aim)\b", re.IGNORECASE
)
_PART = re.compile(
    r"""\b(?:teams?(?<!all\steams)(?<!every\steam)(?<!across\steams)|duty|office|offices|locality|localities|district|hub|mash|front\sdoor|north|south|east|west|northern|southern
    |eastern|western|individual|highest|max(?:imum)?|one\s(?:social\s)?worker|(?:some|several|two|three|four|five|six|seven|eight|nine|ten|\d+)\s(?:social\s)?workers|newest|court\steam|fostering|safeguarding|leaving\scare|assessment\sservice|duty\sdesk|(?:in|across)\s(?:assessment|protection|long-term)|in\sthe\sother
    |(?:one|two|three|four|some|several)\s(?:services|areas)|(?:my|his|her)\s(?=case))\b""",
    re.IGNORECASE | re.VERBOSE,
)
_WHOLE = re.compile(
    r"\b(?:across\s(?:the|all|our)\s(?:teams|service|council|authority|board|borough|county|directorate|whole)|all\s(?:our\s)?teams|every\steam|overall|as\sa\swhole|service-wide|council-wide)\b",
    re.IGNORECASE,
)
_EARLIER = re.compile(
    r"""\b(?<!since\s)(?:last\syear|(?:a|one|two|three|four|five|six|ten|\d+)\s(?:years?|months?|weeks?|quarters?)\s(?:ago|back|earlier|before)|previous(?:ly)?|used\sto\s(?:be|have|run|hold|carry|stand)|had\sbeen|at\sthe\stime(?!\sof\swriting)
    |when\si\s(?:arrived|joined|started|came|took)|before\s(?:i|we|that|then)|until|at\sthe\s(?:last\s|previous\s)?inspection|at\stransfer|in\sthose\sdays|back\sthen|at\s(?:its|the)\s(?:peak|worst)
    |when\sthe\slast|(?:last|previous)\s(?:spring|summer|autumn|winter|time|inspection)|the\syear\sbefore|a\syear\searlier|formerly|originally)\b""",
    re.IGNORECASE | re.VERBOSE,
)
_NOW = re.compile(r"\b(?:now|today|currently|at\spresent|this\s(?:year|month|quarter|week))\b", re.IGNORECASE)
_LATELY = re.compile(r"\b(?:last|previous)\s(?:quarter|qtr|month|week)\b", re.IGNORECASE)
_OWN = re.compile(
    r"\b(?:our|ours|we|us|my)\b(?!\s(?:last|previous|former|old|neighbour|statistical|region))", re.IGNORECASE
)
_SUPPOSED = re.compile(
    r"\b(?:if|unless|suppose|supposing|imagine|what\sif|scenario|rumou?rs?|apparently|supposedly|pretend)\b|^\W*(?:were|had|should)\s(?=[^?]*$)",
    re.IGNORECASE,
)
_NO_ONE = re.compile(r"\bno\s(?!longer|more|less|fewer)[\w-]+\s*$", re.IGNORECASE)
_NEVER_HAD = re.compile(
    r"\b(?:not|never|\w+n['’]t)\s(?:yet\s)?(?:have|had|seen?|let|allow(?:ed)?|got)\s(?:[\w-]+\s){1,3}$", re.IGNORECASE
)
_UNTRUE = re.compile(
    r"\b(?:untrue|(?:not|n['’]t)\s(?:true|the\scase|so)|nonsense|a\smyth)\s(?:that|to\ssay)\b", re.IGNORECASE
)
_RESTART = re.compile(r"\bbut\b|[;:]")
_MODAL = re.compile(
    r"""\b(?:should(?!\sbe\b)|would|could|might|will|won['’]t|shall|going\sto|expect(?:s|ed|ing)?|forecast(?:s|ed|ing)?|project(?:ed|ion|ions)|predict(?:s|ed)?|likely\sto|set\sto
    |heading\s(?:for|towards?)|on\scourse\s(?:for|to)|risk\sof|in\scase|(?-i:may))\b|['’]ll\b""",
    re.IGNORECASE | re.VERBOSE,
)
_MODAL_AFTER = re.compile(r"^\W*(?:would|could|might|will)\b", re.IGNORECASE)
_DENIED = re.compile(
    r"""\b(?:not|never|no\slonger|nowhere\snear|far\sfrom|rather\sthan|instead\sof|nor|\w+n['’]t)
    (?:\s(?:yet|at|really|an?|the|about|been|be|reached?|hit|have|had|got|seen?|run|running|anything|like)){0,3}\s*$""",
    re.IGNORECASE | re.VERBOSE,
)
_COMPARISON = r"""\b(?:(?:well|far|just|slightly|a\slittle|much|way|now)\s)?(?:above|below|over|under|near|close\sto
    |(?:higher|lower|better|worse|more|less)\sthan|in\sline\swith|half|twice|double|ahead\sof|behind)\s(?:that\sof\s)?(?:the\s|our\s)?
    (?:england(?:['’]s)?|national|regional|neighbours?['’]?|statistical\sneighbours?['’]?)
    (?:\s(?:average|rate|figure|mean|median|level|norm))?"""
_COMPARED_BEFORE = re.compile(rf"{_COMPARISON}(?=\sat\b|,)", re.IGNORECASE | re.VERBOSE)
_COMPARED_AFTER = re.compile(rf"{_COMPARISON}(?=\sat\b|,|\s*$)", re.IGNORECASE | re.VERBOSE)
"""Words that only set a figure beside another: "well below the national average"."""
_THEIRS: tuple[tuple[SaidFor, re.Pattern[str]], ...] = (("elsewhere", _ELSEWHERE), ("england", _ENGLAND))

_LAST_YEAR = re.compile(r"\blast\syear\b", re.IGNORECASE)
_NEAR = re.compile(
    r"\W*(?:or\sso\s)?(?:(?:of\s(?:the\s)?(?:workforce|staff|posts)\s)?(?:in|at|for|across|among|on|of|from|where|over|down|up|next)\b[^,;.]{0,50}|national\w*|regional\w*|elsewhere|england)",
    re.IGNORECASE,
)
"""Words right after a number that say whose it is: "14% nationally", "15 in the next borough"."""
_FOREIGN = re.compile(
    r"""\b(?:nurses?|nursing|teachers?|teaching|health\svisitors?|gps?|police|ward|wards|hospital|fitters?|drivers?|care\shomes?|residential\sworkers|adults?['’]?s?\s(?:social\scare|services)|pupils?|prison|probation
    |school['’]s|schools?['’]?\s(?:absence|attendance)|health\sassessments?|care\sact|ehc|ehcps?|occupational|carers?['’]?\sassessments?|analysts?|refuse|trust['’]s\snurses|warehouse|shop|midwi(?:fe|ves|fery)|doctors?|housing\sofficers?)\b""",
    re.IGNORECASE | re.VERBOSE,
)
"""Other services and trades: their figures are none of ours."""


@dataclass(frozen=True)
class Context:
    """The words around a figure, within its own clause.

    `lead` runs up to the number and `after` from it. `opening` is the sentence before all that, `heading` what sets the scene for
    the whole sentence ("Statistical neighbours: ", "At my last authority") and still holds here.
    """

    opening: str
    lead: str
    after: str
    heading: str = ""


def is_real(context: Context) -> bool:
    """Return whether a figure is asserted: not denied, supposed, foreseen or rumoured."""
    if (
        _DENIED.search(context.lead)
        or _NEVER_HAD.search(context.lead)
        or _NO_ONE.search(context.lead)
        or _MODAL.search(context.lead)
        or _MODAL_AFTER.search(context.after)
    ):
        return False
    last = _RESTART.split(context.opening + context.lead)[-1]
    return not (_SUPPOSED.search(last) or _UNTRUE.search(last))


def is_foreign(context: Context) -> bool:
    """Return whether a figure is of another trade or service: nurses, teachers, the hospital."""
    return _FOREIGN.search(f"{context.lead} {context.after}") is not None


def read_scope(context: Context, yearly: bool = False) -> SaidFor | None:
    """Return whom or what a figure is said for; None for the user's own service now.

    A `yearly` measure is counted over a year, so that "last year" is the newest there is.
    """
    lead = _COMPARED_BEFORE.sub(" ", f"{context.heading} {context.lead}")
    after = _COMPARED_AFTER.sub(" ", context.after)
    if _TARGET.search(lead) or _TARGET_AFTER.match(after):
        return "target"
    near = _NEAR.match(after)
    words = (near[0] if near else "") if _OWN.search(lead) else f"{lead} {near[0] if near else ''}"
    theirs = [(match.end(), said_for) for said_for, pattern in _THEIRS for match in pattern.finditer(words)]
    if theirs:
        return max(theirs)[1]
    whole = f"{lead} {after}"
    past = _LAST_YEAR.sub(" ", whole) if yearly else whole
    if _EARLIER.search(past) and not speaks_of_now(context):
        return "earlier"
    return "part" if _PART.search(whole) and not _WHOLE.search(whole) else None


def speaks_of_now(context: Context) -> bool:
    """Return whether the words next to a figure say that it is of now."""
    return _NOW.search(f"{context.lead} {context.after}") is not None


def is_set_elsewhere(lead: str) -> bool:
    """Return whether words that lead up to a figure set it in another place or time, for the figure after it too."""
    return bool(_ENGLAND.search(lead) or _ELSEWHERE.search(lead) or _EARLIER.search(lead) or read_date(lead))


def speaks_of_earlier(words: str) -> bool:
    """Return whether `words` speak of an earlier time, last month or last quarter among them."""
    return _EARLIER.search(words) is not None or _LATELY.search(words) is not None


def speaks_of_others(words: str) -> bool:
    """Return whether `words` speak of England, another place or a target."""
    return any(pattern.search(words) for pattern in (_ENGLAND, _ELSEWHERE, _TARGET))


def speaks_of_part(words: str) -> bool:
    """Return whether `words` speak of one team, office or area."""
    return _PART.search(words) is not None


def speaks_of_target(words: str) -> bool:
    """Return whether `words` speak of a target, a limit or an aim."""
    return _TARGET.search(words) is not None
