"""A file to another one that is nearly the same: changes of bytes, of words and numbers, and of what is packed inside."""

import io
import random
import re
import zipfile
import zlib
from collections.abc import Callable, Sequence

_NUMBERS = [
    b"0",
    b"-1",
    b"1",
    b"255",
    b"65536",
    b"2147483647",
    b"-2147483648",
    b"4294967296",
    b"1e308",
    b"99999999999999999999",
]
_WORDS = [
    b"<!ENTITY a 'b'>", b"&a;", b"<![CDATA[", b"]]>", b"<!--", b"-->", b"<table>", b"<tr><td>", b"<script>", b"<svg>", b"<style>",
    b"<w:tbl>", b"<w:p>", b"<w:r>", b"<w:vanish/>", b"<text:p>", b"<c r=\"A1\">", b"/Filter/FlateDecode", b"/Kids[3 0 R]", b"/F Do",
    b" 3 0 R", b"<<", b">>", b"[", b"]", b"endobj", b"stream\n", b"endstream", b"%%EOF", b"---\n", b"```\n", b"# ", b"|", b"\"", b",", b";",
    b"\t", b"\r", b"\x00", b"\xff\xfe", b"\xef\xbb\xbf", b"\xe2\x80\xae", b"\xcc\xb5", b"\xf3\xa0\x81\x81", b"=?utf-8?b?", b"\n\n",
    b"charset=",
    b"Content-Type: multipart/mixed; boundary=a\n", b"--a\n", b"Content-Transfer-Encoding: base64\n", b"xmlns", b":", b"=", b"(", b")",
    b"\\",
]  # fmt: skip
_TOKEN = re.compile(rb"-?\d+(?:\.\d+)?|<[^<>]{1,80}>|/[A-Za-z]+|[A-Za-z-]{3,}")
_PACKED = re.compile(rb"stream\r?\n(.*?)\r?\nendstream", re.DOTALL)
_MOST = 200_000
_DAY = (2024, 1, 1, 0, 0, 0)
"""When the parts of a container were changed, so that the same chance gives the same bytes."""

Change = Callable[[bytes, random.Random, Sequence[bytes]], bytes]


def mutated(data: bytes, suffix: str, chance: random.Random, others: Sequence[bytes]) -> bytes:
    """Return `data` with one to four changes; `others` are files of the same kind to take pieces of."""
    changes = _INSIDE[suffix] if suffix in _INSIDE and chance.random() < _MOSTLY else _ANY
    for _ in range(chance.randint(1, 4)):
        data = chance.choice(changes)(data, chance, others)[:_MOST] or b" "
    return data


def _flip(data: bytes, chance: random.Random, _: Sequence[bytes]) -> bytes:
    made = bytearray(data)
    for _number in range(chance.randint(1, 8)):
        made[chance.randrange(len(made))] = chance.randrange(256)
    return bytes(made)


def _cut(data: bytes, chance: random.Random, _: Sequence[bytes]) -> bytes:
    first, last = _span(data, chance)
    return data[:first] + data[last:]


def _end(data: bytes, chance: random.Random, _: Sequence[bytes]) -> bytes:
    return data[: chance.randrange(1, len(data) + 1)]


def _repeat(data: bytes, chance: random.Random, _: Sequence[bytes]) -> bytes:
    first, last = _span(data, chance)
    return data[:first] + data[first:last] * chance.choice([2, 3, 50, 2_000]) + data[last:]


def _splice(data: bytes, chance: random.Random, others: Sequence[bytes]) -> bytes:
    other = chance.choice(others)
    at, first = chance.randrange(len(data) + 1), chance.randrange(len(other))
    return data[:at] + other[first : first + chance.choice([10, 200, 5_000])] + data[at:]


def _insert(data: bytes, chance: random.Random, _: Sequence[bytes]) -> bytes:
    at = chance.randrange(len(data) + 1)
    return data[:at] + chance.choice(_WORDS) * chance.choice([1, 1, 2, 300]) + data[at:]


def _token(data: bytes, chance: random.Random, _: Sequence[bytes]) -> bytes:
    """Another number, or another word of the same file, in the place of one."""
    found = list(_TOKEN.finditer(data))
    if not found:
        return data
    old = chance.choice(found)
    new = chance.choice(_NUMBERS) if old[0][:1] in b"-0123456789" else chance.choice(found)[0]
    return data[: old.start()] + new + data[old.end() :]


def _member(data: bytes, chance: random.Random, others: Sequence[bytes]) -> bytes:
    """A change to one file of a container, or to its name."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = [(info.filename, archive.read(info)) for info in archive.infolist()[:200]]
    except Exception:
        return data
    if not parts:
        return data
    at = chance.randrange(len(parts))
    name, content = parts[at]
    change = chance.choice([_flip, _cut, _repeat, _insert, _token, _token])
    parts[at] = (name, change(content or b" ", chance, others)[: 20 * _MOST])
    if chance.random() < 0.1:
        parts[at] = (chance.choice(parts)[0], content)
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in dict(parts).items():
            made.writestr(zipfile.ZipInfo(name, _DAY), content, zipfile.ZIP_DEFLATED)
    return held.getvalue()


def _unpacked(data: bytes, chance: random.Random, others: Sequence[bytes]) -> bytes:
    """A change to one packed stream of a PDF, which then says another length than it has."""
    found = list(_PACKED.finditer(data))
    if not found:
        return data
    stream = chance.choice(found)
    try:
        plain = zlib.decompress(stream[1])
    except zlib.error:
        return data
    change = chance.choice([_flip, _cut, _repeat, _insert, _token, _token])
    packed = zlib.compress(change(plain or b" ", chance, others)[: 20 * _MOST])
    return data[: stream.start(1)] + packed + data[stream.end(1) :]


def _span(data: bytes, chance: random.Random) -> tuple[int, int]:
    first = chance.randrange(len(data))
    return first, min(len(data), first + chance.choice([1, 4, 30, 400, 5_000]))


_ANY: list[Change] = [_flip, _cut, _end, _repeat, _splice, _insert, _token, _token]
_INSIDE: dict[str, list[Change]] = {
    ".docx": [_member],
    ".xlsx": [_member],
    ".odt": [_member],
    ".pdf": [_unpacked, _unpacked, _token, _flip, _repeat],
}
_MOSTLY = 0.85
"""How often a file of parts is changed in its parts, and not so that it falls apart."""
