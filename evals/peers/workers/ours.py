"""Regrip as it ships: `build_index` on the documents, which it splits itself, and `HybridIndex`."""

from pathlib import Path

from .protocol import Found, Row, load_packages, serve


class Ours:
    """The packaged embedder, Chroma and BM25, fused by score."""

    def open(self, model: str, folder: str) -> list[str]:
        """Import; the embedder was made from the weights in `model` when Regrip was first used."""
        load_packages("indexes.builder", "indexes.hybrid")
        self._folder = Path(folder)
        return ["chromadb", "bm25s", "onnxruntime", "numpy"]

    def index(self, passages: list[Row]) -> Row:
        """Split and index whole documents, which is what its rows are."""
        from corpus.models import Document
        from indexes.builder import build_index
        from indexes.embedders import get_embedder

        report = build_index(self._folder, (Document.model_validate(row) for row in passages), get_embedder())
        return {"passages": report.chunks}

    def load(self, mode: str) -> None:
        """Open the index."""
        from indexes.embedders import get_embedder
        from indexes.hybrid import HybridIndex
        from indexes.settings import read_mode

        self._index, self._mode = HybridIndex(self._folder, get_embedder()), read_mode(mode)

    def search(self, text: str, k: int) -> list[Found]:
        """Return the best passages."""
        return [
            Found(document=r.document_id, score=r.score, text=r.text) for r in self._index.search(text, k, self._mode)
        ]


if __name__ == "__main__":
    serve(Ours())
