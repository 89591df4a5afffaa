"""What a user takes back: a whole message, the documents, or one thing that was said."""

import re
from collections.abc import Sequence

from assistant.engine.taking_back import takes_back_a_part
from assistant.queries.entities import entities_in

_WITHDRAWS = re.compile(
    r"\b(?:ignore|disregard|forget|scrap|discard|withdraw)\b[^.?!]{0,30}\b(?:that|last|previous"
    r"|earlier|it|file|document|message|upload|paper|paste)\b|"
    r"\b(?:wrong|mistaken) (?:file|document|council|authority|paper|upload|one)\b"
    r"|\bthat was (?:the )?(?:another|a different|the other|wrong) (?:council|authority|place"
    r"|service)\b"
)
_DOCUMENTS = re.compile(r"\b(?:file|document|upload|attachment|paper|letter|report|pdf)\b")
_BRINGS = re.compile(
    r"\b(?:here(?:'s|\u2019s| is| are)|attach(?:ed|ing)|upload(?:ed|ing)|added|this is|use"
    r"|read)\b[^.?!]{0,40}\b(?:file|document|upload|attachment|paper|letter|report|pdf|minutes|one)\b"
)
_PART = re.compile(
    r"\b(?:scratch|scrap|drop|forget|ignore|disregard|strike|leave out"
    r"|take out)\s++(?:what i said about\s++)?(?:the|that|those|my)?\s*+([\w' -]{2,40}?)\s++(?:bit|part"
    r"|point|thing|line|comment|figure|number|business)s?\b",
    re.IGNORECASE,
)

_SLIP, _QUESTION = 8, 25
"""Most words of a message that puts a slip right, and of the question that it is about."""


def withdraws(text: str) -> bool:
    """Return whether a message takes back the one before it, or the documents."""
    return bool(_WITHDRAWS.search(text.lower()))


def parts_withdrawn(text: str) -> str:
    """Return the words of the things that a message takes back out of a longer account ("scratch the police bit"), or nothing."""
    return " ".join(match[1] for match in _PART.finditer(text))


def names_another(text: str, before: str) -> bool:
    """Return whether a message only names another thing than a short question did ("wrong council, Slough"): the question stands."""
    short = len(text.split()) <= _SLIP and len(before.split()) <= _QUESTION
    return short and not _DOCUMENTS.search(text.lower()) and bool(entities_in(text))


def kept_turns(turns: Sequence[str]) -> tuple[list[int], bool]:
    """Leave out a turn that the next one withdraws whole; say whether documents were withdrawn instead.

    Documents that were withdrawn stay so until a later turn says that it brings one.
    """
    kept, drops = list[int](), False
    for number, turn in enumerate(turns):
        if number and withdraws(turn) and not takes_back_a_part(turn) and not names_another(turn, turns[number - 1]):
            if _DOCUMENTS.search(turn.lower()) and len(turns[number - 1]) < 400:
                drops = True
            elif kept:
                kept.pop()
        elif _BRINGS.search(turn.lower()):
            drops = False
        kept.append(number)
    return kept, drops
