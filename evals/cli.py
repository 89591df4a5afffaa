"""The evaluations' commands."""

import sys
from pathlib import Path
from typing import Annotated

import typer

from assistant.terminal import print_json
from evals.printing import described, end, print_run

app = typer.Typer(help="Measure answers, stages and retrieval.", no_args_is_help=True, rich_markup_mode=None)

AsJson = Annotated[bool, typer.Option("--json", help="Print one JSON object.")]
SMOKE = "smoke"


@app.callback()
def _group() -> None:
    """Measure answers, stages and retrieval."""


@app.command("list")
def list_sets(as_json: AsJson = False) -> None:
    """List the evaluation sets with their cases, what measures them and what they may be used for."""
    from evals.catalogue import all_sets

    sets = all_sets()
    if as_json:
        print_json([described(s) for s in sets.values()])
        return
    for chosen in sets.values():
        print(f"{chosen.name:24} {chosen.half.cases:>5} cases  {chosen.card.evaluation:14} {chosen.half.use}")


@app.command()
def run(
    sets: Annotated[
        list[str], typer.Argument(metavar="SET...", help="Names from `regrip eval list`, a card's file, or smoke.")
    ],
    limit: Annotated[int | None, typer.Option(min=1, help="Draw that many cases of each set.")] = None,
    seed: Annotated[int, typer.Option(help="What the draw and the intervals start from.")] = 0,
    model: Annotated[
        str | None, typer.Option(help="What is measured: see the evaluation; its first by default.")
    ] = None,
    out: Annotated[
        Path | None, typer.Option(help="Folder for the run, for one set; goes on when it holds one.")
    ] = None,
    gate: Annotated[
        bool, typer.Option("--gate", help="Exit 1 and name every limit of gates.yaml that is broken.")
    ] = False,
    as_json: AsJson = False,
) -> None:
    """Run evaluation sets. An interrupted run goes on when it is asked for again."""
    from assistant.settings import load_settings
    from evals.catalogue import get_set
    from evals.errors import EvaluationError
    from evals.gates import breaches, read_gates
    from evals.runner import Progress, run_set

    if sets == [SMOKE]:
        smoke = read_gates().smoke
        sets, limit, seed = list(smoke.sets), limit or smoke.limit, smoke.seed
    if out is not None and len(sets) > 1:
        raise EvaluationError(f"--out names one folder, and {len(sets)} sets were named; run them one by one")
    settings = load_settings()
    chosen = [get_set(name) for name in sets]
    runs = [run_set(s, settings, model, limit, seed, out, progress=Progress()) for s in chosen]
    broken = [breach for done in runs for breach in breaches(done)] if gate else []
    if as_json:
        print_json([{"folder": str(r.path), **r.figures.model_dump()} for r in runs])
    else:
        for done in runs:
            print_run(done)
    end(broken)


@app.command()
def compare(
    first: Annotated[str, typer.Argument(help="A run's folder, or a set's name for its newest run.")],
    second: Annotated[str, typer.Argument(help="The run to hold against it.")],
    worst: Annotated[int, typer.Option(min=0, help="How many flipped cases to list each way.")] = 10,
    as_json: AsJson = False,
) -> None:
    """Compare two runs of a set case by case: what changed, how surely, and which cases flipped."""
    from assistant.settings import load_settings
    from evals.compare import compare as compared
    from evals.compare import comparison_text
    from evals.runs import find_run

    home = load_settings().home
    found = compared(find_run(first, home), find_run(second, home))
    if as_json:
        print_json(found.model_dump())
    else:
        print(comparison_text(found, worst))


@app.command()
def judge(
    runs: Annotated[list[str], typer.Argument(metavar="RUN...", help="Runs of one set: folders, or the set's name.")],
    judge: Annotated[str, typer.Option(help="Your name: your ratings are kept under it.")],
    port: Annotated[int, typer.Option(min=0, max=65535, help="0 takes any free one.")] = 0,
    limit: Annotated[int | None, typer.Option(min=1, help="Draw that many questions.")] = None,
    seed: Annotated[int, typer.Option(help="What the order and the draw start from.")] = 0,
) -> None:
    """Serve a page on which a person rates answers without knowing which system gave them."""
    from assistant.settings import load_settings
    from evals.judge import serve
    from evals.runs import find_run

    home = load_settings().home
    serve([find_run(name, home) for name in runs], judge, port, limit, seed)


