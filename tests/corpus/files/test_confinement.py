"""What a file's process can no longer do, and what it no longer needs to."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from corpus.files import FileSettings, reader_gaps

ROOT = Path(__file__).parents[3]
linux = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="limits of Linux")

TRY = """
import ctypes, json, os, signal, socket, subprocess, sys, threading, time
from corpus.files.confinement import confine_file, confine_reader
libc = ctypes.CDLL(None)
take, give = os.pipe()
parent = os.getpid()
kept = open("/etc/hostname", "rb") if os.path.exists("/etc/hostname") else open(sys.executable, "rb")
if os.fork():
    os.close(give)
    print(os.read(take, 100_000).decode())
    os.wait()
    sys.exit()
gaps = [*confine_reader(512), *confine_file(5, parent)]

def fails(act):
    try:
        return act() == -1
    except (OSError, MemoryError, RuntimeError, ValueError):
        return True

done = {
    "read a file": fails(lambda: open(sys.executable, "rb")),
    "write a file": fails(lambda: open("/tmp/written", "wb")),
    "list a folder": fails(lambda: os.listdir("/")),
    "delete a file": fails(lambda: os.unlink("/tmp/nothing-of-that-name")),
    "open a connection": fails(lambda: socket.socket()),
    "open a pair of sockets": fails(lambda: socket.socketpair()),
    "open a pipe": fails(os.pipe),
    "start a process": fails(os.fork),
    "start a program": fails(lambda: os.execv("/bin/true", ["true"])),
    "start a thread": fails(lambda: threading.Thread(target=int).start()),
    "signal its parent": fails(lambda: os.kill(parent, 0)),
    "look into its parent": fails(lambda: libc.ptrace(16, parent, 0, 0)),
    "read its parent's memory": fails(lambda: libc.process_vm_readv(parent, 0, 0, 0, 0, 0)),
    "change its parent's limits": fails(lambda: __import__("resource").prlimit(parent, 7)),
    "take much memory": fails(lambda: bytearray(1 << 30)),
    "raise its limits": fails(lambda: __import__("resource").setrlimit(7, (100, 100))),
}
os.write(give, json.dumps({"gaps": gaps, "done": done, "clock": time.time() > 0, "random": len(os.urandom(4))}).encode())
os._exit(0)
"""


@linux
def test_a_files_process_has_nothing_but_memory_and_its_answer() -> None:
    said = subprocess.run([sys.executable, "-c", TRY], cwd=ROOT, capture_output=True, text=True, check=True)
    found = json.loads(said.stdout)
    assert found["gaps"] == []
    assert [act for act, failed in found["done"].items() if not failed] == []
    assert found["clock"] and found["random"] == 4


@linux
def test_a_reader_tells_that_every_limit_is_in_force() -> None:
    assert reader_gaps(FileSettings()) == ()


LOOK = """
import os, sys, tempfile
from pathlib import Path
from typing import get_args
from corpus.files.blocks import Source
from corpus.files.errors import FileError
from corpus.files.common import load_common
from corpus.files.loading import load_kind
from corpus.files.models import Kind
from corpus.files.reading import read_source

load_common()
for kind in get_args(Kind):
    load_kind(kind)
met = set()
sys.addaudithook(lambda event, args: met.add(f"{event} {args[0]}") if event in ("import", "open") and looking else None)
looking = False
for path in sorted(Path(sys.argv[1]).iterdir()):
    data = path.read_bytes()
    looking = True
    try:
        read_source(Source(path.name, data))
    except FileError:
        pass
    looking = False
print(*sorted(met), sep="\\n")
"""


def test_reading_imports_nothing_and_opens_nothing(tmp_path: Path) -> None:
    from tests.corpus.files.making_hostile import CASES
    from tests.corpus.files.test_three_hundred import MAKERS

    for maker, end, _ in MAKERS:
        for seed in range(1, 5):
            maker(tmp_path / f"file-{seed}{end}", seed)
    for name, make, _, _ in CASES:
        if len(name) < 100 and name not in (
            "pipe.txt",
            "huge.pdf",
            "folder.pdf",
            "loop.txt",
            "dangling.txt",
            "nul\x00name.txt",
        ):
            make(tmp_path / name)
    said = subprocess.run(
        [sys.executable, "-c", LOOK, str(tmp_path)], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert said.stdout.strip() == ""
