"""Names that the lists, an age, a possessive or what their bearer does give away."""

import re
from collections.abc import Iterator

from corpus.names.calendar import CALENDAR
from corpus.names.contexts import AGED, DOES, KIN_ONLY, MEETS_WITH, PAPERS, ROLE_AFTER, SPEAKS, SUFFERS, THINGS
from corpus.names.lists import named_inside
from corpus.names.reading import Reading, Run
from corpus.names.words import Word

_MONTHS = frozenset("april may june august summer autumn winter".split())
_ARTICLES = frozenset("the a an this that our every each no its".split())
LANDSCAPE = frozenset(
    "lea glen park lane cross edge hill dale dales marsh end beck wood woods heath moor moors grove green bank banks bridge field fields brook ford wells well court close house hall head mount rise row rock street".split()
)
"""Surnames that are the second word of the names of places as well."""
_SURELY_AGED = re.compile(
    r"\s*+(?:[,(–-]\s*+)?(?:\(\s*+)?(?:aged?\s*\d|\d{1,2}[-\s]?(?:years?|yrs?|months?|weeks?)|\d{1,2}\s?y/?o|d\.?\s?o\.?\s?b|date of birth|born\b|b\.)",
    re.IGNORECASE,
)
_ASKS = re.compile(r"\s+(?:be|have|get|need|ever|come|go|and|or|also|see|want|know)\b")
_OF_SOMEONE = re.compile(
    r"\b(?i:(?:chronology|chronologies|records?|file|files|referral|referrals|notes|audit|plan|update|genogram|visits? to|paperwork|assessment|review) (?:for|of|on|about)|complaints? from|worried about|concerns? (?:about|for)|named|placed|removed|case of|mother of|father of|mum of|dad of|parents? of|sister of|brother of|carers? of)\s+$"
)
_WERE = re.compile(
    r"\s+(?:were|are|have been|had been)\s+(?:\w+ly\s+)?(?:placed|accommodated|removed|moved|returned|adopted|restrained|arrested|excluded|missing|fostered|taken|born|split|separated|in the same)\b"
)
_GOES_ON = re.compile(r" [a-z]")
_NUMBER = re.compile(r"\s+\d")
_ARE = re.compile(r"\s+(?:were|are|have|had|both|each|do|did|want|need|say)\b")


def listed_names(reading: Reading) -> Iterator[Run]:
    """Names that begin with a given name which is nothing else, with a capital or typed without."""
    for i, word in reading.numbered():
        if word.kept or not word.given:
            continue
        if word.cap and not word.never:
            j = reading.name_from(i)
            single = j == i + 1
            if j > i and not (single and reading.is_named_after(i, j)) and not reading.is_public(i, j):
                yield i, j
        elif reading.typed_low(word):
            following = reading.next(i + 1)
            also = (
                following
                and following.gap == " "
                and following.surname
                and not following.ordinary
                and not following.never
            )
            yield i, i + 2 if also and not word.possessive else i + 1


def unsure_names(reading: Reading) -> Iterator[Run]:
    """Given names that are words or places too, where a surname or the sentence makes them a person's."""
    for i, word in reading.numbered():
        if not word.unsure or not word.cap or word.kept or word.shouted:
            continue
        j = reading.name_from(i)
        if j <= i or reading.is_public(i, j) or _NUMBER.match(reading.text, reading.end_of(j)):
            continue
        if j > i + 1:
            if not _asks(reading, i) and not reading.is_named_after(i, j) and _has_surname(reading, i, j):
                yield i, j
        elif not reading.is_named_after(i, j) and _is_person(reading, i, word):
            yield i, j


def _asks(reading: Reading, i: int) -> bool:
    """Whether the word begins a question about the next: "Will Jayden be moved"."""
    return reading.words[i].low in ("will", "may") and _ASKS.match(reading.text, reading.words[i + 1].end) is not None


def _has_surname(reading: Reading, i: int, j: int) -> bool:
    first, rest = reading.words[i], reading.words[i + 1 : j]
    if first.place and reading.is_placed(i):
        return False
    if rest[-1].low in LANDSCAPE:
        return False
    if any(word.surname or word.given for word in rest):
        return True
    return first.low in named_inside() and not any(word.place_shaped for word in rest)


