"""Two at once: "which of the two", "either", "between them", and "the first one"."""

import re
from collections.abc import Sequence

from assistant.queries.entities import entities_in
from assistant.queries.memory import Asked, all_of_kind
from assistant.queries.models import Entity, EntityKind
from assistant.queries.substitution import said
from assistant.queries.words import heavy_words
from corpus.vocabulary import STAGE_NAMES, STAGES

_TWO = re.compile(
    r"\b(?P<both>both of (?:them|those|these)|the two(?: of them)?|the pair(?: of them)?|them both"
    r"|those two|these two|both)\b"
    r"|\b(?P<which>which(?: one)? of (?:them|those|these))\b|(?P<bare>^\W*(?:and |so "
    r"|ok )*which(?: one)?)(?=\s+(?:is|are|was|has|have|had|did|does|do|would|will|should|works?"
    r"|lasted|came|took|got|held|fits?|suits?|better|best|costs?)\b)"
    r"|\bbetween (?P<them>them|those|these)\b|\b(?P<either>either(?: of (?:them|those|these)| one)?"
    r"|neither(?: of (?:them|those|these))?)\b(?!\s+(?:way|side|or)\b)"
    r"|\b(?P<common>they|them)\b(?=[^?]{0,600}\b(?:in common|alike|differ|both)\b)|\b(?:compare|tell|set|put"
    r"|hold) (?P<apart>them|those|these)(?= (?:apart|side|against|next|together)|\W*$)",
    re.IGNORECASE,
)
_ORDINAL = re.compile(
    r"\bthe (?P<which>first|second|former|latter|other|last) (?:one|council|place|stage|measure|figure"
    r"|model|option)\b|\bthe (?P<alone>former|latter)\b",
    re.IGNORECASE,
)
_IN_ORDER = re.compile(
    r"\bthe (first|second|third|fourth|last)(?: one)?(?=\W*$|\s+(?:mean|look|like)\b)", re.IGNORECASE
)
_OF_A_KIND = re.compile(r"\s+(?:answer|one|place|case|council|stage|option|model)s?\b", re.IGNORECASE)
_KINDS: tuple[EntityKind, ...] = ("stage", "place", "topic", "measure")


def with_both(ask: str, history: Sequence[Asked]) -> str:
    """Return `ask` with the last two things of a kind put in for "the two" or "either", or one of them for "the first one".

    Empty when it speaks of neither.
    """
    match = _TWO.search(ask)
    pair = pair_asked(history) if match else None
    if match is None or pair is None or any(e.kind == pair[0].kind and e.strong for e in entities_in(ask)):
        return _with_ordinal(ask, history)
    first, second = (said(e) for e in pair)
    kind = str(match.lastgroup)
    start, end = match.span(kind)
    said_so = ask[start:end].split()[0] if kind == "either" else ask[start:end].strip()
    put = {
        "which": f"which of {first} and {second}",
        "bare": f"{said_so} of {first} and {second}",
        "either": f"{said_so} {first} {'nor' if said_so.lower() == 'neither' else 'or'} {second}",
    }.get(kind, f"{first} and {second}")
    if ask[start:end].lower() == "both" or (kind == "either" and _OF_A_KIND.match(ask[end:])):
        return f"{ask} ({first}, {second})"
    return _with_subject(f"{ask[:start]}{put}{ask[end:]}", pair, history)


def _with_ordinal(ask: str, history: Sequence[Asked]) -> str:
    found = ordinal_in(ask, history) or _stage_in_order(ask, history)
    return f"{ask[: found[1]]}{said(found[0])}{ask[found[2] :]}" if found else ""


def _with_subject(query: str, pair: tuple[Entity, Entity], history: Sequence[Asked]) -> str:
    """Add what was asked about the two, when the question itself hardly says it."""
    if len([w for w in heavy_words(query) if not any(w.text in said(e) for e in pair)]) > 1:
        return query
    others = [e for e in history[-1].entities if e.kind != pair[0].kind and e.key not in {p.key for p in pair}]
    return f"{query} ({', '.join(dict.fromkeys(e.text for e in others[:2]))})" if others else query


def pair_asked(history: Sequence[Asked]) -> tuple[Entity, Entity] | None:
    """Return the last two different things of one kind that were asked about, in their order; of several kinds the one asked last."""
    recent: list[Entity] = []
    for question in history[-6:]:
        for entity in question.entities:
            if entity.strong and entity.kind in _KINDS:
                recent = [e for e in recent if e.key != entity.key] + [entity]
    for last in reversed(recent):
        others = [e for e in recent if e.kind == last.kind and e.key != last.key]
        if others and _recently_changed(history, last, others[-1]):
            return others[-1], last
    return None


def _recently_changed(history: Sequence[Asked], last: Entity, other: Entity) -> bool:
    """Return whether both stand in the last three questions: older ones are no longer meant."""
    keys = {e.key for question in history[-3:] for e in question.entities}
    return {last.key, other.key} <= keys


def _stage_in_order(ask: str, history: Sequence[Asked]) -> tuple[Entity, int, int] | None:
    """Return the stage that "the third" means after a question about the stages."""
    match = _IN_ORDER.search(ask)
    if match is None or not re.search(r"\bstages\b", history[-1].query, re.IGNORECASE):
        return None
    stage = STAGES[("", "first", "second", "third", "fourth", "last").index(match[1].lower()) % len(STAGES) or -1]
    return Entity("stage", stage, STAGE_NAMES[stage], *match.span()), *match.span()


def ordinal_in(text: str, history: Sequence[Asked]) -> tuple[Entity, int, int] | None:
    """Return what "the first one" or "the latter" means with its place in `text`, None when it says neither or nothing fits."""
    match = _ORDINAL.search(text)
    if match is None:
        return None
    which = (match["which"] or match["alone"]).lower()
    for kind in _kinds_lately(history):
        there = list(all_of_kind(history, kind))
        if len(there) > 1:
            chosen = there[0] if which in ("first", "former") else there[1] if which == "second" else there[-1]
            if which == "other":
                chosen = there[-2]
            return chosen, match.start(), match.end()
    return None


def _kinds_lately(history: Sequence[Asked]) -> list[EntityKind]:
    kinds = [e.kind for question in reversed(history) for e in reversed(question.entities) if e.kind in _KINDS]
    return list(dict.fromkeys(kinds))
