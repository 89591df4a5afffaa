"""Capitalised names in texts of the corpus."""

import re
from collections.abc import Iterator

from assistant.queries.words import FUNCTION_WORDS
from corpus.models import PLACE, Document

_CAPITAL = r"[A-Z][A-Za-z]{1,40}(?:['\u2019-](?!s\b)[A-Za-z]{1,40}){0,4}"
RUN = re.compile(rf"{_CAPITAL}(?:\s+(?:of\s+|upon\s+)?{_CAPITAL}){{0,12}}")
"""Capitalised words in a row: Isle of Wight."""
LONG_RUN = re.compile(
    rf"{_CAPITAL}(?:['\u2019]s)?(?:\s+(?:of\s+|and\s+|for\s+|upon\s+)?{_CAPITAL}(?:['\u2019]s)?){{1,12}}"
)
"""The same across "and" and "for": Competition and Markets Authority."""
LIST = re.compile(rf"(?:{RUN.pattern},\s+)+{RUN.pattern}(?:\s+and\s+{RUN.pattern})?")
"""Several in a list: Devon, Halton and Harrow."""
CALENDAR = frozenset(
    "january february march april may june july august september october november december monday tuesday wednesday thursday friday "
    "saturday sunday".split()
)


def text_of(document: Document) -> str:
    """Return the text of a document without the places in brackets."""
    return PLACE.sub("", "\n".join(section.text for section in document.sections))


def lower_words(text: str) -> set[str]:
    """Return the words that `text` has in lower case, outside ids and hyphens."""
    return set(re.findall(r"(?<![\w-])[a-z]+(?![\w-])", text))


def inside_sentences(text: str, run: re.Pattern[str]) -> Iterator[str]:
    """Yield the names that have their capital although no sentence begins with them, without a possessive."""
    for match in run.finditer(text):
        before = text[: match.start()].rstrip(' ("\u201c')
        name = re.sub(r"['\u2019]s$", "", match[0])
        first, _, rest = name.partition(" ")
        if first.lower() in FUNCTION_WORDS and rest:
            yield rest.removeprefix("of ").removeprefix("for ").removeprefix("and ")
        elif before and before[-1] not in ".:;?!-\n[*":
            yield name
