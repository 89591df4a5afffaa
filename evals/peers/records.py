"""What a comparison with peers records: figures of each system, their ratios, and what they depend on."""

from typing import Any

from pydantic import BaseModel, ConfigDict

FIGURES: dict[str, tuple[str, int]] = {
    "install_mb": ("installed, MB", 0),
    "index_seconds": ("indexing, s", 1),
    "passages_per_second": ("passages/s", 1),
    "first_answer_seconds": ("start to first answer, s", 2),
    "query_p50_ms": ("query p50, ms", 1),
    "query_p95_ms": ("query p95, ms", 1),
    "index_peak_mb": ("peak memory indexing, MB", 0),
    "serve_peak_mb": ("peak memory serving, MB", 0),
    "ndcg@10": ("nDCG@10", 3),
    "success@1": ("success@1", 3),
}
"""Each figure with its heading and the decimals it is shown with. A megabyte is 1,048,576 bytes."""
HIGHER_IS_BETTER = frozenset({"passages_per_second", "ndcg@10", "success@1"})


class SystemRow(BaseModel):
    """One system on one set. Where it could not be measured, `unavailable` says why and there are no figures."""

    model_config = ConfigDict(extra="forbid")

    system: str
    figures: dict[str, float] = {}
    ratios: dict[str, float] = {}
    """Our figure divided by this system's; empty for ourselves."""
    versions: dict[str, str] = {}
    note: str = ""
    unavailable: str = ""


class SetReport(BaseModel):
    """Every system on one set. `limited` when only a part of the passages or queries was used."""

    model_config = ConfigDict(extra="forbid")

    set: str
    documents: int
    passages: int
    queries: int
    timed_queries: int
    limited: bool
    systems: list[SystemRow]


class PeersReport(BaseModel):
    """The JSON of `python -m evals.peers`. `load` is the machine's load average of a minute at the start, per core."""

    model_config = ConfigDict(extra="forbid")

    date: str
    command: str
    machine: dict[str, Any]
    load: float | None
    sets: list[SetReport]


def with_ratios(rows: list[SystemRow]) -> list[SystemRow]:
    """Return the rows, each but the first with the first's figures divided by its own, where both are there and not 0."""
    ours, *peers = rows
    return [ours, *(peer.model_copy(update={"ratios": _ratios(ours.figures, peer.figures)}) for peer in peers)]


def _ratios(ours: dict[str, float], peers: dict[str, float]) -> dict[str, float]:
    return {name: float(f"{value / peers[name]:.4g}") for name, value in ours.items() if peers.get(name)}
