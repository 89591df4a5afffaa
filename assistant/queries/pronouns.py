"""Words that point at something said before, each with what it may stand for."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from assistant.queries.memory import is_many
from assistant.queries.models import Entity, EntityKind
from assistant.queries.words import heavy_words

_END = r"(?=\s*(?:[?.,!;:)\u2013\u2014-]|$)"
_VERB = (
    r"|\s+(?:is|was|has|had|did|does|do|would|will|could|can|should|might|may|take|took|them|us|help"
    r"|work|mean|happen|hang|last|change|cost|count"
    r"|in|for|then|too|stage|sort|kind|year|way|one|about|by|and|or|on|at|as|since|because|when|if)\b)"
)
_POINTERS: tuple[tuple[str, str, tuple[EntityKind, ...]], ...] = (
    ("they", r"\b(?:they|them|their|theirs)(?:'(?:re|ve|d|ll))?\b", ("place", "topic", "measure")),
    ("it", r"\b(?:it's|itself|its|it)\b", ("topic", "measure", "stage", "place")),
    (
        "one",
        r"\b(?:that|this|the same|said) (?:one|council|place|authority|stage|measure|figure|model|service"
        r"|response)\b(?!\s+thing)|\bone\b" + _END + ")",
        ("stage", "place", "topic", "measure"),
    ),
    (
        "there",
        r"(?<!\bis )(?<!\bare )(?<!\bwas )(?<!\bwere )(?<!\bbe )\bthere\b(?!'s|\s+(?:is|are|was|were|a|an"
        r"|any|be|been|has|have|had|must|may|might|will|would|could|should|seems)\b)",
        ("place", "stage"),
    ),
    (
        "this",
        r"(?:(?<=\bis )|(?<=\bwas )|(?<='s ))(?:that|this)\b(?=\s+(?:different|better|worse|more|less|the same as"
        r"|as|reversible|\w+er than)\b)",
        ("stage", "topic", "place", "measure"),
    ),
    ("that", r"(?<!\blike )\b(?:that|this|those|these)\b" + _END + _VERB, ()),
    (
        "thing",
        r"(?:(?<=\bdoes )|(?<=\bdid )|(?<=\bdo )|(?<=\bwould )|(?<=\bwill )|(?<=\bcan )|(?<=\bcould )"
        r"|(?<=\bshould ))(?:that|this|those|these)\b(?=\s+\w+(?:\s+(?:with|to|for|in|on|from|into|us|them"
        r"|it|at|about|me)\b|\W*$))",
        (),
    ),
)
_POINTER = re.compile("|".join(f"(?P<{name}>{pattern})" for name, pattern, _ in _POINTERS), re.IGNORECASE)
_KINDS = {name: kinds for name, _, kinds in _POINTERS}
_OF_NOUN: dict[str, tuple[EntityKind, ...]] = {
    "stage": ("stage",),
    "council": ("place",),
    "authority": ("place",),
}
"""What "that council" or "the same stage" can stand for: nothing of another kind."""
_EMPTY_IT = re.compile(
    r"\bit\s+(?:usually |normally |really |typically |generally )?(?:take|takes|took|taken)\b"
    r"|\bif it(?:'s| is) (?:that|so|true)\b|\bit\s+(?:cost|costs|mean|means|matter|matters|help"
    r"|helps)\b[^?]{0,600}\b(?:to|if|when|for)\b"
    r"|\b(?:is|was|would|will|does|did|isn't|wasn't)\s+it\s+(?:be\s+)?(?:a "
    r"|an )?[\w-]+(?: \w+)?\s+(?:to|that|if|for|when)\b|\bit(?:'s| is| was"
    r"| would be)\s+(?:\w+ ){0,2}\w+\s+(?:to|that|if|when)\b"
    r"|\bin its place\b|\b(?:was|is) it (?:the|because|about|down to|due)\b|\bbetween them\b"
    r"|\b(?:which|what|who)\b[\w ]{0,20}\b(?:is|was) it\W*$|\bworth it\b"
    r"|\bmake it\b(?! (?:work|easier|better))|\bthat's it\b|\bit (?:says|seems|looks like|turns out)\b"
    r"|\b(?:all|what) it (?:is|was)\b",
    re.IGNORECASE,
)
_OF_ITS_OWN = re.compile(r"\s+own\b", re.IGNORECASE)
_PEOPLE_ROUND_US = re.compile(
    r"\bthey(?:'ve|'re|'d| have| are| had)?\s+(?:\w+\s+){0,3}(?:me|us|we|our)\b", re.IGNORECASE
)
_LED = re.compile(
    r"\b(?:in|at|for|to|of|on|with|under|than|by|from|about|like|into|if|when|while|suppose|we were"
    r"|we are|we're|we slid to|only|just)\s+(?:only\s+|just\s+|the\s+)?$",
    re.IGNORECASE,
)
_FRONTED = re.compile(
    r"^\W*(?:and|but|what about|how about|as for)\s+(?P<front>[\w'\u2019 -]{3,40}),\s+(?=what|how|who"
    r"|why|when|where|do|does|did|is|are|can|should)",
    re.IGNORECASE,
)
_BINDS = {
    "they": ("place", "topic"),
    "it": ("topic", "measure", "stage", "place"),
    "one": ("topic", "stage", "place"),
    "there": ("place",),
}


@dataclass(frozen=True)
class Pointer:
    """A word that points back: `kind` is they, it, one, there or that; `kinds` what it may stand for, likeliest first."""

    kind: str
    text: str
    start: int
    end: int
    kinds: tuple[EntityKind, ...]


def pointers_in(text: str, own: Sequence[Entity]) -> list[Pointer]:
    """Return the words of `text` that point outside it; `own` is what it names, to which a pronoun after it may point instead.

    After a first question a pronoun is taken to point to that.
    """
    first = text.find("?")
    empty = [m.span() for pattern in (_EMPTY_IT, _PEOPLE_ROUND_US) for m in pattern.finditer(text)]
    return [
        p
        for p in _all_pointers(text)
        if not any(s <= p.start < e for s, e in empty)
        and not _bound(p, text, own)
        and not 0 <= first < p.start
        and not any(e.start <= p.start < e.end for e in own)
    ]


def _all_pointers(text: str) -> Iterator[Pointer]:
    for match in _POINTER.finditer(text):
        if _OF_ITS_OWN.match(text, match.end()):
            continue
        kind = str(match.lastgroup)
        kinds = _OF_NOUN.get(match[0].split()[-1].lower(), _KINDS[kind]) if kind == "one" else _KINDS[kind]
        yield Pointer(kind, match[0], match.start(), match.end(), kinds)


def _bound(pointer: Pointer, text: str, own: Sequence[Entity]) -> bool:
    """Return whether something named before in the same message, and not as a mere circumstance of it, is what is meant."""
    front = _FRONTED.match(text)
    if front and front.end() <= pointer.start and pointer.kind in ("they", "it") and heavy_words(front["front"]):
        return True
    if pointer.kind in ("this", "that", "thing") and re.search(r"[.!]\s", text[: pointer.start]):
        return True
    return any(
        entity.end <= pointer.start
        and entity.kind in _BINDS.get(pointer.kind, ())
        and (pointer.kind != "they" or is_many(entity))
        and (not _LED.search(text[: entity.start]) or (entity.kind == "place" and pointer.kind in ("they", "there")))
        for entity in own
    )
