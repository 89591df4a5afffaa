"""What a sentence is made of for comparing: stems and their weights, pairs of stems, numbers, names, segments."""

import itertools
import math
import re
import unicodedata
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from corpus.marks import few_marks
from indexes.lexical import Tokenizer

_NUMBER = re.compile(r"(?<![A-Za-z\d])\d+(?:[.,]\d+)*")
_NAME = re.compile(r"(?<![.!?]\s)(?<!^)\b[A-Z][\w’'-]*")
_CUT = re.compile(
    r"[;:,()–—]\s*|(?<!\s)\s++(?:and|but|while|whereas|which|who|whose|where|when|after|before|because|with)\s+", re.I
)
_IN_WORDS = {
    word: str(value)
    for value, word in enumerate("zero one two three four five six seven eight nine ten eleven twelve".split())
} | {"thirteen": "13", "twenty": "20", "thirty": "30", "forty": "40", "fifty": "50", "hundred": "100"}
_ALWAYS_NUMBER = frozenset(word for word in _IN_WORDS if word not in ("one", "zero"))
_FEWEST_STEMS = 2
_SEGMENTS = 8


@dataclass(frozen=True)
class Sentence:
    """A sentence taken apart. `passage` is the index of the passage it stands in."""

    text: str
    passage: int
    words: tuple[str, ...]
    """Lower-case words in order, stop words kept."""
    stems: tuple[str, ...]
    pairs: frozenset[tuple[str, str]]
    numbers: frozenset[str]
    names: frozenset[str]

    @property
    def bag(self) -> frozenset[str]:
        """The stems without order."""
        return frozenset(self.stems)


@lru_cache(maxsize=1)
def _tokenizer() -> Tokenizer:
    return Tokenizer()


def take_apart(text: str, passage: int = 0) -> Sentence:
    """Return the sentence `text` taken apart."""
    plain = folded(text)
    words = tuple(re.findall(r"[a-z0-9]+(?:'[a-z]+)?", plain.lower()))
    stems = tuple(_tokenizer()(plain))
    return Sentence(
        text=text,
        passage=passage,
        words=words,
        stems=stems,
        pairs=frozenset(itertools.pairwise(stems)),
        numbers=numbers_in(plain),
        names=frozenset(stem for name in _NAME.findall(plain) for stem in _tokenizer()(name)),
    )


def stems_of(words: Sequence[str]) -> frozenset[str]:
    """Return the stems of `words`, without stop words."""
    return frozenset(_tokenizer()(" ".join(words)))


def folded(text: str) -> str:
    """Return `text` with accents taken off letters and typographic quotation marks and spaces made plain."""
    return "".join(
        c for c in unicodedata.normalize("NFKD", few_marks(text.replace("’", "'"))) if not unicodedata.combining(c)
    )


def numbers_in(text: str) -> frozenset[str]:
    """Return the numbers of `text` in one form: 1,200 and 1200 are one number, 5.0 and 5, two and 2."""
    digits = {_plain_number(number) for number in _NUMBER.findall(text)}
    return frozenset(digits | {_IN_WORDS[w] for w in re.findall(r"[a-z]+", text.lower()) if w in _ALWAYS_NUMBER})


def is_year(number: str) -> bool:
    """Return whether `number` may be a year."""
    return len(number) == 4 and number[:2] in ("18", "19", "20")


def _plain_number(number: str) -> str:
    whole, _, rest = re.sub(r",(?=\d{3}\b)", "", number).partition(".")
    rest = rest.rstrip("0")
    return (whole.lstrip("0") or "0") + (f".{rest}" if rest else "")


def segments_of(claim: str) -> list[Sentence]:
    """Return the parts that a claim says one after the other; each has two content words or more where it can."""
    parts: list[Sentence] = []
    held = ""
    for piece in _CUT.split(claim)[: 4 * _SEGMENTS]:
        held = f"{held} {piece}".strip()
        part = take_apart(held)
        if len(part.bag) >= _FEWEST_STEMS:
            parts.append(part)
            held = ""
    return parts[:_SEGMENTS] or [take_apart(claim)]


def rarity(sentences: Sequence[Sentence], background: Mapping[str, float]) -> "Rarity":
    """Return the weight of stems: rare in these sentences and, where known, rare in the background."""
    seen = Counter(stem for sentence in sentences for stem in sentence.bag)
    return Rarity(seen, len(sentences), background)


@dataclass(frozen=True)
class Rarity:
    """Weights of stems, above 0."""

    seen: Mapping[str, int]
    sentences: int
    background: Mapping[str, float]
    """Stem to inverse document frequency; a stem that is not in it is as rare as they come."""

    def __call__(self, stem: str) -> float:
        """Return the weight of `stem`."""
        here = math.log(1 + self.sentences / (0.5 + self.seen.get(stem, 0)))
        if not self.background:
            return here
        rarest = self.background.get("", 1.0)
        return here / math.log(1 + 2 * max(self.sentences, 1)) + self.background.get(stem, rarest) / rarest

    def total(self, stems: frozenset[str]) -> float:
        """Return the weights of `stems` together."""
        return sum(self(stem) for stem in sorted(stems))
