"""How a worker is spoken to: one JSON object a line in, one out. Standard library only, so that it runs in every environment.

Requests, by `do`: `open` (model, folder), `take` (passages), `index`, `load` (mode), `search` (text, k), `memory`, `close`. One process
is opened, takes and indexes; another is opened, loads and searches.
A reply has what was asked for, or `error` with one line of reason; after an error the worker goes on.
"""

import json
import os
import re
import sys
from importlib import import_module
from importlib.metadata import version
from pathlib import Path
from typing import Any, Protocol, TypedDict

Row = dict[str, Any]


class Found(TypedDict):
    """A passage that a search brought back. Scores rank within one query; higher is better."""

    document: str
    score: float
    text: str


class System(Protocol):
    """What a worker's system has to do. Imports belong into `open`, so that a missing package is an answer, not a crash."""

    def open(self, model: str, folder: str) -> list[str]:
        """Import, remember the model's folder and the index's, which exists and is empty. Return names of packages to report."""

    def index(self, passages: list[Row]) -> Row:
        """Load the model, index `passages` durably and return `passages`, how many there are."""

    def load(self, mode: str) -> None:
        """Load the model and open the index that another process made."""

    def search(self, text: str, k: int) -> list[Found]:
        """Return up to `k` passages with their texts, best first."""


def serve(system: System) -> None:
    """Answer requests until `close` or the end of the input. What libraries print goes to standard error."""
    replies = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)
    taken: list[Row] = []
    for line in sys.stdin:
        request = json.loads(line)
        if request["do"] == "close":
            return
        try:
            reply = _answer(system, request, taken)
        except Exception as error:
            reply = {"error": f"{type(error).__name__}: {str(error).strip() or 'no message'}"}
        replies.write(json.dumps(reply) + "\n")
        replies.flush()


def _answer(system: System, request: Row, taken: list[Row]) -> Row:
    if request["do"] == "open":
        names = system.open(request["model"], request["folder"])
        python = ".".join(map(str, sys.version_info[:3]))
        return {"versions": {"python": python} | {name: version(name) for name in names}}
    if request["do"] == "take":
        taken[:] = request["passages"]
        return {"passages": len(taken)}
    if request["do"] == "index":
        return system.index(taken)
    if request["do"] == "load":
        system.load(request["mode"])
        return {}
    if request["do"] == "search":
        return {"found": system.search(request["text"], request["k"])}
    if request["do"] == "memory":
        return {"peak_mb": round(peak_memory_mb(), 1)}
    raise ValueError(f"{request['do']!r} is no request")


def load_packages(*names: str) -> None:
    """Import modules that the system would import late, so that no import is timed as work."""
    for name in names:
        import_module(name)


def peak_memory_mb() -> float:
    """Return the most memory that this process has had resident.

    Linux gives it for this program alone. `getrusage`, asked elsewhere, may count what the starting process held at the fork.
    """
    status = Path("/proc/self/status")
    if status.exists():
        found = re.search(r"VmHWM:\s+(\d+) kB", status.read_text())
        if found:
            return int(found[1]) / 1024
    import resource

    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak / (1024 * 1024 if sys.platform == "darwin" else 1024)
