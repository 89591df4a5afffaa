"""The index's commands: build, add, remove, status, verify, show."""

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

if TYPE_CHECKING:
    from indexes.models import BuildReport
    from indexes.upkeep import HasIndexSettings

app = typer.Typer(help="Build the index and look after it.", no_args_is_help=True, rich_markup_mode=None)

AsJson = Annotated[bool, typer.Option("--json", help="Print one JSON object.")]


@app.command()
def build(context: typer.Context, as_json: AsJson = False) -> None:
    """Bring the index up to date with the corpus and your own files; does nothing when nothing has changed."""
    report = _build(_settings(context))
    print(report.model_dump_json(indent=1) if as_json else _sentence(report))


@app.command()
def add(
    context: typer.Context,
    paths: Annotated[list[Path], typer.Argument(metavar="PATH...", help="Files, or folders to walk.")],
    case: Annotated[str | None, typer.Option(help="The case they belong to; other cases never see them.")] = None,
    sync: Annotated[
        bool, typer.Option("--sync", help="Also remove files below the paths that are no longer there.")
    ] = False,
    as_json: AsJson = False,
) -> None:
    """Read your own files into the index; a bad file is reported and skipped; exit 1 when one was refused."""
    from corpus.library import Library

    settings = _settings(context)
    library = Library(settings.home, settings.files)
    with _bar("Reading files") as progress:
        results = library.add(paths, case, lambda result, done, total: progress.show(done, total))
    gone = library.missing(paths, case) if sync else []
    library.remove([record.document.info.id for record in gone])
    report = _build(settings)
    if as_json:
        rows = [result.model_dump() for result in results]
        removed = [record.path for record in gone]
        print(
            json.dumps({"files": rows, "removed": removed, "index": report.model_dump()}, ensure_ascii=False, indent=1)
        )
    else:
        for result in results:
            print(
                "  ".join(
                    filter(None, [result.outcome, result.path, result.reason, *result.warnings, _near(result.near)])
                )
            )
        for record in gone:
            print(f"removed  {record.path}")
        print(_sentence(report))
    if any(result.outcome == "refused" for result in results):
        raise typer.Exit(1)


@app.command()
def remove(
    context: typer.Context,
    names: Annotated[
        list[str], typer.Argument(metavar="NAME...", help="Document ids or paths, as `regrip index status` lists them.")
    ],
    as_json: AsJson = False,
) -> None:
    """Take your own files out of the index, with their text and vectors."""
    from corpus.library import Library

    settings = _settings(context)
    gone = Library(settings.home).remove(names)
    report = _build(settings)
    if as_json:
        print(json.dumps({"removed": [r.document.info.id for r in gone], "index": report.model_dump()}, indent=1))
    else:
        print("\n".join([*(f"removed  {record.path}" for record in gone), _sentence(report)]))


@app.command()
def status(context: typer.Context, as_json: AsJson = False) -> None:
    """Print what the index holds, what it was made with, the disk it takes, and your own files."""
    from corpus.library import Library
    from indexes.layout import Layout

    home = _settings(context).home
    layout = Layout(home)
    manifest = layout.read_existing()
    files = [{"id": r.document.info.id, "path": r.path, "case": r.case} for r in Library(home).records()]
    row = manifest.model_dump(exclude={"parts", "dead", "sources"})
    row |= {"parts": len(manifest.parts), "disk_bytes": layout.disk_bytes()}
    if as_json:
        print(json.dumps(row | {"files": files}, ensure_ascii=False, indent=1))
        return
    print("\n".join(f"{key:16} {value}" for key, value in row.items()))
    for file in files:
        print(f"your file        {file['id']}  {file['path']}" + (f"  (case {file['case']})" if file["case"] else ""))


@app.command()
def verify(context: typer.Context, as_json: AsJson = False) -> None:
    """Check that vectors, keyword index and documents agree; exit 1 when they do not."""
    from indexes.embedders import get_embedder
    from indexes.verify import verify_index

    settings = _settings(context)
    problems = verify_index(settings.home, get_embedder(settings.embedder, settings.home), settings.index)
    if as_json:
        print(json.dumps({"ok": not problems, "problems": problems}, indent=1))
    else:
        print("\n".join(problems) if problems else "The index is whole.")
    if problems:
        raise typer.Exit(1)


@app.command()
def show(
    context: typer.Context, chunk_id: Annotated[str, typer.Argument(help="The chunk_id of a citation or result.")]
) -> None:
    """Print the passage behind a citation as JSON."""
    from indexes.embedders import get_embedder
    from indexes.errors import IndexingError
    from indexes.hybrid import HybridIndex

    settings = _settings(context)
    found = HybridIndex(settings.home, get_embedder(settings.embedder, settings.home), settings.index).chunks(
        [chunk_id]
    )
    if not found:
        raise IndexingError(f"{chunk_id}: no such passage in the index; take a chunk_id from `regrip retrieve --json`")
    print(found[0].model_dump_json(indent=1))


def _build(settings: "HasIndexSettings") -> "BuildReport":
    from indexes.upkeep import bring_up_to_date

    with _bar("Building the index") as progress:
        return bring_up_to_date(settings, lambda p: progress.show(p.done, p.total))


def _near(document_id: str | None) -> str | None:
    return f"says nearly the same as {document_id}" if document_id else None


def _settings(context: typer.Context) -> "HasIndexSettings":
    settings: HasIndexSettings = context.obj()
    return settings


def _sentence(report: "BuildReport") -> str:
    counts = f"{report.documents} documents, {report.chunks} passages"
    if not report.changed:
        return f"Nothing has changed: {counts}, generation {report.generation} ({report.seconds} s)."
    return (
        f"Index built: {counts}; {report.embedded} embedded, {report.reused} reused, {report.removed} removed, "
        f"generation {report.generation} ({report.seconds} s)."
    )


class _bar:
    """A progress bar with the time left, on standard error, made at the first sign of work."""

    def __init__(self, title: str) -> None:
        self._title = title
        self._bar: Any = None
        self._task: Any = None

    def __enter__(self) -> "_bar":
        return self

    def __exit__(self, *_: object) -> None:
        if self._bar is not None:
            self._bar.stop()

    def show(self, done: int, total: int) -> None:
        """Draw how far the work is."""
        if self._bar is None:
            from rich.console import Console
            from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

            columns = (TextColumn(self._title), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
            self._bar = Progress(*columns, console=Console(file=sys.stderr))
            self._bar.start()
            self._task = self._bar.add_task("", total=total)
        self._bar.update(self._task, completed=done)
