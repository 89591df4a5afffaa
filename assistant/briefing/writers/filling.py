"""The process in which one template of a user's is filled: `python -m assistant.briefing.writers.filling PARENT`.

It takes a request and the template on standard input and answers on standard output. Before it looks into the template it gives up
all but its memory and its pipes, as the readers of files do: what it will import must have been imported by then.
"""

import importlib
import os
import sys
import time
from io import BytesIO
from pathlib import PurePath
from typing import IO

from assistant.briefing.writers.filling_exchange import LARGEST, SIMPLER, Filled, Filling, too_large
from assistant.briefing.writers.template import filled, sample
from assistant.errors import TemplateError
from corpus.errors import RegripError
from corpus.files.common import load_common
from corpus.files.confinement import confine_file, confine_reader
from corpus.files.signatures import KIND_NAMES
from corpus.files.sniff import identify


def main() -> None:
    """Fill one template."""
    head, _, data = sys.stdin.buffer.read().partition(b"\n")
    asked = Filling.model_validate_json(head)
    give = _own_pipe()
    _import_all()
    confine_reader(asked.memory_mb)
    confine_file(asked.seconds + time.process_time(), int(sys.argv[1]))
    told, content = answer_to(asked, data)
    give.write(told.model_dump_json().encode() + b"\n" + content)
    give.flush()


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
        return Filled(
            problem=f"{asked.name}: filling it takes more than {asked.memory_mb} MB of memory; {SIMPLER}"
        ), b""
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


def _own_pipe() -> IO[bytes]:
    """The pipe for the answer, out of reach of whatever prints."""
    give = os.fdopen(os.dup(1), "wb")
    nothing = os.open(os.devnull, os.O_RDWR)
    os.dup2(nothing, 1)
    os.close(nothing)
    return give


if __name__ == "__main__":
    main()
