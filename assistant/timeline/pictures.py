"""The chart of a timeline as a file: SVG, or PNG that says in its description what it shows."""

import struct
import zlib
from pathlib import Path
from typing import Literal, get_args

from assistant.errors import BriefingError
from assistant.timeline.chart import chart_svg, chart_words
from assistant.timeline.models import Timeline

Picture = Literal["svg", "png"]
MEDIA_TYPES: dict[Picture, str] = {"svg": "image/svg+xml", "png": "image/png"}
_SIGNATURE, _HEADER = 8, 25
"""Bytes of a PNG before its first chunk, and of that chunk."""


def picture_of(path: Path) -> Picture:
    """Return the kind of picture that a file's ending names. Raises BriefingError for an ending that is none."""
    for kind in get_args(Picture):
        if path.suffix.lower() == f".{kind}":
            return kind  # type: ignore[no-any-return]
    raise BriefingError(f"{path.name}: the ending is none of .svg, .png; give --chart one of them")


def draw(timeline: Timeline, kind: Picture, name: str = "") -> bytes:
    """Return the chart's file. Raises BriefingError when the PNG cannot be made."""
    svg = chart_svg(timeline, name)
    if kind == "svg":
        return svg.encode()
    import typst

    from assistant.briefing.writers.typesetting import typeset

    try:
        made = typeset("timeline.typ", {"svg": svg}, "png")
    except typst.TypstError as error:
        raise BriefingError("the chart could not be drawn as PNG; write an SVG instead") from error
    return described(made, chart_words(timeline))


def described(png: bytes, words: str) -> bytes:
    """Return a PNG with a description in it, as the standard's iTXt chunk, UTF-8."""
    body = b"iTXtDescription\0\0\0en-GB\0\0" + words.encode()
    chunk = struct.pack(">I", len(body) - 4) + body + struct.pack(">I", zlib.crc32(body))
    place = _SIGNATURE + _HEADER
    return png[:place] + chunk + png[place:]
