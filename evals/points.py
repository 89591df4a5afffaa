"""`python -m evals.points`: for each expected point of each question, the passages of the corpus that carry it.

Which quotes carry which point was judged by reading (`evals/sets/README.md`); that they still stand is checked here.
"""

import argparse
import sys
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from corpus.loaders import load_corpus
from corpus.models import Chunk
from corpus.splitter import split_documents
from evals.cases import Quote
from evals.errors import EvaluationError

FILE = Path(__file__).parent / "sets" / "points.jsonl"
WANTED = 50
"""Fewest answerable questions of which every expected point has to be carried."""


class Row(BaseModel):
    """A line of the set: one expected point, what carries it, and a note where that is less than plain."""

    model_config = ConfigDict(extra="forbid")

    question: str
    text: str
    answerable: bool
    point: str
    carried_by: tuple[Quote, ...] = Field(max_length=3)
    note: str


class CheckedQuote(Quote):
    """A quote with the first passage in which it stands verbatim; without one it is lost."""

    chunk_id: str | None


class CheckedPoint(BaseModel):
    """An expected point. It is carried when it has quotes and all of them stand, because quotes may share a point."""

    point: str
    carried: bool
    quotes: tuple[CheckedQuote, ...]
    note: str


class CheckedQuestion(BaseModel):
    """A question with its points. It is whole when every one of them is carried."""

    id: str
    text: str
    answerable: bool
    whole: bool
    points: tuple[CheckedPoint, ...]


class PointsReport(BaseModel):
    """The JSON of `python -m evals.points --json`. `whole_questions` counts answerable ones only."""

    passed: bool
    answerable_questions: int
    whole_questions: int
    points: int
    points_carried: int
    quotes: int
    quotes_lost: int
    questions: tuple[CheckedQuestion, ...]

    def lost(self) -> Iterator[tuple[str, CheckedQuote]]:
        """Yield the quotes that no longer stand in the corpus, each with its question's id."""
        for question in self.questions:
            for point in question.points:
                yield from ((question.id, quote) for quote in point.quotes if quote.chunk_id is None)


def check_points(file: Path = FILE) -> PointsReport:
    """Return which expected points the corpus of this installation carries, in the order of `file`.

    Raises EvaluationError when `file` cannot be read or a line is not in the written format.
    """
    passages: dict[str, list[Chunk]] = {}
    for chunk in split_documents(load_corpus()):
        passages.setdefault(chunk.info.id, []).append(chunk)
    rows: dict[str, list[Row]] = {}
    for row in _rows(file):
        rows.setdefault(row.question, []).append(row)
    return _report([_question(name, held, passages) for name, held in rows.items()])


def _rows(file: Path) -> Iterator[Row]:
    try:
        lines = file.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise EvaluationError(f"{file}: cannot be read as UTF-8 text ({type(error).__name__})") from error
    for number, line in enumerate(lines, start=1):
        try:
            yield Row.model_validate_json(line)
        except ValidationError as error:
            first = error.errors()[0]
            field = ".".join(map(str, first["loc"])) or "line"
            raise EvaluationError(f"{file}:{number}: {field}: {first['msg']}") from error


def _question(name: str, rows: Sequence[Row], passages: dict[str, list[Chunk]]) -> CheckedQuestion:
    points = tuple(_point(row, passages) for row in rows)
    return CheckedQuestion(
        id=name,
        text=rows[0].text,
        answerable=rows[0].answerable,
        whole=all(point.carried for point in points),
        points=points,
    )


def _point(row: Row, passages: dict[str, list[Chunk]]) -> CheckedPoint:
    quotes = tuple(
        CheckedQuote(**quote.model_dump(), chunk_id=_standing(quote.quote, passages.get(quote.document_id, [])))
        for quote in row.carried_by
    )
    carried = bool(quotes) and all(quote.chunk_id for quote in quotes)
    return CheckedPoint(point=row.point, carried=carried, quotes=quotes, note=row.note)


def _standing(quote: str, chunks: Iterable[Chunk]) -> str | None:
    return next((chunk.id for chunk in chunks if quote in chunk.text), None)


def _report(questions: Sequence[CheckedQuestion]) -> PointsReport:
    points = [point for question in questions for point in question.points]
    quotes = [quote for point in points for quote in point.quotes]
    whole = sum(question.answerable and question.whole for question in questions)
    lost = sum(quote.chunk_id is None for quote in quotes)
    return PointsReport(
        passed=not lost and whole >= WANTED,
        answerable_questions=sum(question.answerable for question in questions),
        whole_questions=whole,
        points=len(points),
        points_carried=sum(point.carried for point in points),
        quotes=len(quotes),
        quotes_lost=lost,
        questions=tuple(questions),
    )


def as_text(report: PointsReport) -> str:
    """Return the report as a list for a person: questions, points, passages, then the counts."""
    lines = [line for question in report.questions for line in _lines(question)]
    lines += [f"LOST {name}: {quote.document_id} no longer says: {quote.quote}" for name, quote in report.lost()]
    lines += [
        f"{report.whole_questions} of {report.answerable_questions} answerable questions have every point carried; "
        f"at least {WANTED} are wanted",
        f"{report.points_carried} of {report.points} points carried; "
        f"{report.quotes - report.quotes_lost} of {report.quotes} quotes stand in the corpus",
    ]
    return "\n".join(lines)


def _lines(question: CheckedQuestion) -> Iterator[str]:
    state = "whole" if question.whole else "NOT WHOLE"
    yield f"{question.id} {state}{'' if question.answerable else ', not answerable'}: {question.text}"
    for point in question.points:
        yield f"  {'carried' if point.carried else 'NOT CARRIED'}: {point.point}"
        for quote in point.quotes:
            yield f"    {quote.chunk_id or 'LOST ' + quote.document_id}: {quote.quote}"
        if point.note:
            yield f"    note: {point.note}"
    yield ""


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the report and return the exit status: 1 when a quote is lost or too few questions are whole."""
    parser = argparse.ArgumentParser(prog="python -m evals.points", description="List what carries each point.")
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    parser.add_argument("--file", type=Path, default=FILE, help="another set (default: evals/sets/points.jsonl)")
    options = parser.parse_args(arguments)
    try:
        report = check_points(options.file)
    except EvaluationError as error:
        print(error, file=sys.stderr)
        return 1
    print(report.model_dump_json(indent=1) if options.json else as_text(report))
    return 0 if report.passed else 1


if __name__ == "__main__":
    sys.exit(main())
