"""txtai with `hybrid: True` and its content store: dense and BM25, half each, as its documentation shows."""

from .protocol import Found, Row, serve


class TxtaiHybrid:
    """One `Embeddings` database."""

    def open(self, model: str, folder: str) -> list[str]:
        """Import."""
        from txtai import Embeddings

        self._new, self._model, self._folder = Embeddings, model, folder
        return ["txtai", "transformers", "torch", "faiss-cpu"]

    def index(self, passages: list[Row]) -> Row:
        """Index and save; a row's own id is document and passage, which is all that comes back beside the text."""
        embeddings = self._new(path=self._model, hybrid=True, content=True)
        embeddings.index((f"{row['document']} {row['id']}", row["text"], None) for row in passages)
        embeddings.save(self._folder)
        return {"passages": embeddings.count()}

    def load(self, mode: str) -> None:
        """Open the saved database."""
        self._embeddings = self._new()
        self._embeddings.load(self._folder)

    def search(self, text: str, k: int) -> list[Found]:
        """Return the best passages."""
        return [
            Found(document=row["id"].split(" ", 1)[0], score=float(row["score"]), text=row["text"])
            for row in self._embeddings.search(text, k)
        ]


if __name__ == "__main__":
    serve(TxtaiHybrid())
