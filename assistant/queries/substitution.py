"""A bare "and for stage 3?": the question before it with the new stage, place, measure or subject in the old one's place."""

import re
from collections.abc import Sequence

from assistant.queries.entities import entities_in, measure_name, stage_after, stage_of_procedure
from assistant.queries.memory import Asked
from assistant.queries.models import Entity
from assistant.queries.words import words_of
from corpus.vocabulary import STAGE_NAMES

_OPENING = re.compile(
    r"^\W*(?:(?:and|but|so|or|ok(?:ay)?|right|now|then|also|well|what about|what of|how about|what if"
    r"|same(?: question| thing| again)?|the same(?: question| thing)?|(?:was|is|does|did) (?:it"
    r"|that) (?:be )?the same|likewise"
    r"|do|give me|tell me|for|in|at|on|with|about|of|if|when|it's|it is|it was|we're|we are|we were"
    r"|they're|they are|only|just|already|merely|one (?:that(?:'s| is)|which is)|a (?:service|council"
    r"|place) (?:that(?:'s| is)|in)|later(?: on)?|say|the|a|an|our|you|has|have|had|one sentence"
    r"|versus|vs|compared (?:to|with))\b[\s,:;\u2013\u2014-]*)+",
    re.IGNORECASE,
)
_CONTINUES = re.compile(
    r"^\W*(?:(?:ok(?:ay)?|right|so|well|thanks)\W+)*(?:and|but|or|now|then|also|what about|what of"
    r"|how about|what if|same|the same|likewise|(?:was|is|does|did) (?:it|that) (?:be )?the same"
    r"|versus|vs|compared)\b",
    re.IGNORECASE,
)
_AFTER = re.compile(
    r"^(?:['\u2019]s?)?\s*+(?:(?:ones?|council|authority|rate|report|page|trust"
    r"|company)\b\s*+)?(?:(?:then|too|please|pls|as well|instead|again|now|though|only|first|next"
    r"|itself)\b\s*+)*(?:[?.!,;:\u2013\u2014-]+\s*(?P<more>.*))?$",
    re.IGNORECASE | re.DOTALL,
)
_NEIGHBOUR = re.compile(
    r"\b(?:the )?(?:(?P<up>next|following)(?: (?:one|stage))?(?: (?:up|on))?|(?:stage"
    r"|one) (?P<after>after|above|up)(?: (?:it|that|this))?|(?P<down>previous|preceding) (?:one|stage)"
    r"|(?:stage|one) (?P<before>before|below|down)(?: (?:it|that|this))?)\b",
    re.IGNORECASE,
)
_LIKE_GRIP = re.compile(
    r"\b(?:(?:is|are|was|were|be|being|am|has|have|had|it's|we're|they're|only|just|already|started"
    r"|starts|starting|begun|beginning|begins|to)\s+){1,12}$|(?:['\u2019](?:re|s|m)\s+)(?:only\s+"
    r"|just\s+)*$",
    re.IGNORECASE,
)
_ASKS = re.compile(
    r"^(?:would|is|are|was|does|do|did|can|could|should|will|what|who|how|why|which|when|where)\b", re.IGNORECASE
)
_FIGURE = re.compile(r"^[\d.,]+\s*(?:%|per cent)?$")
_FIGURE_BEFORE = re.compile(r"\b\d[\d.,]{0,30}\s*+(?:(?:%|per cent)\s*+)?$")
_LED_BY = re.compile(r"\b(?:on|under|with|without|after|before)\s+$", re.IGNORECASE)
_LED_ALREADY = re.compile(r"\b(?:on|under|with|of|for|in|a|an|the)\s+$")
_AN = re.compile(r"\ban?\s+$")
_TAKES_RATE = re.compile(r"^(?!\w*(?:s|over)$)\w+$", re.IGNORECASE)
_BE = re.compile(r"(?:is|are|was|were|it's|we're|they're|['\u2019](?:re|s|m))", re.IGNORECASE)
_REACH = 4
"""Questions back in which the old one is looked for."""


def substituted(ask: str, history: Sequence[Asked]) -> str:
    """Return an earlier question with what `ask` names put in, empty when `ask` is more than a bare name or nothing fits."""
    for question in list(reversed(history))[:_REACH]:
        if not question.query:
            continue
        found = _bare(ask, question)
        if found is None:
            return ""
        new, more = found
        if query := in_place_of(question.query, new, ask):
            return _joined(query, more)
        if question is history[-1] and new.kind in ("place", "stage", "year") and _CONTINUES.match(ask):
            return _joined(_appended(question.query, new), more)
    return ""


