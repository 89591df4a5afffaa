"""Sentences about Regrip's own files: how its rubric, register and notes use one another. Directors ask about services."""

import re

from corpus.vocabulary import STAGE_NAMES

_OF_FILES = re.compile(
    r"\b(?:regrip's |the regrip |the )(?:stage )?rubric (?:also )?(?:uses|cites|lists|draws|does not draw|links|holds|supports)\b"
    r"|\bregister (?:links|lists|records|files)\b|\bcompanion note\b|\bheld as [a-z0-9]+(?:-[a-z0-9]+)+|\bread regrip's note\b"
    r"|\bstands? in regrip's (?:stage )?rubric\b"
)
_ASKS = re.compile(
    r"\bregrip|\brubric|\bcorpus\b|\byour (?:\w+ )?(?:sources?|notes?|register)\b|\bstages?\b"
    rf"|{'|'.join(list(STAGE_NAMES.values())[1:5])}"
)


def is_housekeeping(text: str) -> bool:
    """Return whether a sentence says how Regrip's files use one another, and so nothing of any service."""
    return _OF_FILES.search(text.lower().replace("\u2019", "'")) is not None


def asks_about_files(query: str) -> bool:
    """Return whether a question is about Regrip, its sources or the stages, which such sentences may answer."""
    return _ASKS.search(query.lower()) is not None
