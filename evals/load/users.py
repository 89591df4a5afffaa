"""One person of many: asks, brings papers, corrects the evidence, exports, looks around, and now and then walks off mid-answer."""

import asyncio
import contextlib
import random
import time
from collections import defaultdict
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field

import httpx

from evals.web.asking import QUESTIONS
from evals.web.crowd import Seen, ask

PAPER = (
    "Minutes of the improvement board. Assessments are slowing and two teams disagree on thresholds. "
    "Schools ring the police before they ring us. The dashboard shows visits late in the north. "
)
DEEDS = {"ask": 40, "upload": 15, "evidence": 20, "look": 15, "export": 6, "walk off": 4}
"""How often each is done, of a hundred."""


@dataclass
class Tally:
    """What all of them saw: seconds by kind, what was refused for the moment, and what failed."""

    seconds: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))
    refused: int = 0
    errors: list[str] = field(default_factory=list)
    seen: Seen = field(default_factory=Seen)


class User:
    """Somebody with a case of their own. `works` until the given moment of the monotonic clock."""

    def __init__(self, client: httpx.AsyncClient, number: int, seed: int, think_s: float, tally: Tally) -> None:
        self._client, self._number, self._think_s, self._tally = client, number, think_s, tally
        self._chance = random.Random(f"{seed}-{number}")
        self._case = ""
        self._conversation: str | None = None
        self._papers, self._done = list[str](), 0
        self._deeds: dict[str, Callable[[], Awaitable[None]]] = {
            "ask": self._ask,
            "upload": self._upload,
            "evidence": self._evidence,
            "look": self._look,
            "export": self._export,
            "walk off": self._walk_off,
        }

    async def works(self, until: float) -> None:
        """Do one thing after another, with time to think in between."""
        await asyncio.sleep(self._chance.uniform(0, self._think_s))
        while time.monotonic() < until:
            kind = self._chance.choices(list(DEEDS), list(DEEDS.values()))[0] if self._case else "case"
            await self._timed(kind, self._deeds.get(kind, self._begin))
            await asyncio.sleep(self._chance.expovariate(1 / self._think_s))

    async def _timed(self, kind: str, deed: Callable[[], Awaitable[None]]) -> None:
        self._done += 1
        began = time.perf_counter()
        try:
            await deed()
            self._tally.seconds[kind].append(time.perf_counter() - began)
        except httpx.HTTPStatusError as error:
            if error.response.status_code == 429:
                self._tally.refused += 1
                await asyncio.sleep(float(error.response.headers.get("retry-after", 5)))
            else:
                self._tally.errors.append(
                    f"{kind}: {error.response.status_code} {error.request.url.path.split('/')[-1]}"
                )
        except (httpx.HTTPError, KeyError, ValueError) as error:
            self._tally.errors.append(f"{kind}: {type(error).__name__}: {error}")

    async def _begin(self) -> None:
        reply = await self._client.post("/api/v1/cases", json={"name": f"Service {self._number}"})
        self._case = reply.raise_for_status().json()["id"]

    async def _ask(self) -> None:
        if self._chance.random() < 0.3:
            self._conversation = None
        self._conversation = await ask(self._client, self._message(), self._session(), self._tally.seen)

    async def _walk_off(self) -> None:
        """Ask, and drop the connection before the answer is there."""
        asking = ask(self._client, self._message(), self._session(), Seen())
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(asking, self._chance.uniform(0.05, 0.5))

    async def _upload(self) -> None:
        text = f"{self._number} {self._done}. " + PAPER * self._chance.randint(2, 40)
        files = {"files": (f"minutes {self._done}.txt", text.encode(), "text/plain")}
        if len(self._papers) >= 12:
            await self._gone(self._papers.pop(0))
        reply = await self._client.post(self._place("documents"), files=files)
        (result,) = reply.raise_for_status().json()
        self._papers.append(result["document"]["id"])

    async def _gone(self, paper: str) -> None:
        (await self._client.delete(self._place(f"documents/{paper}"))).raise_for_status()

    async def _evidence(self) -> None:
        """Assess the case, and call a sign wrong or past: what a person does in the ledger."""
        if not self._papers:
            return
        titles = (await self._client.get(self._place("documents"))).raise_for_status().json()
        mark = {"source": self._chance.choice(titles)["title"], "verdict": "past"}
        marked = await self._client.post(self._place("marks"), json={"mark": mark})
        for one in marked.raise_for_status().json()["added"]:
            (await self._client.post(self._place("assess"), json={})).raise_for_status()
            (await self._client.delete(self._place(f"marks/{one['id']}"))).raise_for_status()

    async def _look(self) -> None:
        for path in ("/", "/api/v1/cases", self._place("conversations"), self._place("documents")):
            (await self._client.get(path)).raise_for_status()

    async def _export(self) -> None:
        if self._conversation is None:
            return
        path = f"/api/v1/conversations/{self._conversation}/export"
        (
            await self._client.get(path, params={"format": self._chance.choice(["docx", "html", "md"])})
        ).raise_for_status()

    def _message(self) -> dict[str, str | None]:
        text = self._chance.choice(QUESTIONS)
        return {"text": text, "case_id": self._case, "conversation_id": self._conversation}

    def _session(self) -> str:
        return f"user-{self._number}-{self._done}"

    def _place(self, what: str) -> str:
        return f"/api/v1/cases/{self._case}/{what}"