@app.command()
def agreement(
    runs: Annotated[list[str], typer.Argument(metavar="RUN...", help="Runs of one set: folders, or the set's name.")],
    as_json: AsJson = False,
) -> None:
    """Say how far the people who judged runs agree, and what they made of each run."""
    from assistant.settings import load_settings
    from evals.judge.agreement import agreement as agreed
    from evals.judge.agreement import agreement_text
    from evals.runs import find_run

    home = load_settings().home
    found = agreed([find_run(name, home) for name in runs])
    if as_json:
        print_json(found.model_dump())
    else:
        print(agreement_text(found))


@app.command()
def report(
    name: Annotated[str, typer.Argument(metavar="RUN", help="A run's folder, or a set's name for its newest run.")],
    out: Annotated[Path | None, typer.Option(help="Where the page goes; report.html in the run's folder.")] = None,
    junit: Annotated[Path | None, typer.Option(help="Write JUnit XML here.")] = None,
    as_json: AsJson = False,
) -> None:
    """Make one page of a run: figures, plots, the lowest scores with answers and passages, and all results."""
    from assistant.settings import load_settings
    from evals.report.data import as_json as report_json
    from evals.report.data import load
    from evals.report.write import write_junit, write_page
    from evals.runs import find_run

    data = load(find_run(name, load_settings().home))
    if as_json:
        print_json(report_json(data))
    written = [write_junit(data, junit)] if junit else []
    if out or not (as_json or junit):
        written.append(write_page(data, out))
    for path in written:
        print(path, file=sys.stderr if as_json else sys.stdout)


@app.command("export")
def export_sheet(
    name: Annotated[str, typer.Argument(help="A run's folder, a set's name, or a JSON lines file of questions.")],
    out: Annotated[Path, typer.Option(help="The sheet: .csv or .xlsx.")],
    results: Annotated[bool, typer.Option("--results", help="A question set's newest run, not its cases.")] = False,
) -> None:
    """Write a run (a row a result) or a question set (a row a case) as a sheet."""
    from assistant.settings import load_settings
    from evals.questions import is_questions, question_cases
    from evals.runs import find_run
    from evals.sheets.exchange import export_questions, export_run

    if is_questions(name) and not results:
        rows = export_questions(question_cases(name), out)
    else:
        rows = export_run(find_run(name, load_settings().home), out)
    print(f"{out}: {rows} rows")


@app.command("import")
def import_sheet(
    sheet: Annotated[Path, typer.Argument(help="A .csv or .xlsx in the layout of `regrip eval export`.")],
    out: Annotated[Path, typer.Option(help="The JSON lines file to write.")],
) -> None:
    """Read a sheet of questions back into cases. Bad rows are named and left out; exit 1 when there are any."""
    from evals.sheets.exchange import import_questions

    cases, faults = import_questions(sheet, out)
    print(f"{out}: {cases} cases")
    for fault in faults:
        print(fault, file=sys.stderr)
    if faults:
        raise typer.Exit(1)


@app.command("import-feedback")
def import_feedback(
    out: Annotated[
        Path, typer.Argument(metavar="OUT.jsonl", help="The file of cases to write; its card goes beside it.")
    ],
) -> None:
    """Make evaluation cases of the feedback that readers gave. A person has to look at what they expect."""
    from assistant.settings import load_settings
    from assistant.state.store import existing_record
    from evals.from_feedback.files import write_cases

    settings = load_settings()
    record = existing_record(settings.record.url, settings.home)
    try:
        written = write_cases(record, out)
    finally:
        if record is not None:
            record.close()
    for path, cases in written.sets:
        print(f"{path}: {cases} cases. Look at what they expect, then: regrip eval run {path.with_suffix('.md')}")
    for left in written.left_out:
        print(f"left out {left}", file=sys.stderr)


@app.command()
def beir(
    folder: Annotated[Path, typer.Argument(help="A folder with corpus.jsonl, queries.jsonl and qrels/test.tsv.")],
    queries: Annotated[Path | None, typer.Option(help="Another queries file.")] = None,
    qrels: Annotated[Path | None, typer.Option(help="Another qrels file.")] = None,
    mode: Annotated[str, typer.Option(help="hybrid, dense or keyword.")] = "hybrid",
    run: Annotated[Path | None, typer.Option("--run", help="Write the ranking here in TREC form.")] = None,
    as_json: AsJson = False,
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
