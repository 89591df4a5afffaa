"""The folder of a run: `run.json`, `cases.jsonl` (one line a case, added as each is judged), `outputs.jsonl`, `figures.json`."""

import datetime
import json
import os
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from evals.catalogue import read_rows
from evals.errors import EvaluationError
from evals.models import CaseResult, CaseRun, RunFigures, RunInfo

Shape = TypeVar("Shape", bound=BaseModel)
COMMITTED = Path(__file__).parent / "results"
"""Where the committed runs are: one folder a set, without `outputs.jsonl`, which the command in `run.json` makes again."""


class RunFolder:
    """Reads and writes one run. A line that a crash cut short is dropped when the run goes on."""

    def __init__(self, path: Path) -> None:
        self.path = path

    @property
    def info(self) -> RunInfo:
        """What the run depends on. Raises EvaluationError when the folder holds no run."""
        return self._read("run.json", RunInfo)

    @property
    def figures(self) -> RunFigures:
        """The figures of a finished run. Raises EvaluationError when it is not finished."""
        return self._read("figures.json", RunFigures)

    def start(self, info: RunInfo) -> None:
        """Write what the run depends on; the folder is made when it is not there."""
        self.path.mkdir(parents=True, exist_ok=True)
        self._write("run.json", info)

    def finish(self, figures: RunFigures) -> None:
        """Write the figures and mark the run as finished."""
        self._write("figures.json", figures)
        now = datetime.datetime.now(datetime.UTC).isoformat(timespec="seconds")
        self._write("run.json", self.info.model_copy(update={"finished": now}))

    def add(self, case: CaseRun) -> None:
        """Append a case: its outputs first, so that a case on record always has them."""
        outputs = {"case": case.case, "outputs": {r.id: r.output for r in case.results}}
        self._append("outputs.jsonl", json.dumps(outputs, ensure_ascii=False))
        judged = case.model_copy(update={"results": [r.model_copy(update={"output": {}}) for r in case.results]})
        self._append("cases.jsonl", judged.model_dump_json(exclude_defaults=True))

    def cases(self) -> list[CaseRun]:
        """Return the cases judged so far, in order, without outputs."""
        self._mend("cases.jsonl")
        return [CaseRun.model_validate(row) for _, row in self._rows("cases.jsonl")]

    def results(self) -> list[tuple[str, CaseResult]]:
        """Return (case, result) for every result."""
        return [(case.case, result) for case in self.cases() for result in case.results]

    def outputs(self) -> dict[str, dict[str, Any]]:
        """Return what the system gave, by result id; empty where outputs were not kept."""
        found: dict[str, dict[str, Any]] = {}
        if (self.path / "outputs.jsonl").exists():
            self._mend("outputs.jsonl")
            for _, row in self._rows("outputs.jsonl"):
                found.update(row["outputs"])
        return found

    def _rows(self, name: str) -> Iterator[tuple[str, dict[str, Any]]]:
        path = self.path / name
        return read_rows(path) if path.exists() else iter(())

    def _mend(self, name: str) -> None:
        path = self.path / name
        if not path.exists():
            return
        data = path.read_bytes()
        whole = data[: data.rfind(b"\n") + 1]
        if len(whole) != len(data):
            path.write_bytes(whole)

    def _append(self, name: str, line: str) -> None:
        with (self.path / name).open("a", encoding="utf-8") as file:
            file.write(line + "\n")
            file.flush()
            os.fsync(file.fileno())

    def _read(self, name: str, kind: type[Shape]) -> Shape:
        path = self.path / name
        try:
            return kind.model_validate_json(path.read_bytes())
        except OSError as error:
            way = "no finished run is here" if name == "figures.json" else "no run is here"
            raise EvaluationError(f"{path}: {way}; name the folder that `regrip eval run` printed") from error
        except ValidationError as error:
            raise EvaluationError(
                f"{path}: not written by this version of Regrip ({error.errors()[0]['msg']})"
            ) from error

    def _write(self, name: str, value: BaseModel) -> None:
        temporary = self.path / f".{name}"
        temporary.write_text(value.model_dump_json(indent=1) + "\n", encoding="utf-8")
        temporary.replace(self.path / name)


def find_run(name: str, home: Path) -> RunFolder:
    """Return the run in the folder `name`, or the newest finished one, or else the committed one, of the set called so.

    Raises EvaluationError when there is none.
    """
    if (Path(name) / "run.json").exists():
        return RunFolder(Path(name))
    found = [run for run in runs_of(name, home) if run.info.finished] if "/" not in name else []
    if found:
        return found[-1]
    if (COMMITTED / name / "run.json").exists():
        return RunFolder(COMMITTED / name)
    raise EvaluationError(
        f"{name!r} is neither the folder of a run nor a set that has been run; see `regrip eval list`"
    )


def runs_of(name: str, home: Path) -> list[RunFolder]:
    """Return the runs of a set below the home folder, oldest first."""
    return [RunFolder(path.parent) for path in sorted((home / "evals" / name).glob("*/run.json"))]


def flat(cases: Iterable[CaseRun]) -> tuple[list[str], list[CaseResult]]:
    """Return the case of each result, and the results."""
    pairs = [(case.case, result) for case in cases for result in case.results]
    return [case for case, _ in pairs], [result for _, result in pairs]
