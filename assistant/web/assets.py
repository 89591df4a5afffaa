"""Style sheets, scripts and icons that travel inside the package, served under the hash of them all.

One hash for all lets scripts name each other by relative paths, and a browser keep them for good: a new version has new addresses.
"""

import gzip
from dataclasses import dataclass
from hashlib import sha256
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Self

from starlette.datastructures import Headers
from starlette.responses import JSONResponse, Response

_TYPES = {"js": "text/javascript", "css": "text/css", "svg": "image/svg+xml"}
_FOR_GOOD = "public, max-age=31536000, immutable"


@dataclass(frozen=True)
class Assets:
    """All assets in memory, plain and compressed; together they are some hundred kilobytes."""

    version: str
    plain: dict[str, bytes]
    compressed: dict[str, bytes]

    @classmethod
    def read(cls) -> Self:
        """Return the assets of this package."""
        plain = dict(_below(files("assistant.web") / "static", ""))
        digest = sha256(b"".join(name.encode() + plain[name] for name in sorted(plain)))
        return cls(digest.hexdigest()[:12], plain, {name: gzip.compress(body, 6) for name, body in plain.items()})

    def has(self, name: str) -> bool:
        """Return whether there is an asset of this name."""
        return name in self.plain

    def url(self, name: str) -> str:
        """Return the address of an asset. Raises KeyError for one that is not there."""
        if name not in self.plain:
            raise KeyError(name)
        return f"/static/{self.version}/{name}"

    def reply(self, version: str, name: str, headers: Headers) -> Response:
        """Return an asset as it is sent; 404 for one that is not there, so that an old page notices that it is old."""
        media = _TYPES.get(name.rsplit(".", 1)[-1])
        if version != self.version or media is None or name not in self.plain:
            return JSONResponse({"detail": "There is nothing at this address."}, status_code=404)
        if "gzip" in headers.get("accept-encoding", ""):
            sent = {"Cache-Control": _FOR_GOOD, "Vary": "Accept-Encoding", "Content-Encoding": "gzip"}
            return Response(self.compressed[name], media_type=media, headers=sent)
        return Response(
            self.plain[name], media_type=media, headers={"Cache-Control": _FOR_GOOD, "Vary": "Accept-Encoding"}
        )


def _below(folder: Traversable, path: str) -> list[tuple[str, bytes]]:
    found = list[tuple[str, bytes]]()
    for entry in folder.iterdir():
        name = f"{path}{entry.name}"
        found += _below(entry, f"{name}/") if entry.is_dir() else [(name, entry.read_bytes())]
    return found
