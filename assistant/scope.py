"""Whether a question is about children's social care services at all."""

import re
from collections.abc import Iterable
from functools import cache

from assistant.queries.lexicon import load_lexicon
from assistant.queries.words import FUNCTION_WORDS, words_of

NEAR = 0.42
"""Cosine to the nearest passage from which a question without any word of the trade counts as inside. On 54 questions of
directors and advisers and 23 of other matters, none of the latter without such a word came above .40."""

_BEGINNING = 5
"""Letters by which words of one family are known."""

_CHILDREN = re.compile(
    r"\bchild(?:ren)?\b|\bfamil(?:y|ies)\b|\byoung people\b|\bfoster|\badopt|\bcare leavers?\b|\blooked after\b"
)
_TRADE = re.compile(
    _CHILDREN.pattern
    + r"|\bsafeguard|\bsocial (?:work|care)|\bofsted\b|\bilacs\b|\binspect|\bdcs\b|\bdirectors?\b|\blead member"
    r"|\bagency\b|\bcase ?loads?\b|\breferr|\bre-?referr|\bassessments?\b|\bthresholds?\b|\bmash\b|\bfront door\b|\bearly help\b"
    r"|\bsupervision\b|\baudits?\b|\bimprov|\bintervention\b|\bcommissioner|\btrust\b|\bpartners?\b|\bcourts?\b|\bcafcass\b"
    r"|\bstages?\b|\bgrip\b|\bbreakdown\b|\bcrisis\b|\block\b|\bturn ?(?:a)?round|\bvacanc|\brecruit|\bretention\b|\bworkforce\b"
    r"|\bturnover\b|\brestructur|\bpractice model|\bdashboard|\bsection 114\b|\bplacements?\b|\bdenial\b|\bimpower\b|\bregister\b"
    r"|\bsection (?:17|20|31|47)\b|\bduty (?:team|manager|desk|worker|system)s?\b|\bon duty\b|\bpermanence\b|\bcare proceedings\b"
    r"|\binadequate\b|\bchief executive\b|\brelapse\b|\bannex a\b|\bmunro\b|\bcouncils? recover|\bsources?\b|\bseed article\b"
)
_OTHER = re.compile(
    r"\badult(?:s'?)? (?:social )?(?:care|services)\b|\bcare homes?\b|\bhospitals?\b|\bnurses?\b|\bcancer\b|\bhousing\b"
    r"|\bplanning permission\b"
    r"|\bbins?\b|\bwaste\b|\bhighways?\b|\bpotholes?\b|\blibrar(?:y|ies)\b|\b(?:failing|secondary|primary) schools?\b|\bcouncil tax\b"
    r"|\bblue badge\b|\bscotland\b|\bwales\b|\bnorthern ireland\b"
)
_ERRAND = re.compile(
    r"\bplanning (?:permission|applications?|consents?)\b|\boutline permission\b|\bloft conver|\bbuilding (?:control|regulations|sites?)\b"
    r"|\bneighbour(?:s|'s|s')? (?:extension|fence|hedge|noise)|\bparking (?:fines?|tickets?|permits?|charges?)\b|\bspeeding\b"
    r"|\bdriving licen[cs]e\b|\bskip licen[cs]e|\bbusiness rates\b|\bcouncil tax\b|\btax (?:bands?|returns?|codes?|rates?)\b"
    r"|\bcredit (?:score|card)|\bfly[- ]?tipping\b|\bbin (?:collection|day)|\ballotments?\b|\bstreet ?lights?\b|\bswimming pools?\b"
    r"|\bfood hygiene\b|\belectoral roll\b|\bregister (?:to vote|a (?:birth|death|marriage|business))\b|\bmy passport\b"
    r"|\bvisa applications?\b|\bprobate\b|\bplumbers?\b"
)
"""What a citizen has to do with a town hall or another office."""
_OF_A_SERVICE = re.compile(r"\b(?:our|us|workers?|staff|teams?|cases?|social|practice|agency|carers?|homes)\b")
_LONGEST_ERRAND = 25
"""Words. A longer message tells of something, and is read as a whole."""

_OTHER_NATION = re.compile(r"\b(?:scotland|scottish|wales|welsh|northern ireland)\b")
_ENGLAND_TOO = re.compile(r"\bengland\b|\benglish\b|\bcompar|\bdiffer|\bwe\b|\bour\b|\bus\b")

_TASK = re.compile(
    r"\b(?:letters?|e-?mails?|repl(?:y|ies)|apolog(?:y|ies)|speech|messages?|memo|script|write|writing|reply|say)\b[^.?!]{0,30}?"
    r"\b(?:to|for|with) (?:an? |the |our |my |your |all |your )?(?:[\w-]+ ){0,2}?"
    r"(?:head ?teachers?|heads?|schools?|governors?|gps?|judges?|police"
    r"|health visitors?|partners?|staff|teams?|social workers?|councillors?|members?|cabinet|unions?|leader|chief executive)\b",
)
"""Something that leaders of a service have to write or say to those whom they work with."""


def is_task_of_the_field(question: str) -> bool:
    """Return whether a question asks how to put something to partners, staff or members: "a good letter to an unhappy headteacher"."""
    return _TASK.search(_plain(question)) is not None


def of_other_nation(question: str) -> bool:
    """Return whether a question is about another nation's system and does not hold it against England's or the user's own."""
    plain = question.lower()
    return bool(_OTHER_NATION.search(plain)) and not _ENGLAND_TOO.search(plain)


def is_errand(question: str) -> bool:
    """Return whether a short question is of business with another office, a planning application say, and of no service for children."""
    plain = _plain(question)
    own = _CHILDREN.search(plain) or _OF_A_SERVICE.search(plain)
    return bool(_ERRAND.search(plain)) and not own and len(plain.split()) <= _LONGEST_ERRAND


def in_scope(question: str, cosine: float, least: float) -> bool:
    """Return whether the question is for Regrip, given its cosine to the nearest passage and the least that counts.

    A word of the trade lets a lower cosine pass; another service, or another nation, named without children does not.
    """
    plain = _plain(question)
    if _of_another_service(plain):
        return False
    return cosine >= (least if _TRADE.search(plain) else NEAR)


def speaks_of_the_trade(question: str) -> bool:
    """Return whether the question has a word of the trade, no word strange to the corpus, and no other service without children."""
    plain = _plain(question)
    words = {word.form for word in words_of(plain) if word.form.isalpha() and word.form not in FUNCTION_WORDS}
    return bool(_TRADE.search(plain)) and _beginnings(words) <= _known_beginnings() and not _of_another_service(plain)


@cache
def _known_beginnings() -> frozenset[str]:
    return _beginnings(load_lexicon().known_words)


def _beginnings(words: Iterable[str]) -> frozenset[str]:
    """Return what words of one family share: extend, extent and extension begin alike."""
    return frozenset(word[:_BEGINNING] for word in words)


def _plain(question: str) -> str:
    return question.lower().replace("\u2019", "'")


def _of_another_service(plain: str) -> bool:
    return bool(_OTHER.search(plain)) and not _CHILDREN.search(plain)


def names_term(question: str, terms: Iterable[str]) -> bool:
    """Return whether the question names an abbreviation of the trade that the glossary explains, such as MASH or IRO."""
    asked = set(re.findall(r"\b[A-Z][A-Za-z]{1,7}\b|\b[a-z]{3,6}\b", question))
    short = {term.lower() for term in terms if term.isupper() and len(term) <= 8}
    return any(word.lower() in short and (word.isupper() or len(word) > 3) for word in asked)
