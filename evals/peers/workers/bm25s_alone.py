"""bm25s as its own guide shows it: English stop words, Snowball stems, its default weights, no vectors."""

from .protocol import Found, Row, serve


class Bm25sAlone:
    """Keyword search alone."""

    def open(self, model: str, folder: str) -> list[str]:
        """Import; there is no model to load."""
        import bm25s
        import Stemmer

        self._bm25s, self._folder, self._stemmer = bm25s, folder, Stemmer.Stemmer("english")
        return ["bm25s", "PyStemmer", "numpy"]

    def index(self, passages: list[Row]) -> Row:
        """Index the texts and write the index with the passages beside it."""
        index = self._bm25s.BM25()
        index.index(self._stems([row["text"] for row in passages]), show_progress=False)
        index.save(self._folder, corpus=passages, show_progress=False)
        return {"passages": len(passages)}

    def load(self, mode: str) -> None:
        """Open the index, its passages read when they are found."""
        self._index = self._bm25s.BM25.load(self._folder, load_corpus=True, mmap=True)

    def search(self, text: str, k: int) -> list[Found]:
        """Return the best passages that share a stem with the query."""
        k = min(k, self._index.scores["num_docs"])
        rows, scores = self._index.retrieve(self._stems([text]), k=k, show_progress=False)
        return [
            Found(document=row["document"], score=float(score), text=row["text"])
            for row, score in zip(rows[0], scores[0], strict=True)
            if score > 0
        ]

    def _stems(self, texts: list[str]) -> object:
        return self._bm25s.tokenize(texts, stopwords="en", stemmer=self._stemmer, show_progress=False)


if __name__ == "__main__":
    serve(Bm25sAlone())
