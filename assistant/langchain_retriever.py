"""Regrip's search as a LangChain retriever. LangChain's types stay here; import this module only where LangChain is in use."""

from typing import TYPE_CHECKING, Self

from langchain_core.documents import Document
from langchain_core.retrievers import BaseRetriever
from pydantic import Field

from assistant.retriever import Retriever
from assistant.settings import Settings, load_settings
from indexes.models import SearchResult
from indexes.settings import Mode

if TYPE_CHECKING:
    from langchain_core.callbacks import CallbackManagerForRetrieverRun


class RegripRetriever(BaseRetriever):  # type: ignore[misc]
    """Passages for a query as LangChain documents, best first; `ainvoke` and `abatch` run the search in a thread."""

    retriever: Retriever
    k: int = Field(default=10, ge=1, description="Most passages returned; at most three come from one document.")
    mode: Mode = Field(default="hybrid", description="Search by vectors and words, or by one of them.")
    case: str | None = Field(default=None, description="Also search the files of this case.")

    @classmethod
    def open(
        cls, settings: Settings | None = None, k: int = 10, mode: Mode = "hybrid", case: str | None = None
    ) -> Self:
        """Return a retriever on the index of the settings in force. Raises IndexMissing when nothing has been built."""
        from indexes.embedders import get_embedder
        from indexes.hybrid import HybridIndex

        settings = settings or load_settings()
        index = HybridIndex(settings.home, get_embedder(settings.embedder, settings.home), settings.index)
        return cls(retriever=Retriever(index), k=k, mode=mode, case=case)

    def _get_relevant_documents(self, query: str, *, run_manager: "CallbackManagerForRetrieverRun") -> list[Document]:
        return [_document(r) for r in self.retriever.search(query, k=self.k, mode=self.mode, case=self.case)]


def _document(result: SearchResult) -> Document:
    info = result.chunk.info
    return Document(
        id=result.chunk_id,
        page_content=result.text,
        metadata={
            "document_id": result.document_id,
            "chunk_id": result.chunk_id,
            "title": result.title,
            "publisher": info.publisher,
            "date": info.date,
            "status": info.status,
            "locator": result.locator,
            "url": info.url,
            "score": result.score,
        },
    )
