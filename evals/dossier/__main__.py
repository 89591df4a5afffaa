"""`python -m evals.dossier`: seconds to trace a dossier of forty pages on this machine. About speed, not quality.

The peer in the same run is the assessment of each paper by itself with its explanation, which is how papers were read before; both have
to agree on every stage and chance. Wall time depends on what else the machine does; processor time and the ratio do so less.
"""

import argparse
import datetime
import json
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from assistant.assistant import Assistant
from assistant.models import Question, UserDocument
from assistant.timeline import Timeline, trace
from evals.speed.__main__ import machine

RESULTS = Path(__file__).parent.parent / "results" / "dossier"
SETS = Path(__file__).parent.parent / "sets"
TEXTS = ("dossiers.dev.jsonl", "dossiers.test.jsonl", "stage-long.dev.jsonl")
"""Their texts, one after the other, fill the pages: none comes twice. What they are labelled as is not read."""
PAGES, WORDS = 40, 400
TARGET_S = 5.0


def main() -> None:
    """Measure, print the figures and write them into a file of today's date; exit 1 where the two readings disagree."""
    parser = argparse.ArgumentParser(prog="python -m evals.dossier", description=__doc__)
    parser.add_argument("--pages", type=int, default=PAGES, help=f"pages of {WORDS} words")
    parser.add_argument("--out", type=Path, help="file for the figures (default: evals/results/dossier/<date>.json)")
    options = parser.parse_args()
    figures = measured(dossier(options.pages))
    today = datetime.datetime.now(datetime.UTC).date().isoformat()
    row = {"date": today, "command": "python -m evals.dossier", "machine": machine(), "figures": figures}
    out = options.out or RESULTS / f"{today}.json"
    out.parent.mkdir(parents=True, exist_ok=True)
    out.write_text(json.dumps(row | {"targets": {"first_s": TARGET_S}}, indent=1) + "\n", encoding="utf-8")
    for name, value in figures.items():
        print(f"{name:24} {value}{f'   [{TARGET_S:g}]' if name == 'first_s' else ''}")
    if not figures["same"]:
        raise SystemExit(1)


def dossier(pages: int) -> list[UserDocument]:
    """Return a page a month from January 2020, each of about WORDS words, fewer where the texts run out."""
    texts = _texts()
    found: list[UserDocument] = []
    while len(found) < pages and (page := _page(texts)):
        month = len(found)
        date = f"{2020 + month // 12}-{month % 12 + 1:02d}"
        found.append(UserDocument(title=f"page {month + 1}", date=date, text=page))
    return found


def _page(texts: Iterator[str]) -> str:
    held: list[str] = []
    while sum(len(text.split()) for text in held) < WORDS and (text := next(texts, None)):
        held.append(text)
    return "\n\n".join(held)


def _texts() -> Iterator[str]:
    seen: set[str] = set()
    for name in TEXTS:
        for line in (SETS / name).read_text(encoding="utf-8").splitlines():
            row = json.loads(line)
            for text in [row["text"]] if "text" in row else [each["text"] for each in row["documents"]]:
                if text not in seen:
                    seen.add(text)
                    yield text


def measured(papers: list[UserDocument]) -> dict[str, Any]:
    """Return the figures: the first tracing in a warm process, another of the same papers, and the peer's on a fresh process's models."""
    timed, again = _warmed(), _warmed()
    first, first_s, first_cpu = _taken(lambda: timed.timeline(papers))
    _, again_s, again_cpu = _taken(lambda: timed.timeline(papers))
    slow, peer_s, peer_cpu = _taken(lambda: _one_by_one(again, papers))
    return {
        "pages": len(papers),
        "words": sum(len(paper.text.split()) for paper in papers),
        "first_s": first_s,
        "first_cpu_s": first_cpu,
        "again_s": again_s,
        "again_cpu_s": again_cpu,
        "peer_s": peer_s,
        "peer_cpu_s": peer_cpu,
        "cpu_ratio": round(peer_cpu / first_cpu, 2),
        "same": first.points == slow.points and first.turning_points == slow.turning_points,
    }


def _warmed() -> Assistant:
    assistant = Assistant.open()
    assistant.warm()
    return assistant


def _one_by_one(assistant: Assistant, papers: list[UserDocument]) -> Timeline:
    return trace([(paper, assistant.assess(Question(turns=[""], documents=[paper]))) for paper in papers])


def _taken(deed: Callable[[], Timeline]) -> tuple[Timeline, float, float]:
    """Return what a deed makes, with its seconds by the clock and of the processors."""
    wall, cpu = time.perf_counter(), time.process_time()
    made = deed()
    return made, round(time.perf_counter() - wall, 2), round(time.process_time() - cpu, 2)


if __name__ == "__main__":
    main()
