"""How people ask what has changed in their own service over time, which way it goes and when it turned.

Every pattern is a whole sentence without its time and without courtesies, in lower case: one that names another matter is none of them.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

from assistant.queries.stage_asks import match_asked
from assistant.queries.turns import asks_something

ChangeKind = Literal["changed", "direction", "turn"]

_SERVICE = (
    r"(?:service|services|department|council|authority|position|situation|picture|whole service|children's services)"
)
_OURS = rf"(?:(?:our|the|this|my) {_SERVICE})"
_IT = rf"(?:it|this|that|things?|matters|everything|we|{_OURS})"
_IS = rf"(?:(?:is|are|has|have|was|were) {_IT}|(?:it|that|this)(?:'s| is)|(?:we|things)(?:'re|'ve| are| have))"
_MUCH = r"(?:(?:actually|really|now|still|any|generally|overall|much|at all|been|just|even) )*"
_WAY = (
    r"(?:better|worse|improv(?:ing|ed)|recover(?:ing|ed)|declin(?:ing|ed)|deteriorat(?:ing|ed)|slipp(?:ing|ed)|stuck|sliding"
    r"|mov(?:ing|ed) (?:forwards?|on|backwards?|in the right direction|in the wrong direction)"
    r"|(?:going|heading|moving) (?:up(?:hill)?|down(?:hill)?|backwards?|forwards?|(?:in )?the (?:right|wrong) (?:way|direction))"
    r"|(?:on the )?(?:way )?(?:up|down)|on the (?:mend|slide)|standing still|(?:about )?the same|turn(?:ing|ed) (?:a|the) corner)"
)
_GETS = rf"(?:(?:getting|got|gotten|become|becoming|going|gone|grown|growing|doing) {_MUCH})?"
_OR = rf"(?:(?:,? or|,? and|/)(?: (?:is it|are we|are things))?(?: {_GETS}{_WAY}| not))*"
_TREND = r"(?:trend|trajectory|direction(?: of travel)?|(?:over)?all direction|course|story over time)"
_SHAPE = r"(?:go(?:ing)?|head(?:ing|ed)?|mov(?:e|ing)|travel(?:ling)?|point(?:ing)?|drift(?:ing)?)"
_TURNS = (
    r"(?:turn(?:ed)?(?: (?:round|around|a corner|the corner))?|changed?|tip(?:ped)?(?: over)?|shift(?:ed)?|slip(?:ped)?"
    r"|(?:start(?:ed)?|beg[ai]n) (?:to (?:turn|go wrong|slip|decline|improve|recover|get (?:better|worse)|fall apart|mend)"
    r"|(?:turning|going wrong|slipping|declining|improving|recovering|getting (?:better|worse)|falling apart|mending))"
    r"|g[eo]t (?:better|worse)|(?:go(?:ne)?|went) wrong|improved?|deteriorated?|recover(?:ed)?|declined?"
    r"|turn(?:ed)? (?:bad|for the (?:better|worse)))"
)
_CHANGED = (
    r"(?:changed|moved(?: on)?|shifted|altered|happened to us|different|new|got (?:better|worse)|improved"
    r"|gone (?:better|worse|wrong))"
)
_ASKS: dict[ChangeKind, tuple[str, ...]] = {
    "turn": (
        rf"(?:when|where|at what point|in which (?:paper|month|year)) (?:did|has|have|was|were) {_IT} (?:really |first )?{_TURNS}",
        r"(?:what|when|where) (?:was|is|were|are) (?:the|our) (?:turning|tipping) points?",
        r"(?:was|is) there (?:a|any) (?:turning|tipping) point",
    ),
    "direction": (
        rf"{_IS} {_MUCH}{_GETS}{_WAY}{_OR}",
        rf"(?:do|does|did) {_IT} (?:seem to be |look like (?:it's|we're) )?(?:get|getting|improve|improving|recover) ?{_WAY}?{_OR}",
        rf"(?:better|worse|improving|getting (?:better|worse)){_OR}",
        rf"(?:which way|in (?:which|what) direction|what direction|where) (?:is|are) {_IT} {_SHAPE}(?: in)?",
        rf"(?:what(?:'s| is| has been)|show me|describe) (?:the|our) {_TREND}(?: (?:here|of {_OURS}|for us))?",
        r"is there (?:a|any) (?:trend|progress|improvement|change)",
        r"(?:are|have) we (?:making|made|seen|seeing) (?:any |much |real )?(?:progress|improvement)",
        rf"how (?:far )?have {_IT} (?:come|moved|gone|got|developed|progressed|improved|changed|slipped|fallen)",
        rf"how has {_IT} (?:developed|progressed|gone|moved|improved|changed)",
    ),
    "changed": (
        rf"what(?:'s|'ve| has| have| is| was)? (?:(?:actually|really|now|all|been) )*{_CHANGED}",
        rf"what (?:are|were|is|was) the (?:main |biggest |most important )?(?:changes?|differences?)(?: (?:here|for us|in {_OURS}))?",
        r"what (?:changes?|differences?) (?:do|can|did) (?:you|we) see",
        rf"(?:has|have) (?:anything|something|much|{_IT}) (?:(?:really|actually) )?{_CHANGED}",
        r"(?:tell|show) me what(?:'s| has| is)? (?:changed|different|new)",
        rf"how (?:do|does|did) {_IT} compare",
        r"what do (?:the|our|my|these) (?:papers|documents) (?:show|say) (?:has|have|is) (?:changed|different)",
    ),
}
_PAPERS = r"(?:these|the|my|our|all (?:the|our|my)) (?:papers|documents|files|reports|minutes)"
_WHERE = rf"(?: (?:here|for us|with us|(?:in|at) {_OURS}|(?:in|across|between|by|from|according to) {_PAPERS}))?"
_CLOSES = r"(?:[\s,]+(?:then|though|now|here|please|again|overall|so far|over time|do you think|would you say|in your view|or not))*\W*"
_OPENS = re.compile(
    r"^(?:\W*\b(?:so|but|and|ok(?:ay)?|right|hm+|thanks?(?: you)?|well|then|now|really|please|all right|fine|i see|yes|no"
    r"|overall|in short|(?:can|could|would) you (?:please )?(?:tell|show) (?:me|us)|tell (?:me|us)|do you think"
    r"|from (?:these|the|our|my) papers)\b)*\W*"
)
PATTERNS: tuple[tuple[ChangeKind, re.Pattern[str]], ...] = tuple(
    (kind, re.compile(f"(?:{'|'.join(asks)}){_WHERE}{_CLOSES}")) for kind, asks in _ASKS.items()
)
_LENGTH = r"(?:the |these |our )?(?:last|past|previous) (?:few |couple of )?(?:[\w-]+ )?(?:days?|weeks?|months?|quarters?|terms?|years?)"
_SPAN = re.compile(
    r"\b(?:between (?P<first>.+?) and (?P<second>.+)|from (?P<from>.+?) (?:to|until|till) (?P<to>.+))$", re.IGNORECASE
)
_SINCE = re.compile(
    r"\b(?:(?:ever )?since|compared (?:with|to)|(?:than|from) (?:(?:we|it|things) (?:were|was|stood) )?(?:in |at |on |for )?)\s*"
    r"(?P<since>.+)$|\bwith (?P<with>(?:a|an|one|last|this|\d|[a-z]+ (?:month|year)s? ago).*)$"
    rf"|\b(?:over|in|during|within|for|across) (?P<length>{_LENGTH})$",
    re.IGNORECASE,
)
_LEADS = re.compile(r"^(?P<when>(?:since|over|in|between|from|compared) [^,?]+),\s+(?P<rest>.+)$", re.IGNORECASE)
_TIDY = re.compile(
    r"^(?:we|it|things) (?:were|was|stood) (?:in |at |on )?|(?:,? (?:then|please|though|or not|do you think))+$"
)
_JOINT = re.compile(r"(?:,\s*|\s+)(?:and|but|so)(?: if (?:so|not),?)?\s+", re.IGNORECASE)
_LONGEST, _REMARK = 24, 12
"""Most words of such a question, and of what may stand beside it."""


@dataclass(frozen=True)
class ChangeAsk:
    """What is asked of the course of a service. `since` and `until` are the user's words for days, empty where none are named.

    `then` is the question on the stage that the message asks too: "and what should we do next?".
    """

    kind: ChangeKind
    since: str = ""
    until: str = ""
    then: str = ""


def asked_of_the_course(text: str) -> ChangeAsk | None:
    """Return what a message asks of the course of the user's own service; None where it says or asks more than that."""
    sentences = [s for s in re.split(r"(?<=[.?!;])\s+|\n+", text.strip()) if s.strip()]
    asks = [part for s in sentences if asks_something(s) or match_change(s) for part in _parted(s)]
    found = [each for each in map(match_change, asks) if each]
    others = [part for part in asks if match_change(part) is None]
    beside = sum(len(s.split()) for s in sentences if not asks_something(s) and match_change(s) is None)
    if not found or len(others) > 1 or not all(map(match_asked, others)) or beside > _REMARK:
        return None
    return replace(_together(found), then=next(iter(others), ""))


