"""Rounds of the server: people at work, a kill, a new start, and everything acknowledged looked up."""

import contextlib
import random
import sqlite3
import threading
import time
from pathlib import Path
from typing import Any

import httpx

from evals.faults.ledger import GONE, Key, Ledger
from evals.faults.people import Person, digest
from evals.faults.served import Killable

PEOPLE = 3
MOST_DEEDS, LONGEST_S = 40, 60.0
"""A kill comes after so many acknowledgements, drawn anew each round, and a moment more; or after so many seconds on a machine too slow."""
_MOMENT_S = 0.3
_EARLIER = 25
"""Things of earlier rounds that are looked up again after each kill; in the end all are."""
SAID = "regrip: put right"
"""How the line begins in which a start tells what it has repaired."""
_KILLED_STARTS = 0.15
"""Share of rounds in which the new start is killed too, before it has answered."""


class ServingRounds:
    """One home, served and killed again and again. `said` are the lines about repairs that starts have printed."""

    def __init__(self, home: Path, seed: int) -> None:
        self._home, self._seed = home, seed
        self._chance = random.Random(seed)
        self._server, self.ledger = Killable(home), Ledger()
        self.said, self.refused = list[str](), list[str]()

    def round(self, number: int) -> list[str]:
        """Let people work, kill the server at a random moment, start it again, and return what is wrong then. It goes on running."""
        address = self._server.address or self._begin()
        people = [Person(f"r{number}p{i}", address, self.ledger, f"{self._seed}-{number}-{i}") for i in range(PEOPLE)]
        workers = [threading.Thread(target=person.works) for person in people]
        for worker in workers:
            worker.start()
        self._wait(self._chance.randint(0, MOST_DEEDS), self._chance.uniform(0, _MOMENT_S))
        self._server.kill()
        for worker in workers:
            worker.join()
        self.refused += [one for person in people for one in person.refused]
        if self._chance.random() < _KILLED_STARTS:
            self._server.begin_and_die(self._chance.uniform(0, 4))
        keys = self.ledger.take_touched()
        earlier = sorted(set(self.ledger.named()) - set(keys))
        return self._looked_up(self._begin(), keys + self._chance.sample(earlier, min(_EARLIER, len(earlier))))

    def end(self) -> list[str]:
        """Look up everything that was ever acknowledged, end the server, and return what is wrong."""
        try:
            return self._looked_up(self._server.address or self._begin(), self.ledger.named())
        finally:
            self._server.kill()

    def _wait(self, deeds: int, moment: float) -> None:
        enough, last = self.ledger.acknowledged + deeds, time.monotonic() + LONGEST_S
        while self.ledger.acknowledged < enough and time.monotonic() < last:
            time.sleep(0.005)
        time.sleep(moment)

    def _begin(self) -> str:
        address = self._server.begin()
        self.said += [line for line in self._server.said if line.startswith(SAID)]
        return address

    def _looked_up(self, address: str, keys: list[Key]) -> list[str]:
        with httpx.Client(base_url=address, timeout=120) as client:
            reader = Reader(client)
            wrong = [one for one in (self.ledger.settle(key, reader.read) for key in keys) if one]
            ready = client.get("/readyz").json()
        if ready["status"] != "ok":
            wrong.append(f"not ready after the start: {ready['checks']}")
        return wrong + files_wrong(self._home)


class Reader:
    """What the API says there is."""

    def __init__(self, client: httpx.Client) -> None:
        self._client = client

    def read(self, key: Key) -> Any:
        """Return what `key` stands for, GONE where there is nothing."""
        kind, case, *ids = key
        if kind == "case":
            return self._get(f"/cases/{case}", lambda reply: reply["name"])
        if kind == "paper":
            return self._get(f"/cases/{case}/documents/{ids[0]}", lambda reply: reply["sha256"])
        if kind == "plan":
            plan = self._get(f"/cases/{case}/plan", lambda reply: reply["plan"])
            return GONE if plan in (None, GONE) else digest([action["text"] for action in plan["actions"]])
        if kind == "draft":
            draft = self._get(f"/cases/{case}/draft", lambda reply: reply["draft"])
            return GONE if draft in (None, GONE) else draft["text"]
        return self._said(kind, ids[0], ids[1])

    def _said(self, kind: str, conversation_id: str, exchange_id: str) -> Any:
        """A message waits, or has its answer; an answer is kept whole."""
        conversation = self._get(f"/conversations/{conversation_id}", lambda reply: reply)
        if conversation == GONE:
            return GONE
        for exchange in conversation["exchanges"]:
            if exchange["id"] == exchange_id:
                answered = digest(exchange["answer"]["sections"])
                return answered if kind == "answer" else exchange["question"]["turns"][-1]
        waiting = {one["id"]: one["text"] for one in conversation["waiting"]}
        return waiting.get(exchange_id, GONE) if kind == "message" else GONE

    def _get(self, path: str, pick: Any) -> Any:
        reply = self._client.get(f"/api/v1{path}")
        return GONE if reply.status_code == 404 else pick(reply.raise_for_status().json())


def files_wrong(home: Path) -> list[str]:
    """Return how the files of a home that nobody serves disagree with its record."""
    wrong = list[str]()
    with contextlib.closing(sqlite3.connect(home / "record.sqlite")) as connection:
        if (found := connection.execute("pragma integrity_check").fetchone()[0]) != "ok":
            wrong.append(f"the record is damaged: {found}")
        if lost := connection.execute("pragma foreign_key_check").fetchall():
            wrong.append(f"{len(lost)} rows hang on nothing")
        rows = set(connection.execute("select case_id, sha256 from documents where kept"))
    files = {(path.parent.name, path.name) for path in (home / "originals").glob("*/*")}
    if rows - files:
        wrong.append(f"{len(rows - files)} papers say that their file is kept, and it is not there")
    if files - rows:
        wrong.append(f"{len(files - rows)} files belong to no paper")
    if left := list((home / "incoming").glob("*")):
        wrong.append(f"{len(left)} uploads that were never read are left")
    return wrong
