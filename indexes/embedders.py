"""Text to vectors: the packaged MiniLM through ONNX Runtime, or any model sentence-transformers can load.

This is the only module outside training that may import sentence-transformers, and it does so only when asked to
serve another model.
"""

import json
import os
import threading
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any, Protocol

import numpy as np

from indexes.errors import EmbedderError
from indexes.settings import PACKAGED_MODEL, EmbedderSettings, default_home
from indexes.text_memory import TextMemory

MAX_PIECES = 256
"""Word pieces that the packaged model reads, its two marks included; it was trained on no more."""
MOST_REMEMBERED = 4096
"""Vectors of sentences read lately that are held in memory: some 6 MB, more than the sentences of a dossier of 100 pages."""


class Embedder(Protocol):
    """Turns texts into unit vectors."""

    @property
    def name(self) -> str:
        """The model's name as a person knows it."""

    @property
    def dimension(self) -> int:
        """Numbers in a vector."""

    @property
    def fingerprint(self) -> str:
        """Changes whenever vectors may change; stamped on every index."""

    def embed(self, texts: Sequence[str]) -> np.ndarray:
        """Return float32 unit rows, shape (len(texts), dimension), in the order of `texts`."""

    def pieces(self, text: str) -> int:
        """Return how many word pieces `text` takes, the model's marks included."""


def get_embedder(settings: EmbedderSettings | None = None, home: Path | None = None) -> Embedder:
    """Return the embedder that `settings` names; the packaged one is prepared at its first use.

    Raises EmbedderError when the model cannot be found, prepared or loaded.
    """
    settings = settings or EmbedderSettings()
    if settings.model == PACKAGED_MODEL:
        from indexes.onnx_model import prepare
        from indexes.pieces import HEADS, PieceReader

        return PieceReader(prepare(home or default_home(), HEADS), settings)
    return SentenceTransformersEmbedder(settings)


def get_tuned(layers: Path, settings: EmbedderSettings | None = None, home: Path | None = None) -> Embedder:
    """Return the packaged MiniLM with the weights in `layers`, prepared at its first use. Raises EmbedderError."""
    from indexes.onnx_model import prepare

    return ApartEmbedder(prepare(home or default_home(), layers), settings or EmbedderSettings())


def packaged_tokenizer(folder: Path) -> Any:
    """Return the tokenizer in `folder`, cutting at MAX_PIECES and padding to the longest of a batch."""
    from tokenizers import Tokenizer

    tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
    tokenizer.enable_truncation(MAX_PIECES)
    tokenizer.enable_padding()
    return tokenizer


class OnnxEmbedder:
    """The packaged MiniLM, int8, on ONNX Runtime, as it is or with other upper layers. Safe to share between threads."""

    dimension = 384

    def __init__(self, folder: Path, settings: EmbedderSettings) -> None:
        """Load what `onnx_model.prepare` left in `folder`."""
        import onnxruntime

        try:
            card = json.loads((folder / "model.json").read_text())
            options = onnxruntime.SessionOptions()
            options.intra_op_num_threads = settings.threads
            options.log_severity_level = 3
            options.add_session_config_entry(
                "session.intra_op.allow_spinning", "0"
            )  # waiting threads leave cores to others
            self._session = onnxruntime.InferenceSession(
                str(folder / "model.onnx"), options, providers=["CPUExecutionProvider"]
            )
            self._tokenizer = packaged_tokenizer(folder)
        except Exception as error:
            raise EmbedderError(
                f"{folder}: the embedder's files cannot be loaded ({type(error).__name__}); "
                "delete that folder and run the same command again"
            ) from error
        self._batch_size = settings.batch_size
        self._lock = threading.Lock()
        self.name = PACKAGED_MODEL
        self.fingerprint = str(card["fingerprint"])

    def embed(self, texts: Sequence[str]) -> np.ndarray:
        """Return float32 unit rows, shape (len(texts), 384). Texts of like length share a batch, so little is padding."""
        vectors = np.zeros((len(texts), self.dimension), dtype=np.float32)
        for rows in self._batches(texts):
            vectors[rows] = self._run([texts[i] for i in rows])
        return vectors

    def _batches(self, texts: Sequence[str]) -> Iterator[list[int]]:
        order = sorted(range(len(texts)), key=lambda i: len(texts[i]))
        for start in range(0, len(order), self._batch_size):
            yield order[start : start + self._batch_size]

    def _run(self, batch: list[str]) -> np.ndarray:
        return np.asarray(self._outputs(batch, ["embedding"])[2][0], dtype=np.float32)

    def _outputs(
        self, batch: list[str], names: list[str] | None = None
    ) -> tuple[np.ndarray, np.ndarray, list[np.ndarray]]:
        """Return the ids and the mask of a batch, and what the model makes of it: the outputs named, or all."""
        with self._lock:
            encoded = self._tokenizer.encode_batch(batch)
        ids = np.array([e.ids for e in encoded], dtype=np.int64)
        mask = np.array([e.attention_mask for e in encoded], dtype=np.int64)
        return ids, mask, self._session.run(names, {"input_ids": ids, "attention_mask": mask})

    def pieces(self, text: str) -> int:
        """Return how many word pieces `text` takes, counted without the cut at 256."""
        with self._lock:
            self._tokenizer.no_truncation()
            count = len(self._tokenizer.encode(text).ids)
            self._tokenizer.enable_truncation(MAX_PIECES)
        return count


