"""Names that the word before or after makes a person's: titles, kin, carers and staff, "called", "the … family"."""

import re
from collections.abc import Iterator

from corpus.names.alone import LANDSCAPE
from corpus.names.contexts import FAMILY, KIN, MANY, STAFF, TITLES
from corpus.names.lists import lists
from corpus.names.reading import Reading, Run
from corpus.names.words import Word

_FORMAL = frozenset("mr mrs ms miss mx dr".split())
_PRIVATE = frozenset("mr mrs ms miss mx".split())
_VERBS = frozenset(
    "will may mark hope grant art bill sue drew young long hung son van love my an don max pat rob can page place april june august summer autumn winter short price park lane close hill wood bay cross rush an so to hung ha hi bo min le".split()
)
_STEP = re.compile(r"^(?: |, | \(|: |:|, \(| - | – | – )$")
_LINKS = frozenset("is was are were called named".split())
_YOUNG = frozenset("children kids boys girls bairns lads grandchildren".split())
_SERVICE = re.compile(
    r"\s+(?:hubs?|centres?|court|support|services?|help|safeguarding|valued|group|rights|resource|information|law|justice)\b",
    re.IGNORECASE,
)
_POINTS = frozenset("the these those our of that this a".split())
_CLOSES = re.compile(
    r"['’]?s?(?:\s*+(?:[,)(;:]|\.?\s*+$|\.\s)|\s*\n|\s++(?:and|who|is|was|has|had|says|said|to|in|on|at|does|did|will|with|from|rang|told)\b)"
)


def titled(reading: Reading) -> Iterator[Run]:
    """Names after a title; the title stays."""
    for i, word in reading.numbered():
        following = reading.next(i + 1)
        if word.low not in TITLES or following is None or following.gap not in (" ", ". "):
            continue
        if following.kept or (following.never and not following.surname):
            continue
        formal = word.low in _FORMAL
        j = reading.name_from(i + 1)
        if j == i + 1 and formal and following.cap and not following.ordinary:
            j = i + 2
        elif j == i + 1 and formal and not following.cap:
            j = i + 2 if _typed_surname(word, following) else j
        elif not formal and j > i + 1 and (following.place or following.place_shaped) and not following.known:
            continue
        if j > i + 1 and (word.low in _PRIVATE or not reading.is_public(i + 1, j)):
            yield i + 1, j


def _typed_surname(title: Word, word: Word) -> bool:
    if len(word.text) < 2 or word.text[0].isupper():
        return False
    if title.low in ("mr", "mrs", "dr"):
        return word.surname or not (word.ordinary or word.never)
    return word.surname and not word.ordinary


def of_kin_and_staff(reading: Reading) -> Iterator[Run]:
    """Names directly after someone's kin, carer or worker: "his nan, Maureen", "team manager (Dave)", "her worker dawn"."""
    for i, word in reading.numbered():
        kin = word.low in KIN
        if not kin and word.low not in STAFF:
            continue
        at, linked = _after(reading, i)
        if at and (word.possessive is False) and _is_theirs(reading, at, linked):
            j = reading.name_from(at)
            j = j if j > at else at + 1
            if not reading.is_public(at, j) and not _is_place(reading, at, j):
                yield at, j


def _after(reading: Reading, i: int) -> tuple[int, bool]:
    """Return the number of the word that may be the name (0 for none), and whether "is" or "called" stands between."""
    following = reading.next(i + 1)
    if following is None or not _STEP.match(following.gap):
        return 0, False
    if following.low in _LINKS and not following.cap and following.gap in (" ", ", "):
        beyond = reading.next(i + 2)
        return (i + 2, True) if beyond and beyond.gap == " " else (0, False)
    return i + 1, False


def _is_theirs(reading: Reading, at: int, linked: bool) -> bool:
    word = reading.words[at]
    if word.kept or (word.never and not word.surname):
        return False
    if not word.cap:
        return word.gap in (" ", ", ", ": ", " (") and word.text.isalpha() and _typed_given(reading, word, linked)
    if word.given or (word.unsure and not word.place):
        return True
    longer = reading.name_from(at) > at + 1 and (
        word.gap in (" ", ": ")
        or any(w.known and w.low not in LANDSCAPE for w in reading.words[at + 1 : reading.name_from(at)])
    )
    if word.unsure or word.surname:
        return longer or (not word.place and _CLOSES.match(reading.text, word.end) is not None)
    if not word.strange or word.shouted or (word.place_shaped and not longer):
        return False
    return longer if linked else (longer or word.gap == " " or _CLOSES.match(reading.text, word.end) is not None)


def _typed_given(reading: Reading, word: Word, linked: bool) -> bool:
    if reading.typed_low(word):
        return True
    return (
        word.unsure
        and not linked
        and word.low not in _VERBS
        and not word.place
        and word.gap in (" ", " (")
        and word.low not in lists().ordinary
    )


def _is_place(reading: Reading, i: int, j: int) -> bool:
    return reading.is_named_after(i, j) or (reading.words[i].place and not reading.words[i].known)


def called(reading: Reading) -> Iterator[Run]:
    """Names of which the text says that someone bears them. Here a place's or a month's name is a person's too."""
    for i, word in reading.numbered():
        if word.never and not word.unsure and not word.surname:
            continue
        if not (word.cap or reading.typed_low(word)) or not reading.is_called(i):
            continue
        if (word.kept and not word.alone) or (word.shouted and not word.given):
            continue
        yield i, max(reading.name_from(i), i + 1)


def families(reading: Reading) -> Iterator[Run]:
    """Surnames before "family", "siblings", "children", "case"; and plurals of surnames: "the Smiths"."""
    for i, word in reading.numbered():
        if word.kept or word.possessive or (word.never and not word.surname) or i == 0:
            continue
        before, following = reading.words[i - 1], reading.next(i + 1)
        if following and following.gap == " " and (following.low in FAMILY or following.low in MANY):
            if _is_family(reading, i, before, word, following):
                yield i, i + 1
        elif (
            before.low == "the"
            and word.cap
            and _is_plural(word)
            and not (following and following.gap == " " and following.cap)
        ):
            yield i, i + 1


def _is_family(reading: Reading, i: int, before: Word, word: Word, following: Word) -> bool:
    pointed = before.low in _POINTS and word.gap == " "
    if not word.cap:
        return pointed and word.surname and not word.ordinary and not word.place and word.text.islower()
    if not (pointed or (before.cap and before.surname) or before.low == "and"):
        return False
    if following.low in FAMILY:
        single = following.low != "parents"
        return (word.known or word.strange or (word.place and single)) and not _SERVICE.match(
            reading.text, following.end
        )
    if word.place or following.possessive or _SERVICE.match(reading.text, following.end):
        return False
    young = following.low in _YOUNG and before.low == "the"
    return word.known or (young and word.strange and not word.place_shaped and not word.shouted)


def _is_plural(word: Word) -> bool:
    stem = word.low[:-1]
    known = lists()
    return (
        word.low.endswith("s")
        and stem in known.surnames
        and not (word.known or word.place or word.ordinary or stem in known.ordinary or stem in known.places)
        and stem not in LANDSCAPE
    )
