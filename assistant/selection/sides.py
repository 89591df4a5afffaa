"""What is known of each side of a comparison: its own page, and the lines of it that say most of what is asked."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from assistant.passages import Unit
from assistant.queries.models import Entity
from assistant.queries.place_names import RECOVERED
from assistant.queries.sides import sides_of
from assistant.queries.words import FUNCTION_WORDS, normal, words_of
from assistant.retriever import RESPONSE_CARD, Retriever
from assistant.selection.housekeeping import is_housekeeping
from assistant.selection.selector import Selector
from assistant.understanding import Understanding
from corpus.models import DocumentInfo
from indexes.filters import Filter
from indexes.models import SearchResult

LINES = 2
"""Sentences for a side: what it is, and what is asked of it."""
_KINDS = (RECOVERED, RESPONSE_CARD, "topic page")
"""Kinds of document of which one is a thing's own page, the plainest first."""
_WHAT = "What it is"
_WHERE = {RECOVERED: "How long it took", RESPONSE_CARD: "Where it fits"}
"""The heading of which a page's second line comes where no sentence of it takes up the question."""
_LEAST = 0.25
"""A sentence likelier than this takes up what is asked; otherwise the default says more."""
_TIME = re.compile(r"\b(?:fast|quick|long|slow|soon|speed|pace|time)", re.IGNORECASE)
_COMPARES = frozenset(
    """
    compare compared comparing comparison differ differed differs different difference better best worse rather versus vs instead
    choose pick prefer go buy use try recovery recovered recover council councils service services between both
    side sides do does did is are was were has have
    """.split()
)
"""Words that say that things are compared and not in what."""
Search = Callable[[str, Filter], list[SearchResult]]


@dataclass(frozen=True)
class Side:
    """One thing compared, under the name the question gives it, with the sentences to show of it."""

    name: str
    lines: tuple[Unit, ...]


def sides_found(
    asked: Understanding, named: Sequence[Entity], retriever: Retriever, search: Search, selector: Selector
) -> list[Side]:
    """Return the sides with what their own pages say of the question; none unless there is a page, or a term explained, for each."""
    pages = [_page(entity, retriever) for entity in named]
    terms = [_term(entity, retriever) for entity in named]
    if not named or not all(page or term for page, term in zip(pages, terms, strict=True)):
        return []
    return [
        Side(entity.text, tuple(_lines(asked, page, retriever, search, selector) if page else [term] if term else []))
        for entity, page, term in zip(named, pages, terms, strict=True)
    ]


def _page(entity: Entity, retriever: Retriever) -> DocumentInfo | None:
    """Return the document that is about the thing: its id, or its title up to a colon, is one of its names."""
    infos = [d.info for d in retriever.index.documents.values() if d.info.kind in _KINDS and d.info.case is None]
    own = [info for info in infos if entity.key in _called(info)]
    return min(own, key=lambda info: (_KINDS.index(info.kind), info.id), default=None)


def _called(info: DocumentInfo) -> Iterator[str]:
    rest = info.id.partition("-")[2].replace("-", " ")
    yield from (normal(part) for part in (rest, *rest.split(" or ")))
    yield normal(info.title)


def _term(entity: Entity, retriever: Retriever) -> Unit | None:
    return next((u for u in retriever.glossary() if entity.key in _terms(u)), None)


def _terms(unit: Unit) -> list[str]:
    term, colon, _ = unit.text[:60].partition(":")
    return [normal(part) for part in (term, *term.split(" or "))] if colon else []


def _lines(
    asked: Understanding, page: DocumentInfo, retriever: Retriever, search: Search, selector: Selector
) -> list[Unit]:
    """Return what the thing is, and the likeliest other sentence of its page; or how long it took or where it fits.

    That comes where the question asks for time, or for nothing but the difference, or where no sentence is likely.
    """
    parts = retriever.parts(page.id)
    results = search(asked.query, Filter(documents=frozenset({page.id})))
    spans = selector.select(replace(asked, intent="guidance"), results).spans
    likely = [s.unit for s in spans if s.chance >= _LEAST and not is_housekeeping(s.unit.text)]
    default = parts.get(_WHERE.get(page.kind, ""), ())
    chances = {s.unit: s.chance for s in spans}
    first = sorted(default, key=lambda unit: -chances.get(unit, 0.0)) if page.kind == RESPONSE_CARD else list(default)
    wanted = [*first[:1], *likely] if is_general(asked.query) else [*likely, *first[:1]]
    return list(dict.fromkeys([*parts.get(_WHAT, ())[:1], *wanted]))[:LINES]


def is_general(question: str) -> bool:
    """Return whether a comparison names no respect in which the things are to be compared, or only how long they took."""
    sides = {word for entity in sides_of(question) for word in normal(entity.text).split()}
    plain = _COMPARES | FUNCTION_WORDS
    own = [w for w in words_of(question) if w.form not in sides and not {w.form, w.text.lower()} & plain]
    return not own or _TIME.search(question) is not None
