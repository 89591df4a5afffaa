"""A finished run made by hand: every part of a report, with hostile texts, and citations that are right, wrong and lost."""

from pathlib import Path
from typing import Any

from evals.answered import Cited, Reply, Said
from evals.models import CaseResult, CaseRun, Figure, RunFigures, RunInfo, Score
from evals.runs import RunFolder

HOSTILE = '<img src=x onerror="window.hacked=1"></title><script>window.hacked=1</script>&amp; \x00\x07'
PASSAGE = "Figures arrive late. Nobody trusts them. Quick work on flow helps."
QUOTE = "Nobody trusts them."
FIGURES = [
    Figure(name="status_right", value=0.8, low=0.7, high=0.9, cases=30, better="higher"),
    Figure(name="crag", value=0.2, low=-0.1, high=0.45, cases=30, better="higher"),
    Figure(name="calibration_error", value=0.08, low=0.05, high=0.12, cases=30, better="lower"),
    Figure(name="premise_corrected", value=None, low=None, high=None, cases=0, better="higher"),
    Figure(name="p50_ms", value=151.25, low=140.0, high=162.5, cases=30, better="lower"),
]
LABELS = ["steady", "losing_grip", "service_breakdown"]
TABLES: dict[str, Any] = {
    "by_turn": [{"turn": 1, "status_right": 0.9}, {"turn": 2, "status_right": 0.75, "results": 4}],
    "confusion": {"labels": LABELS, "counts": [[9, 1, 0], [2, 7, 1], [0, 1, 9]]},
    "risk_coverage": [{"coverage": c / 10, "risk": 0.001 * c * c} for c in range(1, 11)],
    "reliability": [
        {"confidence": 0.1 + c / 5, "accuracy": a, "results": 6} for c, a in enumerate((0.2, 0.25, 0.5, 0.8, 0.9))
    ],
}


def info(**changes: Any) -> RunInfo:
    """Return what the run depends on."""
    about: dict[str, Any] = {
        "set": "questions-dev",
        "set_sha256": "ab" * 32,
        "evaluation": "answers",
        "scoring": 1,
        "model": "extractive",
        "seed": 0,
        "limit": None,
        "command": "regrip eval run questions-dev --model extractive --seed 0",
        "started": "2026-11-24T10:00:00+00:00",
        "versions": {"regrip": "0.1.0", "commit": "abc<b>"},
        "settings": {},
        "machine": {"cores": 2, "python": "3.11", "system": "Linux"},
    }
    return RunInfo.model_validate(about | changes)


def cited(n: int, **changes: Any) -> Cited:
    """Return a citation of the passage, verbatim unless changed."""
    start = PASSAGE.index(QUOTE)
    about = {"n": n, "chunk_id": f"flow#{n}", "document_id": "flow", "title": f"Flow & <heads> {n}", "quote": QUOTE}
    return Cited.model_validate(about | {"start": start, "end": start + len(QUOTE), "passage": PASSAGE} | changes)


def reply(position: int) -> Reply:
    """Return an answer in two sections that cites three passages: one rightly, one that is not verbatim, one that is lost."""
    said = [
        ("Where you are", f"Your service is losing its grip ({position}).", "finding", []),
        ("Why", f"{QUOTE}\nFirst step: look. {HOSTILE}", "quote", [1, 2]),
        ("Why", "A further claim.", "inference", [3, 9]),
    ]
    return Reply(
        status="answered",
        completeness="partial",
        outcome="losing_grip",
        query="losing grip",
        statements=[Said(section=s, text=t, kind=k, citations=c) for s, t, k, c in said],
        citations=[cited(1), cited(2, quote="Something else."), cited(3, passage=None)],
        warnings=["One name was removed."],
        found=["flow"],
    )


def result(position: int) -> CaseResult:
    """Return the result at that position; each third fails outright, each fifth is hostile."""
    wrong = position % 3 == 0
    shown = HOSTILE if position % 5 == 0 else f"What should we do about question {position}?"
    return CaseResult(
        id=f"q{position:02}",
        kind="stage" if position % 2 else "fact & <figure>",
        shown=shown,
        expected="answered; losing_grip",
        scores=[
            Score(name="status_right", value=0 if wrong else 1, reason="refused, expected answered" if wrong else ""),
            Score(name="citations_resolve", value=position != 4, reason="1 leads nowhere" if position == 4 else ""),
            Score(name="point_recall", value=0.5, reason=f"missing: {HOSTILE}"),
            Score(name="crag", value=-1 if wrong else 0.5, reason="wrong" if wrong else "acceptable"),
        ],
        output=reply(position).model_dump(exclude_defaults=True),
        seconds=0.1,
    )


def make_run(folder: Path, results: int = 30, outputs: bool = True, **changes: Any) -> RunFolder:
    """Write the run and return it."""
    run = RunFolder(folder)
    run.start(info(**changes))
    for position in range(1, results + 1):
        run.add(CaseRun(case=f"q{position:02}", results=[result(position)]))
    run.finish(
        RunFigures(figures=FIGURES, by_kind={"stage": FIGURES[:2], "fact & <figure>": FIGURES[:1]}, tables=TABLES)
    )
    if not outputs:
        (folder / "outputs.jsonl").unlink()
    return run
