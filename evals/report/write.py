"""Writes the files of a report."""

from pathlib import Path

from evals.errors import EvaluationError
from evals.report.data import ReportData
from evals.report.junit import junit
from evals.report.page import page

NAME = "report.html"


def write_page(data: ReportData, out: Path | None = None) -> Path:
    """Write the page to `out`, or into the run's folder, and return where it is. Raises EvaluationError."""
    return _write(out or data.path / NAME, page(data).encode("utf-8", "replace"))


def write_junit(data: ReportData, out: Path) -> Path:
    """Write JUnit XML to `out` and return where it is. Raises EvaluationError."""
    return _write(out, junit(data))


def _write(path: Path, content: bytes) -> Path:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        temporary = path.with_name(f".{path.name}.part")
        temporary.write_bytes(content)
        temporary.replace(path)
    except OSError as error:
        raise EvaluationError(f"{path}: cannot be written ({error.strerror or error}); name another file") from error
    return path
