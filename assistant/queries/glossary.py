"""The glossary's lines to short forms and what they stand for.

A line reads `- TERM: What it is. [origin]`. The term is a short form when the first words of its explanation begin with its
letters ("DCS: The director of children's services, who ..."); a long term names its own with "in short" or "also called".
"""

import re
from collections.abc import Iterable, Iterator

from corpus.models import PLACE

_LINE = re.compile(r"^\s*[-*]\s+([^:]{2,60}):\s+(.+)$")
_SHORT = re.compile(r"^(?=[^\s]{2,8}$)[A-Z][A-Za-z&]*$")
_OTHER = re.compile(r"\b(?:in short|also called)\s+([^,;.\[]+?)(?=[,;.]|$)")
_JOINERS = frozenset("of and for in to the on with".split())
_REACH = 10
"""Words of an explanation in which the long form has to stand."""


def glossary_lines(text: str) -> Iterator[tuple[str, str]]:
    """Yield (term, explanation) for each line of a glossary's text, without the bracket of its origin."""
    for line in PLACE.sub("", text).split("\n"):
        if match := _LINE.match(line):
            yield match[1].strip(), match[2].strip()


def short_forms(lines: Iterable[tuple[str, str]]) -> list[tuple[str, str]]:
    """Return (short form, what it stands for), each pair once, in order."""
    found: dict[tuple[str, str], None] = {}
    for term, explanation in lines:
        if is_short(term) and (long := spelt_out(term, explanation)):
            found[(term, long)] = None
        for named in _OTHER.findall(explanation):
            for other in re.split(r"(?<!\s)\s++or\s+", named):
                if is_short(other.strip()) and other.strip()[1:] != other.strip()[1:].lower():
                    found[(other.strip(), _as_in_a_sentence(term))] = None
    return list(found)


def is_short(term: str) -> bool:
    """Return whether a term looks like a short form: one word of two to eight letters that begins with a capital."""
    return bool(_SHORT.match(term))


def spelt_out(short: str, explanation: str) -> str | None:
    """Return the first words of `explanation` whose initials are the letters of `short`, None when there are none."""
    words = list(re.finditer(r"[A-Za-z]+(?:['\u2019][a-z]+)?", explanation))[:_REACH]
    for first in range(len(words)):
        if words[first][0][0].casefold() != short[0].casefold():
            continue
        last = _match(short.casefold(), [w[0].casefold() for w in words[first:]])
        if last is not None:
            return _as_in_a_sentence(explanation[words[first].start() : words[first + last].end()])
    return None


def _match(letters: str, words: list[str]) -> int | None:
    """Return the position of the word that gives the last letter, where each word in turn gives one; joining words may be left out."""
    if not letters or not words:
        return None
    if words[0][0] == letters[0]:
        if len(letters) == 1:
            return 0
        rest = _match(letters[1:], words[1:])
        if rest is not None:
            return rest + 1
    if words[0] in _JOINERS and len(words) > 1:
        rest = _match(letters, words[1:])
        return None if rest is None else rest + 1
    return None


def _as_in_a_sentence(term: str) -> str:
    """Lower the capital of a first word unless the next one has a capital too: a name keeps its own."""
    words = term.split()
    named = len(words) > 1 and any(word[:1].isupper() for word in words[1:])
    return term if named or not words or words[0][1:] != words[0][1:].lower() else term[:1].lower() + term[1:]
