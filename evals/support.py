"""Whether passages carry a sentence, judged by the words that matter: an independent check, not the one that answers pass."""

import re
from collections.abc import Sequence

_WORD = re.compile(r"[a-z][a-z'-]+|\d+(?:[.,]\d+)*%?")
_LEAST = 0.6
CONNECTING = frozenset(
    "a about above after again all also an and any are as at be because been before being between both but by can could did do does "
    "for from had has have here how if in into is it its just may more most must no nor not now of on once one only or other our own "
    "out over per said same says shall should since so some such than that the their them then there these they this those through "
    "to too under until up upon very was we were what when where which while who whom why will with within would you your "
    "fits fit partial mismatch stage service source sources note place example step owner first sign week days working".split()
)
"""Function words, and the fixed words with which an answer introduces what it quotes."""


def supports(sentence: str, passages: Sequence[str], least: float = _LEAST) -> bool:
    """Return whether `passages` together hold `least` of the words that matter in `sentence` and every number in it.

    Words are compared by their first six letters. A sentence without such words makes no claim and is supported.
    """
    wanted = _words(sentence)
    if not wanted:
        return True
    held = set().union(*(_words(passage) for passage in passages)) if passages else set()
    numbers = {word for word in wanted if word[0].isdigit()}
    return numbers <= held and len(wanted & held) / len(wanted) >= least


def _words(text: str) -> set[str]:
    return {w if w[0].isdigit() else w[:6] for w in _WORD.findall(text.casefold()) if w not in CONNECTING}
