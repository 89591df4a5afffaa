"""Programs that people open papers with, as a stranger's check of what is written: LibreOffice for DOCX, poppler for PDF."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest

_SECONDS = 180
_PAGE_DPI = 70
_POPPLERS_OWN = "Syntax Error: Suspects object is wrong type (boolean)"
"""What poppler before 23 says of every PDF whose tags are marked, as the format asks, as not suspect."""
LIBREOFFICE = "soffice: apt-get install libreoffice-writer-nogui"
POPPLER = "pdftoppm: apt-get install poppler-utils"


def needs(program: str) -> str:
    """Return where a program lies, given as `name: how to get it`.

    Without it the test is skipped, or fails when REGRIP_REQUIRE_OFFICE=1.
    """
    name, _, way = program.partition(": ")
    found = shutil.which(name)
    if found is None:
        reason = f"needs {name}: {way}"
        if os.environ.get("REGRIP_REQUIRE_OFFICE") == "1":
            pytest.fail(reason)
        pytest.skip(reason)
    return found


def converted(document: Path, kind: str, folder: Path) -> Path:
    """Open a document in LibreOffice without a screen, have it saved as `kind` in `folder`, and return the file."""
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = [
        needs(LIBREOFFICE),
        profile,
        "--headless",
        "--norestore",
        "--convert-to",
        kind,
        "--outdir",
        str(folder),
        str(document),
    ]
    done = subprocess.run(command, capture_output=True, text=True, timeout=_SECONDS)
    made = folder / f"{document.stem}.{kind.partition(':')[0]}"
    assert done.returncode == 0 and made.is_file(), done.stdout + done.stderr
    return made


def pages(pdf: Path, folder: Path, dpi: int = _PAGE_DPI) -> list[Path]:
    """Return the pages of a PDF as pictures in `folder`; whatever poppler complains of fails the test."""
    done = subprocess.run(
        [needs(POPPLER), "-r", str(dpi), "-png", str(pdf), str(folder / "page")],
        capture_output=True,
        text=True,
        timeout=_SECONDS,
    )
    assert (done.returncode, _complaints(done.stderr)) == (0, "")
    return sorted(folder.glob("page-*.png"))


def facts(pdf: Path) -> dict[str, str]:
    """Return what `pdfinfo` says of a PDF, name by name."""
    needs(POPPLER)
    done = subprocess.run(["pdfinfo", str(pdf)], capture_output=True, text=True, timeout=_SECONDS, check=True)
    assert _complaints(done.stderr) == ""
    return {
        name.strip(): value.strip() for name, _, value in (line.partition(":") for line in done.stdout.splitlines())
    }


def words(pdf: Path) -> str:
    """Return the text of a PDF as `pdftotext` reads it."""
    needs(POPPLER)
    done = subprocess.run(["pdftotext", str(pdf), "-"], capture_output=True, text=True, timeout=_SECONDS, check=True)
    assert _complaints(done.stderr) == ""
    return done.stdout


def _complaints(said: str) -> str:
    return said.replace(_POPPLERS_OWN, "").strip()
