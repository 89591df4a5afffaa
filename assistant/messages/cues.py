"""A few signs of a message's kind that can be counted: who speaks, of whom, when, and how it is put."""

import math
import re

from assistant.messages.text import words_of

_WORDS: dict[str, str] = {
    "we": r"\b(?:we|we're|we've|our|ours|us)\b",
    "i": r"\b(?:i|i'm|i've|im|ive|my|me|mine)\b",
    "you": r"\b(?:you|your|you're|yourself)\b",
    "one_child": r"\b(?:baby|toddler|infant|boy|girl|lad|lass|teen|teenager|son|daughter|grandson|granddaughter|nephew|niece|brother|sister|he|she|him|her|his"
    r"|unborn|newborn|a child|the child|this child|my kids?|\d{1,2}[- ]?(?:yo|y/o|yr|year|month|week|day)s?[- ]?olds?|yo)\b",
    "children": r"\b(?:children|child|kids|young people|families|looked after|care leavers|carers)\b",
    "family": r"\b(?:mum|mam|mom|mother|dad|father|stepdad|stepfather|stepmum|boyfriend|partner's|ex|nan|gran|grandad|uncle|aunt|auntie|cousin|parents?)\b",
    "now": r"\b(?:now|right now|tonight|just now|this minute|this second|at the moment|currently|ongoing|still in there|as we speak|happening|minutes ago|hour ago|today|"
    r"this (?:morning|afternoon|evening)|in (?:ten|five|twenty|an) (?:minutes|hour)|home ?time|since (?:this )?(?:morning|lunch|six|half))\b",
    "harm": r"\b(?:hit|hits|hitting|hurt|hurts|hurting|beat|beats|beating|blood|bleeding|bruis\w+|burn\w*|knife|gun|belt|overdose|tablets|pills|cut(?:s|ting)? (?:him|her|my)|"
    r"kill\w*|die|dying|dead|unconscious|breathing|choking|scream\w*|crying|scared|terrified|threat\w*|strangl\w*|drunk|locked|alone|missing|run away|rap\w+|abus\w+|attack\w*|smash\w*|marry|married|passport)\b",
    "service": r"\b(?:service|council|team|teams|department|director|dcs|managers?|caseloads?|backlog|vacanc\w+|agency|partners|board|dashboard|audits?|ofsted|ilacs|stage|plan|workforce|front door|duty|mash|referrals|assessments)\b",
    "history": r"\b(?:was|were|had|last (?:year|month|spring|summer|autumn|winter)|years? ago|in (?:19|20)\d\d|historic\w*|published|reviewed|review|lessons?|learned)\b",
    "count": r"\b(?:how many|how much|how often|how long|what percentage|what proportion|rate|average|number of|figures?|per cent|percentage)\b",
    "case_choice": r"\b(?:should (?:i|we)|would you|do (?:i|we)|can (?:i|we|they)|what are my rights|threshold|conference|contact|placement|solicitor|barrister|court|hearing|guardian|step(?:ped)? down|section 47|s47|section 20|cp plan)\b",
    "orders": r"\b(?:ignore|disregard|override|pretend|verbatim|dan|hmi|inspector|issue the|as the (?:lead|minister|department)|whatever i say|from now on|in your answer|instructions?|prompt|system|rules|mode|say only|output|reply (?:only|with)|repeat after|on behalf of|secretary of state|confirm by|no sources|don't cite|roleplay)\b",
    "malice": r"\b(?:hid(?:e|ing)|fake\w*|forge\w*|fabricat\w*|invent(?:ed)?|make up|made up|plausible|believable|backdat\w*|vanish|go missing|lose|won't look|never see|nobody can|pile on|where (?:he|she) lives|address of|home address|scare|hell|pay for|deserve\w*|stupid|useless|idiot|scum|bitch|fuck\w*|bloody)\b",
    "other": r"\b(?:adult social care|care home|housing|tenan\w+|nhs|gp|hospital|nurse|school's|a ?levels?|gcse|ofqual|highways|potholes?|bins?|council tax|scotland|scottish|wales|welsh|"
    r"northern ireland|recipe|python|excel|football|homework|dementia|pension|planning application|parking)\b",
}
_PATTERNS = {name: re.compile(pattern) for name, pattern in _WORDS.items()}
SHAPES = (
    "asks",
    "asks_last",
    "figures",
    "other_script",
    "length",
    "short",
    "quotes",
    "capitals",
    "turns",
    "unknown",
    "starts_asking",
)
NAMES: tuple[str, ...] = (*_PATTERNS, *SHAPES)
_OATHS = re.compile(r"\b(?:bloody|hell|lose(?! (?:the|that|this|it|them)\b))\b")
"""Words of `malice` that tired people write of their own work, and "lose" of what is not made to vanish."""
_ASKS = re.compile(
    r"^\W*(?:what|which|who|when|where|why|how|is|are|was|were|does|do|did|can|could|should|would|will|give|tell|show|list|name|compare|explain|define)\b"
)


def read_cues(text: str, turns: int, known: frozenset[str]) -> list[float]:
    """Return one number for each of `NAMES`, from about 0 to 1. `known` are the words that the reader has met."""
    plain = text.lower().replace("\u2019", "'")
    words = words_of(plain)
    letters = [c for c in text if c.isalpha()]
    size = max(1, len(words))
    counted = [min(1.0, len(pattern.findall(plain)) / 3) for pattern in _PATTERNS.values()]
    foreign = sum(c > "\u024f" for c in letters)
    upper = sum(c.isupper() for c in letters)
    return [
        *counted,
        min(1.0, plain.count("?") / 2),
        float(plain.rstrip().endswith("?")),
        min(1.0, 5 * sum(any(c.isdigit() for c in word) for word in words) / size),
        foreign / max(1, len(letters)),
        math.log1p(len(words)) / 5,
        float(len(words) <= 4),
        min(1.0, len(re.findall("[\"\u201c\u201d]|(?<!\\w)'|'(?!\\w)", plain)) / 4),
        upper / max(1, len(letters)),
        min(1.0, (turns - 1) / 2),
        sum(word not in known for word in words) / size,
        float(bool(_ASKS.match(plain))),
    ]


def sounds_like_misuse(text: str) -> bool:
    """Return whether a message has a word of orders to the assistant or of malice: a doubtful alarm needs one. An oath is none."""
    plain = _OATHS.sub(" ", text.lower().replace("\u2019", "'"))
    return any(_PATTERNS[name].search(plain) for name in ("orders", "malice"))
