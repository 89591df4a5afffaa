"""What the papers say that a user brought along, in their own words: for a question that is asked of them and not of the notes."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from assistant.composers.base import DraftSection, DraftStatement
from assistant.engine.sentences import split_sentences
from assistant.models import UserDocument
from assistant.passages import Unit
from assistant.phrases import listed
from assistant.queries.paper_references import PapersAsked
from assistant.relevance import Ranker
from corpus.models import Chunk, DocumentInfo
from indexes.lexical import Tokenizer

TITLE = "In your papers"
MOST_LINES = 5
MOST_READ = 2_000
"""Sentences of all papers together that are looked at, in order."""
NEAR, SHARED = 0.42, 0.5
"""From this cosine, or this share of the words asked for, on a sentence speaks of what is asked."""
_SHORTLIST = 40
"""Sentences given a vector."""
_LONGEST = 400
"""Characters of a sentence that is quoted."""
_SAID_FOR_EACH_OTHER = (
    "agency locum temporary interim",
    "caseload caseloads allocated",
    "backlog waiting unallocated overdue queue unassigned wait",
    "vacancy vacant unfilled gaps",
    "turnover left leaver leaving resigned resignations",
    "staff staffing workforce workers posts",
    "budget money overspend spend spending cost costs savings finance",
    "visits visited seen unseen",
    "audit audits sample sampling",
    "inspection ofsted inspectors monitoring",
    "referrals contacts referred",
    "placements homes foster fostering residential",
    "missing absconded whereabouts",
    "schools heads headteachers school",
    "court courts judge judges proceedings",
)
"""Words that papers use for one another, as far as a question is concerned."""
_stems = Tokenizer()
_FAMILIES = {stem: frozenset(_stems(line)) for line in _SAID_FOR_EACH_OTHER for stem in _stems(line)}
_COMMON = frozenset(_stems("children child service services team teams council cases case families family"))
_COMMON_WEIGHT = 0.3
"""Of words that stand in every paper, against 1 for the others."""
_DATED = re.compile(
    r"\b(?:(?:19|20)\d\d|jan\w*|feb\w*|march|april|may|june|july|aug\w*|sept\w*|oct\w*|nov\w*|dec\w*)\b", re.IGNORECASE
)
_FEWEST_WORDS = 4
"""Fewer words with a date, or without an end, are a heading, unless they hold a figure."""


@dataclass(frozen=True)
class OwnLine:
    """Words of a paper."""

    paper: UserDocument
    text: str


@dataclass(frozen=True)
class OwnAnswer:
    """What the papers asked of say, best first; no lines where none was found to speak of it."""

    asked: PapersAsked
    lines: tuple[OwnLine, ...]


def read_papers(asked: PapersAsked, ranker: Ranker) -> OwnAnswer:
    """Return the sentences of the papers that speak of what is asked; the first ones of each where only what they say is asked."""
    units = [unit for number, paper in enumerate(asked.papers) for unit in _units(paper, number)][:MOST_READ]
    papers = {f"own-{number}": paper for number, paper in enumerate(asked.papers)}
    chosen = _near(asked.topic, units, ranker) if asked.topic else _first(units, len(papers))
    lines = tuple(OwnLine(papers[unit.chunk.id], unit.text) for unit in chosen)
    return OwnAnswer(asked, lines)


def own_sections(answer: OwnAnswer) -> Iterator[DraftSection]:
    """Yield what the papers say, each line with its paper and date, or that none was found to speak of it."""
    if not answer.lines:
        which, topic = listed([_named(paper) for paper in answer.asked.papers[:4]]), answer.asked.named_topic
        of_it = f"\u201c{topic}\u201d" if topic else "what you ask"
        said = f"Nothing that speaks of {of_it} was found in {which}. It may stand there in other words: open the paper and look."
        yield DraftSection(TITLE, (DraftStatement(said, "own_words", (), topic or None),))
        return
    lines = sorted(answer.lines, key=lambda line: line.paper.date or "", reverse=True)
    yield DraftSection(
        TITLE,
        tuple(
            DraftStatement(f"{_named(line.paper)}: \u201c{line.text}\u201d", "own_words", (), line.text)
            for line in lines
        ),
    )
    silent = [paper for paper in answer.asked.papers if all(line.paper is not paper for line in answer.lines)]
    if silent and answer.asked.topic:
        said = f"Nothing of this was found in {listed([_named(paper) for paper in silent[:6]])}."
        yield DraftSection(TITLE, (DraftStatement(said, "finding"),), continues=True)


def _named(paper: UserDocument) -> str:
    return f"{paper.title} ({paper.date})" if paper.date else paper.title


def _units(paper: UserDocument, number: int) -> list[Unit]:
    """Return the sentences of a paper, as passages are cut, so that they can be ranked like those."""
    info = DocumentInfo(id="own", title=paper.title, publisher="-", date="2000", licence="-", kind="own", case="own")
    chunk = Chunk(id=f"own-{number}", info=info, heading=(), locator="", ordinal=0, text=paper.text)
    return [
        Unit(chunk, start, min(end, start + _LONGEST))
        for start, end in split_sentences(paper.text)
        if not _is_heading(paper.text[start:end])
    ]


def _is_heading(text: str) -> bool:
    rest = _DATED.sub(" ", text)
    few = len(re.findall(r"[^\W\d_]+", rest)) < _FEWEST_WORDS and not re.search(r"\d", rest)
    return few and (rest != text or not text.rstrip().endswith((".", "!", "?")))


def _near(topic: str, units: Sequence[Unit], ranker: Ranker) -> list[Unit]:
    """Return the sentences that speak of a topic, those that hold most of its words first, of any text once."""
    wanted = [_FAMILIES.get(stem, frozenset({stem})) for stem in dict.fromkeys(_stems(topic))]
    once = list({unit.text: unit for unit in reversed(units)}.values())[::-1]
    held = [frozenset(_stems(unit.text)) for unit in once]
    weights = [_COMMON_WEIGHT if family & _COMMON else 1.0 for family in wanted]
    whole = sum(weights) or 1.0
    shared = [sum(w for w, family in zip(weights, wanted, strict=True) if family & stems) / whole for stems in held]
    first = sorted(range(len(once)), key=lambda i: -shared[i])[:_SHORTLIST]
    cosines = ranker.cosines(topic, [once[i].text for i in first])
    scored = [
        (shared[i] + float(c), once[i]) for i, c in zip(first, cosines, strict=True) if c >= NEAR or shared[i] >= SHARED
    ]
    return [unit for _, unit in sorted(scored, key=lambda pair: -pair[0])][:MOST_LINES]


def _first(units: Sequence[Unit], papers: int) -> list[Unit]:
    each = max(1, MOST_LINES // max(1, papers))
    taken = dict[str, list[Unit]]()
    for unit in units:
        of_one = taken.setdefault(unit.chunk.id, [])
        if len(of_one) < each:
            of_one.append(unit)
    return [unit for of_one in taken.values() for unit in of_one]
