"""`python -m tests.paper_pictures`: make the pictures of briefings' pages in docs/images/papers, as LibreOffice and poppler show them.

The service is the first of the invented dossiers of `evals/sets/dossiers.dev.jsonl`. The home folder needs an index (`regrip index build`).
"""

import json
import sys
import tempfile
from pathlib import Path

from PIL import Image

from app import run
from tests.office import converted, pages

ROOT = Path(__file__).parents[1]
DOSSIER = ROOT / "evals" / "sets" / "dossiers.dev.jsonl"
PICTURES = ROOT / "docs" / "images" / "papers"
_DPI, _COLOURS = 64, 32


def main() -> int:
    """Write the pictures anew and return the exit code."""
    PICTURES.mkdir(parents=True, exist_ok=True)
    for old in PICTURES.glob("*.png"):
        old.unlink()
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        papers = _papers(folder)
        for form in ("board", "adviser"):
            for kind in ("docx", "pdf"):
                out = folder / f"{form}-{kind}" / f"{form}.{kind}"
                arguments = [part for paper in papers for part in ("--file", str(paper))]
                if code := run(["brief", *arguments, "--form", form, "--out", str(out)]):
                    return code
                _keep(converted(out, "pdf", out.parent) if kind == "docx" else out, f"{form}-{kind}")
    return 0


def _papers(folder: Path) -> list[Path]:
    dossier = json.loads(DOSSIER.read_text(encoding="utf-8").splitlines()[0])
    written = []
    for paper in dossier["documents"]:
        title = "".join(c for c in paper["title"] if c.isalnum() or c == " ")
        path = folder / f"{paper['date']} {title}.txt"
        path.write_text(paper["text"], encoding="utf-8")
        written.append(path)
    return written


def _keep(pdf: Path, name: str) -> None:
    for page in pages(pdf, pdf.parent, _DPI):
        picture = Image.open(page).convert("RGB").quantize(_COLOURS)
        picture.save(PICTURES / f"{name}-{int(page.stem.partition('-')[2])}.png", optimize=True)


if __name__ == "__main__":
    sys.exit(main())
