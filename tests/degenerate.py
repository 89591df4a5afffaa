"""Texts that no one writes and anyone can send, and a way to read them that a hang cannot hold up."""

import json
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]
LIMIT = 30
"""Seconds of processor time that one text may take, whatever else the machine does. Most take less than one."""
_LONGEST = 900
_CHILD = """
import json, signal, sys
texts, limit = json.load(sys.stdin)
{setup}
for name, text in texts.items():
    print(json.dumps(name), flush=True)
    signal.setitimer(signal.ITIMER_PROF, limit)
    print(json.dumps(read(text)), flush=True)
    signal.setitimer(signal.ITIMER_PROF, 0)
"""

UNITS: dict[str, str] = {
    "blanks": " ",
    "tabs": "\t",
    "line breaks": "\n",
    "blank lines": " \n",
    "full stops": ".",
    "spaced full stops": ". ",
    "commas": ", ",
    "dashes": "- ",
    "hyphens": "-",
    "opening brackets": "(",
    "opening quotation marks": "“",
    "quotation marks": '"a" ',
    "one letter": "a",
    "capital letters": "A'",
    "letters with stops": "a. ",
    "digits": "1",
    "numbers with commas": "1,",
    "thousands": ",000",
    "numbers": "1 2 ",
    "names in a list": "Aa, ",
    "labels in a table": "name| ",
    "cells": "| ",
    "bullets": "- a\n",
    "comments never closed": "<!--",
    "links": "[a](",
    "questions": "if ? ",
    "chatter": "ok good ",
    "how do we": "how do we(",
    "clauses": "; and ",
    "case and blanks": "case" + " " * 400,
    "born and blanks": "born" + "\t" * 400,
    "a record's number": "case-12-3-4/",
    "orders in French": "note pour a l'attention ",
}
"""What each text repeats, by name."""


def degenerate(name: str, length: int) -> str:
    """Return the text of that name, `length` characters and a full stop that lets down whatever looked for more."""
    unit = UNITS[name]
    return (unit * (length // len(unit) + 1))[:length] + "~."


def read_bounded(setup: str, texts: Mapping[str, str], limit: float = LIMIT) -> dict[str, Any]:
    """Return by name what `read`, which the code of `setup` defines, makes of each of `texts` in a process of its own.

    The process is killed where one text takes more than `limit` seconds; the AssertionError names that text.
    """
    done = subprocess.run(
        [sys.executable, "-c", _CHILD.format(setup=setup)],
        cwd=ROOT,
        input=json.dumps([texts, limit]).encode(),
        capture_output=True,
        timeout=_LONGEST,
        check=False,
    )
    told = [json.loads(line) for line in done.stdout.decode().splitlines()]
    assert done.returncode == 0, f"ended with {done.returncode} on {told[-1:]}; {done.stderr.decode()[-1000:]}"
    return dict(zip(told[::2], told[1::2], strict=True))
