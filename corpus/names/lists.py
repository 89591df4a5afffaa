"""Lists of names, places and ordinary words, written for Regrip from common knowledge and kept as text beside this module."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path

_HERE = Path(__file__).parent
Phrase = tuple[str, ...]


@dataclass(frozen=True)
class Lists:
    """Words in lower case. `phrases` are names that stay, by their first word, the longest first."""

    given: frozenset[str]
    """Given names that mean a person wherever they stand."""
    unsure: frozenset[str]
    """Given names that are words, months, places or teams as well."""
    surnames: frozenset[str]
    places: frozenset[str]
    """Single words that are places, or parts of the names of places."""
    ordinary: frozenset[str]
    never: frozenset[str]
    """Roles, bodies, streets, months and words that open sentences: no part of a person's name, whatever their capitals."""
    phrases: dict[str, tuple[Phrase, ...]]


@cache
def lists() -> Lists:
    """Return the lists; read once, some milliseconds."""
    listed, words, towns = (_words(f"{name}.txt") for name in ("given", "given_words", "given_places"))
    places = [line.lower() for line in _lines("places.txt")]
    named = [_bare(line) for line in [*_lines("kept.txt"), *places]]
    phrases = {phrase for phrase in named if len(phrase) > 1} | {_bare(line) for line in _lines("kept.txt")}
    by_first: dict[str, tuple[Phrase, ...]] = {}
    for phrase in sorted(phrases, key=len, reverse=True):
        by_first[phrase[0]] = (*by_first.get(phrase[0], ()), phrase)
    return Lists(
        given=listed - words - towns,
        unsure=words | towns,
        surnames=_words("surnames.txt"),
        places=frozenset(place for place in places if " " not in place),
        ordinary=_words("words.txt"),
        never=_words("never.txt"),
        phrases=by_first,
    )


@cache
def named_inside() -> frozenset[str]:
    """Return the given names that are words too and that a capital inside a sentence makes names: "wants Mark home"."""
    return (_words("given.txt") & _words("given_words.txt")) - frozenset(
        "april may june august summer autumn winter".split()
    )


@cache
def councils() -> frozenset[str]:
    """Return the councils with children's services in England, as they are written: those in the first part of the list of places."""
    first = (_HERE / "places.txt").read_text(encoding="utf-8").split("\n#", 2)[0]
    return frozenset(line for line in first.splitlines() if line and not line.startswith("#"))


@cache
def english_places() -> frozenset[str]:
    """Return the councils, towns, counties and regions of England, as they are written."""
    return frozenset(_lines("places.txt"))


def _lines(name: str) -> list[str]:
    lines = (_HERE / name).read_text(encoding="utf-8").splitlines()
    return [line for line in lines if line and not line.startswith("#")]


def _bare(line: str) -> Phrase:
    """The words of a name in lower case, without signs and possessive endings."""
    return tuple(word.strip(",").removesuffix("'s") for word in line.lower().split() if word != "&")


def _words(name: str) -> frozenset[str]:
    return frozenset(word for line in _lines(name) for word in line.split())
