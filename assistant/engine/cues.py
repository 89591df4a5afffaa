"""Words that change what a sentence counts for: asking, opening words that settle a standing, and the cues of each standing.

The first two are rules, because they are clearer than data. The last are features: a learned head weighs them.
"""

import re

import numpy as np

from assistant.models import Standing

_LEAD = (
    r"^(?:(?:so|and|but|ok|okay|now|please|well|anyway|right|then|from (?:this|that)|in your (?:view|opinion))[\s,]+)*"
)
_ASK = re.compile(
    _LEAD
    + r"""(?:
    (?:which|what)(?:['’]s|\s+is|\s+are|\s+of)?\s+(?:(?:the|your|our|my)\s+)?(?:stages?|stage)\b
    | what\s+(?:do|should|would|can|could|shall|ought|might|must)\s+(?:we|i|you)\b
    | where\s+(?:are\s+we|would\s+you|do\s+you|does\s+(?:that|this)|do\s+we|should\s+we)\b
    | what\s+(?:now|next|first)\b | (?:any\s+)?(?:advice|thoughts|ideas)\b | stage\s*\?
    | how\s+(?:bad|worried|serious)\b
    | (?:can|could|would|will)\s+you\s+(?:tell|say|advise|stage|place|help)\b
    | (?:please\s+)?(?:advise|stage\s+us|help\s+us)\b
    | (?:is|are|was)\s+(?:that|this|it|we)\s+(?:bad|normal|ok|okay|reasonable|serious|in\s+trouble)\b
    | should\s+(?:i|we)\s+be\s+worried | am\s+i\s+missing
    )[^?]*+\??\s*$""",
    re.IGNORECASE | re.VERBOSE,
)
_SHORT_ASK_WORDS = 22

_CLEAR: dict[Standing, re.Pattern[str]] = {
    "hypothetical": re.compile(
        r"^\W*(?:(?:and|but|so|or)\s+)?(?!if\s+(?:you|anyone|somebody|someone|they|ofsted|members?)\s+(?:were\s+to\s+)?asks?(?:ed)?\b.*(?:\b(?:not|cannot|never|no\s+idea)\b|n['’]t\b))(?:if|suppose|supposing|imagine|what\s+if|say\s+(?:the|we|that))\b(?:.*\b(?:would|could)\b|(?>.*\?)\W*$)",
        re.IGNORECASE | re.DOTALL,
    ),
    "past": re.compile(
        r"^\W*(?:(?:(?:back\s+)?in|until|by|during)\s+(?:19|20)\d\d\b|(?:\w+\s+){1,2}(?:years?|decades?)\s+(?:ago|back)\b)"
        r"|\bthat\s+(?:was|used\s+to\s+be)\s+(?:us|true|so|the\s+case|how\s+it\s+was)\s+(?:until|till|up\s+to|before)\b",
        re.IGNORECASE,
    ),
    "planned": re.compile(
        r"^\W*(?:our|my)\s+(?:target|aim|goal|ambition|intention)\s+(?:is|remains)\b(?!.*(?:\bbut\b|\byet\b|\binstead\b|\bmiss\w*|\bshort\b|\bfar\b|[:;]))",
        re.IGNORECASE | re.DOTALL,
    ),
    "elsewhere": re.compile(
        r"^\W*(?:(?:at|in)\s+)?my\s+(?:last|old|previous|former)\s+(?:place|council|authority|job|borough|county)\b",
        re.IGNORECASE,
    ),
}
_STILL = re.compile(
    r"\b(?:still|now|today|since|again|ever|same|unchanged|here)\b|\band\s+(?:that\s+is|that['’]s|this\s+is|they|it)\s+(?:where|how|what|go|goes|remains?|stays?)\b",
    re.IGNORECASE,
)

