"""The evaluations' commands."""

from pathlib import Path
from typing import Annotated

import typer

app = typer.Typer(help="Measure answers, stages and retrieval.", no_args_is_help=True, rich_markup_mode=None)


@app.callback()
def _group() -> None:
    """Measure answers, stages and retrieval."""


@app.command()
def beir(
    folder: Annotated[Path, typer.Argument(help="A folder with corpus.jsonl, queries.jsonl and qrels/test.tsv.")],
    queries: Annotated[Path | None, typer.Option(help="Another queries file.")] = None,
    qrels: Annotated[Path | None, typer.Option(help="Another qrels file.")] = None,
    mode: Annotated[str, typer.Option(help="hybrid, dense or keyword.")] = "hybrid",
    run: Annotated[Path | None, typer.Option("--run", help="Write the ranking here in TREC form.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object.")] = False,
) -> None:
    """Index a folder in BEIR layout and measure retrieval on its judged queries."""
    from assistant.settings import load_settings
    from evals.beir import run_beir
    from indexes.embedders import get_embedder
    from indexes.settings import read_mode

    settings = load_settings()
    embedder = get_embedder(settings.embedder, settings.home)
    report = run_beir(folder, embedder, settings.home / "beir", read_mode(mode), settings.index, queries, qrels, run)
    if as_json:
        print(report.model_dump_json(indent=1))
        return
    for name, value in report.metrics.items():
        print(f"{name:12} {value:.4f}")
    print(f"{report.queries} queries, {report.documents} documents, indexed in {report.index_seconds} s, ", end="")
    print(f"query p50 {report.query_p50_ms} ms, p95 {report.query_p95_ms} ms")
