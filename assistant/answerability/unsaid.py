"""What a question asks a figure or a time of, and whether the sentences to be shown speak of it at all."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from assistant.answerability.alike import is_said, singular
from assistant.answerability.wanted import Wanted, holds_sum
from assistant.answerability.whom import of_whom
from assistant.engine.figures.measures import find_mentions
from assistant.models import Intent
from assistant.queries.words import FUNCTION_WORDS
from assistant.selection import Selection
from assistant.selection.features import stems_of

LEADING = 5
"""Sentences among which the thing asked about has to stand."""
_ASK_FIGURES: tuple[Intent, ...] = ("fact", "measure", "definition", "comparison")
_BROAD = stems_of(
    "children child social worker council service authority local England English national nationally average number of team director"
    " DCS family people staff take get got need have make do go hold run long many much current latest last first most usual typical"
    " good new tell know want ask please roughly exactly rate percentage proportion share figure total count compare expect day week"
    " month year time thing kid youngster left leaver length"
)
"""Stems that stand in sentences on anything, or that sources put otherwise."""
_PLAIN_THING = 2
"""Stems from which a thing is so plain that no source can be about it without one of them."""
_COUNTED = re.compile(
    r"\b(?:how many|(?P<mean>(?:average|median|mean|typical)(?: number of)?)|(?:number|percentage|proportion|share"
    r"|rate) of)\s+(?P<rest>(?:[\w'\u2019-]+\s*){1,6})",
    re.IGNORECASE,
)
_HOW_LONG = re.compile(r"\bhow (?:long|quickly|soon|many (?:weeks|days|months))\b([^.?!]*)", re.IGNORECASE)
_HOW_OFTEN = re.compile(r"\bhow often\b([^.?!]*)", re.IGNORECASE)
_WHICH_AREA = re.compile(
    r"\b(?:which|what) (regions?|county|counties|cit(?:y|ies)|boroughs?)\b([^.?!]*)", re.IGNORECASE
)
_COSTS = re.compile(
    r"\b(?:how much|what) (?:did|does|do|has|have|would|will|might|could) ([^.?!,;]{3,60}?) cost\b", re.IGNORECASE
)
_THING = re.compile(r"\b(?:an?|the|each|every|our) ([\w'\u2019-]+)", re.IGNORECASE)
_WORD = re.compile(r"[\w'\u2019-]+")


@dataclass(frozen=True)
class Unsaid:
    """What of a question no leading sentence says: `measures` that it names, `all` or `part` of the thing or people it asks a figure of.

    `nowhere` is whether no sentence to be shown has the people either, or a word of a number's thing that is named in two words or more.
    """

    measures: bool = False
    all: bool = False
    part: bool = False
    nowhere: bool = False


def unsaid(selection: Selection) -> Unsaid:
    """Return what the sentences chosen leave unsaid of the measure, thing or area that the question is about."""
    understanding, chosen = selection.understanding, selection.chosen
    query, asks = singular(understanding.query), understanding.intent in _ASK_FIGURES
    wanted = Wanted.of(understanding).measures if asks else frozenset()
    said = {mention.measure for unit in chosen for mention in find_mentions(unit.in_context)}
    held = [stems_of(unit.in_context) for unit in chosen]
    things, whole = list(_things(query)), list(_whole_things(query))
    whom = of_whom(query) if asks or _COUNTED.search(query) else frozenset[str]()
    paid = [stems for unit, stems in zip(chosen, held, strict=True) if holds_sum(unit.text)]
    return Unsaid(
        measures=bool(wanted) and not wanted & said,
        all=_lack_any(things, whom, held[:LEADING]),
        part=any(not any(thing <= one for one in held[:LEADING]) for thing in whole)
        or any(not any(thing <= one for one in paid[:LEADING]) for thing in _costing(query)),
        nowhere=_lack_any([*_plain_things(query)], whom, held),
    )


def _lack_any(things: Sequence[frozenset[str]], whom: frozenset[str], held: Sequence[frozenset[str]]) -> bool:
    """Return whether no sentence has a word of one of the things, or none has all that names the people."""
    return any(not any(is_said(stem, one) for one in held for stem in thing) for thing in things) or not any(
        whom <= one for one in held
    )


def _plain_things(query: str) -> Iterator[frozenset[str]]:
    """Yield the stems of each thing that a number is asked of, where these are enough to know it by."""
    for match in _COUNTED.finditer(query):
        yield from (stems for stems in _some(_phrase(match["rest"])) if len(stems) >= _PLAIN_THING)


def _things(query: str) -> Iterator[frozenset[str]]:
    """Yield the stems of each thing that a number or a time is asked of."""
    for match in _COUNTED.finditer(query):
        yield from _some(_phrase(match["rest"]))
    for match in _HOW_LONG.finditer(query):
        yield from _some(_THING.findall(match[1]))
    for match in _HOW_OFTEN.finditer(query):
        yield from _some(_contents(match[1]))


def _whole_things(query: str) -> Iterator[frozenset[str]]:
    """Yield the stems that have to stand together: those of a thing averaged, and of an area with what is asked of it."""
    for match in _COUNTED.finditer(query):
        if match["mean"]:
            yield from _some(_phrase(match["rest"]))
    for match in _WHICH_AREA.finditer(query):
        yield from _some([match[1], *_contents(match[2])])


def _costing(query: str) -> Iterator[frozenset[str]]:
    """Yield the stems of each thing of which it is asked what it cost: they have to stand together, beside a sum."""
    for match in _COSTS.finditer(query):
        yield from _some(_contents(match[1]))


def _some(words: Sequence[str]) -> Iterator[frozenset[str]]:
    if stems := stems_of(" ".join(words)) - _BROAD:
        yield stems


def _phrase(text: str) -> list[str]:
    """Return the first words of `text` up to the first word of grammar after them."""
    words: list[str] = []
    for word in _WORD.findall(text.lower()):
        if word not in FUNCTION_WORDS:
            words.append(word)
        elif words:
            break
    return words


def _contents(text: str) -> list[str]:
    return [word for word in _WORD.findall(text.lower()) if word not in FUNCTION_WORDS]
