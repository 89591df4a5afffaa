"""Whom a message is about, by words that can be read: a colleague, children at large, one child; or nobody, as in a note of figures."""

import re

from assistant.messages.text import words_of
from assistant.queries.words import FUNCTION_WORDS

_ROLE = re.compile(
    r"\b(?:(?:lead|cabinet) members?|councillors?|cllr|leader|chief exec(?:utive)?s?|ceo|heads? of service|hos|deput(?:y|ies)"
    r"|chair(?:man|woman)?|judges?"
    r"|(?:union|branch) (?:rep|officer|secretary)|reps?|directors?|dcs|(?:team |service |interim |middle )?managers?|union"
    r"|commissioner|adviser|principal social worker|psw|head ?teachers?)\b"
)
_ONE = re.compile(
    r"\b(?:baby|babies|toddler|infant|unborn|newborn|boys?|girls?|lads?|teen(?:ager)?s?|sons?|daughters?|grand\w+|nephews?|nieces?"
    r"|siblings?|brothers?|sisters?|twins"
    r"|cousins?|mum|mums|mam|mother|dad|father|step(?:dad|mum|father|mother|son|daughter)|uncle|aunt(?:ie)?|nan|gran|uasc"
    r"|year[- ]olds?|yo|my ex|allegation"
    r"|(?:my|our|her|his|their|two|three|four|five|six|\d) (?:own )?(?:kids?|child|children|case|family)"
    r"|(?:the|this|that|one) (?:\w+ )?(?:child|kids?|children|family|parents?|carers?|pupil|placement|case|conference|hearing|assessment)"
    r"|family with|core group|young (?:woman|man|person)|tomorrow's conference|disciplinary|grievance|suspend\w*|investigat\w+"
    r"|bully\w*|dismiss(?:ed|al)?|sack(?:ed)?"
    r"|(?:final|our|the) hearing|appeal|barrister|counsel|guardian|(?:placement|supervision|care) orders?"
    r"|solicitor|contact|reported us|my rights|lac review|section 20|s20|cp plan for|step(?:ped)? (?:them|him"
    r"|her) down)\b|\b\d{1,2} ?(?:yo|y/o|yrs?)\b"
)
_RULE = re.compile(
    r"^\W*(?:(?:and|so|but|please|hi|hello)\W+)*(?:how (?:often|long|soon|quickly|many)|when (?:must|should|does|do|is|are|can"
    r"|will)|what happens (?:when|if)"
    r"|how (?:late|far)|must|should|who (?:must|should)|what (?:must|should))\b"
)
_AT_LARGE = re.compile(
    r"\b(?:a|every|each|any|no) (?:\w+ ){0,2}child\b|\bchildren\b|\b(?:a|any|each|every) (?:child in need|looked[- ]after child"
    r"|care leaver|family)\b"
)
_OF_SOMEBODY = re.compile(
    r"\b(?:this|that|these|my|mine|his|her|hers|him|he|she|i|i'm|i've|me|aged?|called|named|mum|dad|mother|father|brothers?"
    r"|sisters?|sons?|daughters?|baby|boy|girl"
    r"|year[- ]olds?|yo|months?[- ]olds?)\b"
)
_NAME = re.compile(
    r"(?<![.?!:] )(?<!^)\b(?!Ofsted|England|English|Working|Together|Act|Children|Child|Section|Regrip|DfE|Framework"
    r"|National)[A-Z][a-z]+\b"
)
_HARM = re.compile(
    r"\b(?:child(?! (?:protection|in need|and family))|kids?|baby's|pupils?|bruis\w+|injur\w+|burn(?:s|ed|t)|bitten|slap\w*|punch\w*"
    r"|kick(?:ed|s|ing)"
    r"|abus(?:e[sd]?|ing)|assault\w*|neglect(?:s|ed|ing)?|raped?|groom\w*|starv\w+|disclos\w+|suicid\w*|overdos\w*|fractur\w*|black eye"
    r"|pregnan\w*)\b"
)
_HARM_TO_SOMEBODY = re.compile(
    r"\b(?:marks?|scar(?:s|red)|hurt\w*|hit(?:s|ting)?|beat(?:s|en|ing)?|harm\w*|touch(?:ed|es|ing)|exploit\w*|missing|ran away"
    r"|run away|hungry|home"
    r"|(?:un)?safe|danger\w*|at risk|frighten\w*|afraid|scared|broken|cut(?:s|ting)?|arms?|legs?|face)\b"
)
_SOMEBODY = re.compile(r"\b(?:he|she|him|his|her|hers|they|them|their)\b")
_TITLE = re.compile(
    r"\b(?:(?:Executive|Deputy|Assistant|Interim|Director|Head|Chief|Lead|Cabinet|Member|Leader|Chair|Councillor|Principal|Social|Work(?:er)?|Services?|Team"
    r"|Manager|Union|Commissioner|Council|Board|Family|Court|Judge|Early|Help|Secretary|State|January|February|March|July|August"
    r"|September|October|November|December|Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday|Christmas|Easter)\b\W*)+"
)
_NAMED_FIRST = re.compile(
    r"(?:^|[.?!:;]\s+)\W*([A-Z][a-z]+)(?:'s\b| (?:has|is|was|had|says|said|told|will|won't|can't|isn't|wasn't|hasn't|came|went|turned)\b)"
)
_INITIAL = re.compile(r"(?<![\w&.-])[B-HJ-Z](?:'s)?(?= [a-z]|'s\b)")
_NUMBER = re.compile(r"(?<!\w)\d[\d.,]*%?(?!\w)")
LONGEST_NOTE = 15
"""Words. A longer text without a word of grammar is no note in English."""


def speaks_of_the_service(text: str) -> bool:
    """Return whether `text` is about a colleague, or asks what holds for children at large, and shows no sign of one child or family.

    A name is such a sign, for nobody can tell from it whether a child or a colleague bears it; so is a child or a word of harm.
    """
    plain = text.lower().replace("\u2019", "'")
    return bool(_ROLE.search(plain) and not _shows_one(text, plain)) or asks_a_rule(text)


def _shows_one(text: str, plain: str) -> bool:
    """Return whether something in a message may be one child, or done to one. Where it might be a colleague too it counts as the child."""
    harm = _HARM.search(plain) or (_HARM_TO_SOMEBODY.search(plain) and _SOMEBODY.search(plain))
    return bool(_ONE.search(plain) or harm or _INITIAL.search(text)) or _bears_a_name(text)


def _bears_a_name(text: str) -> bool:
    """Return whether a capital letter makes a word a name: within a sentence, or before what a person does at its beginning."""
    first = (found[1] for found in _NAMED_FIRST.finditer(text.replace("\u2019", "'")))
    return any(one.lower() not in FUNCTION_WORDS and not _TITLE.match(one) for one in first) or any(
        not _TITLE.match(found[0]) for found in _NAME.finditer(text)
    )


def asks_a_rule(text: str) -> bool:
    """Return whether `text` asks how often, how long, when or whether something must be done for a child, whoever the child is."""
    plain = text.lower().replace("\u2019", "'")
    at_large = _RULE.match(plain) and _AT_LARGE.search(plain)
    return bool(at_large) and not _OF_SOMEBODY.search(plain) and not _NAME.search(text)


def is_note(text: str) -> bool:
    """Return whether `text` is a short note with a number and no word of grammar, as "ASYE: 0 apps. Advert x4, nil"."""
    words = words_of(text.lower())
    return (
        text.isascii()
        and len(words) <= LONGEST_NOTE
        and _NUMBER.search(text) is not None
        and not FUNCTION_WORDS & set(words)
    )
