"""The provider in a process of its own: begun, told who there is and what to do wrong, ended, begun again at the same address."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import httpx
from joserfc.jwk import RSAKey

from tests.assistant.openid.issuing import CLIENT, SECRET
from tests.ports import HeldPort

ROOT = Path(__file__).parents[3]
COUNCIL: dict[str, dict[str, Any]] = {
    "s-ann": {"email": "ann@council.example", "email_verified": True, "preferred_username": "ann", "groups": ["staff"]},
    "s-ben": {"email": "Ben@Council.example", "email_verified": True, "groups": ["directors", "staff"]},
    "s-other-ann": {"email": "ann@council.example", "email_verified": True},
    "s-unchecked": {"email": "ann@council.example", "email_verified": False},
    "s-nameless": {},
    "s-odd": {"email": "<script>@council.example", "email_verified": True},
}
"""Who there is, by subject."""


class RunningProvider:
    """The provider. `issuer` is its address, the same whenever it is begun again, and so is its first key."""

    def __init__(self) -> None:
        self._port, self._client = HeldPort(), httpx.Client(timeout=60)
        self._process: subprocess.Popen[str] | None = None
        key = RSAKey.generate_key(2048, {"kid": "of-the-provider"})
        self._environment = {**os.environ, "PROVIDER_KEY": json.dumps(key.as_dict(private=True))}

    def __enter__(self) -> Self:
        self.begin()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.end()
        self._client.close()
        self._port.close()

    def begin(self) -> None:
        """Start it, with nobody known."""
        command = [sys.executable, "-m", "tests.assistant.openid", str(self._port.number)]
        self._process = subprocess.Popen(command, cwd=ROOT, env=self._environment, stdout=subprocess.PIPE, text=True)
        assert self._process.stdout is not None
        self.issuer = self._process.stdout.readline().strip()
        assert self.issuer.endswith(f":{self._port.number}"), "the provider did not start"

    def end(self) -> None:
        """End it."""
        if self._process is not None:
            self._process.kill()
            self._process.communicate()
            self._process = None

    def know(self, **people: dict[str, Any]) -> None:
        """Say who there is, by subject, with what is known of them."""
        self._client.post(f"{self.issuer}/people", json=people).raise_for_status()

    def be(self, **crooked: Any) -> None:
        """Say what to do wrong from now on; nothing puts it right again."""
        self._client.post(f"{self.issuer}/crooked", json=crooked).raise_for_status()

    def asked(self) -> dict[str, int]:
        """Return how often it was asked for what."""
        asked: dict[str, int] = self._client.get(f"{self.issuer}/asked").raise_for_status().json()
        return asked

    def dripping(self) -> str:
        """Return an address of the provider's where the head of every reply drips in for half a minute."""
        return self._client.get(f"{self.issuer}/dripping").raise_for_status().text

    def settings(self, **others: str) -> dict[str, str]:
        """Return the variables with which a server of ours signs people in through it."""
        given = {"issuer": self.issuer, "client_id": CLIENT, "client_secret": SECRET, "name": "Northfield", **others}
        return {f"REGRIP_OIDC__{name.upper()}": value for name, value in given.items()}

    def as_person(self, address: str, person: str) -> str:
        """Say at the provider's page who one is; return where the browser is sent back to."""
        page = self._client.get(address)
        assert "Who are you?" in page.text, page.text
        reply = self._client.post(address, data={"person": person})
        assert reply.status_code == 302, reply.text
        return re.sub(r"#.*", "", reply.headers["location"])
