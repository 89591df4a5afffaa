"""What has been asked so far in a conversation, as later messages may lean on it."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from assistant.queries.entities import entities_in
from assistant.queries.lexicon import load_lexicon
from assistant.queries.models import Entity, EntityKind
from assistant.queries.turns import asks_something
from assistant.queries.words import Word, heavy_words, normal, words_of

SLOTS: tuple[EntityKind, ...] = ("stage", "place", "measure", "year")
"""What a question is asked for: another one of the same kind takes its place."""
_HELD_AGAINST = re.compile(
    r"\b(?:not|than|unlike|besides|except|differ(?:s|ent|ence)? from|compared?(?: (?:it|that|this"
    r"|them))? (?:with|to)|against|versus|vs\.?)\s+(?:the\s+|in\s+)?$",
    re.IGNORECASE,
)
_REMARK = 14
"""Words up to which what is told before a question is a remark and not an account."""
_TOLD, _PHRASES, _MOST_PHRASES = 3, 3, 5
"""Most subjects that are taken from a situation told at length, most runs of words from a message, and from several."""
_BRINGS_UP = re.compile(
    r"^\W*(?:do you (?:know|have|hold)|(?:can you )?tell me about|what about|i(?:'m| am) (?:writing"
    r"|reading|looking|thinking|working)|about\b)",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Asked:
    """One message of the conversation, made to stand alone. `own` are the words it asks in, `told` what it tells with them.

    `entities` are what it is about: what it names itself, or what it takes over from the message before.
    """

    query: str
    own: str
    told: str
    entities: tuple[Entity, ...]
    subject: tuple[str, ...] = ()
    """Runs of content words beside stages and places, for what has no name in the corpus."""
    asked_keys: frozenset[str] = frozenset()
    """Keys of those entities that the question itself is about: a pronoun may stand for them, not for what an account mentions."""
    opens: bool = False
    """Whether it only brings a subject up, so that the question about it is still to come."""
    withdrawn: frozenset[str] = frozenset()
    account: bool = False
    """Whether it is an account of a service to be staged, or asks of one without a subject of its own: what it tells are signs, and
    nothing that a later question is about."""


def of_account(query: str, own: str, told: str) -> Asked:
    """Return the record of an account of a service, or of a question on one that names no subject: nothing is borrowed from it."""
    return Asked(query=query, own=own, told=told, entities=(), account=True)


def asked(query: str, own: str, told: str, before: Asked | None, withdrawn: frozenset[str] = frozenset()) -> Asked:
    """Return the record of a message.

    One that names nothing is about what the message before it was about; a remark that asks nothing adds to that.
    """
    named = [e for e in entities_in(query) if not is_compared(query, e) and not _words(e) & withdrawn]
    keys = {e.key for e in named}
    mentioned = _told(told, keys, withdrawn) if told else []
    sentences = [s for s in re.split(r"(?<=[.?!])\s+", own) if s]
    remark = bool(own) and not any(map(asks_something, sentences))
    goes_on = before is not None and (remark or not [e for e in (*named, *mentioned) if e.strong])
    earlier = [e for e in before.entities if e.key not in keys] if before is not None and goes_on else []
    about = keys | (before.asked_keys if before is not None and goes_on else frozenset())
    if len(words_of(told)) <= _REMARK:
        about |= {e.key for e in mentioned}
    phrases = _phrases(own or told, bool(own), withdrawn)
    if before is not None and (remark or not phrases):
        phrases = [*before.subject, *(p for p in phrases if p not in before.subject)]
    return Asked(
        query=query,
        own=own,
        told=told,
        entities=(*named, *mentioned, *earlier),
        subject=tuple(phrases[-_MOST_PHRASES:] if remark else phrases),
        asked_keys=frozenset(about),
        opens=bool(own) and (remark or (len(sentences) == 1 and _BRINGS_UP.match(own) is not None)),
        withdrawn=withdrawn,
    )


def _phrases(text: str, asks: bool, withdrawn: frozenset[str]) -> list[str]:
    """Return the runs of content words of a question, or of a mere account the last few that titles of the corpus have."""
    named = [e for e in entities_in(text) if e.kind in ("stage", "place")]
    known = load_lexicon().subject_words
    free = [
        word
        for word in heavy_words(text)
        if not any(e.start <= word.start < e.end for e in named)
        and word.form not in withdrawn
        and (asks or word.form in known)
    ]
    runs = list(dict.fromkeys(_runs(text, free)))
    return runs[:_PHRASES] if asks else runs[-_PHRASES:]


def _told(told: str, have: set[str], withdrawn: frozenset[str]) -> list[Entity]:
    """Subjects and stages of an account, those told last first; of a long one no places: it is about the user's own."""
    found: dict[str, Entity] = {}
    kinds = ("topic", "measure", "stage", "place") if len(words_of(told)) <= _REMARK else ("topic", "measure", "stage")
    for entity in reversed(entities_in(told)):
        free = not _words(entity) & withdrawn
        if entity.kind in kinds and entity.strong and free and entity.key not in have:
            found.setdefault(entity.key, entity)
    return list(found.values())[:_TOLD]


def _words(entity: Entity) -> set[str]:
    return set(normal(entity.text).split())


def is_compared(text: str, entity: Entity) -> bool:
    """Return whether the entity is only what something is held against: more than Thornmere, different from breakdown."""
    return bool(_HELD_AGAINST.search(text[: entity.start]))


def _runs(text: str, words: Sequence[Word]) -> Iterator[str]:
    """Yield the stretches of `text` made of neighbouring `words`."""
    start = 0
    for n, word in enumerate(words):
        last = n + 1 == len(words)
        if last or text[word.end : words[n + 1].start] not in (" ", "-", "'s ", "\u2019s ", "' "):
            yield text[words[start].start : word.end]
            start = n + 1


def surface(text: str, entity: Entity) -> str:
    """Return how `text` names the entity: with "the" where it has an article, and the kind of document it is called after."""
    name, end = entity.text, entity.end
    following = re.match(r"\s+(\w+)", text[end:])
    if entity.kind == "topic" and following and normal(following[1]) in load_lexicon().kind_words:
        name = text[entity.start : end + following.end()]
    article = re.search(
        r"\b(?:a|an|the|this|that|our|its|their)\s+(?:\w+\s+)?[\"'\u2018\u201c]?$", text[: entity.start], re.IGNORECASE
    )
    if entity.kind == "topic" and article and (name.islower() or name != entity.text) and not name.endswith("s"):
        return f"the {name}"
    return name


def is_many(entity: Entity) -> bool:
    """Return whether "they" may stand for the entity: a council or another body, or several of something."""
    return entity.kind == "place" or entity.text.endswith("s") or (entity.kind == "topic" and entity.text[:1].isupper())


def of_kind(entities: Sequence[Entity], kinds: Sequence[EntityKind]) -> Entity | None:
    """Return the first entity of the first kind that there is one of; strong subjects before weak ones, no place that no note is about."""
    for kind in kinds:
        own = sorted((e for e in entities if e.kind == kind and e.known), key=lambda e: not e.strong)
        if own:
            return own[0]
    return None


def all_of_kind(history: Sequence[Asked], kind: EntityKind) -> Iterator[Entity]:
    """Yield the different strong entities of a kind in the order in which they were first asked about."""
    seen: set[str] = set()
    for question in history:
        for entity in question.entities:
            if entity.kind == kind and entity.strong and entity.key not in seen:
                seen.add(entity.key)
                yield entity
