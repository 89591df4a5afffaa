"""LangChain with Chroma and sentence-transformers: its dense retriever, or that and its BM25 fused by rank."""

from typing import Any

from .protocol import Found, Row, load_packages, serve

_COLLECTION = "passages"


class LangChainChroma:
    """Mode `dense` is `Chroma.as_retriever`; `hybrid` is `EnsembleRetriever` over it and `BM25Retriever`, evenly weighted."""

    def open(self, model: str, folder: str) -> list[str]:
        """Import what indexing and the dense retriever need."""
        import langchain_chroma
        import langchain_huggingface

        load_packages("sentence_transformers")
        self._chroma, self._embeddings = langchain_chroma.Chroma, langchain_huggingface.HuggingFaceEmbeddings
        self._model, self._folder = model, folder
        names = ["langchain-core", "langchain-chroma", "langchain-huggingface", "langchain-classic", "chromadb"]
        return [*names, "langchain-community", "rank-bm25", "sentence-transformers", "torch"]

    def index(self, passages: list[Row]) -> Row:
        """Make the collection from the texts."""
        self._chroma.from_texts(
            [row["text"] for row in passages],
            self._embedder(),
            metadatas=[{"document": row["document"]} for row in passages],
            ids=[row["id"] for row in passages],
            collection_name=_COLLECTION,
            persist_directory=self._folder,
        )
        return {"passages": len(passages)}

    def load(self, mode: str) -> None:
        """Open the collection, and make BM25 from its passages where it is asked for: `BM25Retriever` keeps nothing on disk."""
        self._held = self._chroma(_COLLECTION, self._embedder(), persist_directory=self._folder)
        self._keyword = None
        if mode == "hybrid":
            from langchain_community.retrievers import BM25Retriever

            held = self._held.get()
            self._keyword = BM25Retriever.from_texts(held["documents"], metadatas=held["metadatas"])

    def search(self, text: str, k: int) -> list[Found]:
        """Return the passages in the retriever's order; it gives no scores, so places stand for them."""
        found = self._retriever(k).invoke(text)[:k]
        return [
            Found(document=d.metadata["document"], score=1 / place, text=d.page_content)
            for place, d in enumerate(found, start=1)
        ]

    def _embedder(self) -> Any:
        return self._embeddings(model_name=self._model, model_kwargs={"device": "cpu", "local_files_only": True})

    def _retriever(self, k: int) -> Any:
        dense = self._held.as_retriever(search_kwargs={"k": k})
        if self._keyword is None:
            return dense
        from langchain_classic.retrievers import EnsembleRetriever

        self._keyword.k = k
        return EnsembleRetriever(retrievers=[self._keyword, dense])


if __name__ == "__main__":
    serve(LangChainChroma())
