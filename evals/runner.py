"""Runs an evaluation on a set into a folder: goes on where an earlier attempt stopped, and works out the figures."""

import datetime
import hashlib
import os
import platform
import random
import subprocess
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any, TypeVar

import numpy as np

from assistant.settings import Settings
from assistant.versions import regrip_version
from evals.catalogue import EvaluationSet
from evals.errors import EvaluationError
from evals.evaluation import Evaluation, Measure, Subject, get_evaluation
from evals.intervals import interval
from evals.models import CaseResult, CaseRun, Figure, RunFigures, RunInfo
from evals.runs import RunFolder, flat, runs_of

Case = TypeVar("Case")
ROOT = Path(__file__).parent.parent


def run_set(
    chosen: EvaluationSet,
    settings: Settings,
    model: str | None = None,
    limit: int | None = None,
    seed: int = 0,
    out: Path | None = None,
    subject: Subject | None = None,
    progress: "Progress | None" = None,
) -> RunFolder:
    """Run the set's evaluation and return the folder of the finished run.

    `limit` takes that many cases, drawn with `seed`. Without `out` the folder is below the home folder, and an unfinished run
    of exactly the same work goes on. Raises EvaluationError for an unknown model or a folder that holds another run.
    """
    evaluation = get_evaluation(chosen.card.evaluation)
    name = model or evaluation.models[0]
    if name not in evaluation.models:
        raise EvaluationError(f"{evaluation.name} cannot measure {name!r}; it has {', '.join(evaluation.models)}")
    subject = subject or Subject(settings, name)
    info = _info(chosen, evaluation, settings, name, limit, seed)
    folder = _folder(info, settings.home, out)
    drawn = draw(evaluation.read(chosen), limit, seed)
    done = {case.case for case in folder.cases()}
    left = [case for case in drawn if case_id(case) not in done]
    watched: Iterable[CaseRun] = evaluation.run(left, chosen, subject)
    for case in progress.watch(watched, len(done), len(drawn), chosen.name) if progress else watched:
        folder.add(case)
    folder.finish(figures_of(evaluation, folder.cases(), seed))
    return folder


class Progress:
    """A progress bar on standard error; nothing where that is no terminal."""

    def watch(self, cases: Iterable[CaseRun], done: int, total: int, name: str) -> Iterable[CaseRun]:
        """Yield the cases as they come, showing how far the run is."""
        from rich.console import Console
        from rich.progress import Progress as Bar

        console = Console(stderr=True)
        with Bar(console=console, disable=not console.is_terminal) as bar:
            task = bar.add_task(name, total=total, completed=done)
            for case in cases:
                yield case
                bar.advance(task)


def draw(cases: Sequence[Case], limit: int | None, seed: int) -> list[Case]:
    """Return all cases, or `limit` of them drawn with `seed`, in their own order."""
    if limit is None or limit >= len(cases):
        return list(cases)
    chosen = sorted(random.Random(seed).sample(range(len(cases)), limit))
    return [cases[i] for i in chosen]


def case_id(case: Any) -> str:
    """Return the id of a case, whatever its set calls it."""
    return str(case.id)


def figures_of(evaluation: Evaluation, cases: Sequence[CaseRun], seed: int = 0) -> RunFigures:
    """Return every figure of a run with its interval, over all cases and for each kind with five cases or more."""
    groups, results = flat(cases)
    kinds: dict[str, list[int]] = {}
    for position, result in enumerate(results):
        kinds.setdefault(result.kind or "-", []).append(position)
    by_kind = {}
    for kind, rows in sorted(kinds.items()):
        if len(kinds) > 1 and len(rows) >= _FEWEST:
            own = [
                figure_of(m, [groups[i] for i in rows], [results[i] for i in rows], seed) for m in evaluation.measures
            ]
            by_kind[kind] = [figure for figure in own if figure.value is not None]
    figures = [figure_of(measure, groups, results, seed) for measure in evaluation.measures]
    return RunFigures(figures=figures, by_kind=by_kind, tables=evaluation.tables(results))


_FEWEST = 5


def figure_of(measure: Measure, groups: Sequence[str], results: Sequence[CaseResult], seed: int = 0) -> Figure:
    """Return the figure of one measure over results; `cases` counts those to which it applies."""
    rows = measure.rows(results)
    applies = ~np.isnan(rows).all(axis=1) if len(rows) else np.zeros(0, dtype=bool)
    held = np.array(groups)[applies]
    if not applies.any():
        return Figure(name=measure.name, value=None, low=None, high=None, cases=0, better=measure.better)
    value, low, high = (_rounded(x) for x in interval(rows[applies], held, measure.statistic, seed))
    cases = len(set(held))
    return Figure(name=measure.name, value=value, low=low, high=high, cases=cases, better=measure.better)


def _rounded(value: float) -> float | None:
    return None if np.isnan(value) else round(float(value), 4)


def _info(
    chosen: EvaluationSet, evaluation: Evaluation, settings: Settings, model: str, limit: int | None, seed: int
) -> RunInfo:
    command = f"regrip eval run {chosen.name} --model {model} --seed {seed}" + (f" --limit {limit}" if limit else "")
    return RunInfo(
        set=chosen.name,
        set_sha256=chosen.sha256,
        evaluation=evaluation.name,
        scoring=evaluation.scoring,
        model=model,
        seed=seed,
        limit=limit,
        command=command,
        started=datetime.datetime.now(datetime.UTC).isoformat(timespec="seconds"),
        versions=versions(settings),
        settings=settings.model_dump(mode="json", exclude={"home", "web", "record"}),
        machine={"cores": os.cpu_count(), "python": platform.python_version(), "system": platform.system()},
    )


def versions(settings: Settings) -> dict[str, str]:
    """Return the commit, the generation of the index, and the hashes of the models in use, as far as each is there."""
    from importlib.metadata import version

    from indexes.layout import Layout

    artefacts = hashlib.sha256()
    for path in sorted((ROOT / "assistant" / "artefacts").glob("*")):
        artefacts.update(path.read_bytes())
    manifest = Layout(settings.home).read_manifest()
    index = {"index": manifest.generation, "embedder": manifest.embedder} if manifest else {}
    libraries = {name: version(name) for name in ("chromadb", "bm25s", "onnxruntime", "numpy")}
    return {
        "regrip": regrip_version(),
        "commit": commit(),
        "stage_model": artefacts.hexdigest()[:16],
        **index,
        **libraries,
    }


def commit() -> str:
    """Return the commit of the source checkout, with `+` when files other than results were changed since; `-` outside a checkout."""
    try:
        head = _git("rev-parse", "HEAD")
        return head[:12] + (
            "+" if _git("status", "--porcelain", "--untracked-files=no", "--", ".", ":!evals/results") else ""
        )
    except (OSError, subprocess.CalledProcessError):
        return "-"


def _git(*arguments: str) -> str:
    command = ["git", "-C", str(ROOT), *arguments]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout.strip()


def _folder(info: RunInfo, home: Path, out: Path | None) -> RunFolder:
    if out is None:
        unfinished = [run for run in runs_of(info.set, home) if not run.info.finished and run.info.same_work(info)]
        if unfinished:
            return unfinished[-1]
        stamp = datetime.datetime.now(datetime.UTC).strftime("%Y%m%d-%H%M%S-%f")
        out = home / "evals" / info.set / f"{stamp}-{info.model}"
    folder = RunFolder(out)
    if (out / "run.json").exists() and not folder.info.same_work(info):
        raise EvaluationError(
            f"{out}: holds another run ({folder.info.command}, other versions or settings); name another folder"
        )
    folder.start(info)
    return folder
