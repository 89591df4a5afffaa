"""People at work on a server that will be killed under them: each does one thing after another and notes what was acknowledged."""

import contextlib
import hashlib
import json
import random
from collections.abc import Callable
from typing import Any

import httpx

from evals.faults.ledger import GONE, Ledger

QUESTIONS = (
    "Our assessments are slowing and the dashboard does not match what teams say. What stage are we in?",
    "What is losing grip?",
    "Schools ring the police before they ring us. What comes first?",
    "How do we measure whether visits happen in time?",
)


def digest(value: Any) -> str:
    """Return a short fingerprint of a JSON value."""
    return hashlib.sha256(json.dumps(value, sort_keys=True).encode()).hexdigest()[:16]


class Person:
    """Somebody with cases of their own, so that nobody else changes what they note. `works` until the server is gone."""

    def __init__(self, name: str, address: str, ledger: Ledger, seed: str) -> None:
        self._name, self._ledger, self._chance = name, ledger, random.Random(seed)
        self._client = httpx.Client(base_url=f"{address}/api/v1", timeout=60)
        self._cases = list[str]()
        self._versions = dict[str, int]()
        self._papers = dict[str, list[str]]()
        self._asked = set[str]()
        self._number = 0
        self.refused = list[str]()

    def works(self) -> None:
        """Do one thing after another until the server is gone."""
        deeds = self._deeds()
        try:
            with self._client:
                self._make_case()
                while True:
                    with contextlib.suppress(httpx.HTTPStatusError):  # noted as refused
                        self._chance.choices([deed for deed, _ in deeds], [weight for _, weight in deeds])[0]()
        except httpx.TransportError:
            return

    def _deeds(self) -> list[tuple[Callable[[], None], int]]:
        return [
            (self._make_case, 1),
            (self._rename, 3),
            (self._upload, 4),
            (self._remove_paper, 1),
            (self._ask, 4),
            (self._plan, 2),
            (self._draft, 2),
            (self._delete_case, 1),
            (self._export, 1),
        ]

    def _make_case(self) -> None:
        reply = self._sent("POST", "/cases", json={"name": self._word()})
        self._cases.append(reply["id"])
        self._papers[reply["id"]] = []
        self._ledger.got(("case", reply["id"]), reply["name"])

    def _rename(self) -> None:
        case, name = self._case(), self._word()
        self._ledger.trying(("case", case), name)
        self._sent("PATCH", f"/cases/{case}", json={"name": name})
        self._ledger.got(("case", case), name)

    def _upload(self) -> None:
        case, name = self._case(), f"{self._word()}.txt"
        text = f"Minutes {name}. Assessments are slowing in the duty team. " * self._chance.randint(1, 400)
        files = [("files", (name, text.encode(), "text/plain"))]
        (result,) = self._sent("POST", f"/cases/{case}/documents", files=files)
        paper = result["document"]
        self._papers[case].append(paper["id"])
        self._ledger.got(("paper", case, paper["id"]), paper["sha256"])

    def _remove_paper(self) -> None:
        case = self._case()
        if not self._papers[case] or case in self._asked:  # an answer that read a paper is changed when the paper goes
            return
        paper = self._papers[case].pop()
        self._ledger.trying(("paper", case, paper), GONE)
        self._sent("DELETE", f"/cases/{case}/documents/{paper}")
        self._ledger.got(("paper", case, paper), GONE)

    def _ask(self) -> None:
        """A message is acknowledged twice: when it is on disk, and when its answer is."""
        case, text = self._case(), self._chance.choice(QUESTIONS)
        self._asked.add(case)
        with self._client.stream("POST", f"/cases/{case}/ask/stream", json={"text": text}) as reply:
            place: tuple[str, str, str] | None = None
            event = ""
            for line in reply.iter_lines():
                if line.startswith("event: "):
                    event = line[7:]
                elif line.startswith("data: ") and event == "taken":
                    taken = json.loads(line[6:])
                    place = (case, taken["conversation_id"], taken["exchange_id"])
                    self._ledger.got(("message", *place), text)
                elif line.startswith("data: ") and event == "done" and place:
                    self._ledger.got(("answer", *place), digest(json.loads(line[6:])["sections"]))
                elif line.startswith("data: ") and event == "error":
                    self.refused.append(line[6:])

    def _plan(self) -> None:
        case, actions = self._case(), [self._word() for _ in range(self._chance.randint(1, 30))]
        self._ledger.trying(("plan", case), digest(actions))
        self._sent("PUT", f"/cases/{case}/plan", json={"actions": [{"text": action} for action in actions]})
        self._ledger.got(("plan", case), digest(actions))

    def _draft(self) -> None:
        case, text = self._case(), self._word()
        version = self._versions.get(case, 0)
        self._ledger.trying(("draft", case), text)
        reply = self._sent("PUT", f"/cases/{case}/draft", json={"text": text, "version": version})
        self._versions[case] = reply["version"]
        self._ledger.got(("draft", case), text)

    def _delete_case(self) -> None:
        if len(self._cases) < 2:
            return
        case = self._cases.pop(0)
        mine = [key for key in self._ledger.named() if key[1] == case]
        for key in mine:
            self._ledger.trying(key, GONE)
        self._sent("POST", f"/cases/{case}/purge")
        for key in mine:
            self._ledger.got(key, GONE)

    def _export(self) -> None:
        """An export changes nothing; it is here to be killed in the middle."""
        self._client.get(f"/cases/{self._case()}/export").read()

    def _sent(self, method: str, path: str, **options: Any) -> Any:
        reply = self._client.request(method, path, **options)
        if reply.status_code >= 400:
            self.refused.append(f"{method} {path.split('/')[-1]}: {reply.status_code} {reply.text[:200]}")
        reply.raise_for_status()
        return reply.json()

    def _case(self) -> str:
        return self._chance.choice(self._cases)

    def _word(self) -> str:
        self._number += 1
        return f"{self._name} {self._number}"
