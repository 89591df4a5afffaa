"""What a conversation has overtaken: an account that a later turn puts into the past, and sentences that only put right.

The model learned from texts read without this, as it learned from whole sentences: nothing here changes what training reads.
"""

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import islice

from assistant.engine.clauses import is_clause
from assistant.engine.past_accounts import means_all, part_meant, puts_in_the_past
from assistant.engine.taking_back import is_meant, takes_back
from assistant.engine.texts import FILLER_WORDS, Sentence, turn_of, withdraw

_CUT = re.compile(r"\s*[:;–—]\s+(?:and\s+|but\s+)?|,\s+(?:and\s+|but\s+)?(?=\S)")

_MOST = 20
"""Sentences that put something into the past, and places to part one at, that are looked at."""


def overtake(sentences: Sequence[Sentence]) -> list[Sentence]:
    """Return `sentences` with those of a turn standing as past that a later turn opens by putting into the past.

    The turn meant is the last before it in which anything counts; all turns where the words are "none of that", "all of that".
    Within one turn only such words take what stands before them: "that" alone may be the sentence before, which the model weighs.
    """
    told = list(sentences)
    saying = (s for s in sentences if turn_of(s) is not None and puts_in_the_past(s.text))
    for sentence in islice(saying, _MOST):
        told = _overtaken(told, sentence, turn_of(sentence) or 1)
    return told


def _overtaken(told: list[Sentence], by: Sentence, turn: int) -> list[Sentence]:
    own = [s for s in told if s.source == by.source and s.start < by.start]
    if turn > 1 and all(len(s.text.split()) <= FILLER_WORDS for s in own):
        meant = [s for s in told if (turn_of(s) or turn) < turn]
        counting = [number for s in meant if s.counts and (number := turn_of(s)) is not None]
        if not means_all(by.text):
            meant = [s for s in meant if counting and turn_of(s) == max(counting)]
        if part := part_meant(by.text):
            meant = [s for s in meant if is_meant(s.text, part)]
    else:
        meant = own if means_all(by.text) else []
    past = set(meant)
    return [withdraw(s, "past") if s in past else s for s in told]


def part_corrections(sentences: Sequence[Sentence]) -> list[Sentence]:
    """Return `sentences` with those that only correct marked so: they are no evidence of anything.

    What such a sentence goes on to tell, after a colon, a dash or as a clause of its own, is a sentence of its own and counts.
    """
    return [piece for sentence in sentences for piece in _parted(sentence)]


def _parted(sentence: Sentence) -> list[Sentence]:
    turn = turn_of(sentence)
    if turn is None or not sentence.counts or not _corrects(sentence.text, turn):
        return [sentence]
    for cut in islice(_CUT.finditer(sentence.text), _MOST):
        head, rest = sentence.text[: cut.start()], sentence.text[cut.end() :]
        if _corrects(head, turn) and is_clause(rest) and not _corrects(rest, turn):
            return [
                replace(sentence, end=sentence.start + cut.start(), text=head, counts=False, corrects=True),
                replace(sentence, start=sentence.start + cut.end(), text=rest),
            ]
    return [replace(sentence, counts=False, corrects=True)]


def _corrects(text: str, turn: int) -> bool:
    return takes_back(text, in_conversation=turn > 1) or (turn > 1 and puts_in_the_past(text))
