"""What a question borrows when it leans on the one before: the subject put in for a pronoun, the rest in brackets after it."""

import re
from collections.abc import Sequence

from assistant.queries.entities import entities_in
from assistant.queries.lexicon import load_lexicon
from assistant.queries.memory import SLOTS, Asked, is_compared, is_many, of_kind, surface
from assistant.queries.models import Entity, EntityKind
from assistant.queries.pronouns import Pointer, pointers_in
from assistant.queries.substitution import said
from assistant.queries.turns import is_chatter
from assistant.queries.words import heavy_words, normal, words_of

_CONTINUES = re.compile(r"^\W*(?:and|but|also|or|then|what about|how about)\b", re.IGNORECASE)
_GOES_ON = re.compile(r"^\W*(?:so|ok(?:ay)?|right|then|now|well|fine|given)\b", re.IGNORECASE)
_REFERS = re.compile(
    r"\b(?:else|instead|meantime|each|the two|the same|still)\b"
    r"|\bthe (?:team|plan|board|chair|service|staff|money|review|visit|contract|model|relationship"
    r"|report|council|result"
    r"|finding|manager)s?\b",
    re.IGNORECASE,
)
_WHOLE = re.compile(
    r"^\W*(?:(?:and|but|so|ok|really|hm+)\W+)*(?:why(?: not| is that| was that| so)?|how come|how so"
    r"|since when|for how long|how long|how much|how many|how often|how soon|how|when|where|who"
    r"|by when|by how much|really|in what way"
    r"|such as|like what|says who|according to whom|(?:which|what) (?:council|place|year|stage|report"
    r"|study|source|one)s? (?:is|was|were|are) (?:it|that|those|these|they)|is that (?:so|right|true"
    r"|normal|high|bad|low|good)|(?:any|what|is there any|where's the) (?:proof|evidence|exceptions?"
    r"|examples?|sources?|downsides?|risks?|research)|has (?:that|this|it) \w+(?: \w+)?)\W*$",
    re.IGNORECASE,
)
_EVERYONE = re.compile(
    r"\b(?:national(?:ly)?|england|english|country|councils|authorities|sector"
    r"|government|which council|which authorit\w+|other (?:places|councils))\b",
    re.IGNORECASE,
)
_OWN = re.compile(r"\b(?:our|my)\b", re.IGNORECASE)
_JUDGES = re.compile(
    r"^(?:\W*(?:so|and|but|is|are|was|would|it|that|this|still|be|right|wrong|now|then|or|a|too|fits?"
    r"|doesn't|sensible|wise|ok(?:ay)?|good|bad|idea|mad|fair|early|far|soon|much|many"
    r"|worth|keep|strike|out|does|mismatch|thoughts|money|well|spent)\b)+\W*$",
    re.IGNORECASE,
)
_WISE = re.compile(
    r"\b(?:should|would|could) (?:we|i|a|an|the|it)\b|\b(?:good|bad) idea\b|\bis (?:a|an|the)\b"
    r"|\bdoes (?:a|an|the)\b|\bworth\b",
    re.IGNORECASE,
)
_OURS = re.compile(r"^\W*(?:and |but |so )?(?:ours|mine)\b", re.IGNORECASE)
_PAST = re.compile(r"\b(?:did|didn't|was|wasn't|were|weren't|had)\b", re.IGNORECASE)
_FINITE = re.compile(
    r"\b(?:is|are|was|were|am|do|does|did|has|have|had|can|could|should|would|will|may|might|must"
    r"|isn't|aren't|wasn't|don't|doesn't|didn't|can't|what's|who's|how's|where's|it's|that's)\b"
    r"|^\W*(?:what|who|which)\s+\w+(?:s|ed)\b",
    re.IGNORECASE,
)
_SHORT_VERBS = {"s": "is", "re": "are", "ve": "have", "d": "would", "ll": "will"}
_BORROWED = 3
"""Most subjects put in brackets."""
_FEW, _SHORT = 4, 12
"""Words of its own up to which a question with a pronoun leans, and words up to which one about the past stays with the place."""
_LONG, _STRANGE = 25, 0.4
"""Words up to which a question may go on from a subject just brought up, and share of words strange to the corpus (two at least) that
make it another subject."""
_WHOLE_QUESTION = 16
"""Most words of a question that is put behind a bare "why not?" whole."""


