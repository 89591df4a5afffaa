"""What has been asked so far in a conversation, as later messages may lean on it."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from assistant.queries.entities import entities_in
from assistant.queries.lexicon import load_lexicon
from assistant.queries.models import Entity, EntityKind
from assistant.queries.words import Word, heavy_words, normal, words_of

SLOTS: tuple[EntityKind, ...] = ("stage", "place", "measure", "year")
"""What a question is asked for: another one of the same kind takes its place."""
_HELD_AGAINST = re.compile(
    r"\b(?:than|unlike|besides|except|differ(?:s|ent|ence)? from|compared?(?: (?:it|that|this"
    r"|them))? (?:with|to)|against|versus|vs\.?)\s+(?:the\s+|in\s+)?$",
    re.IGNORECASE,
)
_REMARK = 14
"""Words up to which what is told before a question is a remark and not an account."""
_TOLD, _PHRASES = 3, 3
"""Most subjects that are taken from a situation told at length, and most runs of words from any message."""


@dataclass(frozen=True)
class Asked:
    """One question of the conversation, made to stand alone. `own` are the words it was asked in, `told` what was told with it.

    `entities` are what it is about: what it names itself, or what it inherits from the question before.
    """

    query: str
    own: str
    told: str
    entities: tuple[Entity, ...]
    asked_keys: frozenset[str] = frozenset()
    """Keys of those entities that the question itself is about: a pronoun may stand for them, not for what an account mentions."""
    withdrawn: frozenset[str] = frozenset()

    def phrases(self) -> list[str]:
        """Return runs of content words of the question beside stages and places, in order; of a mere account a few of the corpus's."""
        text = self.own or self.told
        named = [e for e in entities_in(text) if e.kind in ("stage", "place")]
        known = load_lexicon().subject_words
        free = [
            word
            for word in heavy_words(text)
            if not any(e.start <= word.start < e.end for e in named)
            and word.form not in self.withdrawn
            and (self.own or word.form in known)
        ]
        runs = list(dict.fromkeys(_runs(text, free)))
        return runs[:_PHRASES] if self.own else runs[-_PHRASES:]


def asked(query: str, own: str, told: str, before: "Asked | None", withdrawn: frozenset[str] = frozenset()) -> Asked:
    """Return the record of a question; one that names nothing is about what the question before it was about."""
    named = [e for e in entities_in(query) if not is_compared(query, e) and not _words(e) & withdrawn]
    keys = {e.key for e in named}
    mentioned = _told(told, keys, withdrawn) if told else []
    inherits = before is not None and not [e for e in (*named, *mentioned) if e.strong]
    inherited = [e for e in before.entities if e.key not in keys] if before is not None and inherits else []
    about = keys | (before.asked_keys if before is not None and inherits else frozenset())
    if len(words_of(told)) <= _REMARK:
        about |= {e.key for e in mentioned}
    return Asked(query, own, told, (*named, *mentioned, *inherited), frozenset(about), withdrawn)


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
