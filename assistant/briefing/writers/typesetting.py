"""Setting pages with Typst, which brings its own fonts, reads only this folder, and fetches nothing."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    import typst

_FOLDER = Path(__file__).parent
_STANDARDS: dict[str, list[Literal["ua-1"]]] = {"pdf": ["ua-1"], "png": []}


def typeset(page: str, data: Mapping[str, str], format: Literal["pdf", "png"]) -> bytes:
    """Return a page of this folder with `data`, which it reads as JSON and never as mark-up. Raises typst.TypstError."""
    import typst

    compiler = typst.Compiler(_FOLDER / page, root=_FOLDER, font_paths=_fonts(), sys_inputs=dict(data))
    made = compiler.compile(format=format, ppi=180, pdf_standards=list(_STANDARDS[format]))
    if isinstance(made, bytes):
        return made
    raise ValueError(f"{page} is more than one picture")


@cache
def _fonts() -> "typst.Fonts":
    """Return the fonts that Typst brings along, and those of this machine for scripts that they do not cover."""
    import typst

    return typst.Fonts()