def _parted(sentence: str) -> list[str]:
    """Return a sentence as the two questions that "and" joins in it, of which the first is of the course; else as it is."""
    for joint in _JOINT.finditer(sentence):
        first, second = sentence[: joint.start()], sentence[joint.end() :]
        if match_change(first) and match_asked(second):
            return [first, second]
    return [sentence]


def _together(found: Sequence[ChangeAsk]) -> ChangeAsk:
    """Return several such questions as one: the first, with the time that any of them names."""
    timed = next((each for each in found if each.since), found[0])
    return replace(found[0], since=timed.since, until=timed.until)


def match_change(sentence: str) -> ChangeAsk | None:
    """Return what a sentence asks of the course of the user's own service; None where it asks anything else, or more."""
    said = sentence.replace("\u2019", "'").strip()
    if len(said.split()) > _LONGEST:
        return None
    plain = _OPENS.sub("", said.rstrip(" ?.!").lower(), count=1).strip(" ,")
    if lead := _LEADS.match(plain):
        plain = f"{lead['rest']} {lead['when']}"
    for head, since, until in _timed(plain):
        for kind, pattern in PATTERNS:
            if pattern.fullmatch(head):
                return ChangeAsk(kind, _TIDY.sub("", since).strip(" ,"), until.strip(" ,"))
    return None


def _timed(plain: str) -> list[tuple[str, str, str]]:
    """Return the ways to part a sentence from its time: what is left, the first day in words, the second."""
    found = [(plain, "", "")]
    if span := _SPAN.search(plain):
        first, second = span["first"] or span["from"], span["second"] or span["to"]
        found.append((plain[: span.start()].rstrip(" ,"), first, second))
    if since := _SINCE.search(plain):
        words = since["since"] or since["with"] or since["length"]
        found.append((plain[: since.start()].rstrip(" ,"), words, ""))
    return found
