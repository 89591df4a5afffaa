"""Several children unseen, unallocated or unvisited now: what has to be done first, whatever else the message asks."""

import itertools
import re
from collections.abc import Generator, Iterator, Sequence
from dataclasses import replace

from assistant import titles
from assistant.composers import wording
from assistant.composers.base import DraftSection, DraftStatement, quoted
from assistant.engine.cues import clear_standing
from assistant.passages import Unit
from assistant.retriever import Retriever

QUESTION_PAGE, BACKLOG_CARD = "question-1-children-safe-now", "response-backlog-clearance"
_LINES: tuple[tuple[str, str, re.Pattern[str]], ...] = (
    (QUESTION_PAGE, "What the answers mean", re.compile(r"\bclear that list first\b")),
    (QUESTION_PAGE, "How to find out this week", re.compile(r"\bby hand\b|\bby name\b|\bname, from records\b")),
    (BACKLOG_CARD, "First steps", re.compile(r"\bowner\b|\bList this week\b")),
    (QUESTION_PAGE, "Traps", re.compile(r"\ballocated to a manager\b")),
)
"""Pages, headings and words of the lines that say what to do."""
_YES = "Yes, "
_NUMBER_WORDS = (
    "two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen|twenty|thirty"
    "|forty|fifty|sixty|seventy|eighty|ninety|hundreds?|dozens?|several|a\\s+(?:number|list|group|handful)\\s+of|some\\s+of"
)
_NUMBER = rf"(?:(?<![\d.,])(?!0\b|1\b)\d[\d,]*|\b(?:{_NUMBER_WORDS}))"
_WHO = r"(?:children|kids|babies|infants|teenagers|young\s+people|youngsters|siblings|care\s+leavers|cases|families)"
_SEVERAL = re.compile(
    rf"{_NUMBER}(?:[\s-]odd)?\s+(?!(?:weeks?|days?|months?|years?)\b)(?:(?:(?!\d)[\w'’-]+\s+){{0,4}}?{_WHO}\b|un(?:seen|allocated|visited)\b)",
    re.I,
)
_NOBODY = r"(?:nobody|no[\s-]one|no\s+(?:social\s+)?worker|none\s+of\s+us)"
_NOT = r"(?:not|never|n['’]t)"
_SEEN = r"(?:seen|visited|allocated|spoken\s+to|looked\s+at|checked\s+on)"
_UNSEEN = re.compile(
    rf"\bun(?:seen|allocated|visited)\b|{_NOT}\s+(?:yet\s+)?been\s+{_SEEN}\b|{_NOT}\s+(?:been\s+)?{_SEEN}\s+(?:since|in|for|because|at\s+all)\b"
    rf"|{_NOT}\s+(?:yet\s+)?had\s+an?\s+(?:\w+\s+)?visit\b|\b{_NOBODY}\s+(?:here\s+)?(?:has|had|have)\s+(?:\w+\s+)?"
    rf"{_SEEN}\b|\b{_NOBODY}\s+(?:saw|sees|visited|visits)\b|\b(?:no|without\s+an?|lacks?\s+an?)\s+(?:(?:allocated|named|assigned|current)\s+)?(?:social\s+)?worker\b"
    r"|\b(?:waiting|waits?)\s+(?:for|to\s+be)\s+(?:allocation|an?\s+(?:social\s+)?worker|allocated|seen)\b|\b(?:awaiting)\s+allocation\b"
    r"|\bno\s+(?:visit|contact)s?\s+(?:for|since|in)\b|\bmissed\s+(?:their\s+)?visits\b",
    re.I,
)
_OURS = re.compile(r"\b(?:we|we['’](?:ve|re|d)|our|ours|us|i|i['’](?:ve|m|d)|my|here)\b", re.I)
_THEM = re.compile(r"\b(?:they|them|their|these|those)\b", re.I)
_NONE = re.compile(
    r"\b(?:no|nil|zero|not\s+one|not\s+a\s+single|none|0)\s+(?:of\s+)?(?:\w+\s+){0,2}?(?:child|children|unallocated|unseen|unvisited|cases?|kids)\b"
    r"|\b(?:all|each|every\s+one)\b[^.?!]{0,40}\b(?:now|since)\b[^.?!]{0,30}\b(?:allocated|seen|visited|workers?)\b",
    re.I,
)
_OVER = re.compile(r"\b(?:used\s+to|last\s+year|years?\s+ago|back\s+then|at\s+the\s+time|in\s+(?:19|20)\d\d)\b", re.I)
_SINCE = re.compile(r"\b(?:still|since|now|today|just|this\s+(?:week|morning|month))\b", re.I)
_SUPPOSED = re.compile(
    r"^\W*(?:(?:and|but|so)\s+)?(?:if|suppose|supposing|imagine|what\s+if|say\s+(?:we|that)|should\s+we\s+have)\b", re.I
)
_SENTENCE = re.compile(r"(?<=[.?!])\s+|\n+")
_SHORT_ASK = 12
"""A message of at most this many words is read with the one before it: "What do we do today?"."""
_LONGEST = 20_000


def tells_of_children_unseen(turns: Sequence[str]) -> bool:
    """Return whether the last of `turns` says that several children of the user's own service are unseen, unallocated or unvisited now.

    A number of them has to be said. What is supposed, over, denied or of another place does not count. A short last message is
    read with the one before it.
    """
    last = turns[-1] if turns else ""
    said = turns[-2:] if len(last.split()) <= _SHORT_ASK else [last]
    return any(_tells(turn[:_LONGEST]) for turn in said)


def _tells(text: str) -> bool:
    if not _OURS.search(text) or _NONE.search(text):
        return False
    sentences = [s for s in _SENTENCE.split(text) if s.strip()]
    pairs = [f"{a} {b}" for a, b in itertools.pairwise(sentences) if _THEM.search(b)]
    return any(_says(words) for words in [*sentences, *pairs])


def _says(words: str) -> bool:
    if clear_standing(words) or _SUPPOSED.search(words) or (_OVER.search(words) and not _SINCE.search(words)):
        return False
    return all(pattern.search(words) for pattern in (_SEVERAL, _UNSEEN))


def children_first(drafts: Iterator[DraftSection], retriever: Retriever) -> Iterator[DraftSection]:
    """Yield what to do first for such children, and then `drafts` without a section of safety checks of their own.

    What to do first is the emergency line, and what the pages on children's safety say where the index has them. Ended early, it ends
    `drafts` too.
    """
    first = DraftStatement(wording.BEFORE_ALL, "safety")
    yield DraftSection(titles.SAFETY, (first, *(_told(unit) for unit in _lines(retriever))))
    try:
        yield from (draft for draft in drafts if draft.title != titles.SAFETY)
    finally:
        if isinstance(drafts, Generator):
            drafts.close()


def _told(unit: Unit) -> DraftStatement:
    """Return a line as a statement; one that answers a question with yes goes on from what the user says."""
    if not unit.text.startswith(_YES):
        return quoted(unit)
    said = replace(unit, start=unit.start + len(_YES))
    return DraftStatement(f"You say that {said.text}", quoted(unit).kind, (said,))


def _lines(retriever: Retriever) -> Iterator[Unit]:
    for page, heading, words in _LINES:
        yield from (unit for unit in retriever.parts(page).get(heading, ()) if words.search(unit.text))
