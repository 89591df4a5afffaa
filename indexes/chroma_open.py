"""Clients of Chroma: one for a folder, one for a server, each with an error that says the way out."""

import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

from corpus.private import private_folder
from indexes.chroma_address import Address
from indexes.chroma_faults import embedded_error, is_hopeful, server_error
from indexes.chroma_retry import Patience, persevere

_OPENING = threading.RLock()
"""Chroma keeps one system a folder for the whole process, and lists it before it has started and until it has stopped: another thread
that opens the folder meanwhile gets a half-made one. Re-entrant, because a collected client may close while another opens."""


def open_folder(path: Path, patience: Patience) -> Any:
    """Return a client of the database in `path`, which is made when it is missing.

    Raises IndexDamaged when it cannot be read, IndexingError when the folder cannot be used.
    """
    import chromadb
    from chromadb.config import Settings

    settings = Settings(anonymized_telemetry=False)
    try:
        private_folder(path)
        return persevere(
            lambda: _one_at_a_time(chromadb.PersistentClient, path=str(path), settings=settings),
            is_hopeful,
            patience.retry,
        )
    except Exception as error:
        _forget(path)
        raise embedded_error(error, str(path)) from error


def open_server(address: Address, patience: Patience) -> Any:
    """Return a client of the server. Raises StoreUnavailable when it is away, silent, or something else."""
    from indexes.chroma_client import ServerClient

    try:
        return persevere(lambda: ServerClient(address, patience), is_hopeful, patience.retry)
    except Exception as error:
        raise server_error(error, str(address), patience, opening=True) from error


def close(client: Any) -> None:
    """Close a client; the last one of a folder lets go of its database."""
    _one_at_a_time(client.close)


def _one_at_a_time(act: Callable[..., Any], **options: Any) -> Any:
    with _OPENING:
        return act(**options)


def _forget(path: Path) -> None:
    """Let the next opening begin anew: Chroma keeps the half-made system of a failed one for the whole process."""
    from chromadb.api.shared_system_client import SharedSystemClient

    SharedSystemClient._identifier_to_system.pop(str(path), None)
