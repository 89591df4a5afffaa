"""One file, read by a process of its own that a warm reader forks: some milliseconds, and nothing of the file stays behind."""

from collections.abc import Set
from dataclasses import dataclass
from typing import get_args

from corpus.files.answering import answer_to
from corpus.files.blocks import Source
from corpus.files.child import Limits, done_in_child
from corpus.files.exchange import LONGEST_ANSWER, Outcome
from corpus.files.models import Kind

_KINDS: tuple[Kind, ...] = get_args(Kind)
_LACKS = 64
"""Exit code, plus the number of a kind, of a process that finds that kind's reader not imported."""


@dataclass(frozen=True)
class Ended:
    """How a file's process ended, with its answer as JSON. `lacks` is a kind to import before the file is tried again."""

    outcome: Outcome
    answer: bytes = b""
    lacks: Kind | None = None


def read_in_fork(source: Source, loaded: Set[Kind], memory: int, program: int) -> Ended:
    """Read a file in a forked process, which may use `memory` bytes. Raises ProgramGone when the pipe `program` is closed."""

    def read(gaps: tuple[str, ...]) -> tuple[int, bytes]:
        answer = answer_to(source, gaps, loaded)
        if isinstance(answer, str):
            return _LACKS + _KINDS.index(answer), b""
        return 0, answer.model_dump_json().encode()

    done = done_in_child(read, Limits(source.seconds, memory, LONGEST_ANSWER), program)
    if 0 <= done.code - _LACKS < len(_KINDS):
        return Ended(Outcome(end="stopped"), lacks=_KINDS[done.code - _LACKS])
    return Ended(done.outcome, done.answer)
