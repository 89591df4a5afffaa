"""An account that its teller puts into the past: "that was 2019", "none of that is true any more", "I was reading from an old report".

Only what speaks of the account itself counts ("that", "those notes"); "the strategy was 2019" tells of a strategy.
"""

import re

_APART = r"(?:[\s,;:.–—-]+)"
_OPENS = (
    rf"^\W*(?:(?:sorry|apologies|actually|oh|no|wait|hang\s+on|but|and|though|well|ah|mind\s+you|to\s+be\s+(?:clear|fair|honest)){_APART})*"
    r"(?:(?:i|we)\s+(?:should|ought\s+to|must|forgot\s+to|did\s+not|didn['’]t|need\s+to)\s+(?:have\s+)?(?:said|say|add|added|mention|mentioned|point\s+out)"
    rf"(?:\s+that)??\s+(?:all\s+)?|(?:i|we)\s+(?:meant|mean)\s+(?:that\s+)?|correction{_APART})?"
)
_ACCOUNT = (
    r"(?:(?:all|most|much|some|none|nothing|not\s+one|any)\s+of\s+(?:that|this|it|those|these|what\s+i\s+(?:said|wrote|told\s+you|described))"
    r"|what\s+i\s+(?:(?:have\s+)?(?:just\s+)?)(?:said|wrote|told\s+you|described|pasted|gave\s+you|sent|written)"
    r"|(?:all\s+)?(?:that|this|those|these)(?:\s+things)?|it\s+all|it(?=['’]s\s+all\b)|things"
    r"|(?:that|this|those|these|the|my)\s+(?:(?:last|first|above|earlier|previous)\s+)?"
    r"(?:notes?|account|description|picture|message|text|pages?|paste|extracts?|above)"
    r"|(?:the|that|my)\s+(?:\w+\s+)?(?:bit|part|point|thing)s?(?:\s+(?:about|on|with)(?:\s+\w+){1,5}?)?)"
)
_IS = r"(?:['’]s|(?:\s+all)?\s+(?:is|are|was|were|describes?|described|dates?|dated|refers?|referred|relates?|related|happened))"
_HOW = (
    r"(?:\s+(?:all|really|only|actually|already|back|from|to|in|of|about|until|during|before|as\s+of|like\s+(?:that|this)"
    r"|the\s+(?:position|case|picture|situation)|how\s+(?:it|things|we|they)\s+(?:was|were)))*"
)
_YEAR = (
    r"\s+(?:(?:the\s+)?(?:spring|summer|autumn|winter|end|start|year)\s+(?:of\s+)?"
    r"|(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)\w*\s+)?(?:19|20)\d\d\b"
)
_AGO = (
    r"\s+(?:(?:over|about|nearly|almost|more\s+than|at\s+least|some|a\s+good|good)\s+)*"
    r"(?:\w+\s+){1,3}(?:years?|decades?)\s+(?:ago|back|old|earlier)\b|\s+(?:a\s+)?(?:long|some)\s+(?:time|while)\s+(?:ago|back)\b"
    r"|\s+years\s+(?:ago|old)\b"
)
_GONE = (
    r"\s+(?:an?\s+|very\s+|now\s+|rather\s+|ancient\s+)*(?:old|history|outdated|out[\s-]of[\s-]date|overtaken|ancient)\b(?!\s+(?:building|school|saying|problem|habit|story|system|trouble))"
    r"|\s+no\s+longer\b(?!\s+an?\b)|\s+(?:in\s+the\s+past|behind\s+us|over\s+now|then\b|us\s+then\b|not\s+us\s+now\b)"
    r"|\s+(?:under|before)\s+(?:the\s+|our\s+|my\s+)?(?:new|old|last|previous|former|time|present|current)\b|\s+before\s+my\s+time\b|\s+last\s+year['’]?s\b"
    r"|\s+(?:not|n['’]t)\s+(?:(?:true|so|the\s+case|right|current|us|how\s+it\s+is)\s+)?(?:any\s*more|any\s+longer|now)\b"
)
_THIS = r"(?:it\s+all|(?:that|this|those|these|all\s+(?:of\s+)?(?:that|this))(?:\s+things)?)"
_NO_MORE = (
    r"(?:(?:since|as\s+of|from|by)\s+(?:last\s+)?\w+,?\s+)?"
    r"(?:(?:none|nothing|not\s+one)\s+of\s+(?:that|this|it|those|these|what\s+i\s+\w+)"
    r"\s+(?:is|are|holds?|applies|apply|stands?|remains?|happens?)\b[^.;]{0,30}?"
    r"\b(?:now|today|any\s*more|any\s+longer|these\s+days|at\s+present)\b"
    rf"|{_THIS}\s*(?:isn['’]t|aren['’]t|(?:is|are)\s+not)\s+(?:\w+\s+){{0,3}}(?:any\s*more|any\s+longer)\b"
    rf"|{_THIS}\s+no\s+longer\s+(?:holds?|applies|apply|stands?|happens?)\b"
    rf"|{_THIS}\s+(?:has|have)\s+(?:all\s+)?(?:since\s+)?(?:changed|moved\s+on|been\s+(?:put\s+right|overtaken|sorted))\b"
    r"|it['’]s\s+all\s+(?:changed|moved\s+on|been\s+put\s+right)\b"
    rf"|{_THIS}\s+used\s+to\s+be\s+(?:true|so|us|the\s+case|how)\b"
    r"|(?:i|we)(?:['’]ve|\s+have)?\s+(?:since\s+)?put\s+(?:all\s+(?:of\s+)?)?(?:that|this|those)\s+right\b)"
)
_READ_FROM = (
    r"(?:i|we)(?:\s+was|\s+were|['’]ve\s+been|\s+have\s+been)\s+(?:\w+\s+)?(?:quoting|describing|reading|going|working|looking|copying|citing|thinking|talking|speaking)"
    r"\s+(?:(?:from|by|off|at|of|about)\s+)?(?:an?\s+|the\s+|our\s+|my\s+|how\s+(?:it|we|things)\s+\w+\s+)?"
    r"(?:in\s+)?(?:(?:19|20)\d\d\b|old\b|last\s+year['’]s\b|outdated\b|out[\s-]of[\s-]date\b|superseded\b|previous\b)"
)
_IN_THE_PAST = re.compile(
    rf"{_OPENS}(?:{_ACCOUNT}{_IS}{_HOW}(?:{_YEAR}|{_AGO}|{_GONE})|{_NO_MORE}|{_READ_FROM}"
    rf"|(?:an?|my|our)\s+old\s+(?:paper|report|note|notes|document|letter|message|draft|copy|version)\b(?=[^.]{{0,20}}(?:[,;.–—]|$)))",
    re.IGNORECASE,
)
_ALL = re.compile(
    r"\b(?:none|nothing|all|most|much)\s+of\s+(?:that|this|it|those|these|what)\b|\b(?:it|that|this)(?:['’]s|\s+is|\s+was|\s+has)?\s+all\b|\ball\s+(?:that|this)\b"
    r"|\bwhat\s+i\s+(?:\w+\s+){0,2}(?:said|wrote|told|described|pasted|gave|sent)\b"
    r"|\b(?:those|the|my|that)\s+(?:\w+\s+)?(?:notes?|account|description|picture|message|text|above)\b",
    re.IGNORECASE,
)
_LONGEST = 400
"""Characters within which a sentence says so."""
_PART = re.compile(r"\b(?:the|that|my)\s+(?:\w+\s+)?(?:bit|part|point|thing)s?\b", re.IGNORECASE)
_HOLDS_STILL = re.compile(
    r"\bstill\b|\bnothing\s+(?:has\s+|much\s+(?:has\s+)?)?(?:changed|moved)\b|\b(?:has|have)(?:\s+not|n['’]t)\s+(?:changed|moved|improved)\b"
    r"|\b(?:ever\s+since|no\s+better|worse|since\s+then)\b|\bthe\s+same\s+(?:now|today)\b|\b(?:now|today)\s+too\b",
    re.IGNORECASE,
)


def puts_in_the_past(sentence: str) -> bool:
    """Return whether `sentence` says of the account before it that it is of another time, and not that it holds still."""
    return _IN_THE_PAST.match(sentence[:_LONGEST]) is not None and _HOLDS_STILL.search(sentence) is None


def part_meant(sentence: str) -> str | None:
    """Return the words that name the part it means ("the bit about the police" was 2019), None where it names none."""
    part = _PART.search(sentence)
    return re.split(_IS, sentence[part.start() :], maxsplit=1, flags=re.IGNORECASE)[0] if part else None


def means_all(sentence: str) -> bool:
    """Return whether a sentence that puts an account into the past means all of it, not only what was said last."""
    return _ALL.search(sentence) is not None
