"""The systems that are compared: what is installed for each, which worker drives it, and in which modes."""

from dataclasses import dataclass

OURS = "ours"
_TORCH = "torch>=2.6,<2.14"


@dataclass(frozen=True)
class Peer:
    """A system in an environment of its own. `modes` are what its worker calls its ways of searching, with names for people."""

    name: str
    requirements: tuple[str, ...]
    worker: str
    modes: tuple[tuple[str, str], ...]
    python: tuple[int, int] = (3, 11)
    """The oldest Python that it installs on."""
    note: str = ""


PEERS = (
    Peer(
        name="langchain",
        requirements=(
            "langchain-chroma>=1.1,<2",
            "langchain-huggingface>=1.2,<2",
            "langchain-classic>=1,<2",
            "langchain-community>=0.4,<0.5",
            "rank-bm25>=0.2.2",
            "sentence-transformers>=6,<7",
            _TORCH,
        ),
        worker="langchain_chroma",
        modes=(("dense", "LangChain + Chroma, dense"), ("hybrid", "LangChain + Chroma, BM25 and dense fused by rank")),
        note="MiniLM's float weights by sentence-transformers; the fused one makes its BM25 anew at each start",
    ),
    Peer(
        name="bm25s",
        requirements=("bm25s>=0.3,<0.4", "PyStemmer>=3,<4"),
        worker="bm25s_alone",
        modes=(("keyword", "bm25s alone"),),
        note="keywords only: no embedder, no vectors",
    ),
    Peer(
        name="txtai",
        requirements=("txtai>=9,<10", _TORCH),
        worker="txtai_hybrid",
        modes=(("hybrid", "txtai hybrid"),),
        note="MiniLM's float weights by transformers, with Faiss",
    ),
    Peer(
        name="haiku.rag",
        requirements=("haiku.rag-slim>=0.101,<0.102", "pydantic-ai-slim[sentence-transformers]", _TORCH),
        worker="haiku_rag",
        modes=(("hybrid", "haiku.rag hybrid"),),
        python=(3, 12),
        note="MiniLM's float weights by sentence-transformers, with LanceDB",
    ),
)
NAMES = (OURS, *(peer.name for peer in PEERS))