def _is_person(reading: Reading, i: int, word: Word) -> bool:
    end, before, following = word.end, reading.words[i - 1] if i else None, reading.next(i + 1)
    if word.possessive:
        owned = following is not None and following.gap == " " and following.low
        return bool(owned) and (
            owned in KIN_ONLY or (word.low in named_inside() and (owned in PAPERS or owned in THINGS))
        )
    if AGED.match(reading.text, end):
        return not word.place or _SURELY_AGED.match(reading.text, end) is not None
    if DOES.match(reading.text, end) and not reading.is_placed(i):
        return True
    if word.low not in named_inside() or word.opens or before is None or word.gap != " ":
        return False
    if word.low in CALENDAR and not _GOES_ON.match(reading.text, end):
        return False
    if before.low in _ARTICLES or word.shouted or reading.is_placed(i):
        return False
    return not before.cap or before.opens


def strange_names(reading: Reading) -> Iterator[Run]:
    """Names that no list has as given names, where an age, a possessive, a surname or the sentence gives them away."""
    for i, word in reading.numbered():
        if word.kept or word.given or (word.unsure and not word.surname) or not (word.cap or word.dotted):
            continue
        if i and reading.name_from(i - 1) > i:
            continue
        j = reading.name_from(i)
        if j <= i or reading.is_named_after(i, j) or reading.is_public(i, j):
            continue
        if _is_strange_person(reading, i, j):
            yield i, j


def _is_strange_person(reading: Reading, i: int, j: int) -> bool:
    words, end = reading.words[i:j], reading.end_of(j)
    last, following = words[-1], reading.next(j)
    places = any(word.place or (word.place_shaped and not word.known) for word in words)
    if AGED.match(reading.text, end) and not words[0].place:
        return _SURELY_AGED.match(reading.text, end) is not None or (len(words) > 1 and not places)
    if words[0].dotted and len(words) > 1:
        return not (words[1].ordinary or words[1].unsure) and words[1].low not in LANDSCAPE
    if last.possessive and following and following.gap == " " and not following.possessive and not places:
        return following.low in (KIN_ONLY if words[0].shouted else THINGS)
    if (
        ROLE_AFTER.match(reading.text, end)
        and not (places or words[0].unsure or reading.is_placed(i))
        and word_is_plain(words[0])
    ):
        return True
    if len(words) > 1 and not any(word.place for word in words):
        if any(word.given for word in words[1:]):
            return True
        named = (
            last.surname
            and last.low not in LANDSCAPE
            and (words[0].strange or words[0].surname)
            and not words[0].ordinary
        )
        return not places and (named or _is_of_someone(reading, i) or DOES.match(reading.text, end) is not None)
    single = len(words) == 1 and not places and not last.shouted and word_is_plain(last)
    return single and (SUFFERS.match(reading.text, end) is not None or _is_met(reading, i))


def word_is_plain(word: Word) -> bool:
    """Whether a word has a capital in front only, as names have and systems often have not."""
    return word.text[1:].islower() or "'" in word.text or "-" in word.text or word.text.startswith("Mc")


def _is_of_someone(reading: Reading, i: int) -> bool:
    start = reading.words[i].start
    return _OF_SOMEONE.search(reading.text[max(0, start - 40) : start]) is not None


def _is_met(reading: Reading, i: int) -> bool:
    """Whether someone is met or spoken to: "I met", "spoke to"."""
    if i < 2 or reading.words[i].gap != " ":
        return False
    one, two = reading.words[i - 1].low, reading.words[i - 2].low
    return (one == "met" and two in ("i", "we", "she", "he")) or (one in MEETS_WITH and two in SPEAKS)


def two_together(reading: Reading) -> Iterator[Run]:
    """Two names joined by "and" that no list gives away, before what only people are: "Faith and Summer were placed"."""
    for i, word in reading.numbered():
        last = reading.next(i + 2)
        if (
            last is None
            or not (_may_be_one(word) and _may_be_one(last))
            or word.place
            or last.place
            or {word.low, last.low} & _MONTHS
        ):
            continue
        both_unsure = word.unsure and last.unsure
        placed = _ARE.match(reading.text, last.end) if both_unsure else _WERE.match(reading.text, last.end)
        if reading.words[i + 1].low == "and" and placed:
            yield i, i + 1
            yield i + 2, i + 3


def _may_be_one(word: Word) -> bool:
    return word.cap and not word.shouted and (word.unsure or word.given or (word.strange and not word.place_shaped))