def leans(ask: str, before: Asked) -> bool:
    """Return whether a question cannot be understood without the one before it."""
    if is_chatter(ask):
        return False
    if _WHOLE.match(ask) or _OURS.match(ask):
        return True
    own = entities_in(ask)
    named = [e for e in own if e.strong and not is_compared(ask, e)]
    free = [w for w in heavy_words(ask) if not any(e.start <= w.start < e.end for e in own)]
    pointers = pointers_in(ask, named)
    if not own and not pointers and _is_elsewhere(ask):
        return False
    if pointers and not (named and len(free) > _FEW):
        return not (all(p.kind == "that" for p in pointers) and named and len(free) >= _FEW - 1)
    return _names_only_a_part(ask, named, len(free), before) if named else _is_cut_short(ask, len(free), before)


def _names_only_a_part(ask: str, named: Sequence[Entity], free: int, before: Asked) -> bool:
    """Return whether a question names something and still not what it is about: a measure of a place, or a bare name."""
    part = all(e.kind == "measure" or (e.kind == "topic" and e.text.islower()) for e in named)
    bare = not free and len(words_of(ask)) <= 6 and all(e.kind in SLOTS for e in named)
    return bare or (part and (_stays_there(ask, before) or _stays_at_the_stage(ask, before)))


def _is_cut_short(ask: str, free: int, before: Asked) -> bool:
    """Return whether a question that names nothing goes on from the one before: it begins so, or has too little of its own."""
    size = len(words_of(ask))
    if _CONTINUES.match(ask):
        return size <= _LONG
    if _EVERYONE.search(ask):
        return False
    if before.opens:
        return size <= _LONG
    if _GOES_ON.match(ask) or _REFERS.search(ask):
        return size <= _LONG and free <= _FEW + 1
    short = size <= 7 and not _OWN.search(ask)
    return _stays_there(ask, before) or (short and (free <= 2 or not _FINITE.search(ask)))


def _is_elsewhere(ask: str) -> bool:
    """Return whether a whole question is made of words that the corpus does not have: it is about something else."""
    if not _FINITE.search(ask) or _REFERS.search(ask):
        return False
    known = load_lexicon().known_words
    heavy = heavy_words(ask)
    strange = [w for w in heavy if w.form.isalpha() and w.form not in known]
    return len(strange) >= max(2, _STRANGE * len(heavy))


def _stays_there(ask: str, before: Asked) -> bool:
    """Return whether a short question about the past goes on about the place of the one before it."""
    if not _PAST.search(ask) or _EVERYONE.search(ask) or _OWN.search(ask):
        return False
    return len(words_of(ask)) <= _SHORT and any(e.kind == "place" for e in before.entities)


def _stays_at_the_stage(ask: str, before: Asked) -> bool:
    """Return whether a short question whether something is wise goes on about the stage of the one before it."""
    stage = any(e.kind == "stage" for e in before.entities)
    return stage and len(words_of(ask)) <= _SHORT and _WISE.search(ask) is not None


def borrowed(ask: str, before: Asked) -> str:
    """Return `ask` with what it leans on: the subject in place of a pronoun, or the few words that make it plain in brackets."""
    if _WHOLE.match(ask) and before.own and len(words_of(before.query)) <= _WHOLE_QUESTION and "(" not in before.query:
        return f"{ask} ({before.query.strip(' ?.!')})"
    own = entities_in(ask)
    pointers = pointers_in(ask, [e for e in own if e.strong])
    named = {e.kind for e in own if e.strong and not is_compared(ask, e)}
    subjects = [e for e in _open_to(before, named, bool(pointers)) if e.key not in {o.key for o in own}]
    strong = [e for e in subjects if e.strong and e.known]
    if named and named <= {"measure", "topic"} and not pointers:
        kept = {"place"} if _stays_there(ask, before) else {"stage"} if _stays_at_the_stage(ask, before) else set(SLOTS)
        return put_in(ask, [e for e in subjects if e.kind in kept], before, () if kept < set(SLOTS) else before.subject)
    points_at_it_all = any(p.kind in ("that", "thing") for p in pointers) or before.opens or not _FINITE.search(ask)
    if not strong or (before.own and points_at_it_all):
        return put_in(ask, subjects, before, before.subject)
    return put_in(ask, subjects, before)


