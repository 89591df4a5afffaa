"""The index's commands: build, status, verify, show."""

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Protocol

import typer

if TYPE_CHECKING:
    from indexes.models import BuildReport
    from indexes.settings import EmbedderSettings, IndexSettings

app = typer.Typer(help="Build the index and look after it.", no_args_is_help=True, rich_markup_mode=None)

AsJson = Annotated[bool, typer.Option("--json", help="Print one JSON object.")]


class HasIndexSettings(Protocol):
    """The part of the settings these commands need; the command line's root puts it in the context."""

    home: Path
    embedder: "EmbedderSettings"
    index: "IndexSettings"


@app.command()
def build(context: typer.Context, as_json: AsJson = False) -> None:
    """Bring the index up to date with the corpus; does nothing when nothing has changed."""
    from corpus.loaders import load_corpus
    from indexes.builder import build_index
    from indexes.embedders import get_embedder

    settings = _settings(context)
    embedder = get_embedder(settings.embedder, settings.home)
    documents = load_corpus()
    with _bar() as progress:
        report = build_index(settings.home, documents, embedder, settings.index, progress.show)
    print(report.model_dump_json(indent=1) if as_json else _sentence(report))


@app.command()
def status(context: typer.Context, as_json: AsJson = False) -> None:
    """Print what the index holds, what it was made with and the disk it takes."""
    from indexes.errors import IndexMissing
    from indexes.layout import Layout

    layout = Layout(_settings(context).home)
    manifest = layout.read_manifest()
    if manifest is None:
        raise IndexMissing(f"{layout.home}: there is no index yet; run `regrip index build`")
    row = manifest.model_dump() | {"disk_bytes": layout.disk_bytes()}
    print(json.dumps(row, indent=1) if as_json else "\n".join(f"{key:16} {value}" for key, value in row.items()))


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


def _settings(context: typer.Context) -> HasIndexSettings:
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

    def __init__(self) -> None:
        self._bar: Any = None
        self._task: Any = None

    def __enter__(self) -> "_bar":
        return self

    def __exit__(self, *_: object) -> None:
        if self._bar is not None:
            self._bar.stop()

    def show(self, progress: Any) -> None:
        """Draw how far the build is."""
        if self._bar is None:
            from rich.console import Console
            from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

            columns = (TextColumn("Building the index"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
            self._bar = Progress(*columns, console=Console(file=sys.stderr))
            self._bar.start()
            self._task = self._bar.add_task("", total=progress.total)
        self._bar.update(self._task, completed=progress.done)
