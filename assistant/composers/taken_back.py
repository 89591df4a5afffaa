"""What is said when a message only takes back what was told of a service."""

from collections.abc import Iterator, Sequence

from assistant.composers.base import DraftSection, DraftStatement

TITLE = "What no longer counts"
_OPENING = 12
"""Words by which an account that was taken back is named."""


def taken_back(accounts: Sequence[str]) -> Iterator[DraftSection]:
    """Yield which accounts count no longer, each by its first words, and what to do now; nothing without any."""
    if not accounts:
        return
    lines = [
        DraftStatement(f"What begins \u201c{own}\u201d is set aside.", "own_words", (), own)
        for own in map(_opening, accounts)
    ]
    ask = "Describe your own service in a few sentences: what you see, since when, and what partners and staff do. Regrip counts only that."
    yield DraftSection(TITLE, (*lines, DraftStatement(ask, "finding")))


def _opening(account: str) -> str:
    """Return the first words as they stand, up to the end of the first line."""
    line = account.strip().splitlines()[0]
    words = line.split()
    if len(words) <= _OPENING:
        return line.rstrip(" .,;:")
    end = 0
    for word in words[:_OPENING]:
        end = line.index(word, end) + len(word)
    return line[:end].rstrip(" .,;:")
