"""A file's bytes to the answer that goes back to the program."""

import traceback
from collections.abc import Set

from corpus.files.blocks import Source
from corpus.files.errors import FileError, ReaderFault, TooMuchMemory
from corpus.files.exchange import Answer, Refusal
from corpus.files.models import Kind
from corpus.files.reading import kind_of, read_as

_LONGEST_TRACE = 10_000


def answer_to(source: Source, gaps: tuple[str, ...], loaded: Set[Kind]) -> Answer | Kind:
    """Return what came of a file, or its kind where that is not `loaded`. Nothing that a file can do raises here."""
    try:
        kind, warning = kind_of(source)
        if kind not in loaded:
            return kind
        return Answer(reading=read_as(source, kind, warning), gaps=gaps)
    except FileError as error:
        return Answer(refusal=_refusal(error), gaps=gaps)
    except MemoryError:
        return Answer(refusal=Refusal(code=TooMuchMemory.code, problem=""), gaps=gaps)


def _refusal(error: FileError) -> Refusal:
    """The error in words; of a fault of ours, the places in the code too, without any value."""
    where = error.__cause__ if isinstance(error, ReaderFault) else None
    trace = "".join(traceback.format_tb(where.__traceback__)) if where else ""
    return Refusal(code=error.code, problem=error.problem, trace=trace[-_LONGEST_TRACE:])
