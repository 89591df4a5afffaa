"""Rounds of the index: a build that is killed, the old index still in use, and a next build that makes it whole."""

import random
from pathlib import Path

from corpus.errors import RegripError
from corpus.models import Document, DocumentInfo, Section
from evals.faults.killing import Killer
from indexes.builder import build_index
from indexes.embedders import get_embedder
from indexes.hybrid import HybridIndex
from indexes.layout import Layout
from indexes.verify import verify_index

_ALL, _CHANGED = 60, 20


def wanted(seed: str) -> list[Document]:
    """Return what an index should hold: a hundred or so short documents, of which a third are other ones with each seed."""
    chance = random.Random(seed)
    stay = [_document(f"old-{i}", f"Team {i} cleared its queue of assessments in week {i}.") for i in range(_ALL)]
    come = [
        _document(f"{seed}-{i}", f"In {seed} office {chance.randint(1, 10**6)} wrote down what it saw.")
        for i in range(_CHANGED)
    ]
    return [*chance.sample(stay, _ALL - 10), *come]


def _document(name: str, text: str) -> Document:
    info = DocumentInfo(id=name, title=name, publisher="None", date="2026", licence="None", kind="note")
    return Document(info=info, sections=(Section(heading=("Notes",), text=text, line=1),))


class BuildingRounds:
    """One home whose index is built again and again, and killed while it is."""

    def __init__(self, home: Path, seed: int) -> None:
        self._home, self._seed = home, seed
        self.killer = Killer(f"{seed}-building")
        self._embedder = get_embedder(home=home)
        self._now = f"b{seed}-first"
        self.killer.whole("build", home, self._now)

    def round(self, number: int) -> list[str]:
        """Kill a build, look at the index, build it whole, and return what was wrong."""
        goal = f"b{self._seed}-{number}"
        self.killer.kill("build", self._home, goal)
        wrong = self._searched({_ids(self._now), _ids(goal)})
        build_index(self._home, wanted(goal), self._embedder)
        wrong += verify_index(self._home, self._embedder)
        wrong += self._searched({_ids(goal)})
        self._now = goal
        layout = Layout(self._home)
        folders = [
            path for path in layout.folder.iterdir() if path.is_dir() and path not in (layout.chroma, layout.pieces)
        ]
        if len(folders) > 2:
            wrong.append(f"{len(folders)} generations are left on disk")
        return wrong

    def _searched(self, allowed: set[frozenset[str]]) -> list[str]:
        """Open the index as a reader does. It must be one of those allowed, and find what it says it has."""
        try:
            index = HybridIndex(self._home, self._embedder)
            held = frozenset(index.documents)
            if held not in allowed:
                return [
                    f"the index in use holds {len(held)} documents, which are neither the old ones nor the new ones"
                ]
            name = sorted(held)[0]
            return [] if index.document_chunks(name) else [f"{name} is in the index and has no passage"]
        except RegripError as error:
            return [f"the index cannot be read: {error}"]


def _ids(seed: str) -> frozenset[str]:
    return frozenset(document.info.id for document in wanted(seed))
