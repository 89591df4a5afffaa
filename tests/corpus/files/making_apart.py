"""Files that break or hold up whatever reads them, and a look at processes."""

import os
import time
import zlib
from collections.abc import Callable, Mapping
from pathlib import Path

FORM = b"/Type/XObject/Subtype/Form/BBox[0 0 300 300]/Resources<</XObject<</F 5 0 R>>>>"


def pdf(objects: Mapping[int, bytes]) -> bytes:
    """A PDF of numbered objects, of which the first is the catalogue, with its table of places."""
    out, places = bytearray(b"%PDF-1.4\n"), dict[int, int]()
    for number, body in sorted(objects.items()):
        places[number] = len(out)
        out += b"%d 0 obj" % number + body + b"\nendobj\n"
    table = b"".join(
        b"%010d 00000 n \n" % places[n] if n in places else b"%010d 00000 f \n" % 0 for n in range(1, max(places) + 1)
    )
    size = max(places) + 1
    end = b"xref\n0 %d\n0000000000 65535 f \n%strailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n"
    return bytes(out) + end % (size, table, size, len(out))


def stream(dictionary: bytes, data: bytes, packed: bool = False) -> bytes:
    body = zlib.compress(data) if packed else data
    kind = b"/Filter/FlateDecode" if packed else b""
    return b"<<%s%s/Length %d>>stream\n%s\nendstream" % (dictionary, kind, len(body), body)


def one_page(drawn: bytes, more: Mapping[int, bytes] | None = None, catalogue: bytes = b"", page: bytes = b"") -> bytes:
    """A PDF of one page that draws that, with the form 5 as F and Helvetica as A at hand."""
    resources = b"/Resources<</XObject<</F 5 0 R>>/Font<</A 6 0 R>>>>"
    return pdf(
        {
            1: b"<</Type/Catalog/Pages 2 0 R%s>>" % catalogue,
            2: b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
            3: b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 300 300]/Contents 4 0 R%s%s>>" % (page, resources),
            4: stream(b"", drawn),
            6: b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
            **(more or {}),
        }
    )


def self_drawing_pdf() -> bytes:
    """A form that draws itself twice: each drawing makes two, until there is no memory left."""
    return one_page(b"/F Do", {5: stream(FORM, b"/F Do /F Do")})


def until(holds: Callable[[], bool], seconds: float = 30.0) -> bool:
    """Whether something comes to hold within so many seconds."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if holds():
            return True
        time.sleep(0.02)
    return holds()


def children(pid: int) -> list[int]:
    """The processes that a process has started and that still run (Linux)."""
    found = []
    for folder in Path("/proc").iterdir():
        if folder.name.isdigit():
            try:
                state, parent = (folder / "stat").read_text().rpartition(") ")[2].split()[:2]
            except OSError:
                continue
            if int(parent) == pid and state != "Z":
                found.append(int(folder.name))
    return found


def runs(pid: int) -> bool:
    """Whether a process is there and no mere remains of one (Linux)."""
    try:
        return (Path("/proc") / str(pid) / "stat").read_text().rpartition(") ")[2][0] != "Z"
    except OSError:
        return False


def mine() -> list[int]:
    """The processes that this test's own process has started."""
    return children(os.getpid())
