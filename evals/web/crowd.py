"""Many people at once: each makes a case and asks twice through the queue that the page uses, over real HTTP."""

import asyncio
import json
import time
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from typing import Any

import httpx
from gradio_client.utils import apply_diff

from evals.web.asking import QUESTIONS

TURNS = 2


@dataclass
class Seen:
    """What all of them saw: seconds to the first text and to the whole answer, the highest place in the queue, and what failed."""

    first_s: list[float] = field(default_factory=list)
    done_s: list[float] = field(default_factory=list)
    places: list[int] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)


def crowded(address: str, people: int) -> dict[str, Any]:
    """Return `crowd_errors`, seconds to first text and to the whole answer, and the longest place told, for `people` who ask at once."""
    seen = Seen()
    began = time.perf_counter()
    asyncio.run(_all(address, people, seen))
    first, done = sorted(seen.first_s), sorted(seen.done_s)
    return {
        "crowd_people": people,
        "crowd_answers": len(done),
        "crowd_errors": len(seen.errors),
        "crowd_first_errors": seen.errors[:3],
        "crowd_first_text_p50_s": _at(first, 0.5),
        "crowd_p50_s": _at(done, 0.5),
        "crowd_p95_s": _at(done, 0.95),
        "crowd_longest_place": max(seen.places, default=0),
        "crowd_total_s": round(time.perf_counter() - began, 1),
    }


def _at(times: list[float], share: float) -> float | None:
    return round(times[min(len(times) - 1, int(len(times) * share))], 2) if times else None


async def _all(address: str, people: int, seen: Seen) -> None:
    limits = httpx.Limits(max_connections=None)
    async with httpx.AsyncClient(base_url=address, timeout=120, limits=limits) as client:
        await asyncio.gather(*(_person(client, number, seen) for number in range(people)))


async def _person(client: httpx.AsyncClient, number: int, seen: Seen) -> None:
    try:
        case = (await client.post("/api/v1/cases", json={"name": f"Service {number}"})).raise_for_status().json()["id"]
        conversation: str | None = None
        for turn in range(TURNS):
            text = QUESTIONS[(number + 7 * turn) % len(QUESTIONS)]
            message = {"text": text, "case_id": case, "conversation_id": conversation}
            conversation = await ask(client, message, f"person-{number}-{turn}", seen)
    except (httpx.HTTPError, KeyError, ValueError) as error:
        seen.errors.append(f"{type(error).__name__}: {error}")


async def ask(client: httpx.AsyncClient, message: dict[str, Any], session: str, seen: Seen) -> str | None:
    """Ask through the queue, note in `seen` what it took, and return the conversation. Raises HTTPError, or ValueError for no answer."""
    began = time.perf_counter()
    body = {"data": [message], "fn_index": 0, "session_hash": session}
    (await client.post("/gradio_api/queue/join", json=body)).raise_for_status()
    event: dict[str, Any] = {}
    conversation: str | None = None
    first: float | None = None
    async with client.stream("GET", "/gradio_api/queue/data", params={"session_hash": session}) as stream:
        async for told in _messages(stream):
            if told["msg"] == "estimation":
                seen.places.append(told["rank"] + 1)
            elif told["msg"] == "process_generating":
                (sent,) = told["output"]["data"]
                event = apply_diff(event, sent) if event else sent
                if event["event"] == "error":
                    raise ValueError(event["error"]["message"])
                conversation = event.get("conversation_id", conversation)
                if first is None and event.get("answer", {}).get("sections"):
                    first = time.perf_counter() - began
            elif told["msg"] in ("process_completed", "unexpected_error"):
                break
    if event.get("event") != "done":
        raise ValueError("no whole answer came")
    seen.done_s.append(time.perf_counter() - began)
    if first is not None:
        seen.first_s.append(first)
    return conversation


async def _messages(stream: httpx.Response) -> AsyncIterator[dict[str, Any]]:
    async for line in stream.aiter_lines():
        if line.startswith("data: "):
            yield json.loads(line.removeprefix("data: "))
