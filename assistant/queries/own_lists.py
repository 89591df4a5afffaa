"""The user's own list of actions or options, and what "the first" or "the third" of it stands for in later messages."""

import re
from collections.abc import Sequence

from assistant.queries.stage_follow_ups import asked_of_a_stage, is_about_the_stage
from assistant.queries.turns import asks_something

_LEADS = re.compile(
    r"\b(?:plans?|priorit(?:y|ies)|actions?|options?|proposals?|ideas?|first (?:moves?|steps?)|choices?)"
    r"(?:\s+(?:for|in|over|this|next|on|of)\s+[\w' -]{1,30}?)?(?:\s+(?:is|are|will be|would be)\b(?:\s+to\b)?|\s*:|\s+-)\s*"
    r"|\b(?:we(?:'re| are)?|i(?:'m| am)?)\s+(?:(?:are|am)\s+)?(?:planning|thinking|choosing|torn|considering|weighing|going)\b"
    r"(?:\s+(?:of|about|between|up|on|to))*\s+"
    r"|\b(?:should we|do we|we could|we plan to|we intend to|we propose)\s+(?:go for|choose|do|try)?\s*",
    re.IGNORECASE,
)
_NUMBERED = re.compile(
    r"(?:^|[\s;:])\(?([1-9])[.)]\s+([^\n.;?!]{3,240}?)(?=[.;,?!]?\s+\(?[1-9][.)]\s|[.;?!](?:\s|$)|\n|$)"
)
_SPLIT = re.compile(r"\s*[;,]\s*(?:and\s+|or\s+|then\s+)?|\s+(?:and|or)\s+(?=[^,;]*$)")
_ORDINALS = ("first", "second", "third", "fourth", "fifth")
_ORDINAL = re.compile(
    r"\bthe (?P<which>first|second|third|fourth|fifth|last|[1-5](?:st|nd|rd|th))"
    r"(?: (?:one|action|item|option|idea|thing|measure)\b|"
    r"(?=\W*$|\s*[?.,;!]|\s+(?:is|be|was|with|by|and|or|now|help|work|fit|still|instead|right|wrong|do|does|before|after|make|cost)\b))",
    re.IGNORECASE,
)
_NO_ITEM = re.compile(
    r"^(?:we|it|they|i|you|he|she|that|this|there|so)\b|^(?!(?:training|coaching|mentoring)$)\w+(?:ing|ed)$|^(?:not|too|very)\b",
    re.IGNORECASE,
)
_BARE = re.compile(r"^(?:(?:and|or|but|so|what about|how about)\W+)*$", re.IGNORECASE)
_ARTICLE = re.compile(r"^(?:an?|the|our|some)\s+", re.IGNORECASE)
_MOST_WORDS, _MOST_ITEMS = 12, 9
_LONGEST = 600
"""Characters of a sentence in which a list is looked for."""


def items_in(text: str) -> list[str]:
    """Return the actions or options that a message lists as its writer's own, in order; empty where it lists fewer than two."""
    numbered = [match[2].strip(" .;,") for match in _NUMBERED.finditer(text)]
    if len(numbered) > 1:
        return numbered[:_MOST_ITEMS]
    for sentence in re.split(r"(?<=[.?!])\s+|\n+", text.replace("\u2019", "'")):
        lead = _LEADS.search(sentence) if len(sentence) <= _LONGEST else None
        listed = sentence[lead.end() :].rpartition(": ")[2] if lead else ""
        items = [part.strip(" .?!:-") for part in _SPLIT.split(listed)]
        items = [item for item in items if item]
        if 1 < len(items) <= _MOST_ITEMS and all(map(_is_item, items)):
            return items
    return []


def with_items(turns: Sequence[str]) -> list[str]:
    """Return the messages with what "the first" and the like stand for put in, where they are of a list of the user's own.

    After a message that asks for the stage or for next steps they are of the steps in that answer, and left as they are. A bare "and the
    third?" repeats the question before it.
    """
    said, items, asked = list[str](), list[str](), ""
    for turn in turns:
        match = _ORDINAL.search(turn) if items else None
        item = _item(match, items) if match else ""
        if match and item and _BARE.match(turn[: match.start()]) and asked and turn[match.end() :].strip(" ?.!") == "":
            said.append(_put(asked, item))
        elif match and item:
            said.append(_put(turn, item))
            asked = turn
        else:
            said.append(turn)
            asked = ""
        if own := items_in(turn):
            items = own
        if _gets_steps(turn):
            items = []
    return said


def _gets_steps(turn: str) -> bool:
    """Return whether a message is answered with the next steps of a stage, which are the last list then."""
    asked = asked_of_a_stage(turn)
    if asked is not None:
        return asked.kind == "next"
    return is_about_the_stage(turn) and any(map(asks_something, re.split(r"(?<=[.?!])\s+", turn)))


def _is_item(part: str) -> bool:
    return len(part.split()) <= _MOST_WORDS and _NO_ITEM.search(part) is None


def _item(match: re.Match[str], items: Sequence[str]) -> str:
    which = match["which"].lower()
    place = len(items) - 1 if which == "last" else int(which[0]) - 1 if which[0].isdigit() else _ORDINALS.index(which)
    return items[place] if place < len(items) else ""


def _put(turn: str, item: str) -> str:
    name = _ARTICLE.sub("", item)
    article = "the " if name != item else ""
    return _ORDINAL.sub(lambda _: f"{article}{name}", turn, count=1)
