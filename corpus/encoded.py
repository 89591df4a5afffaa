"""Words written in a form that people do not read: base64, hexadecimal digits, percent signs, entities, letters set apart."""

import base64
import binascii
import html
import re
from collections.abc import Iterator
from urllib.parse import unquote

_BASE64 = re.compile(
    r"(?<![\w+/=-])[A-Za-z0-9+/_-]{20,}(?:\s?[\r\n][A-Za-z0-9+/_-]{20,})*[\r\n]?[A-Za-z0-9+/_-]{0,76}={0,2}"
)
_HEX = re.compile(r"(?<!\w)(?:0x)?(?:[0-9A-Fa-f]{2}[ :]?){16,}(?!\w)")
_PERCENT = re.compile(r"(?:%[0-9A-Fa-f]{2}|[\w.~+-]){12,}")
_ENTITIES = re.compile(r"(?:&#x?[0-9A-Fa-f]{2,6};\s?){6,}")
_APART = re.compile(r"(?<!\w)(?:[^\W\d_][ .\-_*|]){7,}[^\W\d_](?!\w)")
_MOST = 200
"""Blobs looked at in one text."""
_LONGEST = 40_000


def decoded(text: str) -> Iterator[str]:
    """Yield what the encoded parts of `text` say, where they say words."""
    for pattern, decode in (
        (_BASE64, _from_base64),
        (_HEX, _from_hex),
        (_PERCENT, _from_percent),
        (_ENTITIES, html.unescape),
    ):
        for number, match in enumerate(pattern.finditer(text)):
            if number >= _MOST:
                break
            found = decode(match[0][:_LONGEST])
            if found and _is_words(found):
                yield found
    for match in _APART.finditer(text):
        yield re.sub(r"[ .\-_*|]", "", match[0])


def _from_base64(blob: str) -> str:
    packed = re.sub(r"\s", "", blob).rstrip("=").replace("-", "+").replace("_", "/")
    packed = packed[: len(packed) - (len(packed) % 4 == 1)]
    try:
        data = base64.b64decode(packed + "=" * (-len(packed) % 4))
    except binascii.Error:
        return ""
    return _as_text(data)


def _from_hex(blob: str) -> str:
    digits = re.sub(r"[ :]|0x", "", blob)
    return _as_text(bytes.fromhex(digits[: len(digits) // 2 * 2]))


def _from_percent(blob: str) -> str:
    return unquote(blob.replace("+", " ")) if blob.count("%") >= 3 else ""


def _as_text(data: bytes) -> str:
    coding = "utf-16-le" if data[1:8:2] == b"\0\0\0\0"[: len(data[1:8:2])] and len(data) > 8 else "utf-8"
    return data.decode(coding, "ignore")


def _is_words(text: str) -> bool:
    """Return whether at least nine tenths of the characters are letters, digits, spaces or stops, with a space among them."""
    usual = sum(c.isalnum() or c.isspace() or c in ".,;:!?'\"-()" for c in text)
    return " " in text.strip() and usual >= 0.9 * len(text)
