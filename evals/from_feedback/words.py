"""Phrases out of a reader's note: what they put in quotation marks, or the few words that matter in a short one."""

import re

from corpus.names import COVER
from evals.support import CONNECTING
from evals.wording import Words

_QUOTED = re.compile(r"[“\"]([^“”\"]*\w[^“”\"]*)[”\"]")
_WORD = re.compile(r"\w[\w'’%-]*")
_ABOUT_ANSWERS = frozenset(
    "answer answers say says said mention mentions mentioned missing miss misses left leave nothing anything something need needs needed "
    "include includes included explain explains explained tell tells told ask asks asked want wanted know talk didn't doesn't don't isn't "
    "wasn't hasn't please thing things point points bit lot word words also even still too really just never ought".split()
)
_MOST = 6
"""Words that matter in a note short enough to say one thing."""
_LEAST_STEM = 4


def words_of(note: str) -> Words:
    """Return groups of phrases that say what the note misses; none where the note is too long, empty or covered to tell."""
    if quoted := [phrase for text in _QUOTED.findall(note) if (phrase := phrase_of(text))]:
        return tuple((phrase,) for phrase in quoted)
    found = [
        word for word in _WORD.findall(note.replace("’", "'")) if word.casefold() not in CONNECTING | _ABOUT_ANSWERS
    ]
    if COVER in note or not 1 <= len(found) <= _MOST:
        return ()
    return tuple((_stem(word),) for word in dict.fromkeys(found))


def phrase_of(text: str) -> str:
    """Return `text` as one phrase, to be met word for word; empty where it has no words."""
    phrase = " ".join(text.split()).rstrip("*").rstrip()
    return phrase if re.search(r"\w", phrase) else ""


def _stem(word: str) -> str:
    """Let a word in lower letters end otherwise: caseloads, caseload."""
    if not (word.isalpha() and word.islower() and len(word) >= _LEAST_STEM):
        return word
    stem = word.removesuffix("s")
    return f"{stem if len(stem) >= _LEAST_STEM else word}*"