CUES: dict[str, re.Pattern[str]] = {
    name: re.compile(pattern, re.IGNORECASE)
    for name, pattern in {
        "past": r"\b(?:used to|back (?:then|in)|years ago|a decade ago|at the time|in those days|once|formerly|had been|was then|those days|when i (?:joined|started|came)|previous(?:ly)?|until (?:20|last))\b",
        "past_year": r"\b(?:in|by|during|of|from) (?:19|20)[0-9]{2}\b",
        "over": r"\b(?:no longer|not any ?more|that (?:is|was) (?:over|then|before)|thats over|since (?:then|recovered)|put right|long gone|has gone|have gone|ended|recovered|turned)\b",
        "ongoing": r"\b(?:still|now|today|currently|this (?:week|month|morning|year|term|quarter)|last (?:week|month|quarter)|since|at present|these days|every|each)\b",
        "negation": r"\b(?:not|no|never|none|nobody|nor|neither|without|isn['’]?t|aren['’]?t|haven['’]?t|hasn['’]?t|don['’]?t|doesn['’]?t|didn['’]?t|wasn['’]?t|weren['’]?t|won['’]?t|can['’]?t|couldn['’]?t)\b",
        "denial": r"\b(?:not the case|no (?:evidence|sign|truth|school|partner|one has)|not true|untrue|whatever (?:the|they|anyone)|contrary to|far from|isn['’]?t (?:that|so|a case)|not a case of|rather than|did not find|found no|nothing to)\b",
        "if": r"\b(?:if|unless|suppose|supposing|imagine|were (?:we|it|they|the)|in the event|should (?:we|it|they) (?:lose|fail|stop)|what if|assuming|say (?:the|we|that))\b",
        "would": r"\b(?:would|could|might|may|should)\b",
        "elsewhere": r"\b(?:next door|neighbour\w*|another (?:council|authority|county|borough|place)|other (?:councils|authorities|places|areas|county|council)|my (?:last|old|previous|former) (?:place|authority|council|job|hospital|school|force|post)|elsewhere|over in|up the (?:road|coast)|down the (?:road|coast)|miles away|where i (?:was|came|worked|trained)|came from|there\b.{0,40}\bhere|unlike here|not here|national\w*|in the region)\b",
        "fear": r"\b(?:fear\w*|afraid|worr(?:y|ied|ies|ying)|anxi\w+|nervous|dread\w*|concern\w*|danger|risk that|lie awake|fret\w*|disquiet|scared|unease|uneasy|nightmare|lest)\b",
        "plan": r"\b(?:plan(?:s|ned|ning)? to|will|intend\w*|propos\w+|next (?:year|spring|summer|autumn|april|month|term)|from (?:next|april|september|january)|due to|is to be|are to be|going to|draft\w*|consult\w*|option|in the new year|subject to|considering|consider)\b",
        "hearsay": r"\b(?:rumou?r\w*|word (?:has|is|on)|i(?:['’]?ve| have)? (?:heard|been told)|they say|people say|someone (?:said|told|says)|apparently|supposedly|reportedly|gossip|it is said|being said|anonymous|a friend|second[- ]hand|allege\w*|said to be|so i(?:['’]m| am) told|claims?|hearsay|blog)\b",
        "doubt": r"\b(?:i think|perhaps|maybe|not sure|seems?|possibly|unclear|don['’]?t know|can(?:no|['’])t (?:say|tell|confirm)|unverified|unconfirmed|no idea)\b",
        "question": r"\?\s*[\"'”’)]*$",
    }.items()
}


def is_ask(sentence: str) -> bool:
    """Return whether `sentence` only asks for a stage or for advice, and so is no evidence of anything."""
    return len(sentence.split()) <= _SHORT_ASK_WORDS and _ASK.match(sentence.strip()) is not None


def clear_standing(sentence: str) -> Standing | None:
    """Return the standing that the opening words of `sentence` settle, or None.

    "If ... would", "In 2014 ...", "My last council ...": unless it also speaks of now or here.
    """
    if _STILL.search(sentence):
        return None
    return next((standing for standing, pattern in _CLEAR.items() if pattern.search(sentence)), None)


def cue_features(sentence: str) -> np.ndarray:
    """Return one number for each of `CUES`, 1.0 where it occurs in `sentence` and else 0.0; float32."""
    return np.array([1.0 if pattern.search(sentence) else 0.0 for pattern in CUES.values()], dtype=np.float32)