class ApartEmbedder(OnnxEmbedder):
    """Reads each text by itself, so that its vector never depends on its neighbours: in int8 the texts of a batch share their scales.

    Texts are spread over the cores instead of each over all of them, which takes no longer. A text that was read lately is not read
    again: papers of one service repeat sentences, and are read for the timeline, the plan and the briefing. Safe to share between threads.
    """

    def __init__(self, folder: Path, settings: EmbedderSettings) -> None:
        """Load what `onnx_model.prepare` left in `folder`; `settings.threads` texts are read at once, 0 for one a core."""
        super().__init__(folder, settings.model_copy(update={"threads": 1}))
        self._pool = ThreadPoolExecutor(settings.threads or os.cpu_count() or 1, thread_name_prefix="reader")
        self._memory = TextMemory[np.ndarray](MOST_REMEMBERED)

    def embed(self, texts: Sequence[str]) -> np.ndarray:
        """Return float32 unit rows, shape (len(texts), 384), in the order of `texts`."""
        rows = list(self._pool.map(self._read, texts))
        return np.array(rows, dtype=np.float32).reshape(len(texts), self.dimension)

    def _read(self, text: str) -> np.ndarray:
        if (known := self._memory.get(text)) is not None:
            return known
        vector: np.ndarray = self._run([text])[0]
        self._memory.put(text, vector)
        return vector


class SentenceTransformersEmbedder:
    """Any model that sentence-transformers loads from disk, for users who name one."""

    def __init__(self, settings: EmbedderSettings) -> None:
        """Load `settings.model`; never from the network unless the user's environment allows it."""
        from sentence_transformers import SentenceTransformer

        try:
            self._model: Any = SentenceTransformer(settings.model, device="cpu", local_files_only=True)
        except Exception as error:
            raise EmbedderError(
                f"embedder.model={settings.model!r} cannot be loaded ({type(error).__name__}); "
                f"give a folder with a sentence-transformers model, or leave it at {PACKAGED_MODEL!r}"
            ) from error
        self.name = settings.model
        self.dimension = int(self._model.get_embedding_dimension() or 0)
        self.fingerprint = f"st-{Path(settings.model).name}-{self.dimension}-{_weights_hash(self._model)}"
        self._batch_size = settings.batch_size

    def embed(self, texts: Sequence[str]) -> np.ndarray:
        """Return float32 unit rows, shape (len(texts), dimension)."""
        rows = self._model.encode(
            list(texts), batch_size=self._batch_size, normalize_embeddings=True, show_progress_bar=False
        )
        return np.asarray(rows, dtype=np.float32).reshape(len(texts), self.dimension)

    def pieces(self, text: str) -> int:
        """Return how many word pieces `text` takes."""
        return len(self._model.tokenizer(text)["input_ids"])


def _weights_hash(model: Any) -> str:
    """Hash of the weights' bytes: 12 hexadecimal digits."""
    import hashlib

    digest = hashlib.sha256()
    for name, tensor in sorted(model.state_dict().items()):
        digest.update(name.encode())
        digest.update(tensor.numpy().tobytes())
    return digest.hexdigest()[:12]
