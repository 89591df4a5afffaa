"""A text as words, each with what the lists and its shape say of it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from corpus.names.lists import Lists, Phrase, lists

_LETTERS = r"[^\W\d_]+"
_WORD = re.compile(rf"(?:[A-Z]\.){{2,4}}|(?<![^\W_])[A-Z]\.(?=[ ]?[A-Z])|{_LETTERS}(?:[-'’]{_LETTERS})*")
_POSSESSIVE = re.compile(r"['’]s?$")
_CONTRACTED = re.compile(r"(?:n['’]t|['’](?:m|ve|ll|re|d))$")
_MADE = re.compile(
    r"(?:ing|ed|tion|tions|sion|ment|ments|ness|ly|ity|ities|ies|able|ible|less|ful|ship|ists?|isation|ance|ence|ives?)$"
)
_PLACE_SHAPE = re.compile(
    r"(?:shire|borough|brough|bury|minster|mouth|chester|cester|caster|combe|hampton|thorpe|wick|wich|worth|dale|field|fields|stead|gate|bridge|ford"
    r"|pool|port|haven|leigh|ley|ness|sea|stow|stowe|hurst|hithe|ham|ton|don|by|fleet|cliffe|mere|marsh|moor|land|lands|side|wood|well|wells)$"
)

_UNSURE_WORDS = frozenset(
    "will may april june august summer autumn winter park wood woods hill heath mill mills bridge marsh lane cross bay green banks grange close".split()
)
"""Of the words that are never part of a name, the ones that are names as well, where more than the word itself says so."""


@dataclass(slots=True, eq=False)
class Word:
    """A word of the text: `text[start:end]`, a possessive ending left out, with the text between it and the word before."""

    text: str
    low: str
    start: int
    end: int
    gap: str
    possessive: bool
    opens: bool
    """Whether it begins a sentence, a line or a cell."""
    kept: bool = False
    """Whether it belongs to a name that has to stay."""
    alone: bool = False
    """Whether it is kept as a name of one word, which is no part of a longer one here."""
    place: bool = False
    cap: bool = False
    dotted: bool = False
    shouted: bool = False
    given: bool = False
    unsure: bool = False
    surname: bool = False
    ordinary: bool = False
    never: bool = False

    @property
    def known(self) -> bool:
        """Whether a list has it as a name, sure or not."""
        return self.given or self.unsure or self.surname

    @property
    def strange(self) -> bool:
        """Whether it has a capital and no list knows it, nor does its ending or shape say that it is a word or a place."""
        return (
            self.cap
            and not (self.ordinary or self.never or self.place or self.kept or self.known)
            and not _MADE.search(self.low)
        )

    @property
    def place_shaped(self) -> bool:
        """Whether it ends as the names of English places do."""
        return _PLACE_SHAPE.search(self.low) is not None

    @property
    def initials(self) -> bool:
        """Whether it is one to three capital letters that may stand for a name."""
        return self.dotted or (self.text.isupper() and len(self.text) <= 2)


def words_of(text: str) -> list[Word]:
    """Return the words of a text in order, those of names that have to stay marked as kept."""
    known = lists()
    words = list(_read(text, known))
    _mark_kept(words, known)
    return words


def _read(text: str, known: Lists) -> Iterator[Word]:
    reached = 0
    for match in _WORD.finditer(text):
        gap = text[reached : match.start()]
        reached = match.end()
        yield _word(match[0], match.start(), gap, known)


def _word(whole: str, start: int, gap: str, known: Lists) -> Word:
    core = _POSSESSIVE.sub("", whole) if "'" in whole or "’" in whole else whole
    low = core.lower()
    opens = start == len(gap) or any(c in gap for c in ".!?\n\t|:;•") or gap.lstrip().startswith(("- ", "* "))
    word = Word(core, low, start, start + len(core), gap, possessive=core != whole, opens=opens)
    first = core[0]
    if first.isupper():
        word.dotted = "." in core
        word.shouted = len(core) > 2 and core.isupper()
        word.cap = not word.dotted and len(core) > 1 and not (core.isupper() and not word.shouted)
    plain = low.split("-")[0]
    doubled = "-" in core and all(part[:1].isupper() for part in core.split("-"))
    word.given = low in known.given or (doubled and plain in known.given and low not in known.surnames)
    word.unsure = low in known.unsure
    word.surname = low in known.surnames or (doubled and any(part in known.surnames for part in low.split("-")))
    word.place = low in known.places
    word.ordinary = low in known.ordinary
    word.never = (low in known.never or _CONTRACTED.search(low) is not None) and not (
        low in _UNSURE_WORDS and (word.unsure or word.surname)
    )
    return word


def _mark_kept(words: list[Word], known: Lists) -> None:
    at = 0
    while at < len(words):
        phrase = next((p for p in known.phrases.get(words[at].low, ()) if _stands(words, at, p)), None)
        for word in words[at : at + len(phrase)] if phrase else ():
            word.kept, word.alone = True, len(phrase or ()) == 1
        at += len(phrase) if phrase else 1


def _stands(words: list[Word], at: int, phrase: Phrase) -> bool:
    """Return whether a phrase stands at `at`, each of its longer words with a capital, and nothing but signs between."""
    found = words[at : at + len(phrase)]
    return len(found) == len(phrase) and all(
        word.low.rstrip(".") == part
        and (len(part) <= 3 or word.text[0].isupper())
        and (number == 0 or (len(word.gap) <= 3 and "\n" not in word.gap))
        for number, (word, part) in enumerate(zip(found, phrase, strict=True))
    )
