"""The records of the package: what the corpus calls things, where a text names them, and what a query asks for."""

from dataclasses import dataclass
from typing import Literal

from pydantic import BaseModel, ConfigDict

from corpus.vocabulary import Stage

NameKind = Literal["place", "topic"]
EntityKind = Literal["place", "stage", "measure", "topic", "year"]
Recency = Literal["latest", "dated"]


class _Frozen(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Name(_Frozen):
    """A name that the corpus uses. `forms` are its spellings in normal form (see `words.normal`).

    `strong` names say what a question is about by themselves; the others are ordinary words of the trade. `cased` names are also
    ordinary words in lower case (Reading, SEND), and count with a capital only.
    """

    name: str
    kind: NameKind
    forms: tuple[str, ...]
    strong: bool = True
    cased: bool = False


class GlossaryTerm(_Frozen):
    """A short form and what it stands for, both as the glossary writes them."""

    short: str
    long: str
    cased: bool = False


class Lexicon(_Frozen):
    """What `assistant/artefacts/lexicon.json` holds: made from the corpus, never by hand."""

    names: tuple[Name, ...]
    glossary: tuple[GlossaryTerm, ...]
    subject_words: tuple[str, ...]
    """Words in normal form that stand in titles, headings and glossary terms."""
    known_words: tuple[str, ...]
    """All words of the corpus in normal form, several to a string: a message made of others is about something else."""
    codes: tuple[str, ...]
    """Codes of the rubric's indicators."""
    source_kinds: tuple[str, ...]
    """Kinds of document, as front matter names them."""


@dataclass(frozen=True)
class Entity:
    """Something that `text[start:end]` names. `key` is the same for all spellings of it."""

    kind: EntityKind
    key: str
    text: str
    start: int
    end: int
    strong: bool = True
    known: bool = True
    """False for a place that no note is about."""


class Expansion(_Frozen):
    """A term of the sector in a query, and what else it is called: `said` is DCS and `other` director of children's services."""

    said: str
    other: str


class QueryAnalysis(_Frozen):
    """What can be read off a query. All fields but `text` are empty where the query holds nothing of the kind."""

    text: str
    phrases: tuple[str, ...] = ()
    """Quoted words, verbatim."""
    identifiers: tuple[str, ...] = ()
    """Codes, sections of Acts, regulations, named editions and reference numbers, in one spelling: LG3, section 47."""
    numbers: tuple[str, ...] = ()
    """Numbers with their unit: 22%, £1.7 million, 90 days."""
    years: tuple[int, ...] = ()
    expansions: tuple[Expansion, ...] = ()
    places: tuple[str, ...] = ()
    stages: tuple[Stage, ...] = ()
    sources: tuple[str, ...] = ()
    """Kinds of document asked for, as their front matter names them."""
    recency: Recency | None = None

    @property
    def is_empty(self) -> bool:
        """Whether nothing was found in the query."""
        return self == QueryAnalysis(text=self.text)
