"""What a composer takes and gives, whether it quotes or rewrites."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Literal, Protocol

from assistant.answerability import Verdict
from assistant.models import Assessment, StatementKind, Usage
from assistant.passages import Unit
from assistant.selection import Selection
from assistant.selection.histories import Histories
from assistant.selection.sides import Side
from assistant.timeline.course import Course
from assistant.understanding import Understanding
from indexes.models import SearchResult


@dataclass(frozen=True)
class PaperQuote:
    """Words of one of the user's papers, and what names the paper behind them; both stand in the statement that has them."""

    quote: str
    paper: str
    named: str


@dataclass(frozen=True)
class DraftStatement:
    """A statement with the spans that carry it, before it is checked and numbered.

    `own_quote` is what the text repeats of the user's words, to be checked against them. `papers` are quotations of papers that it names,
    each to be checked against that paper.
    """

    text: str
    kind: StatementKind
    evidence: tuple[Unit, ...] = ()
    own_quote: str | None = None
    papers: tuple[PaperQuote, ...] = ()


@dataclass(frozen=True)
class DraftSection:
    """A titled group of draft statements. One that `continues` goes on with the section before it, under the same title."""

    title: str
    statements: tuple[DraftStatement, ...]
    continues: bool = False


@dataclass
class Brief:
    """All that a composer may use: what was asked, what was found, what was judged.

    `earlier` are the messages before the question that still hold, oldest first.
    """

    question: str
    understanding: Understanding
    earlier: Sequence[str] = ()
    results: Sequence[SearchResult] = ()
    assessment: Assessment | None = None
    background: Assessment | None = None
    """The assessment of what was told before, where the question is asked of its stage."""
    course: Course | None = None
    """What the dated papers show to have changed, where that is asked for."""
    selection: Selection | None = None
    """The sentences of the results, where the question is answered from them."""
    verdict: Verdict | None = None
    """What was judged of these sentences."""
    terms: Sequence[Unit] = ()
    """The glossary's lines on terms of the question."""
    sides: Sequence[Side] = ()
    """What a comparison sets beside each other, each with its lines."""
    histories: Histories | None = None
    """The councils that have been through what is asked about, where the question asks for such."""
    missing: list[str] = field(default_factory=list)
    """Filled by the composer: parts of the question that no passage answers."""
    partial: bool = False
    """Set by the composer: the answer may not be all of it, though nothing that is missing has a name."""
    warnings: list[str] = field(default_factory=list)
    """Filled by the composer: what the reader of the answer has to know of how it was made."""
    usage: Usage | None = None
    """Filled by the composer: what a language model used."""


class Composer(Protocol):
    """Turns a brief into sections, one at a time."""

    def compose(self, brief: Brief) -> Iterator[DraftSection]:
        """Yield the sections of an answer in reading order."""


Completeness = Literal["complete", "partial"]


def quoted(unit: Unit) -> DraftStatement:
    """Return a statement that is the passage's own words; a judgement of ours stays marked as one."""
    return DraftStatement(unit.text, "inference" if unit.is_inference else "quote", (unit,))
