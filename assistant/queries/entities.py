"""What a text names: places, stages, measures, subjects, years."""

import re
from collections.abc import Iterator, Sequence

from assistant.engine.figures.measures import MEASURES, find_mentions
from assistant.queries.identifiers import sections_in
from assistant.queries.lexicon import load_lexicon
from assistant.queries.models import Entity, EntityKind
from assistant.queries.words import FUNCTION_WORDS, Word, normal, normal_word, words_of
from corpus.names.lists import english_places
from corpus.vocabulary import STAGE_NAMES, STAGES, Stage

_ORDER = {"first": 1, "second": 2, "third": 3, "fourth": 4, "one": 1, "two": 2, "three": 3, "four": 4}
_NUMBER = "|".join(["[0-4]", *_ORDER])
_NUMBERED = re.compile(
    rf"\bstages?\s+({_NUMBER})\b|\b({'|'.join(list(_ORDER)[:4])})\s+stage\b"
    rf"|\bstage(?:'s|\s+is|\s+was)\s+the\s+({'|'.join(list(_ORDER)[:4])})\b",
    re.IGNORECASE,
)
_PROCEDURE = (
    r"(?:complain(?:ts?|ants?|ed|s|ing)|ombudsm[ae]n|grievances?|disciplinar(?:y|ies)|tribunals?|review panels?"
    r"|investigat(?:ions?|ors?|ing officers?))"
)
"""What goes through numbered stages of its own."""
_IN_PROCEDURE = re.compile(rf"\b{_PROCEDURE}\b", re.IGNORECASE)
_PROCEDURE_AFTER = re.compile(
    rf"\s+(?:(?:of|in|for|under)\s+)?(?:(?:an?|the|our|their|its|this|that|your|any|formal|statutory)\s+){{0,2}}(?:{_PROCEDURE}|appeals?|hearings?|panels?)\b",
    re.IGNORECASE,
)
_SERVICE_BEFORE = re.compile(
    r"\b(?:we|us|services?|councils?|authorit(?:y|ies)|departments?)(?:['\u2019]re|\s+(?:are|is|were|was|be|being|been|now|still|only|just|really|probably|clearly|not|already"
    r"|(?:have|has|had)\s+(?:reached|entered|been|gone|got|moved|slipped|fallen)|reach(?:ed)?|enter(?:ed)?|moved?|in|at|into|to|past))+\s+(?:a\s+|the\s+)?$",
    re.IGNORECASE,
)
_SERVICE_AFTER = re.compile(r"\s+(?:services?|councils?|authorit(?:y|ies)|departments?)\b", re.IGNORECASE)
_SENTENCE_END = re.compile(r"[.?!](?=\s)|\n")
_ALONE = re.compile(
    r"\b(?:in|into|of|not|only|just|is|it's|this|that|be|and|or|than|to|versus|vs|between|from"
    r"|for)\s+(?:a\s+)?(breakdown|lock)\b"
    r"|^\W*(?:and\s+)?(breakdown|lock)\b",
    re.IGNORECASE,
)
_GRIP = re.compile(r"\b(?:los(?:e|es|ing|t)|loss of)\s+(?:(?:its|our|their|your|the)\s+)?grip\b", re.IGNORECASE)
_YEAR = re.compile(r"\b(?:19[89]\d|20[0-4]\d)(?:[-/\u2013]\d{2,4})?\b")
_CAPITAL = re.compile(r"\b[A-Z][a-z]+(?:(?:\s(?:of|and|upon|on|in|the)\s|[\s-])[A-Z][a-z]+)*\b")
_COMPASS = re.compile(r"(?:North|South|East|West)\b")
_LEADS_TO_PLACE = re.compile(
    r"\b(?:in|at|from|near|about|for|of|and|like|call it|than|did|does|do|has|have|was|is|were|are"
    r"|why)\s+(?:the\s+)?$",
    re.IGNORECASE,
)
_FRAGMENT_START = re.compile(
    r"^\W*(?:(?:and|what about|how about|or|ok|so|same for|not|no|sorry|i meant)\W+)*$", re.IGNORECASE
)
_NO_PLACE = frozenset(
    normal_word(word)
    for word in """
    ofsted dfe department education england english children child council government january february march april may june july august
    september october november december monday tuesday wednesday thursday friday saturday sunday local authority director regrip adviser
    inspector heads trust stage safety national reform act guidance framework chief executive member minister secretary state police
    health cafcass christmas easter board service services judge head heads
    """.split()
)


def entities_in(text: str) -> list[Entity]:
    """Return what `text` names in order, none overlapping another: of two at a place the stage, then the longer one."""
    words = words_of(text)
    named = [*_named(text, words), *_sections(text)]
    found = [*stages_in(text), *_measures(text), *named, *_years(text), *_other_places(text, named)]
    ranked = sorted(found, key=lambda e: (e.kind != "stage", e.start - e.end, e.start))
    kept: list[Entity] = []
    for entity in ranked:
        if all(entity.end <= other.start or entity.start >= other.end for other in kept):
            kept.append(entity)
    return sorted(kept, key=lambda e: e.start)


