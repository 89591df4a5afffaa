"""A text as the rules see it: its words, where a name that begins at one of them ends, and whether it is a public one."""

import re
from collections.abc import Iterator

from corpus.names.contexts import (
    CALLED,
    KIN,
    ONE_OF_MANY,
    PLACE_AFTER,
    PLACE_BEFORE,
    PUBLIC_AFTER,
    PUBLIC_BEFORE,
    STAFF,
)
from corpus.names.words import Word, words_of

_LONGEST = 4
_BETWEEN = frozenset({" ", "-", "\u00a0", ". "})
_PARTICLES = frozenset("de da dos van von der bin bint ibn al el ap ab".split())
_JOINED = re.compile(r"([A-Z][\w'’-]{1,40}(?: [A-Z][\w'’-]{1,40}){0,2})(?:,| and| &) $")

Run = tuple[int, int]
"""The words of a name: first, and the one after the last."""


class Reading:
    """One text. Words are named by their number in `words`."""

    def __init__(self, text: str) -> None:
        self.text, self.words = text, words_of(text)

    def name_from(self, i: int) -> int:
        """Return the number after the last word of the name that begins at `i`; `i` when none can begin there."""
        if not self.may_begin(self.words[i]):
            return i
        j = i + 1
        while j < len(self.words) and j - i < _LONGEST and self._goes_on(j):
            j += 1
        return j

    def may_begin(self, word: Word) -> bool:
        """Whether a name may begin with the word, given a reason to look for one."""
        return not (word.kept or word.never) and (word.dotted or (word.cap and (word.known or word.strange)))

    def _goes_on(self, j: int) -> bool:
        before, word = self.words[j - 1], self.words[j]
        if before.possessive or word.gap not in _BETWEEN or (word.gap == ". " and not before.dotted):
            return False
        if word.low in _PARTICLES and not word.cap:
            return j + 1 < len(self.words) and self.words[j + 1].cap and self.words[j + 1].gap == " "
        if word.never or (word.kept and not (word.alone and word.surname)):
            return False
        return word.dotted or (word.cap and (word.known or word.strange or (word.place and word.known)))

    def end_of(self, j: int) -> int:
        """Return the offset at which the word before number `j` ends."""
        return self.words[j - 1].end

    def next(self, j: int) -> Word | None:
        """Return the word with that number, None after the last."""
        return self.words[j] if j < len(self.words) else None

    def is_named_after(self, i: int, j: int) -> bool:
        """Whether something else bears the name: "Charlotte Street", "the Victoria team", "St Mary"."""
        following = self.next(j)
        if PLACE_AFTER.match(self.text, self.end_of(j)) and not self.words[j - 1].possessive:
            return True
        if (
            following
            and following.gap == " "
            and following.cap
            and following.never
            and not self.words[j - 1].possessive
        ):
            return following.low not in ("mr", "mrs", "ms", "miss", "dr", "will")
        before = self.words[i - 1] if i else None
        return bool(
            before
            and self.words[i].gap in (" ", ". ", " & ", "-")
            and before.low in ("st", "saint", "king", "queen", "port", "mount", "lake")
        )

    def is_public(self, i: int, j: int) -> bool:
        """Whether the name is said to be that of someone in a public role, or of an author."""
        start, end = self.words[i].start, self.end_of(j)
        following = self.next(j)
        if following and following.alone and following.gap == " " and not self.words[j - 1].possessive:
            return True
        if PUBLIC_AFTER.match(self.text, end):
            return True
        before = self.text[max(0, start - 90) : start]
        if PUBLIC_BEFORE.search(before):
            return True
        joined = _JOINED.search(before)
        return bool(joined and PUBLIC_BEFORE.search(before[: joined.start()]))

    def is_placed(self, i: int) -> bool:
        """Whether a word that says where stands before."""
        start = self.words[i].start
        return PLACE_BEFORE.search(self.text[max(0, start - 10) : start]) is not None

    def is_called(self, i: int) -> bool:
        """Whether words before say that someone is called so: "a boy called"."""
        start = self.words[i].start
        if not CALLED.search(self.text[max(0, start - 40) : start]):
            return False
        nearby = self.words[max(0, i - 10) : i]
        return any(
            word.low in ONE_OF_MANY or word.low in KIN or word.low in STAFF or word.low == "whose" for word in nearby
        )

    def typed_low(self, word: Word) -> bool:
        """Whether a word without a capital is a given name and nothing else."""
        if not word.given or word.cap or word.ordinary or word.never or word.kept or word.place or len(word.text) < 3:
            return False
        around = self.text[max(0, word.start - 1) : word.start] + self.text[word.end : word.end + 1]
        return word.text.islower() and not re.search(r"[@/_\d.#-](?=\w|$)|[@/_]", around.rstrip("."))

    def numbered(self) -> Iterator[tuple[int, Word]]:
        """Yield (number, word)."""
        yield from enumerate(self.words)
