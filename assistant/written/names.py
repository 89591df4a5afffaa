"""Whether what a sentence names, and what it puts between quotation marks, stands in its evidence."""

import re

from assistant.queries.entities import entities_in
from assistant.queries.lexicon import load_lexicon
from assistant.queries.words import FUNCTION_WORDS, normal, normal_word, words_of

_CAPITAL = re.compile(r"\b[A-Z][\w'’&-]*")
_QUOTED = re.compile(r"[“\"]([^“”\"]{2,})[”\"]")
_ADDRESS = re.compile(r"https?:|www\.|(?<=\S)@\S{1,200}\.\w|\b[\w-]{1,63}\.(?:com|org|net|uk|gov|io)\b", re.I)


def name_problem(text: str, evidence: str) -> str | None:
    """Return what `text` names or quotes that `evidence` does not have, None when it names nothing new.

    A word that begins a sentence counts as a name unless the corpus uses it as a word and it names no place.
    """
    if _ADDRESS.search(text):
        return "it gives an address"
    held = set(normal(evidence).split()) | {normal_word(w) for w in re.findall(r"[\w'’&-]+", evidence)}
    for entity in entities_in(text):
        if entity.kind == "place" and not set(normal(entity.text).split()) <= held:
            return f"the place {entity.text} is not in what it cites"
    for match in _CAPITAL.finditer(text):
        begins = not text[: match.start()].strip(" \"“‘'(")
        words = [word.form for word in words_of(match[0])]
        if all(word in held or (begins and (word in FUNCTION_WORDS or _is_ordinary(word))) for word in words) and (
            match[0] != "May" or begins or re.search(r"\bMay\b", evidence)
        ):
            continue
        return f"the name {match[0]} is not in what it cites"
    return _quote_problem(text, evidence)


def place_problem(text: str, passage: str) -> str | None:
    """Return what a sentence leaves out that speaks of no place where its passage speaks of one: it would seem to hold elsewhere."""
    places = {entity.key for entity in entities_in(passage) if entity.kind == "place"} - {"england"}
    if not places or places & {entity.key for entity in entities_in(text)}:
        return None
    return "it leaves out the place that what it cites speaks of"


def _is_ordinary(word: str) -> bool:
    return word in load_lexicon().known_words


def _quote_problem(text: str, evidence: str) -> str | None:
    plain = _plain(evidence)
    for match in _QUOTED.finditer(text):
        if _plain(match[1]).strip(" .,;:") not in plain:
            return "the words between its quotation marks are not in what it cites"
    return None


def _plain(text: str) -> str:
    return " ".join(text.casefold().replace("’", "'").split())