def known_places(text: str) -> list[str]:
    """Return the places in `text` that notes are about, each once, as the notes spell them."""
    names = [name.name for name, _, _ in load_lexicon().names_in(words_of(text)) if name.kind == "place"]
    return list(dict.fromkeys(names))


def is_subject(name: str) -> bool:
    """Return whether a capitalised name is one that notes give a subject, and does not begin with a place: Signs of Safety."""
    words = words_of(name)
    whole = [found for found, first, last in load_lexicon().names_in(words) if (first, last) == (0, len(words))]
    placed = {name, words[0].text} & english_places() or _COMPASS.match(name)
    return not placed and any(found.kind == "topic" for found in whole)


def stages_in(text: str) -> Iterator[Entity]:
    """Yield the stages that `text` names, by name or by number."""
    for stage in STAGES[1:]:
        name = re.escape(STAGE_NAMES[stage]).replace(r"\ ", r"\s+")
        for match in re.finditer(rf"\b{name}\b", text, re.IGNORECASE):
            yield _entity("stage", stage, text, *match.span())
    for match in _GRIP.finditer(text):
        yield _entity("stage", "losing_grip", text, *match.span())
    for stage, start, end in stages_by_number(text):
        yield _entity("stage", stage, text, start, end)
    for match in _ALONE.finditer(text):
        group = 1 if match[1] else 2
        alone: Stage = "service_breakdown" if match[group].lower() == "breakdown" else "complete_lock"
        yield _entity("stage", alone, text, *match.span(group))


def stages_by_number(text: str) -> Iterator[tuple[Stage, int, int]]:
    """Yield (stage, start, end) for each "stage 2" and "second stage" of a service; those of a complaint or an appeal are none."""
    for match in _NUMBERED.finditer(text):
        if not _is_of_a_procedure(text, *match.span()):
            said = (match[1] or match[2] or match[3]).lower()
            yield STAGES[int(_ORDER.get(said, said))], *match.span()


def stage_of_procedure(text: str) -> tuple[int, int] | None:
    """Return where `text` first names a stage of a complaint or the like by its number, None where it names none."""
    spans = (match.span() for match in _NUMBERED.finditer(text))
    return next((span for span in spans if _is_of_a_procedure(text, *span)), None)


def _is_of_a_procedure(text: str, start: int, end: int) -> bool:
    """Return whether a procedure follows at once, or stands in the sentence where no service is said to be in the stage."""
    if _PROCEDURE_AFTER.match(text, end):
        return True
    ends = [match.end() for match in _SENTENCE_END.finditer(text)]
    first, last = max((i for i in ends if i <= start), default=0), min((i for i in ends if i >= end), default=len(text))
    of_a_service = _SERVICE_BEFORE.search(text, first, start) or _SERVICE_AFTER.match(text, end)
    return not of_a_service and bool(_IN_PROCEDURE.search(text, first, last))


def _measures(text: str) -> Iterator[Entity]:
    for mention in find_mentions(text):
        if mention.form != "predicate":
            yield _entity("measure", mention.measure, text, mention.start, mention.end)


def measure_name(key: str) -> str:
    """Return what people call a measure."""
    return next((info.name for measure, info in MEASURES.items() if measure == key), key)


def _named(text: str, words: Sequence[Word]) -> Iterator[Entity]:
    for name, first, last in load_lexicon().names_in(words):
        start, end = words[first].start, words[last - 1].end
        if name.kind == "place":
            end = start + len(re.sub(r"['\u2019]s?$", "", text[start:end]))
        yield Entity(name.kind, name.forms[0], text[start:end], start, end, name.strong)


def _sections(text: str) -> Iterator[Entity]:
    for key, start, end in sections_in(text):
        yield _entity("topic", normal(key), text, start, end)


def _years(text: str) -> Iterator[Entity]:
    for match in _YEAR.finditer(text):
        yield _entity("year", match[0], text, *match.span())


def _other_places(text: str, named: Sequence[Entity]) -> Iterator[Entity]:
    """Yield capitalised names that no note is about, where the words before make them places."""
    for match in _CAPITAL.finditer(text):
        before = text[: match.start()]
        taken = any(match.start() < e.end and e.start < match.end() for e in named)
        parts = normal(match[0]).split()
        if taken or set(parts) & (_NO_PLACE | FUNCTION_WORDS):
            continue
        if (
            _LEADS_TO_PLACE.search(before)
            or (_FRAGMENT_START.match(before) and len(text.split()) <= 6 and before.strip())
        ) or re.match(r"['\u2019]s\b|\s+(?:council|trust)\b", text[match.end() :]):
            yield Entity("place", normal(match[0]), match[0], *match.span(), known=False)


def _entity(kind: EntityKind, key: str, text: str, start: int, end: int) -> Entity:
    return Entity(kind, key, text[start:end], start, end)


def stage_after(key: str, steps: int) -> Stage | None:
    """Return the stage so many places up (or down) the order from `key`, None beyond its ends."""
    place = STAGES.index(key) + steps if key in STAGES else -1
    return STAGES[place] if 0 <= place < len(STAGES) else None
