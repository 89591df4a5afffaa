"""Services of the corpus that were in a stage and climbed out of it, and what they have in common with a service of the user's."""

import re
from collections.abc import Iterator, Sequence

import numpy as np

from assistant.citations import CitationBook
from assistant.comparing.models import Climbed, SharedSign, Side
from assistant.models import Statement
from assistant.passages import Unit
from assistant.phrases import listed
from assistant.retriever import Parts, Retriever
from corpus.models import DocumentInfo
from corpus.vocabulary import STAGE_NAMES, THEME_NAMES, Stage, Theme
from indexes.embedders import Embedder

KIND = "recovered service"
_PARTLY = "Partly"
"""How the title of a page begins whose service has not climbed out whole."""
MOST_SERVICES, MOST_SIGNS = 3, 2
LEAST_CLOSENESS = 0.35
"""The least cosine at which words of a note count as near to the user's: as for plans (`assistant/plans/matching.py`)."""
_THEME_WEIGHT = 0.25
"""What a shared theme adds to the likeness, beside the cosines of the shared signs: four themes weigh as much as one sign word for word."""
_NEAR = {
    1: "One sign of each comes near the other in meaning.",
    2: "Two signs of each come near each other in meaning.",
}
_MOST = {"What was done": 3, "How long it took": 1, "What did not work": 1}
_ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)+")
Near = tuple[float, str, Unit]


class Climbers:
    """Finds services that climbed out, in the pages of one index. Holds nothing of any user."""

    def __init__(self, retriever: Retriever, embedder: Embedder) -> None:
        self._retriever, self._embedder = retriever, embedder

    def like(self, side: Side, book: CitationBook) -> list[Climbed]:
        """Return the services most like `side`, best first: only those whose sources show a sign of its stage."""
        if side.stage is None or side.stage == "steady":
            return []
        quotes = [sign.quote for sign in side.evidence]
        themes = [sign.theme for sign in side.evidence if sign.theme]
        vectors = self._embedder.embed(quotes) if quotes else np.zeros((0, self._embedder.dimension))
        found = []
        for info in self._pages(side.stage):
            parts = self._retriever.parts(info.id)
            signs = [unit for unit in sourced(parts, "Stage signs seen") if _stage_is(unit, side.stage)]
            if signs:
                near = self._near(quotes, vectors, signs)
                shared = [theme for theme in dict.fromkeys(themes) if theme in info.themes]
                score = sum(max(0.0, cosine) for cosine, _, _ in near) + _THEME_WEIGHT * len(shared)
                found.append((score, info, parts, shared, near))
        found.sort(key=lambda one: (-one[0], one[1].id))
        return [self._climbed(side.stage, *one, book) for one in found[:MOST_SERVICES]]

    def _pages(self, stage: Stage) -> list[DocumentInfo]:
        infos = [document.info for document in self._retriever.index.documents.values()]
        whole = [i for i in infos if i.kind == KIND and i.case is None and not i.title.startswith(_PARTLY)]
        return [i for i in whole if stage in i.stages and i.status == "current"]

    def _sources(self, parts: Parts) -> list[str]:
        """Return the titles of the documents that the page's sentences name as their sources."""
        places = [unit.place or "" for heading in ("Stage signs seen", *_MOST) for unit in sourced(parts, heading)]
        ids = dict.fromkeys(name for place in places for name in _ID.findall(place))
        documents = self._retriever.index.documents
        return [documents[name].info.title for name in ids if name in documents]

    def _near(self, quotes: Sequence[str], vectors: np.ndarray, signs: Sequence[Unit]) -> list[Near]:
        """Return the pairs of the user's words and a page's that come nearest, each of either once, best first."""
        if not quotes:
            return []
        cosines = vectors @ self._embedder.embed([_words(unit) for unit in signs]).T
        pairs: list[Near] = []
        for place in np.argsort(-cosines, axis=None):
            row, column = divmod(int(place), len(signs))
            taken = any(quotes[row] == quote or signs[column] == unit for _, quote, unit in pairs)
            if not taken and cosines[row, column] >= LEAST_CLOSENESS:
                pairs.append((float(cosines[row, column]), quotes[row], signs[column]))
        return pairs[:MOST_SIGNS]

    def _climbed(
        self,
        stage: Stage,
        score: float,
        info: DocumentInfo,
        parts: Parts,
        shared: list[Theme],
        near: Sequence[Near],
        book: CitationBook,
    ) -> Climbed:
        told = {heading: list(_told(parts, heading, most, book)) for heading, most in _MOST.items()}
        return Climbed(
            document_id=info.id,
            title=info.title,
            date=info.date,
            score=round(score, 3),
            stage=stage,
            shared_themes=shared,
            signs=[SharedSign(quote=q, statement=_quoted(u, book), closeness=round(c, 3)) for c, q, u in near],
            sources=self._sources(parts),
            why=_why(stage, shared, len(near)),
            done=told["What was done"],
            took=told["How long it took"],
            failed=told["What did not work"],
        )


def sourced(parts: Parts, heading: str) -> list[Unit]:
    """Return the sentences under a heading that name a source; what is our inference is left out."""
    return [unit for unit in parts.get(heading, ()) if (unit.place or "").startswith("source")]


def _told(parts: Parts, heading: str, most: int, book: CitationBook) -> Iterator[Statement]:
    return (_quoted(unit, book) for unit in sourced(parts, heading)[:most])


def _quoted(unit: Unit, book: CitationBook) -> Statement:
    return Statement(text=unit.text, kind="quote", citations=[book.number(unit)])


def _stage_is(unit: Unit, stage: Stage) -> bool:
    return unit.text.lower().startswith(f"{STAGE_NAMES[stage]}:")


def _words(unit: Unit) -> str:
    return unit.text.split(":", 1)[1].strip()


def _why(stage: Stage, shared: Sequence[Theme], near: int) -> str:
    """Return what the two have in common, in a sentence; what little it is where it is no more than the stage."""
    said = [f"Both show signs of {STAGE_NAMES[stage]}."]
    if shared:
        said.append(f"Both speak of {listed([THEME_NAMES[theme] for theme in shared])}.")
    if near:
        said.append(_NEAR[near])
    if not near and not shared:
        said.append("No more than the stage is shared, so take it as an example only.")
    return " ".join([*said, "Their sizes are not compared, because the notes do not give them."])
