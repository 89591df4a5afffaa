"""The steps of the benchmark, each a process of its own, so that memory is that step's alone and a kill is a real one.

`python -m evals.scale.work STEP HOME PASSAGES PER_DOCUMENT VECTORS` prints progress as lines and what came of it as JSON on the last.
"""

import json
import resource
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from corpus.library import Library, LibraryRecord
from corpus.models import Document
from evals.scale.passages import documents
from evals.scale.serving import serve
from evals.scale.vectors import QueryEmbedder, RandomEmbedder
from indexes.builder import build_index
from indexes.embedders import Embedder, get_embedder
from indexes.models import Progress
from indexes.settings import default_home


def main(arguments: Sequence[str]) -> None:
    """Run one step."""
    step, home, passages, per_document, vectors = arguments
    given = lambda: documents(int(passages), int(per_document))  # noqa: E731
    print(json.dumps(STEPS[step](Path(home), given, vectors)))


def build(home: Path, given: Callable[[], list[Document]], vectors: str) -> dict[str, Any]:
    """Build, or go on with a build, and tell how far it is."""
    report = build_index(home, given(), _embedder(home, vectors), progress=_tell)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return report.model_dump() | {"peak_memory_mb": round(peak, 1)}


def unchanged(home: Path, given: Callable[[], list[Document]], vectors: str) -> dict[str, Any]:
    """Build again from documents in memory."""
    return build_index(home, given(), _searcher(vectors)).model_dump()


def files(home: Path, given: Callable[[], list[Document]], vectors: str) -> dict[str, Any]:
    """Keep the documents as a user's files are kept, read them, and build again. Seconds are of both."""
    library = Library(home)
    library.folder.mkdir(parents=True, exist_ok=True)
    for number, document in enumerate(given()):
        record = LibraryRecord(path=f"{number}.txt", sha256="", case=document.info.case, warnings=(), document=document)
        (library.folder / f"{number}.json").write_text(record.model_dump_json(), encoding="utf-8")
    embedder = _searcher(vectors)
    started = time.perf_counter()
    read = library.documents()
    reading = time.perf_counter() - started
    report = build_index(home, read, embedder)
    return report.model_dump() | {"reading_seconds": round(reading, 2), "seconds": round(reading + report.seconds, 2)}


def add(home: Path, given: Callable[[], list[Document]], vectors: str) -> dict[str, Any]:
    """Build with one document more, and then without it again."""
    held, embedder = given(), _embedder(home, vectors)
    more = held[0].model_copy(update={"info": held[0].info.model_copy(update={"id": "one-more", "title": "One more"})})
    added = build_index(home, [*held, more], embedder)
    return {"added": added.model_dump(), "removed": build_index(home, held, embedder).model_dump()}


def search(home: Path, given: Callable[[], list[Document]], vectors: str) -> dict[str, Any]:
    """Open and search."""
    return serve(home, _searcher(vectors))


STEPS = {"build": build, "unchanged": unchanged, "files": files, "add": add, "search": search}


def _embedder(home: Path, vectors: str) -> Embedder:
    real = get_embedder(home=default_home())
    home.mkdir(parents=True, exist_ok=True)
    return RandomEmbedder(real, home.parent / "real-vectors.npy") if vectors == "random" else real


def _searcher(vectors: str) -> Embedder:
    real = get_embedder(home=default_home())
    return QueryEmbedder(real) if vectors == "random" else real


def _tell(progress: Progress) -> None:
    print(progress.done, flush=True)


if __name__ == "__main__":
    main(sys.argv[1:])
