"""All the rules over one text, and what follows from a name that was found: its neighbours and its other mentions."""

import re
from collections.abc import Callable, Iterator

from corpus.names.alone import listed_names, strange_names, two_together, unsure_names
from corpus.names.beside import called, families, of_kin_and_staff, titled
from corpus.names.calendar import is_a_time
from corpus.names.initials import initials, possessives_without_sign
from corpus.names.letters import greeted_and_signed, in_columns, listed_people, with_actions
from corpus.names.reading import Reading, Run
from corpus.names.words import Word

COVER = "\u2588"
_BESIDE = re.compile(rf"^[^.;!?\n{COVER}]{{0,12}}{COVER}")
_AFTER_COVER = re.compile(rf"{COVER}[^\w.;!?\n{COVER}]{{1,6}}$")

_RULES: tuple[Callable[[Reading], Iterator[Run]], ...] = (
    listed_names,
    unsure_names,
    strange_names,
    two_together,
    possessives_without_sign,
    initials,
    titled,
    of_kin_and_staff,
    called,
    families,
    greeted_and_signed,
    listed_people,
    with_actions,
    in_columns,
)


def people_in(text: str) -> Iterator[tuple[int, int]]:
    """Yield (start, end) of the names of people in `text`, in which other personal data has been covered already."""
    reading = Reading(text)
    found: set[int] = set()
    for rule in (*_RULES, _beside_covered):
        for i, j in rule(reading):
            if not is_a_time(reading, (i, j)):
                found.update(range(i, j))
    found |= _joined(reading, found)
    found |= _again(reading, found)
    for i in sorted(found):
        yield reading.words[i].start, reading.words[i].end


def _beside_covered(reading: Reading) -> Iterator[Run]:
    """Names of two words or more in the same few words as something covered, and known ones of one word."""
    if COVER not in reading.text:
        return
    for i, word in reading.numbered():
        j = reading.name_from(i)
        if j <= i or word.place or reading.is_named_after(i, j) or reading.is_public(i, j):
            continue
        run = reading.words[i:j]
        sure = (
            (word.given or word.surname) and not (word.unsure or word.opens)
            if j == i + 1
            else not any(w.ordinary for w in run)
        )
        close = _BESIDE.match(reading.text[reading.end_of(j) : reading.end_of(j) + 16]) or _AFTER_COVER.search(
            reading.text[max(0, word.start - 8) : word.start]
        )
        if sure and close and not reading.is_placed(i):
            yield i, j


def _joined(reading: Reading, found: set[int]) -> set[int]:
    """Known names joined to a found one by "and", on either side."""
    more: set[int] = set()
    for i, word in reading.numbered():
        if i in found or word.kept or word.never or not word.cap:
            continue
        if (_follows(reading, found, i) or _leads(reading, found, i)) and _may_join(word, reading, i):
            more.update(range(i, max(reading.name_from(i), i + 1)))
    return more


def _follows(reading: Reading, found: set[int], i: int) -> bool:
    gap = reading.text[reading.words[i - 1].end : reading.words[i].start] if i else ""
    if i - 1 in found and gap in (", ", " & "):
        return True
    return i > 1 and i - 2 in found and reading.words[i - 1].low == "and" and gap == " "


def _leads(reading: Reading, found: set[int], i: int) -> bool:
    following = reading.next(i + 1)
    if following is None or reading.words[i].possessive:
        return False
    if i + 1 in found and following.gap in (", ", " & "):
        return True
    return i + 2 in found and following.low == "and" and following.gap == reading.words[i + 2].gap == " "


def _may_join(word: Word, reading: Reading, i: int) -> bool:
    if (word.place and not word.unsure) or reading.is_named_after(i, i + 1) or (word.possessive and not word.known):
        return False
    if word.given or (word.unsure and not word.place):
        return True
    if not word.strange or word.place_shaped or word.shouted:
        return False
    return reading.name_from(i) > i + 1 or (reading.words[i - 1].low == "and" and not word.possessive)


def _again(reading: Reading, found: set[int]) -> set[int]:
    """Other mentions of the parts of names that were found and are nothing but names."""
    parts = {
        word.low
        for i in found
        if len((word := reading.words[i]).text) >= 4 and not (word.place or word.ordinary or word.unsure or word.never)
    }
    return {
        i
        for i, word in reading.numbered()
        if word.cap
        and word.low in parts
        and not word.kept
        and i not in found
        and not reading.is_named_after(i, i + 1)
        and not reading.is_public(i, i + 1)
    }
