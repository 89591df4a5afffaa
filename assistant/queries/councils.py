"""Councils that open a sentence, where a capital says nothing: "Croydon recovered quickly. How did it do it?"."""

import re
from collections.abc import Iterator
from functools import cache

from corpus.names.lists import councils

_ALSO_WORDS = ("Bath", "Bury", "Reading")
"""Names that open a sentence as words: "Reading the report ...". They need to be spoken of as a place."""
_PLACE_AFTER = r"(?=['\u2019]s\b|\s+(?:council|city|trust|has|had|is|was|did|does|went|got|became|recovered|improved|fell|climbed)\b)"
_WORD_AFTER = r"\s+(?:the|an?|my|our|your|their|its|his|her|this|that|these|those|all|every|between|through|about)\b"
_QUESTION = re.compile(r"[^.?!\n]*\?")
_OF_IT = re.compile(r"\b(?:it|its|it's|they|their|them|there|that council)\b", re.IGNORECASE)


def councils_asked_of(text: str) -> Iterator[str]:
    """Yield the councils that open a sentence of `text`, where that sentence asks, or a question after it speaks of "it" or "their".

    A council in a mere statement is where the user is: "Croydon has failed. What should a director do first?" is answered for anyone.
    """
    for match in _opening().finditer(text):
        rest = text[match.end() :]
        questions = list(_QUESTION.finditer(rest))
        if questions and (questions[0].start() == 0 or any(_OF_IT.search(question[0]) for question in questions)):
            yield match[1]


def is_a_word(name: str, text: str) -> bool:
    """Return whether a name opens a sentence of `text` as the word that it also is, and stands nowhere else: "Reading the report ..."."""
    plain, opens = rf"\b{re.escape(name)}\b", rf"(?:^|[.?!:]\s|\n)\W{{0,3}}{re.escape(name)}{_WORD_AFTER}"
    return name in _ALSO_WORDS and len(re.findall(plain, text)) == len(re.findall(opens, text)) > 0


@cache
def _opening() -> re.Pattern[str]:
    plain = "|".join(re.escape(name) for name in sorted(councils() - set(_ALSO_WORDS), key=len, reverse=True))
    return re.compile(
        rf"(?:^|(?<=[.?!:]\s)|(?<=\n))\W{{0,3}}((?:{plain})\b|(?:{'|'.join(_ALSO_WORDS)})\b{_PLACE_AFTER})"
    )
