"""What judges see: the answers of one or more runs, mixed, without a word on where each comes from."""

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from pydantic import ValidationError

from assistant.models import UserDocument
from evals.answered import Reply
from evals.catalogue import all_sets
from evals.errors import EvaluationError
from evals.evaluation import get_evaluation
from evals.models import CaseResult, CaseRun, RunInfo
from evals.runner import draw
from evals.runs import RunFolder

JUDGED = ("answers", "conversations")
"""The evaluations whose results are answers that a person can judge."""


@dataclass(frozen=True)
class Shown:
    """All that the judge sees of a result. It names no run, model or set and holds nothing expected."""

    messages: tuple[str, ...]
    """What was asked: the last message is the one answered."""
    papers: tuple[UserDocument, ...]
    """Documents that came with the question."""
    reply: Reply


@dataclass(frozen=True)
class Item:
    """A result to be rated. `run` and `id` say where its rating goes; the page never gets them."""

    run: RunFolder
    id: str
    shown: Shown


def items_of(runs: Sequence[RunFolder], limit: int | None = None, seed: int = 0) -> list[Item]:
    """Return every run's results in one order drawn with `seed`: the same runs and seed give the same order again.

    `limit` draws that many questions, each with the answer of every run. Raises EvaluationError for runs that cannot be judged.
    """
    check_runs(runs)
    for run in runs:
        if run.info.evaluation not in JUDGED:
            raise EvaluationError(
                f"{run.path}: a run of {run.info.evaluation}, and people judge answers only: runs of {' or '.join(JUDGED)}"
            )
    items = [item for run in sorted(runs, key=lambda r: r.path.resolve()) for item in _items(run)]
    drawn = set(draw(sorted({item.id for item in items}), limit, seed))
    chosen = [item for item in items if item.id in drawn]
    random.Random(seed).shuffle(chosen)
    return chosen


def check_runs(runs: Sequence[RunFolder]) -> None:
    """Raise EvaluationError unless all runs are finished, different, and of the same cases."""
    for run in runs:
        if not run.info.finished:
            raise EvaluationError(f"{run.path}: not finished; go on with `{run.info.command}`")
    if len({run.path.resolve() for run in runs}) < len(runs):
        raise EvaluationError("the same run was named twice")
    if len({(run.info.set, run.info.set_sha256) for run in runs}) > 1:
        names = ", ".join(f"{run.path} ({run.info.set})" for run in runs)
        raise EvaluationError(f"these are not runs of the same cases and cannot be judged together: {names}")


def _items(run: RunFolder) -> Iterator[Item]:
    outputs, papers = run.outputs(), _papers(run.info)
    for case in run.cases():
        for result, messages in zip(case.results, _messages(case), strict=True):
            reply = _reply(run, result, outputs)
            yield Item(run, result.id, Shown(messages, papers.get(case.case, ()), reply))


def _reply(run: RunFolder, result: CaseResult, outputs: dict[str, dict[str, Any]]) -> Reply:
    if result.id not in outputs:
        raise EvaluationError(
            f"{run.path}: the answers themselves were not kept (no {result.id} in outputs.jsonl), so there is nothing to "
            f"judge; run `{run.info.command}` again"
        )
    try:
        return Reply.model_validate(outputs[result.id])
    except ValidationError as error:
        raise EvaluationError(f"{run.path}: {result.id} in outputs.jsonl is not an answer: {error}") from error


def _messages(case: CaseRun) -> Iterator[tuple[str, ...]]:
    """Yield the messages up to each result. A turn's `shown` is the one before with its own message added."""
    before, said = "", ()  # type: str, tuple[str, ...]
    for result in case.results:
        joined = f"{before} / "
        follows = bool(before) and result.shown.startswith(joined)
        said = (*said, result.shown.removeprefix(joined)) if follows else (result.shown,)
        before = result.shown
        yield said


def _papers(info: RunInfo) -> dict[str, tuple[UserDocument, ...]]:
    """Return the documents that came with each case; none when the set has changed since the run."""
    chosen = all_sets().get(info.set)
    if chosen is None or chosen.sha256 != info.set_sha256:
        return {}
    cases = get_evaluation(info.evaluation).read(chosen)
    return {case.id: tuple(getattr(case, "documents", ())) for case in cases}
