"""Chroma's client of a server with a time limit, for which Chroma has no option. Imported late: it needs chromadb."""

from typing import Any

import httpx
from chromadb.api.client import Client
from chromadb.config import Settings

from indexes.chroma_address import Address
from indexes.chroma_retry import Patience


class ServerClient(Client):  # type: ignore[misc]
    """A client that waits for the server no longer than its patience lasts."""

    def __init__(self, address: Address, patience: Patience) -> None:
        """Greet the server. Raises what Chroma or httpx raise when it is away, silent, or something else."""
        self._greeting = httpx.Timeout(patience.open, connect=patience.connect)
        try:
            super().__init__(settings=_settings(address))
        except BaseException:
            self.hang_up()
            raise
        self._admin_client._server._session.close()
        self._server._session.timeout = httpx.Timeout(patience.answer, connect=patience.connect)

    def get_user_identity(self) -> Any:
        """Ask who this client is: Chroma's first request to a server."""
        self._server._session.timeout = self._greeting
        return super().get_user_identity()

    def hang_up(self) -> None:
        """Close every connection."""
        for part in (self, getattr(self, "_admin_client", None)):
            if server := getattr(part, "_server", None):
                server._session.close()

    def close(self) -> None:
        """Close every connection and let go of what Chroma keeps for this client."""
        self.hang_up()
        super().close()

    def _validate_tenant_database(self, tenant: str, database: str) -> None:
        """Ask for the tenant and database, which Chroma does with a second client."""
        self._admin_client._server._session.timeout = self._greeting
        super()._validate_tenant_database(tenant, database)


def _settings(address: Address) -> Any:
    return Settings(
        anonymized_telemetry=False,
        chroma_api_impl="chromadb.api.fastapi.FastAPI",
        chroma_server_host=address.base,
        chroma_server_http_port=address.port,
        chroma_server_ssl_enabled=address.secure,
        chroma_server_headers=dict(address.headers),
    )
