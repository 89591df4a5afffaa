"""The process that fills one template of a user's: `python -m assistant.briefing.writers.filling MEGABYTES`.

It takes a request and the template on standard input and answers on standard output. Like a reader of files it never looks into the
template: the process that it forks does, which gives up all but its memory and its answer. What that will import has been imported by then.
"""

import importlib
import os
import sys
from io import BytesIO
from pathlib import PurePath

from assistant.briefing.writers.filling_exchange import (
    LARGEST,
    LONGEST_ASKED,
    LONGEST_HEAD,
    MOST_BYTES,
    Filled,
    Filling,
    too_hungry,
    too_large,
)
from assistant.briefing.writers.template import filled, sample
from assistant.errors import TemplateError
from corpus.errors import RegripError
from corpus.files.child import Limits, ProgramGone, done_in_child
from corpus.files.common import load_common
from corpus.files.confinement import NOTHING, confine_reader
from corpus.files.exchange import Outcome
from corpus.files.frames import BrokenPipe, own_pipes, receive, send
from corpus.files.signatures import KIND_NAMES
from corpus.files.sniff import identify


def main() -> None:
    """Fill one template."""
    take, give = own_pipes()
    memory_mb = int(sys.argv[1])
    _import_all()
    confine_reader(memory_mb)
    try:
        asked = Filling.model_validate_json(receive(take, LONGEST_ASKED))
        outcome, answer = _filled(asked, receive(take, MOST_BYTES), memory_mb * 1_048_576, take.fileno())
        send(give, outcome.model_dump_json().encode(), *([answer] if outcome.end == "answered" else []))
    except (BrokenPipe, ProgramGone):
        return


def _filled(asked: Filling, data: bytes, memory: int, program: int) -> tuple[Outcome, bytes]:
    def fill(_: tuple[str, ...] = NOTHING) -> tuple[int, bytes]:
        told, content = answer_to(asked, data)
        return 0, told.model_dump_json().encode() + b"\n" + content

    if not hasattr(os, "fork"):
        return Outcome(end="answered"), fill()[1]
    done = done_in_child(fill, Limits(asked.seconds, memory, LONGEST_HEAD + LARGEST), program)
    return done.outcome, done.answer


def answer_to(asked: Filling, data: bytes) -> tuple[Filled, bytes]:
    """Return what came of a template, with the document."""
    try:
        kind, _ = identify(asked.name, PurePath(asked.name).suffix.lower(), data)
        if kind != "docx":
            raise TemplateError(
                f"{asked.name}: this is {KIND_NAMES[kind]}, and a template is a Word document; save it as .docx"
            )
        content = filled(asked.briefing, asked.name, data)
    except RegripError as error:
        return Filled(problem=str(error)), b""
    except MemoryError:
        return Filled(problem=too_hungry(asked.name, asked.memory_mb)), b""
    if len(content) > LARGEST:
        return Filled(problem=too_large(asked.name)), b""
    return Filled(), content


def _import_all() -> None:
    """Import all encodings, and fill templates that are right and that are not: some modules are imported at their first use."""
    from docx import Document

    load_common()
    importlib.import_module("textwrap")  # for a filter of Jinja's
    for words in ("{{ title }}", "{{ nosuch }}", "{{ title"):
        document, file = Document(), BytesIO()
        document.add_paragraph(words)
        document.save(file)
        answer_to(Filling(name="own.docx", briefing=sample(), seconds=1, memory_mb=1), file.getvalue())


if __name__ == "__main__":
    main()
