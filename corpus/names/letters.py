"""Names in letters, e-mails, minutes and tables: greetings, signatures, lists of people, actions, columns of names."""

import re
from collections.abc import Iterator

from corpus.columns import cells_under
from corpus.names.contexts import ACTION, ATTENDEES, GREETING, LISTED, SIGNED
from corpus.names.reading import Reading, Run
from corpus.names.words import Word

_ITEM = re.compile(r"[,;|\t(]|\band\b|&|$")
_NAME_HEADS = re.compile(
    r"(?i)^\W*(?:name|names|child|child's name|young person|worker|social worker|allocated worker|allocated to|carer|mother|father|manager|owner|lead|initials|pupil|client|staff|who|attendee|practitioner)\W*$"
)
_END = re.compile(r"[ .]{0,3}(?:\Z|\n)")
_LINE = re.compile(r"[^\n]+")


def greeted_and_signed(reading: Reading) -> Iterator[Run]:
    """Names after a greeting at the start of a line, and after the words that close a letter."""
    for i, word in reading.numbered():
        if word.kept or word.never or not (word.cap or reading.typed_low(word)) or (word.ordinary and not word.known):
            continue
        before = reading.text[max(0, word.start - 40) : word.start]
        if GREETING.search(before) or (SIGNED.search(before) and _closes(reading, word)):
            j = max(reading.name_from(i), i + 1)
            if not reading.is_named_after(i, j) and not (word.place and not word.unsure):
                yield i, j


def _closes(reading: Reading, word: Word) -> bool:
    """Whether a word after "thanks" stands as a signature does: on a line of its own, known as a name, or at the end."""
    if word.given or "\n" in word.gap or _END.match(reading.text, word.end):
        return True
    return word.known and word.gap.strip(" ") != ""


def listed_people(reading: Reading) -> Iterator[Run]:
    """Names behind a label such as "Present:", and in the lines under one."""
    starts, seen, end = {word.start: i for i, word in reading.numbered()}, set[int](), -1
    for match in LISTED.finditer(reading.text):
        if end < match.end():
            end = reading.text.find("\n", match.end())
            end = end if end >= 0 else len(reading.text)
        yield from _items(reading, starts, match.end(), end, seen)
    for match in ATTENDEES.finditer(reading.text):
        for line in _LINE.finditer(reading.text, match.start(1), match.end(1)):
            yield from _items(reading, starts, line.start(), line.end(), set(), first_only=True)


def _items(
    reading: Reading, starts: dict[int, int], start: int, end: int, seen: set[int], first_only: bool = False
) -> Iterator[Run]:
    """Names among the items of a line from `start` on; items in `seen` were looked at from an earlier label of that line."""
    at = start
    while at < end:
        while at < end and not reading.text[at].isalpha():
            at += 1
        if at in seen:
            return
        seen.add(at)
        i = starts.get(at)
        if i is not None and (run := _whole_name(reading, i)):
            yield run
        if first_only:
            return
        stop = _ITEM.search(reading.text, at, end)
        if not stop or stop.end() <= at:
            return
        if ". " in reading.text[at : stop.start()]:
            return
        at = stop.end()


def _whole_name(reading: Reading, i: int) -> Run | None:
    word = reading.words[i]
    if word.low in ("dr", "mr", "mrs", "ms", "miss", "sgt", "pc", "dc") and i + 1 < len(reading.words):
        i, word = i + 1, reading.words[i + 1]
    j = reading.name_from(i)
    if j == i or reading.is_public(i, j) or reading.is_named_after(i, j) or (word.place and not word.known):
        return None
    sure = word.given or word.unsure or j > i + 1 or word.surname
    return (i, j) if sure and not (word.shouted and not word.given) else None


def with_actions(reading: Reading) -> Iterator[Run]:
    """Names of people who are to do something, as minutes list it: "Imran to meet the school"."""
    for i, word in reading.numbered():
        if not word.opens or word.kept or word.never or not _may_act(word):
            continue
        j = i + 1 if word.initials and len(word.text) > 1 and not word.dotted else reading.name_from(i)
        if j > i and ACTION.match(reading.text, reading.end_of(j) + 1):
            yield i, j


def _may_act(word: Word) -> bool:
    return word.known if word.place else not (word.strange and (word.shouted or word.place_shaped))


def in_columns(reading: Reading) -> Iterator[Run]:
    """Names in the columns of a table whose head says that they hold people."""
    starts = {word.start: i for i, word in reading.numbered()}
    for start, end in cells_under(reading.text, _NAME_HEADS):
        i = starts.get(start)
        if i is not None and (run := _cell_name(reading, i, reading.text[start:end])):
            yield run


def _cell_name(reading: Reading, i: int, cell: str) -> Run | None:
    word = reading.words[i]
    if word.kept or word.never:
        return None
    if re.fullmatch(r"[A-Z]{2,3}", cell.strip()):
        return i, i + 1
    j = reading.name_from(i)
    return (i, j) if j > i and not (word.place and not word.known) else None
