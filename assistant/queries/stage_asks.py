"""How people put a question on an assessment: the patterns of each sort, every one a whole message in lower case."""

import re
from typing import Literal

FollowUpKind = Literal[
    "next",
    "why",
    "how_sure",
    "why_not",
    "what_would_change",
    "avoid",
    "who_else",
    "how_long",
    "how_to_know",
    "days_30",
    "days_90",
    "months_12",
    "worse",
    "who_did",
    "a_step",
]
_NAMES = r"losing grip|service breakdown|breakdown|systemic crisis|crisis|complete lock|lock|steady|stage \w+"
_BESIDE = (
    r"(?:next|other|following|higher|lower|worse|better|milder) (?:stage|one|level)(?: (?:up|down|above|below))?"
    r"|(?:one|stage) (?:above|below|up|down|before|after)|next (?:up|down)|worse|better"
    r"|(?:something|anything) (?:worse|better|milder)"
)
_STAGE = rf"(?:(?:a |the )?(?:{_NAMES}|{_BESIDE}))"
_IT = r"(?:that|this|it|so)"
_WE = r"(?:we|i|one|you)"
_US = r"(?:it|we|this|that)"
_US_IN = r"(?:we're|we are|it's|it is|that's|this is)"
_OF_IT = r"(?: (?:of|about|on|for|behind) (?:that|this|it|saying so))?"
_FROM_HERE = r"(?: (?:out )?(?:of|from|in|for) (?:here|it|this|that|there|us))?"
_WHICH = r"(?:who|has anyone|has anybody|have any (?:councils|services|places)|which (?:councils?|services?|places?))"
_OUT = (
    r"(?:get (?:out|better|through|back|clear)|come (?:out|back)|climb(?: back)?(?: out)?|recover|improve"
    r"|turn (?:it|this|things) (?:a)?round|(?:fix|leave) (?:it|this)|put (?:it|this) right|be (?:out|steady|better))"
)
_TIME_ASKED = rf"(?:(?:what|how|where)(?: about)? ?(?:(?:should|do|must|can|would|could) {_WE} (?:do|be|have done) )?)?"
_WITHIN = r"(?:in|for|over|within|by|after|during)"
_ORDINAL = (
    r"(?:the |your |that )(?P<which>first|second|third|fourth|fifth|last|1st|2nd|3rd|4th|5th)"
    r"(?: (?:one|action|step|response|point|item|thing|suggestion|priority|option|measure))?"
)
_TELL_MORE = (
    r"(?:(?:can|could|would) you )?(?:please )?(?:tell me|say|give me|explain|expand|elaborate|go)?"
    r" ?(?:a bit |some )?(?:more|further) (?:detail )?(?:about|on|into)"
)
_EXPLAIN = (
    rf"(?:explain|what about|how about|why|what is|what's|expand on|say more about|what (?:do|did|does) you mean by"
    rf"|how (?:do|would|should|could) {_WE} (?:do|start|begin|go about|make a start on)"
    rf"|who (?:owns|does|leads|should (?:own|do|lead))|and)"
)
_ASKS: dict[FollowUpKind, tuple[str, ...]] = {
    "next": (
        rf"what (?:should|do|can|must|would) {_WE} (?:actually )?do(?: about {_IT})?"
        r"(?: (?:next|now|first|today|tomorrow|this week|next week|on monday(?: morning)?))?",
        r"(?:what|where)(?: now| next)",
        r"what(?:'s| is| are) (?:the |our |my )?(?:next|first) (?:steps?|moves?|actions?)",
        r"(?:give|tell) me (?:the )?(?:\w+ )?(?:things|steps|actions)(?: to do)?",
        rf"(?:where|how) (?:do|should) {_WE} (?:start|begin)",
    ),
    "why": (
        rf"why(?: (?:is|was) {_IT}| {_IT}(?: (?:stage|one))?)?",
        r"why (?:do|did|would) you (?:say|think|believe|conclude|judge|reckon|call (?:it|us)|put us)\b[\w' -]{0,30}",
        rf"what makes you (?:say|think|believe) {_IT}",
        r"how (?:do|did|can) you (?:know|tell|work (?:that|it) out)(?: that)?",
        r"how (?:do|did) you (?:come to|arrive at|get to|reach) (?:that|this|it)(?: \w+)?",
        rf"what(?:'s| is| was) (?:the|your) (?:evidence|basis|reasoning|reason){_OF_IT}",
        rf"what are (?:the|your) (?:reasons|grounds){_OF_IT}",
        r"on what (?:basis|grounds|evidence)|what(?:'s| is) (?:that|this|it) based on",
        r"(?:please )?explain (?:why|your reasoning|how you got there|the reasons?)",
        rf"why (?:are|is|would) (?:we|it) in {_STAGE}",
    ),
    "how_sure": (
        rf"how (?:sure|certain|confident) (?:are you|is {_IT}){_OF_IT}",
        rf"are you (?:really |quite |so )?(?:sure|certain|confident){_OF_IT}",
        rf"how (?:reliable|likely|firm) is {_IT}(?: (?:judgement|stage|answer))?",
        r"(?:could|might) you be wrong|what are the (?:odds|chances)",
    ),
    "why_not": (
        rf"(?:why|how come) (?:(?:is|are) {_US} )?not (?:(?:{_US}|in|at) )*{_STAGE}",
        rf"why (?:isn't|aren't) {_US} (?:in |at )?{_STAGE}",
        rf"(?:isn't|aren't|is|are) {_US} (?:not )?(?:(?:really|just|only|already|still|merely) )*(?:in |at )?{_STAGE}(?: instead)?",
        rf"(?:surely )?{_US_IN} (?:(?:surely|really|just|only|still|merely) )+(?:in |at )?{_STAGE}(?: at (?:most|worst))?",
        rf"(?:surely )?{_US_IN} (?:in |at )?{_STAGE} at (?:most|worst)|surely {_US_IN} (?:in |at )?{_STAGE}",
        rf"(?:could|couldn't|might) (?:it|we|this) (?:not )?be (?:(?:just|only|really) )*(?:in |at )?{_STAGE}",
    ),
    "what_would_change": (
        r"what (?:else )?(?:would|could|might) (?:change|alter|shift|move|sway) (?:your|the|that|this|our|it)"
        r"(?: (?:mind|view|judgement|stage|verdict|answer|assessment|opinion))?",
        r"what would make you (?:change your mind|think (?:again|otherwise)|(?:more )?(?:surer?|certain)|say otherwise)",
        r"what (?:else |more )?(?:do|would|should) you (?:still )?(?:need|want|like)(?: to (?:know|see|hear))",
    ),
    "avoid": (
        rf"what (?:should|must|do|would) {_WE} (?:not do|avoid|leave alone|not touch|not try)",
        rf"what (?:shouldn't|mustn't) {_WE} do|what (?:not to do|to avoid)",
        r"what (?:would|could|might) be (?:a |an |the |our )?(?:(?:worst|biggest|big|bad|usual|common) )?"
        r"(?:mistakes?|mismatch(?:es)?|errors?|wrong moves?|traps?|bad idea)(?: to (?:make|do))?",
        r"what (?:are|is) the (?:(?:usual|common|worst|biggest) )?(?:mistakes?|mismatch(?:es)?|traps?|pitfalls?)(?: to avoid)?",
    ),
    "who_else": (
        rf"{_WHICH}(?: else)?(?: (?:has|have))?(?: ever)? been (?:here|there|through {_IT}|like (?:this|us)|where we are"
        r"|in (?:this|that|our|the same) (?:position|stage|place|state|situation|boat))",
        rf"{_WHICH}(?: else)?(?: (?:has|have))?(?: ever)? (?:recovered|escaped|(?:climbed|got|gotten|come) (?:out|back))"
        rf" (?:of|from) {_IT}",
    ),
    "how_long": (
        r"how long (?:does|will|would|did|might|should|could) (?:it|this|that|recovery|we|they|services|councils|places)"
        r" (?:(?:usually|normally|typically|generally|likely) )?(?:take|last|need)"
        rf"(?: (?:us|a service|councils|services|places|most))?(?: to {_OUT})?{_FROM_HERE}",
        rf"how (?:soon|quickly|fast) (?:could|can|will|would|do|might) {_WE} {_OUT}{_FROM_HERE}",
        rf"when (?:will|would|could|might) {_WE} {_OUT}{_FROM_HERE}",
    ),
    "how_to_know": (
        rf"how (?:would|will|do|can|could|should) {_WE} (?:know|tell|see) (?:(?:if|that|whether|when) )?"
        r"(?:it|it's|this|that|that's|things|we|we're|the plan)(?: (?:is|are|has|have))?"
        r" (?:works?|working|worked|improv\w+|getting (?:better|anywhere|out)|recovering|on track)",
        r"what would (?:success|better|progress|recovery) look like",
    ),
    "days_30": (
        rf"{_TIME_ASKED}(?:{_WITHIN} )?(?:(?:the|my|our) )?(?:(?:first|next) )?(?:30|thirty)[ -]days?",
        rf"{_TIME_ASKED}(?:{_WITHIN} )?(?:the|my|our) first month",
    ),
    "days_90": (
        rf"{_TIME_ASKED}(?:{_WITHIN} )?(?:(?:the|my|our) )?(?:(?:first|next) )?(?:90|ninety)[ -]days?",
        rf"{_TIME_ASKED}(?:{_WITHIN} )?(?:the|my|our) first (?:quarter|three months)",
    ),
    "months_12": (
        rf"{_TIME_ASKED}{_WITHIN} (?:(?:the|my|our) )?(?:(?:first|next) )?(?:(?:12|twelve)[ -]months?|a year|year)",
    ),
    "worse": (
        r"(?:could|can|will|would|might|is) (?:it|this|things|we) (?:get|getting|be|become|going to get|slip|fall)"
        r" (?:(?:any|even|much|still) )?(?:worse|further)",
        r"what (?:would|could|might|will) make (?:it|this|things) (?:worse|better)",
        r"what (?:happens|comes next) if (?:we (?:do nothing|wait|carry on)|nothing changes)",
    ),
    "who_did": (rf"{_WHICH}(?: else)?(?: has| have)? (?:ever )?(?:done|tried|used) {_IT}",),
    "a_step": (
        rf"(?:{_TELL_MORE}|{_EXPLAIN}) {_ORDINAL}(?: (?:mean|work|involve|look like))?(?: in (?:more )?(?:detail|practice))?",
    ),
}
_CLOSES = (
    r"(?:[\s,]+(?:then|though|now|here|exactly|please|again|for us|in our case|at (?:this|that) stage|at the moment"
    r"|usually|on average|do you think|would you say))*\W*"
)
_OPENS = re.compile(
    r"^(?:\W*\b(?:so|but|and|ok(?:ay)?|right|hm+|thanks?(?: you)?|well|then|now|really|sorry|please|all right|fine|i see|yes"
    r"|no|interesting)\b)*\W*"
)
_LONGEST = 20
"""Most words of such a question."""
PATTERNS: tuple[tuple[FollowUpKind, re.Pattern[str]], ...] = tuple(
    (kind, re.compile(f"(?:{'|'.join(asks)}){_CLOSES}")) for kind, asks in _ASKS.items()
)


def match_asked(sentence: str) -> tuple[FollowUpKind, re.Match[str]] | None:
    """Return the sort of question that a sentence is, with its match; None where it is none of them, or says more."""
    said = sentence.lower().replace("\u2019", "'").strip()
    if len(said.split()) > _LONGEST:
        return None
    opened = _OPENS.sub("", said, count=1)
    for kind, pattern in PATTERNS:
        if match := pattern.fullmatch(said) or pattern.fullmatch(opened):
            return kind, match
    return None
