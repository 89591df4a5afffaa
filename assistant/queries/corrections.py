"""A slip put right: "sorry, not Bradford, Birmingham", "I meant stage 2"."""

import re

from assistant.queries.entities import entities_in
from assistant.queries.memory import Asked
from assistant.queries.models import Entity
from assistant.queries.substitution import in_place_of, replaced, said
from assistant.queries.turns import Turn
from assistant.queries.words import words_of

_FILLER = re.compile(
    r"^\W*(?:(?:sorry|oops|argh|ah|no|nope|wait|hang on|hold on|actually|er|um|i|meant?|mean"
    r"|should have said|ought to have said|make that|it's|that's|was|asking|about|thinking|of"
    r"|correction|my mistake|strike that|scrap that|want(?:ed)?|wrong (?:\w+))\b[\s,.:;!'\u2013\u2014-]*)+",
    re.IGNORECASE,
)
_ADDS = re.compile(r"^\W*(?:and|also|plus)\b", re.IGNORECASE)
_CLOSER = re.compile(
    r"(?:(?<![\s,.:;\u2013\u2014-])[\s,.:;\u2013\u2014-]++)?\b(?:i meant?|i should have said|i ought to have said|sorry|that is)\W*$",
    re.IGNORECASE,
)
_NOT_THIS = re.compile(
    r"^\W*+not\s++(?P<old>[^,.;:!?\u2013\u2014]+?)(?<!\s)\s*+(?:[,.;:!\u2013\u2014-]+"
    r"|\bbut\b)(?P<new>[^.;!?]++)(?P<more>.*)$",
    re.IGNORECASE,
)
_THIS_NOT = re.compile(
    r"^(?P<new>[^,.;:!?]+?)(?<!\s)\s*+(?:,\s*+)?\bnot\s(?P<old>[^,.;:!?]++)(?P<more>.*)$", re.IGNORECASE
)


def corrected(turn: Turn, before: Asked) -> str:
    """Return the question before with what was meant in place of what was said, empty when this cannot be told."""
    text = _CLOSER.sub("", turn.ask)
    old, new, more = _parts(text)
    if _ADDS.match(_FILLER.sub("", text)) or not new or turn.told or len(words_of(new)) > 8 or not before.query:
        return ""
    query = _by_old(before.query, old, new) or _by_kind(before.query, new) or _by_head(before.query, new)
    more = more.strip(" .,;:!?")
    return f"{query} ({more})" if query and len(words_of(more)) > 1 else query


def _parts(text: str) -> tuple[str, str, str]:
    """Return what was wrong, what was meant, and what is said beyond it."""
    opened = _FILLER.sub("", text)
    for pattern, candidate in ((_NOT_THIS, opened), (_NOT_THIS, text), (_THIS_NOT, opened)):
        if match := pattern.match(candidate):
            return match["old"].strip(), _FILLER.sub("", match["new"]).strip(" ,.;:!?"), match["more"]
    first, _, more = opened.partition(". ")
    return "", first.strip(" ,.;:!?"), more


def _by_old(query: str, old: str, new: str) -> str:
    """Put the new words where the old ones stand."""
    if not old:
        return ""
    wrong = {e.key for e in entities_in(old)}
    for entity in entities_in(query):
        if entity.key in wrong:
            right = entities_in(new)
            return replaced(query, entity, said(right[0]) if right else new)
    pattern = re.compile(rf"\b{re.escape(old)}\b", re.IGNORECASE)
    return pattern.sub(lambda _: new, query, count=1) if pattern.search(query) else ""


def _by_kind(query: str, new: str) -> str:
    found = entities_in(new)
    if not found and new[:1].isupper() and len(words_of(new)) <= 3:
        found = [Entity("place", new.lower(), new, 0, len(new))]
    return in_place_of(query, found[0]) if found else ""


def _by_head(query: str, new: str) -> str:
    """Put new words for those that end in the same word: monitoring visit for focused visit; "with" for "without" by itself."""
    if re.match(r"with (?:one|a|an|it)\b", new, re.IGNORECASE) and re.search(r"\bwithout\b", query, re.IGNORECASE):
        return re.sub(r"\bwithout\b", "with", query, count=1, flags=re.IGNORECASE)
    if re.match(r"without\b", new, re.IGNORECASE) and re.search(r"\bwith\b", query, re.IGNORECASE):
        return re.sub(r"\bwith\b", "without", query, count=1, flags=re.IGNORECASE)
    words = words_of(new)
    if not words:
        return ""
    size = len(words)
    there = words_of(query)
    for position in range(len(there) - 1, size - 2, -1):
        if there[position].form == words[-1].form:
            first = there[max(0, position - size + 1)]
            return query[: first.start] + new + query[there[position].end :]
    return ""
