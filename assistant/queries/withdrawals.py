"""What a user takes back: a whole message, the documents, or one thing that was said."""

import re
from collections.abc import Sequence

from assistant.engine.taking_back import takes_back, takes_back_a_part
from assistant.queries.entities import entities_in
from assistant.queries.turns import asks_something, is_chatter

_WITHDRAWS = re.compile(
    r"\b(?:ignore|disregard|forget|scrap|discard|withdraw)\b[^.?!]{0,30}\b(?:that|last|previous"
    r"|earlier|it|file|document|message|upload|paper|paste)\b|"
    r"\b(?:wrong|mistaken) (?:file|document|council|authority|paper|upload|one)\b"
    r"|\bthat was (?:the )?(?:another|a different|the other|wrong) (?:council|authority|place"
    r"|service)\b"
    r"|\b(?:that|this|it|those|these)(?:['\u2019]s| is| was| were|['\u2019]re| are) (?:all )?(?:about |from )?(?:the |our |my )?"
    r"(?:council|authority|county|borough|place|service|neighbours?|people)?\s?(?:next door\b|[^.?!]{0,20},? not (?:ours|us|mine)\W*$)"
    r"|\bmixed (?:us|it|them|this|that|ours) up with\b"
)
_ALL = re.compile(
    r"(?:^|[.!?,;:]\s+)(?:(?:please|sorry|no|ok(?:ay)?|can you|could you|can we|let us|let's|i(?:'d like| want) to|and|so)\W{1,3}){0,4}"
    r"(?:(?:drop|forget|ignore|disregard|scrap|discard|delete|withdraw) (?:everything|all (?:of )?(?:that|it|this)|all (?:that )?i\b)"
    r"|(?:start|begin) (?:all )?(?:again|over|afresh|from scratch)\b[^.?!]{0,10}$)"
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

_BESIDE = 8
"""Most words that a message which only takes back has beside that, as "I pasted the wrong notes"."""
_SLIP, _QUESTION = 8, 25
"""Most words of a message that puts a slip right, and of the question that it is about."""


def withdraws(text: str) -> bool:
    """Return whether a message takes back the one before it, or the documents."""
    return bool(_WITHDRAWS.search(text.lower()))


def withdraws_all(text: str) -> bool:
    """Return whether a message takes back all that was said before it."""
    return _ALL.search(text.lower().rstrip(" .!?")) is not None


def only_withdraws(text: str) -> bool:
    """Return whether a message takes back what was said, whole, and neither tells nor asks anything else."""
    if takes_back_a_part(text):
        return False
    sentences = [s for s in re.split(r"(?<=[.?!])\s+|\n+", text.strip()) if s.strip()]
    taking = [s for s in sentences if withdraws(s) or withdraws_all(s) or takes_back(s, in_conversation=True)]
    others = [s for s in sentences if s not in taking and not is_chatter(s)]
    return bool(taking) and not any(map(asks_something, others)) and sum(len(s.split()) for s in others) <= _BESIDE


def parts_withdrawn(text: str) -> str:
    """Return the words of the things that a message takes back out of a longer account ("scratch the police bit"), or nothing."""
    return " ".join(match[1] for match in _PART.finditer(text))


def names_another(text: str, before: str) -> bool:
    """Return whether a message only names another thing than a short question did ("wrong council, Slough"): the question stands."""
    short = len(text.split()) <= _SLIP and len(before.split()) <= _QUESTION
    names = [entity for entity in entities_in(text) if entity.key != "wrong"]
    return short and not _DOCUMENTS.search(text.lower()) and bool(names)


def kept_turns(turns: Sequence[str]) -> tuple[list[int], bool]:
    """Leave out a turn that the next one withdraws whole; say whether documents were withdrawn instead.

    Documents that were withdrawn stay so until a later turn says that it brings one.
    """
    kept, drops = list[int](), False
    for number, turn in enumerate(turns):
        if number and withdraws_all(turn) and not takes_back_a_part(turn):
            kept = []
        elif number and withdraws(turn) and not takes_back_a_part(turn) and not names_another(turn, turns[number - 1]):
            if _DOCUMENTS.search(turn.lower()) and len(turns[number - 1]) < 400:
                drops = True
            elif kept:
                kept.pop()
        elif _BRINGS.search(turn.lower()):
            drops = False
        kept.append(number)
    return kept, drops
