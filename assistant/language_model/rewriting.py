"""A follow-up made to stand alone by the language model, kept only where it names what the rules' own rewrite names."""

import re
from collections.abc import Sequence

from assistant.errors import LanguageModelError
from assistant.language_model.model import LanguageModel, Meter, whole
from assistant.language_model.prompts import to_rewrite
from assistant.models import Usage
from assistant.queries import analyse
from assistant.queries.entities import entities_in
from assistant.queries.follow_ups import is_stopped
from assistant.queries.turns import is_chatter, read_turn
from assistant.queries.withdrawals import withdraws
from assistant.queries.words import FUNCTION_WORDS, normal, words_of
from corpus.hygiene import clean

MOST_S = 10.0
"""Seconds that a rewrite may take: the answer waits for it."""
MOST_CHARS = 400
_LONGEST_MESSAGE = 60
"""Words. A longer message says enough by itself."""
_SHORT = 5
_POINTS = re.compile(
    r"\b(?:it|its|they|them|their|he|she|this|that|these|those|there|one|ones|same|other|others|both|former|latter|then|so|too)\b",
    re.IGNORECASE,
)
_CAPITAL = re.compile(r"(?<!^)\b[A-Z][\w'’&-]*")


class Rewriter:
    """Asks the model for a standalone question. Safe to share between threads."""

    def __init__(self, model: LanguageModel) -> None:
        self._model = model

    def usage(self, meter: Meter) -> Usage:
        """Return what the calls of `meter` have used."""
        return self._model.usage(meter)

    def rewrite(self, turns: Sequence[str], draft: str, meter: Meter) -> str:
        """Return the last of `turns` as a query that stands alone: the model's where it can be trusted, else `draft`.

        `draft` is what the rules made of it. A message that leans on nothing before it, or is long, is not given to the model,
        nor are earlier ones about danger, one child or misuse.
        """
        turns, last = [turn for turn in turns[:-1] if not is_stopped(turn)] + [turns[-1]], turns[-1]
        if len(turns) < 2 or not _may_lean(last, draft):
            return draft
        try:
            text = whole(self._model, to_rewrite(turns, draft), meter, MOST_S, 4 * MOST_CHARS)
        except LanguageModelError:
            return draft
        query = _one_line(text)
        source = draft if draft != last else " ".join(turns)
        return query if query and is_faithful(query, draft, source) else draft


def _may_lean(last: str, draft: str) -> bool:
    """Return whether a message may need earlier ones: the rules found that it does, it points at something, or it is very short."""
    if len(last.split()) > _LONGEST_MESSAGE or read_turn(last).move == "shift" or is_chatter(last) or withdraws(last):
        return False
    return draft != last or len(last.split()) <= _SHORT or _POINTS.search(last) is not None


def is_faithful(query: str, draft: str, source: str) -> bool:
    """Return whether `query` keeps all that `draft` names, and names, numbers and quotes nothing that `source` does not."""
    return (
        _named(draft) <= _named(query) and _named(query) <= _named(source) | _named(draft) and _same_sense(query, draft)
    )


def _named(text: str) -> frozenset[str]:
    """Return what a text names, each in one spelling: entities, identifiers, numbers, years, quoted phrases, capitalised words."""
    said = analyse(text)
    found = [f"{entity.kind} {entity.key}" for entity in entities_in(text)]
    found += [*said.identifiers, *said.numbers, *map(str, said.years), *map(str.casefold, said.phrases)]
    found += re.findall(r"\d+(?:[.,]\d+)*", text)
    found += [
        word.form for name in _CAPITAL.findall(text) for word in words_of(name) if word.form not in FUNCTION_WORDS
    ]
    return frozenset(found)


_TURNS_ROUND = frozenset("not no never without except instead".split())


def _same_sense(query: str, draft: str) -> bool:
    """Return whether neither denies what the other does not, and most of what the draft says is still there."""
    one, other = normal(query).split(), normal(draft).split()
    if _TURNS_ROUND & set(one) != _TURNS_ROUND & set(other):
        return False
    content = {word for word in other if word not in FUNCTION_WORDS}
    return len(content & set(one)) >= 0.6 * len(content)


def _one_line(text: str) -> str:
    """Return the model's question without marks round it; empty where it wrote anything but one line of ordinary length."""
    text = re.sub(r"<think(?:ing)?>.*?(?:</think(?:ing)?>|\Z)", "", text, flags=re.DOTALL | re.I)
    lines = [line.strip(' \t"“”*`') for line in text.splitlines() if line.strip()]
    return clean(lines[0]).text if len(lines) == 1 and 3 <= len(lines[0]) <= MOST_CHARS else ""