def _bare(ask: str, before: Asked) -> tuple[Entity, str] | None:
    """Return the one thing that `ask` names and what it says beyond it, when it is a bare name; None otherwise."""
    opening = _OPENING.match(ask)
    start = opening.end() if opening else 0
    continues = bool(_CONTINUES.match(ask)) or len(words_of(ask)) <= 4
    if not continues:
        return None
    if (new := _neighbour(ask, before)) is not None:
        return new, ""
    for entity in entities_in(ask):
        led = ask[start : entity.start].strip()
        after = _AFTER.match(ask[entity.end :])
        more = (after["more"] or "").strip() if after else ""
        bare = entity.start >= start and not _FIGURE.sub("", led) and after and not _ASKS.match(more)
        if bare and (entity.strong or len(words_of(ask)) <= 4):
            return entity, more
    return None


def _neighbour(ask: str, before: Asked) -> Entity | None:
    """Return the stage next to the one asked about, for "the next one up" and "the stage before it"."""
    match = _NEIGHBOUR.search(ask)
    stages = [e for e in before.entities if e.kind == "stage"]
    if match is None or not stages or len(words_of(ask)) > 9:
        return None
    key = stage_after(stages[-1].key, 1 if match["up"] or match["after"] else -1)
    return None if key is None else Entity("stage", key, STAGE_NAMES[key], match.start(), match.end())


def in_place_of(query: str, new: Entity, ask: str = "") -> str:
    """Return `query` with `new` in place of what it names of the same kind, empty when it names nothing of it.

    `ask` is the message that names `new`: a figure or a preposition before it there comes along.
    """
    if new.kind == "stage" and any(c.isdigit() for c in new.text) and (span := stage_of_procedure(query)):
        return f"{query[: span[0]]}{new.text}{query[span[1] :]}"
    there = entities_in(query)
    if re.search(r"\bones?\b", ask[new.end : new.end + 6]):
        topics = [e for e in there if e.kind == "topic"]
        return replaced(query, topics[-1], f"the {new.text} one") if topics else ""
    old = [e for e in there if e.kind == new.kind and e.key != new.key and (e.strong or new.kind != "topic")]
    if not old and new.kind in ("measure", "topic"):
        other = "topic" if new.kind == "measure" else "measure"
        old = [e for e in there if e.kind == other and e.strong]
    for entity in reversed([e for e in old if e.key == old[-1].key]):
        query = _fitted(query, entity, new, ask[: new.start])
    return query if old else ""


def _fitted(query: str, old: Entity, new: Entity, before: str) -> str:
    """Put the new name in the old one's place: "agency" for "vacancy rate" is the agency rate, "and 14% agency" brings its figure.

    `before` is what the message says before the new name.
    """
    name, start = said(new), query[: old.start]
    if new.kind == "measure" and old.text.lower().endswith(" rate") and _TAKES_RATE.match(name):
        name = f"{name} rate"
    figure, old_figure, led = _FIGURE_BEFORE.search(before), _FIGURE_BEFORE.search(start), _LED_BY.search(before)
    if figure and old_figure:
        return f"{start[: old_figure.start()]}{figure[0].strip()} {name}{query[old.end :]}"
    if led and new.kind in ("measure", "topic") and not _LED_ALREADY.search(start):
        name = led[0] + name
    return replaced(query, old, name)


def said(entity: Entity) -> str:
    """Return an entity as it is said inside a sentence: a stage by its name, whatever number it was given."""
    if entity.kind == "stage":
        return STAGE_NAMES[entity.key]
    return entity.text or measure_name(entity.key)


def replaced(text: str, old: Entity, new: str) -> str:
    """Return `text` with `new` where `old` stands; "is losing grip" becomes "is in systemic crisis" and the other way round."""
    before, after = text[: old.start], text[old.end :]
    if old.kind == "stage" and old.text.lower().startswith("los") and new != STAGE_NAMES["losing_grip"]:
        before = _as_a_place(before)
    elif old.kind == "stage" and new == STAGE_NAMES["losing_grip"]:
        before = re.sub(r"\bin\s+$", "", before)
    return _AN.sub(f"{'an' if new[:1].lower() in 'aeiou' else 'a'} ", before) + new + after


def _as_a_place(before: str) -> str:
    """Return what leads to "losing grip" as it leads to the name of a stage: has only just started becomes is in."""
    match = _LIKE_GRIP.search(before)
    if match is None:
        return before
    verb = next((word for word in match[0].split() if _BE.fullmatch(word)), "is")
    return f"{before[: match.start()]}{verb} in "


def _appended(query: str, new: Entity) -> str:
    bare = query.rstrip(" ?.!")
    return f"{bare} in {said(new)}" + ("?" if query.rstrip().endswith("?") else "")


def _joined(query: str, more: str) -> str:
    more = more.strip(" ?.!,;:-")
    return f"{query.rstrip()} ({more})" if len(words_of(more)) > 1 else query
