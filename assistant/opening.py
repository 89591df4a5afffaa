"""What an assistant works with, opened at the first need: the web application comes up before there is an index."""

import threading
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from assistant.services import Services
from assistant.settings import Settings

if TYPE_CHECKING:
    from assistant.composers.base import Composer
    from assistant.language_model.rewriting import Rewriter
    from assistant.plans import PlanChecker
    from assistant.relevance import Ranker
    from assistant.retriever import Retriever
    from assistant.state.store import Record
    from assistant.written import WrittenCheck


@dataclass(frozen=True)
class Parts:
    """The models and the index in use, as the steps of an answer and the plan check need them."""

    services: Services
    plans: "PlanChecker"


class Opening:
    """The parts, made once and shared by all threads."""

    def __init__(self, make: Callable[[], Parts]) -> None:
        self._make = make
        self._parts: Parts | None = None
        self._lock = threading.Lock()

    def parts(self) -> Parts:
        """Return the parts, made now where they are not there yet. Raises whatever stands in the way, at every call anew."""
        with self._lock:
            if self._parts is None:
                self._parts = self._make()
            return self._parts

    def renew(self) -> None:
        """Have the parts made again at the next need. Work in progress ends with those that it began with."""
        with self._lock:
            self._parts = None


def open_parts(settings: Settings, record: "Record | None") -> Parts:
    """Return the parts that the settings name. Raises IndexMissing, before a model is prepared, when nothing has been built."""
    from assistant.answerability import Judge
    from assistant.claims import ClaimChecker
    from assistant.engine import StageEngine, load_encoder
    from assistant.messages import MessageReader
    from assistant.nearest_ask import NearestAsk
    from assistant.papers import PaperCheck
    from assistant.plans import PlanChecker
    from assistant.relevance import Ranker
    from assistant.retriever import Retriever
    from assistant.selection import Selector
    from indexes.embedders import get_embedder
    from indexes.hybrid import HybridIndex
    from indexes.layout import Layout

    Layout(settings.home).read_existing()
    embedder = get_embedder(settings.embedder, settings.home)
    index = HybridIndex(settings.home, embedder, settings.index)
    retriever = Retriever(index)
    plans = PlanChecker(retriever, embedder)
    ranker = Ranker(embedder)
    composer, written, rewriter = make_composer(settings, retriever, plans, ranker)
    services = Services(
        settings=settings,
        reader=MessageReader(embedder),
        asks=NearestAsk(embedder),
        papers=PaperCheck(),
        engine=StageEngine(embedder, load_encoder(settings.home, settings.embedder)),
        retriever=retriever,
        ranker=ranker,
        selector=Selector(retriever),
        judge=Judge(),
        composer=composer,
        record=record,
        newest_year=max((int(d.info.date[:4]) for d in index.documents.values()), default=0),
        written=written,
        rewriter=rewriter,
        claims=ClaimChecker(embedder),
    )
    return Parts(services, plans)


def open_record(settings: Settings) -> "Record | None":
    """Return the record of conversations, None where nothing is kept. Raises StateError."""
    if not settings.record.keep:
        return None
    from assistant.state.store import Record

    return Record.open(settings.record.url, settings.home)


def make_composer(
    settings: Settings, retriever: "Retriever", plans: "PlanChecker", ranker: "Ranker"
) -> "tuple[Composer, WrittenCheck | None, Rewriter | None]":
    """Return what composes answers, and with a language model also what checks its sentences and what words follow-ups."""
    from assistant.composers.extractive import ExtractiveComposer

    plain = ExtractiveComposer(retriever, ranker, plans)
    if settings.llm.model is None:
        return plain, None, None
    from assistant.claims import ClaimChecker
    from assistant.composers.language_model import LanguageModelComposer
    from assistant.language_model.model import LanguageModel
    from assistant.language_model.rewriting import Rewriter
    from assistant.written import WrittenCheck

    model, check = LanguageModel(settings.llm), WrittenCheck(ClaimChecker(plans.embedder))
    rewriter = Rewriter(model) if settings.llm.rewrite else None
    return LanguageModelComposer(plain, model, check, ranker), check, rewriter
