"""A folder of cases to a folder of briefings: one after the other, each on disk before the next, none stopping the rest."""

import hashlib
import json
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from pydantic import ValidationError

from assistant.briefing.batch_models import Row, Rows
from assistant.briefing.kinds import Wanted, made, written
from assistant.briefing.making import material_now, with_plan, with_timeline
from assistant.briefing.material import asking
from assistant.briefing.output import put
from assistant.briefing.summary import summary_xlsx
from assistant.comparing.reading import files_of
from assistant.errors import BriefingError, QuestionError
from assistant.models import Question, UserDocument
from corpus.errors import RegripError

if TYPE_CHECKING:
    from assistant.assistant import Assistant
    from assistant.briefing.material import Material

STATE, SUMMARY = ".regrip-batch.json", "summary.xlsx"
"""In the folder of briefings: what is finished, and the table of all cases."""
Tell = Callable[[str], None]
Reads = Callable[[Path], UserDocument]


@dataclass(frozen=True)
class Case:
    """A case of a batch: its name, which no other has, its papers, and the files of its plan."""

    name: str
    papers: list[Path]
    plans: list[Path]

    def fingerprint(self, settled: str) -> str:
        """Return a hash over names and contents of the files and `settled`: what else its briefing depends on."""
        digest = hashlib.sha256(settled.encode())
        for path in (*self.papers, *self.plans):
            digest.update(f"\0{path.name}\0".encode())
            digest.update(hashlib.sha256(path.read_bytes()).digest())
        return digest.hexdigest()[:32]


class Batch:
    """Briefings of all cases in a folder. `read` gives a paper, `actions` the actions of a plan's file; `tell` hears of progress."""

    def __init__(
        self,
        assistant: "Assistant",
        wanted: Wanted,
        out: Path,
        read: Reads,
        actions: Callable[[Path], list[str]],
        tell: Tell,
    ) -> None:
        self._assistant, self._wanted, self._out = assistant, wanted, out
        self._read, self._actions, self._tell = read, actions, tell
        self._settled = json.dumps([*_words(wanted), *sorted(assistant.ready().items())])

    def run(self, cases: Sequence[Case]) -> list[Row]:
        """Return a row for each case. Raises BriefingError where nothing can be written at all."""
        known = {row.case: row for row in _kept(self._out)}
        rows: list[Row] = []
        try:
            for number, case in enumerate(cases, start=1):
                begun = time.perf_counter()
                row = self._one(case, known.get(case.name))
                rows.append(row)
                known[case.name] = row
                put(Rows(rows=list(known.values())).model_dump_json(indent=1).encode(), self._out / STATE, force=True)
                took = f"{time.perf_counter() - begun:.1f} s"
                self._tell(f"{number} of {len(cases)}: {case.name}: {row.words} ({took})")
        finally:
            put(summary_xlsx(rows), self._out / SUMMARY, force=True)
        return rows

    def _one(self, case: Case, before: Row | None) -> Row:
        """Return the row of a case; whatever goes wrong with it stands in the row."""
        try:
            fingerprint = case.fingerprint(self._settled)
            if before is not None and before.stands(fingerprint, self._out):
                return before.model_copy(update={"status": "unchanged"})
            return self._briefed(case, fingerprint)
        except RegripError as error:
            return Row(case=case.name, status="failed", reason=str(error))
        except OSError as error:
            return Row(case=case.name, status="failed", reason=f"a file cannot be read ({error.strerror})")
        except Exception as error:
            return Row(case=case.name, status="failed", reason=f"unexpected {type(error).__name__}; brief it by itself")

    def _briefed(self, case: Case, fingerprint: str) -> Row:
        papers, refused = self._papers(case)
        material = self._material(case, papers)
        name = f"{case.name}.{self._wanted.format}"
        put(written(made(self._assistant, material, self._wanted, date.today()), self._wanted), self._out / name, True)
        return Row.of(case.name, material, name, fingerprint, refused)

    def _papers(self, case: Case) -> tuple[list[UserDocument], list[str]]:
        """Return the papers that can be read, and why others cannot. Raises the last error where none can."""
        found, refused = [], []
        for path in case.papers:
            try:
                found.append(self._read(path))
            except RegripError as error:
                refused.append(str(error))
        if not found:
            raise QuestionError(refused[-1] if refused else "there is no paper in it; put the service's papers into it")
        return found, refused

    def _material(self, case: Case, papers: list[UserDocument]) -> "Material":
        """Return the material with its timeline, which the summary needs in every form."""
        asked = asking(Question(turns=[""], documents=papers))
        material = with_timeline(self._assistant, material_now(self._assistant, asked, case.name, date.today()))
        actions = [action for path in case.plans for action in self._actions(path)]
        return with_plan(self._assistant, material, actions, "Plan") if actions else material


def check_folder(out: Path, cases: Path) -> None:
    """Raise BriefingError for a place that briefings cannot be written to, or that would be read as a case the next time."""
    if out.exists() and not out.is_dir():
        raise BriefingError(f"{out}: this is a file; give --out a folder, new or of an earlier run")
    if out.resolve() == cases.resolve() or cases.resolve() in out.resolve().parents:
        raise BriefingError(f"{out}: this lies within the folder of cases; give --out a folder elsewhere")


def cases_in(folder: Path) -> list[Case]:
    """Return the cases of a folder by name: each sub-folder, and each file that lies in it. Raises BriefingError for none."""
    if not folder.is_dir():
        raise BriefingError(
            f"{folder}: no such folder; give --batch a folder with a sub-folder or a file for each case"
        )
    found = [path for path in sorted(folder.iterdir()) if not path.name.startswith((".", "~$"))]
    if not found:
        raise BriefingError(f"{folder}: the folder is empty; put a sub-folder or a file for each case into it")
    return list(_named(found))


def _named(paths: Sequence[Path]) -> Iterator[Case]:
    taken: set[str] = set()
    for path in paths:
        plain = path.name if path.is_dir() else path.stem
        number, name = 1, plain
        while name.lower() in taken | {"summary"}:
            number += 1
            name = f"{plain} ({number})"
        taken.add(name.lower())
        papers, plans = files_of(path)
        yield Case(name, papers, plans)


def _words(wanted: Wanted) -> list[str]:
    template = hashlib.sha256(wanted.template.read_bytes()).hexdigest() if wanted.template else ""
    return [wanted.form, wanted.format, str(wanted.since), template]


def _kept(out: Path) -> list[Row]:
    """Return the rows of an earlier run; none where there was none, or what it left cannot be read."""
    try:
        return Rows.model_validate_json((out / STATE).read_bytes()).rows
    except (OSError, ValidationError):
        return []
