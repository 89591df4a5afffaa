"""Of whom a figure is asked: sickness absence of foster carers is not that of social workers."""

import re
from collections.abc import Iterator

from assistant.engine.figures.measures import find_mentions
from assistant.queries.words import FUNCTION_WORDS
from assistant.selection.features import stems_of

_TAIL = re.compile(
    r"[^.?!,;]{0,40}?\b(?:for|of|among|amongst|per)\s+(?P<rest>(?:[\w'\u2019-]+\s*){1,6})", re.IGNORECASE
)
_BEFORE = 3
"""Words before a measure among which its group may stand: "residential staff sickness absence"."""
_PEOPLE = re.compile(
    r"(?:carers?|staff|managers?|workers?|officers?|practitioners?|nurses?|teachers?|visitors?|directors?|leavers|assistants?|judges"
    r"|inspectors?|psychologists?|solicitors?|lawyers?|advis[eo]rs?|chairs|adopters|personnel|employees|professionals|guardians|parents"
    r"|(?-i:[A-Z]{2,6}s?))",
    re.IGNORECASE,
)
_WORD = re.compile(r"[\w'\u2019-]+")
_OF_COURSE = stems_of(
    "children child family social work worker workers workforce staff practitioner practitioners council councils local authority national"
    " nationally England English qualified permanent frontline front line full time FTE case holder holders employed average mean typical"
    " current latest DfE LA LAs official overall total children's"
)
"""Those that the figures of the census are of: a question that names them names nobody else."""


def of_whom(query: str) -> frozenset[str]:
    """Return the stems of the people whom a question asks a measure of; none where they are social workers, or nobody is named."""
    return frozenset[str]().union(*_groups(query))


def _groups(query: str) -> Iterator[frozenset[str]]:
    for mention in find_mentions(query):
        if tail := _TAIL.match(query, mention.end):
            yield _group(_first_words(tail["rest"]))
        before = _WORD.findall(query[: mention.start])[-_BEFORE:]
        cut = max((n + 1 for n, word in enumerate(before) if word.lower() in FUNCTION_WORDS), default=0)
        named = _WORD.findall(query[mention.start : mention.end])[:1]
        yield _group([*before[cut:], *(word for word in named if _PEOPLE.fullmatch(word))])


def _group(words: list[str]) -> frozenset[str]:
    """Return the stems of words that name people, without those that go without saying."""
    named = any(_PEOPLE.fullmatch(word) for word in words)
    return stems_of(" ".join(words)) - _OF_COURSE if named else frozenset()


def _first_words(text: str) -> list[str]:
    words: list[str] = []
    for word in _WORD.findall(text):
        if word.lower() not in FUNCTION_WORDS:
            words.append(word)
        elif words:
            break
    return words
