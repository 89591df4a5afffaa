"""The corpus's commands: list, check, fetch."""

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from corpus.fetch import Progress

app = typer.Typer(help="Look at the corpus and check it.", no_args_is_help=True, rich_markup_mode=None)

AsJson = Annotated[bool, typer.Option("--json", help="Print one JSON object.")]


@app.command("list")
def list_documents(as_json: AsJson = False) -> None:
    """List every note and page with its date and status."""
    from corpus.loaders import load_corpus

    infos = [document.info for document in load_corpus()]
    if as_json:
        print(json.dumps({"documents": [info.model_dump(mode="json") for info in infos]}, ensure_ascii=False, indent=1))
        return
    for info in infos:
        print(f"{info.id:48} {info.date:10} {info.status:10} {info.title}")


@app.command()
def check(
    folder: Annotated[
        Path | None, typer.Argument(help="A folder of notes; the corpus of this installation when left out.")
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Check notes and pages against the written format and the register; exit 1 when something is wrong."""
    from corpus.check import check_corpus, check_folder

    problems = check_folder(folder) if folder else check_corpus()
    if as_json:
        print(
            json.dumps(
                {"ok": not problems, "problems": [p.model_dump() for p in problems]}, ensure_ascii=False, indent=1
            )
        )
    else:
        print("\n".join(str(p) for p in problems) if problems else "The corpus is in order.")
    if problems:
        raise typer.Exit(1)


@app.command()
def fetch(
    folder: Annotated[Path, typer.Argument(help="Where the originals go.")],
    manifest: Annotated[Path | None, typer.Option(help="A file of addresses; the register when left out.")] = None,
    id: Annotated[list[str] | None, typer.Option("--id", help="Only these ids; may be repeated.")] = None,
    licence: Annotated[str, typer.Option(help="Only sources whose licence has these words.")] = "",
    host: Annotated[
        list[str] | None, typer.Option("--host", help="Only these hosts, in place of the manifest's.")
    ] = None,
    allow_host: Annotated[list[str] | None, typer.Option("--allow-host", help="These hosts too.")] = None,
    gap: Annotated[float, typer.Option(help="Seconds between two requests to a host.")] = 2.0,
    timeout: Annotated[float, typer.Option(help="Seconds to wait for an answer.")] = 30.0,
    retries: Annotated[int, typer.Option(help="Tries after the first.")] = 3,
    max_mb: Annotated[float, typer.Option("--max-mb", help="Largest original, in megabytes.")] = 50.0,
    proxy: Annotated[str | None, typer.Option(help="Address of a proxy.")] = None,
    contact: Annotated[str, typer.Option(help="An address to give to the hosts.")] = "",
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Say what would be fetched and ask no host.")] = False,
    as_json: AsJson = False,
) -> None:
    """Download public originals from the internet, politely; exit 1 when one could not be had."""
    from corpus.fetch import fetch_originals, load_manifest, make_options, register_manifest, select_entries

    entries = select_entries(load_manifest(manifest) if manifest else register_manifest(), id or [], licence)
    options = make_options(
        hosts=tuple(host) if host else None,
        allow_hosts=tuple(allow_host or ()),
        gap=gap,
        timeout=timeout,
        retries=retries,
        max_bytes=int(max_mb * 1_000_000),
        proxy=proxy,
        contact=contact,
        dry_run=dry_run,
    )
    report = fetch_originals(entries, folder, options, _tell)
    if as_json:
        print(report.model_dump_json(indent=1))
    else:
        print(
            ", ".join(f"{count} {status}" for status, count in report.counts.items())
            + f"; see {folder / 'report.json'}"
        )
    if report.failed:
        raise typer.Exit(1)


def _tell(progress: "Progress") -> None:
    """Print a line as each original is done."""
    if progress.result is not None:
        print(f"{progress.position}/{progress.total}  {progress.result}", file=sys.stderr)
