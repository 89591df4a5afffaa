"""Which sentence of a situation is shown beside an action: the nearest that says something of the service."""

import re
from collections.abc import Collection

import numpy as np

from assistant.plans.said import Said
from assistant.plans.times import DAY, MONTH

LEAST_SHOWN = 0.36
"""Cosine below which no sentence is near enough to be shown. Read on plans-dev: from .22 to it one in three had to do with the action,
above it four in five. Of sentences that show a sign half did from .30 on."""
_SIGNAL = 0.06
"""What is added to the cosine of a sentence that shows a sign of the stage or a figure."""
_FEWEST = 3
"""Words."""
_DATES = re.compile(
    rf"\b(?:{DAY},? )?\d{{1,2}}(?:st|nd|rd|th)?(?: (?:and|to) \d{{1,2}})? {MONTH}\b|\b20\d\d(?:[-/]\d{{1,4}}){{0,2}}|\bQ[1-4]\b"
    r"|\b\d{1,2}[/.]\d{1,2}[/.]\d{2,4}\b|\b(?:quarter|item|page|section|appendix|version|part) \d+|^\W*\d+(?:\.\d+)*[.)]?\s",
    re.IGNORECASE,
)
_NOTICE = re.compile(
    r"^\W*(?:please|thank(?:s| you)|congratulations|join us|come along|could you|would you like|if you (?:would|cannot|want|wish)"
    r"|(?:a )?reminder|(?:date of )?next meeting|present|apologies|in attendance|dear|hello|yours|to the|cc|light refreshments|have an?"
    r"|i am (?:writing|copying)"
    r"|name and address|resolved)\b|^\W*actions?:|\b(?:lanyards?|refreshments|car park|coffee mornings?)\b",
    re.IGNORECASE,
)
_VERB = re.compile(
    r"\b(?:is|are|was|were|be|been|am|has|have|had|do|does|did|will|would|can(?:not)?|could|may|might|shall|should|must|said?|says?|tells?|told"
    r"|goes|went|go|comes?|came|leaves?|left|finds?|found|makes?|made|takes?|took|gives?|gave|sees?|saw|seen|knows?|knew|known|thinks?|thought"
    r"|feels?|felt|keeps?|kept|holds?|held|meets?|met|puts?|runs?|ran|rises?|rose|risen|falls?|fell|fallen|grows?|grew|grown|begins?|began|begun"
    r"|loses?|lost|wins?|won|pays?|paid|sends?|sent|writes?|wrote|written|reads?|hears?|heard|brings?|brought|buys?|bought|stands?|stood|speaks?"
    r"|spoke|sits?|sat|needs?|wants?|asks?|works?|waits?|believes?|expects?|reports?|remains?|attends?|refers?|stays?|drifts?|breaks?|broke"
    r"|gets?|got|shows?|lacks?|carry|carries|average|use|uses|\w{3,}ed)\b|n[’']t\b|[’'](?:re|ve|ll)\b",
    re.IGNORECASE,
)


class Telling:
    """What was said, and which of it may stand beside an action."""

    def __init__(self, said: Said, signs: Collection[str]) -> None:
        """`signs` are the user's words that showed a sign or a figure: a sentence that has some of them says more than another."""
        self._said = said
        self._weight = np.array([_weight(sentence, signs) for sentence in said.sentences])

    def beside(self, action: np.ndarray) -> str | None:
        """Return the sentence to show beside an action with its unit vector, None where none that says something is near."""
        near = self._said.vectors @ action + self._weight
        best = int(np.argmax(near))
        return self._said.sentences[best] if near[best] >= LEAST_SHOWN else None


def says_something(sentence: str) -> bool:
    """Return whether a sentence says how things are: no notice, and no title, date or heading by itself."""
    words = _DATES.sub(" ", sentence).split()
    if len(words) < _FEWEST or _NOTICE.search(sentence):
        return False
    behind = " ".join(words[1:])  # a first word in -ed begins a heading: 'Focused visit'
    return bool(_VERB.search(behind) or re.search(r"\d", behind))


def _weight(sentence: str, signs: Collection[str]) -> float:
    if not says_something(sentence):
        return -np.inf
    return _SIGNAL if any(sign in sentence or sentence in sign for sign in signs) else 0.0