def in_its_stage(text: str, ask: str, before: Asked) -> str:
    """Return a message that only asks whether what it tells is wise, with the stage that was spoken of; empty where it asks more."""
    stages = [e for e in before.entities if e.kind == "stage"]
    if not stages or not _JUDGES.search(ask) or any(e.kind == "stage" for e in entities_in(text)):
        return ""
    return _with(text, [said(stages[-1])])


def _open_to(before: Asked, named: set[EntityKind], points: bool) -> list[Entity]:
    """What may be borrowed: nothing of a kind that the question names itself, but for subjects where a pronoun asks for one."""
    return [e for e in before.entities if e.kind != "year" and (e.kind not in named or (e.kind == "topic" and points))]


def put_in(ask: str, subjects: Sequence[Entity], before: Asked | None = None, phrases: Sequence[str] = ()) -> str:
    """Return `ask` with the subjects: one in place of the first pronoun that may stand for it, the others and `phrases` in brackets."""
    own = [e for e in entities_in(ask) if e.strong]
    left = list(dict.fromkeys(subjects))
    text = before.query if before is not None else ""
    about = [e for e in left if before is None or e.key in before.asked_keys]
    query = ask
    for pointer in pointers_in(ask, own):
        if chosen := _meant(pointer, about, before):
            after = ask[pointer.end :]
            query = ask[: pointer.start] + _inflected(pointer, _name(chosen, text), after) + after
            left = [e for e in left if e.kind in SLOTS and e.kind != chosen.kind]
            break
    strong = [e for e in left if e.strong] or left
    return _with(query, _news(query, [*(_name(e, text) for e in strong[:_BORROWED]), *phrases]))


def _meant(pointer: Pointer, about: Sequence[Entity], before: Asked | None) -> Entity | None:
    """Return what a pronoun stands for; "they" never for one thing, nor for what was asked about earlier when the question had others."""
    if pointer.kind != "they":
        return of_kind(about, pointer.kinds)
    chosen = of_kind([e for e in about if is_many(e)], pointer.kinds)
    if chosen is not None and before is not None and before.own:
        others = [p for p in before.subject if p.endswith("s") and not p.endswith("ss") and p.islower()]
        if others and normal(chosen.text) not in normal(before.own):
            return None
    return chosen


def _news(query: str, names: Sequence[str]) -> list[str]:
    """Return the names that neither the query nor a longer one of them says already."""
    plain = {name: f" {normal(name)} " for name in names if normal(name)}
    held = [f" {normal(query)} ", *plain.values()]
    return [name for name, own in plain.items() if not any(own in other and other != own for other in held)]


def _name(entity: Entity, text: str) -> str:
    inside = text[entity.start : entity.end] == entity.text and bool(text)
    return said(entity) if entity.kind == "stage" else (surface(text, entity) if inside else entity.text)


def _inflected(pointer: Pointer, name: str, after: str) -> str:
    """Return the name in the form of the pronoun it stands for: its and their become a possessive, there becomes in."""
    plain = pointer.text.lower()
    if plain in ("its", "their", "theirs"):
        return f"{name}'s" if not name.endswith("s") else f"{name}'"
    if pointer.kind == "there":
        return f"in {name}"
    verb = _SHORT_VERBS.get(plain.partition("'")[2], "")
    if verb == "is" and re.match(r"\s+(?:done|been|had|made|gone|\w+ed)\b", after):
        verb = "has"
    return f"{name} {verb}".rstrip()


def _with(query: str, more: Sequence[str]) -> str:
    """Return the query with more words in brackets at its end, within those that it has already."""
    if not more:
        return query
    if query.endswith(")") and "(" in query:
        return f"{query[:-1]}, {', '.join(more)})"
    return f"{query.rstrip()} ({', '.join(more)})"
