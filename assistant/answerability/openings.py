"""What looks as if a question took it for granted and no source could deny: an opening, or what users tell of their own service."""

import re

from assistant.queries.entities import known_places

_MERELY_ASKS = re.compile(
    r"^\W*(?:(?:and|so|but|ok),? )?(?:when (?:do|does|did|is|are|was|were|has|have|should|must|can|could|will|would|may|might)\b"
    r"|as an? [\w -]{2,30}[:,]"
    r"|as (?:the |our |your |an? )?(?:(?!the\b|our\b|an?\b|of\b|that\b|it\b|we\b|they\b|you\b)[\w'\u2019-]+ ){0,3}(?:member|director|dcs"
    r"|chair|manager|adviser|advisor|head|leader|officer|executive|councillor|commissioner|inspector|partner|worker|practitioner"
    r"|evaluator|auditor|board)s?(?: (?:of|for|in|on) [\w'\u2019 -]{2,40})?[:,]"
    r"|who (?:led|took)\b"
    r"|why (?:do|are|have|is|has) (?:we|our|my)\b)",
    re.IGNORECASE,
)
"""Openings that look as if they took something for granted: "when should ...?", "as lead member, ...", "why do our ...?"."""
_SITUATION = re.compile(
    r"^\W*(?:(?:and|so|but|ok),? )?(?:with|if|after|when|now that|once)\b(?P<told>[^.?!]*?),?"
    r" (?:how|what|where|who) (?:do|does|can|should|would|could|must|might) (?:we|i|you)\b",
    re.IGNORECASE,
)
"""What users tell of where they stand before they ask what to do: "with two managers off sick, how do we ...?"."""
_SINCE_A_TIME = re.compile(
    r"\bsince (?:(?:last|this|the|early|mid|late|about|around) ){0,2}(?:(?:19|20)\d\d|january|february|march|april|may|june|july|august"
    r"|september|october|november|december|spring|summer|autumn|winter|easter|christmas|monday|week|month|year|then|when|half[ -]term)\b",
    re.IGNORECASE,
)
_YEAR = re.compile(r"\b(?:19|20)\d{2}\b")
_CLAUSES = re.compile(
    r"(?<=[,;:.?!])\s+|\s+(?=(?:against|than|compared|versus|vs|while|whereas|but|and|so|because|as)\b)",
    re.IGNORECASE,
)
_OWN = re.compile(r"\b(?:i|i['\u2019](?:ve|m)|we|we['\u2019](?:ve|re)|our|ours|my)\b", re.IGNORECASE)
_BELIEVED = re.compile(
    r"\b(?:heard|told|read|thinks?|thought|knows?|knew|understand|understood|believed?|gather|assumed?|sure|says?|said|head|remember"
    r"|(?:i|we)(?:['\u2019]ve| have)? (?:seen|saw)|allowed|must|need|should"
    r"|(?:have|has|get|got|given) (?:(?:only|just|about|up to) )?\d+ (?:working )?(?:days?|weeks?|months?|hours?)"
    r"|england\w*|national\w*|rules?|law|limit|deadline|ofsted|statutory)\b",
    re.IGNORECASE,
)


def merely_asks(query: str) -> bool:
    """Return whether a question only opens as if it took something for granted, or takes it of the user's own service."""
    if _MERELY_ASKS.search(query):
        return True
    situation = _SITUATION.search(query)
    return situation is not None and not known_places(situation["told"]) and not _YEAR.search(situation["told"])


def without_times(query: str) -> str:
    """Return a question without "since March": there "since" counts from a time, and gives no reason."""
    return _SINCE_A_TIME.sub(" ", query)


def without_own(query: str) -> str:
    """Return a question without the clauses in which users tell of their own service: "I've got 40 children with no worker".

    What they say that they heard, think or are bound by stays, and so does what names a place that notes are about.
    """
    kept = [clause for clause in _CLAUSES.split(query) if not _is_own(clause)]
    return " ".join(kept)


def _is_own(clause: str) -> bool:
    return bool(_OWN.search(clause)) and not _BELIEVED.search(clause) and not known_places(clause)
