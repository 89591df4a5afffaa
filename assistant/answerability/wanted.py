"""What kind of answer a question wants, and which sentences hold one: a sum has pounds in it, a date a year."""

import re
from dataclasses import dataclass
from functools import lru_cache

from assistant.engine.figures.measures import find_mentions
from assistant.models import Measure
from assistant.understanding import Understanding
from indexes.lexical import Tokenizer

_NUMBER_WORDS = (
    r"\b(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|dozen|half|thirds?|quarters?|fifth|hundred|thousand|million"
    r"|none|no|twice|doubled?|most|few|nobody|all|every)\b"
)
_MONTHS = (
    r"\b(?:January|February|March|April|May|June|July|August|September|October|November|December|spring|summer|autumn"
    r"|winter)\b"
)
_KINDS: dict[str, tuple[str, str]] = {
    "sum": (
        r"£|\b(?:how much (?:did|does|do|was|were|is|has|have|money|would|will|of)|costs?|budget|pounds?|price|spen[dt]|paid|pay|salary"
        r"|overspend|grant|fund(?:ing|ed)?|invest(?:ed|ment)?|fee|sum|contract value)\b",
        r"£|\b(?:pounds|million|billion)\b",
    ),
    "share": (
        r"%|\b(?:percentage|per cent|proportion|fraction|rates?|share)\b",
        r"\d|%|per cent|\b(?:half|thirds?|quarters?|fifth|one in|rate of)\b",
    ),
    "count": (
        r"\b(?:how many|numbers?|figures?|how large|how big|how far|caseload|average|median|score|count|how often|total|ratio)\b",
        rf"\d|{_NUMBER_WORDS}",
    ),
    "duration": (
        r"\b(?:how long|how quickly|how soon|how fast|how old|months|weeks|days|deadline|time limit|how late)\b",
        rf"(?:\d|{_NUMBER_WORDS})\W*(?:\w{{1,40}}\W+){{0,2}}(?:day|week|month|year|hour)|\b(?:19|20)\d\d\b",
    ),
    "date": (
        r"\b(?:when|what year|which year|what month|which month|what date|date|since when|until when|by when)\b",
        rf"\b(?:19|20)\d\d\b|{_MONTHS}",
    ),
    "person": (
        r"\b(?:who|whose|whom|named?|names|which (?:firm|company|consultancy|judge|minister|person"
        r"|commissioner|adviser|author|inspector))\b",
        r"(?<!^)(?<![.] )\b(?!Ofsted|England|Council)[A-Z][a-z]+",
    ),
    "place": (
        r"\b(?:which (?:council|authority|authorities|councils|local authority|city|county|borough|areas?|region|places?|services?)"
        r"|where (?:was|were|did|is|has|have)|what (?:council|authority|area))\b",
        r"(?<!^)\b[A-Z][a-z]+",
    ),
    "reason": (
        r"\b(?:why|what caused|causes?|reasons?|what explains|what led|how come)\b",
        r"\b(?:because|caus\w*|led to|due to|result\w*|reasons?|through|since|so that|rested|owing|explain\w*)\b",
    ),
}
_PATTERNS = {kind: (re.compile(asks, re.IGNORECASE), re.compile(holds)) for kind, (asks, holds) in _KINDS.items()}
KINDS: tuple[str, ...] = tuple(_KINDS)
_YEAR = re.compile(r"\b(?:19|20)\d{2}\b")


@dataclass(frozen=True)
class Wanted:
    """What a question wants: kinds of answer, the measures it names, its places and years, and what is asked of them in stems."""

    kinds: tuple[str, ...]
    measures: frozenset[Measure]
    places: tuple[str, ...]
    years: frozenset[str]
    stems: frozenset[str]

    @classmethod
    def of(cls, understanding: Understanding) -> "Wanted":
        """Read a question."""
        query = understanding.query
        of_places = {stem for place in understanding.places for stem in _tokenizer()(place)}
        return cls(
            kinds=tuple(kind for kind, (asks, _) in _PATTERNS.items() if asks.search(query)),
            measures=frozenset(mention.measure for mention in find_mentions(query)),
            places=understanding.places,
            years=frozenset(_YEAR.findall(query)),
            stems=frozenset(s for s in _tokenizer()(query) if s not in of_places and not s.isdigit()),
        )

    def is_held(self, text: str) -> bool:
        """Return whether a sentence holds an answer of every kind wanted."""
        return all(_PATTERNS[kind][1].search(text) for kind in self.kinds)

    def is_about(self, title_and_text: str) -> bool:
        """Return whether a sentence, with its title, is about every place asked for."""
        return all(place in title_and_text for place in self.places)

    def is_dated(self, title_and_text: str) -> bool:
        """Return whether a sentence, with its title, names every year asked for."""
        return all(year in title_and_text for year in self.years)


def holds_sum(text: str) -> bool:
    """Return whether a sentence gives a sum of money."""
    return _PATTERNS["sum"][1].search(text) is not None


@lru_cache(maxsize=1)
def _tokenizer() -> Tokenizer:
    return Tokenizer()
