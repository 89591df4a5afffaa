"""A real server on which everybody signs in, and browsers without a window that are signed in to it."""

import re
from pathlib import Path
from types import TracebackType
from typing import Self

import httpx
from sqlalchemy import text

from assistant.accounts.in_use import AccountsInUse
from assistant.accounts.roles import Role
from assistant.settings import Settings
from assistant.state.database import FILE, open_database
from assistant.state.store import Record
from assistant.state.users import User
from tests.assistant.web.serving import Site

PASSWORD = "correct horse battery"
PEOPLE: dict[str, Role] = {
    "olive": "director",
    "dan": "director",
    "eve": "evaluator",
    "ada": "administrator",
    "ravi": "adviser",
}


class Guarded:
    """The server, with an account for each of PEOPLE. The test reads and writes the same database beside it.

    `settings` are variables of the server's besides.
    """

    def __init__(self, home: Path, **settings: str) -> None:
        self.home = home
        self.engine = open_database(f"sqlite:///{home / FILE}")
        self.accounts = AccountsInUse.on(self.engine, Settings(home=home))
        self.ids = {name: self.accounts.accounts.add(name, role, PASSWORD).id for name, role in PEOPLE.items()}
        self.record = Record.in_home(home)
        self._browsers = list[httpx.Client]()
        self._site = Site(home, REGRIP_ACCOUNTS__ENABLED="true", REGRIP_ACCOUNTS__TRIES="4", **settings)

    def __enter__(self) -> Self:
        self.address = self._site.begin()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for browser in self._browsers:
            browser.close()
        self._site.end()
        self.record.close()
        self.engine.dispose()

    def kill(self) -> None:
        """End the server at once, whatever it is doing."""
        self._site.kill()

    def of(self, name: str) -> Record:
        """Return the record as somebody has it."""
        return self.record.of(User(id=self.ids[name]))

    def nobody(self) -> httpx.Client:
        """Return a browser that is not signed in; it sends what a browser sends of itself."""
        return self._opened({"origin": self.address})

    def signed_in(self, name: str) -> httpx.Client:
        """Return a browser that somebody is signed in with."""
        browser = self.nobody()
        browser.cookies.set("regrip_session", self.accounts.door.sessions.begin(self.ids[name]))
        return browser

    def with_token(self, name: str, scope: str = "read") -> httpx.Client:
        """Return a program that sends somebody's token."""
        token = self.accounts.tokens.add(self.ids[name], "test", "read" if scope == "read" else "write")
        return self._opened({"authorization": f"Bearer {token.secret}"})

    def _opened(self, headers: dict[str, str]) -> httpx.Client:
        self._browsers.append(httpx.Client(base_url=self.address, headers=headers, timeout=60))
        return self._browsers[-1]

    def expire(self, browser: httpx.Client) -> None:
        """Let the time of a browser's session be over."""
        from assistant.accounts.base import hash_of

        moved = text(
            "update sessions set seen = '2020-01-01 00:00:00', ends = '2020-01-01 12:00:00' where hash = :hash"
        )
        with self.engine.begin() as connection:
            connection.execute(moved, {"hash": hash_of(browser.cookies["regrip_session"])})


def type_in(browser: httpx.Client, name: str, password: str, onward: str = "/") -> httpx.Response:
    """Open the page to sign in, fill it in and send it, as a browser without scripts does; return what came back."""
    page = browser.get("/sign-in", params={"next": onward})
    proof = re.search(r'name="proof" value="([^"]+)"', page.text)
    assert proof, page.text
    return browser.post("/sign-in", data={"name": name, "password": password, "proof": proof[1], "next": onward})
