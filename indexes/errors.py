"""What can go wrong in the indexes package.

RegripError
└── IndexingError
    ├── IndexMissing        nothing has been built yet
    ├── IndexMismatch       built by another embedder or schema; refused with the command that rebuilds it
    ├── IndexDamaged        files are missing or counts disagree
    ├── IndexBusy           another process is building
    ├── StoreUnavailable    the Chroma server is away, silent, or none
    └── EmbedderError       the embedder cannot be prepared or loaded
"""

from corpus.errors import RegripError


class IndexingError(RegripError):
    """Something is wrong with the index or its embedder."""

    code = "index"


class IndexMissing(IndexingError):
    """Nothing has been built yet."""

    code = "index_missing"


class IndexMismatch(IndexingError):
    """The index was built by another embedder or schema."""

    code = "index_mismatch"


class IndexDamaged(IndexingError):
    """Files of the index are missing or disagree with each other."""

    code = "index_damaged"


class IndexBusy(IndexingError):
    """Another process is building the index."""

    code = "index_busy"


class StoreUnavailable(IndexingError):
    """The Chroma server that the settings name is away, silent, refuses access, or is something else."""

    code = "store_unavailable"


class EmbedderError(IndexingError):
    """The embedder cannot be prepared or loaded."""

    code = "embedder"
