"""Questions for councils that have been through something: "Has anyone come back from X?", and what X is."""

import re

_PLACES = r"(?:councils?|authorit(?:y|ies)|services?|places?|towns?|count(?:y|ies)|boroughs?)"
_ANYONE = r"any(?:one|body|where)"
_THAT = r"(?:that|who|which|where)(?: ha(?:s|ve))?"
_WHO = "|".join(
    (
        rf"ha(?:s|ve|d) (?:{_ANYONE}|(?:any|some|another|a|other) (?:\w+ )?{_PLACES})(?: else)?",
        rf"(?:is|are) there (?:{_ANYONE}|(?:any|a|another|some|other) (?:\w+ )?{_PLACES})(?: else)? {_THAT}",
        rf"(?:who|(?:which|what) (?:\w+ ){{0,3}}{_PLACES})(?: else)?(?: ha(?:s|ve))?",
        rf"{_ANYONE}(?: else)?(?: ha(?:s|ve))?",
        rf"(?:(?:give|name|show|find|tell|list) (?:me |us )?)?(?:\w+ )?(?:examples? of|about) (?:\w+ )?{_PLACES} {_THAT}",
    )
)
_THROUGH = "|".join(
    (
        r"c[oa]me (?:back|through|out of)",
        r"g[eo]t(?:ten)? (?:out|over|through|past|back|better)",
        r"turn(?:ed)? (?:\w+ ){0,3}?(?:a?round|the corner)",
        r"pull(?:ed)? (?:\w+ )?(?:out|through|round)",
        r"recover(?:ed)?|climbed|escaped|rescued|bounced back|surviv(?:ed|e)|dug (?:\w+ )?out|improved",
        r"managed|done|beaten|beat|overc[oa]me",
        r"been (?:through|here|there|where)",
    )
)
"""What says no more than that a council came through."""
_DID = (
    r"fall(?:en)?|fell|slip(?:ped)?|relapsed?|stopped|reversed|fixed|solved|lost|went from|moved|cut|lowered|reduced"
    r"|brought|had to|g[eo]t (?:\w+ ){1,3}(?:down|under control)"
)
"""What says of itself what a council did or what befell it."""
_VERB = re.compile(rf"\b(?:{_THROUGH}|{_DID})\b", re.IGNORECASE)
_ASKS = re.compile(
    rf"(?:^|[.!?,;:]\s+|\b(?:and|so|but) )\W*(?:{_WHO})\s+(?:\w+ly |ever |really |also |yet )*(?:{_THROUGH}|{_DID})\b",
    re.IGNORECASE,
)
_OPENS = re.compile(
    rf"^(?:{_THROUGH})\s*(?:(?:of|from|after|by|with|when|while|it|this|that)\s+)*",
    re.IGNORECASE,
)
_LENGTH = re.compile(
    r"\b(?:a|the) (?:very |really )?(?:long|heavy|big|serious|bad|whole)?\s?(?:spell|run|stretch|period|time|case|bout) (?:of |in |with )?",
    re.IGNORECASE,
)
"""How long or how bad it was, which few notes say in the same words."""
_AND_MORE = re.compile(
    r"(?:,|;| and| \u2013| -)\s*(?:and )?(?:how|what|did|does|has|whether|for how|got through|c[oa]me out|when)\b.*$",
    re.IGNORECASE,
)
_FALL = re.compile(r"\b(?:fell|fall(?:en)?|slip\w*|relaps\w*|lost (?:their|its) (?:good|grade))\b", re.IGNORECASE)
_AGAIN = re.compile(r"\b(?:back|again|after)\b|relaps", re.IGNORECASE)
RELAPSE, FELL = "relapse: left inadequate and later inadequate again", "fell from good to inadequate"
"""What a fall is called in the notes."""
_PLAIN = frozenset(
    """
    they them their it its this that there here we us our turned round around quickest fastest slowest soonest longest best worst so far
    yet ever else one like in of the a an after from
    """.split()
)


def asks_for_a_comeback(query: str) -> bool:
    """Return whether a question asks who has come through something, or has fallen."""
    return _ASKS.search(query) is not None


def asks_for_a_fall(query: str) -> bool:
    """Return whether such a question asks for councils that fell, or fell back."""
    return _FALL.search(query) is not None


def condition_of(query: str) -> str:
    """Return what councils are to have come through, in the question's words; empty where it names nothing."""
    found = _ASKS.search(query)
    if found is None:
        return ""
    asked = re.split(r"[?!]|\.\s", query[found.start() :].strip(" ?.!,;:"))[0]
    if asks_for_a_fall(asked):
        return RELAPSE if _AGAIN.search(asked) else FELL
    verb = _VERB.search(asked)
    said = _AND_MORE.sub("", asked[verb.start() :] if verb else asked)
    said = _LENGTH.sub("", _OPENS.sub("", said)).strip(" ?.!,;:")
    return said if any(word not in _PLAIN for word in re.findall(r"\w+", said.lower())) else ""
