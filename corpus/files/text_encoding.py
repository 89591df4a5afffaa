"""Bytes to text, whatever the encoding."""

import codecs
import re

from corpus.files.errors import DamagedFile, RefusedFile

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_USUAL = frozenset("£€–—‘’“”•…·°½¼¾©®™éèêëàâäçîïôöœùûüñáíóúÉÈÀÇÖÜ")
_CONTROL = re.compile(rb"[\x01-\x08\x0e-\x1a\x1c-\x1f\x7f]")
_SAMPLE = 300_000
_MOST_SIGNS = 0.2
_WESTERN = ("cp1252", "mac_roman", "cp850")


def decode_text(data: bytes, name: str, stated: str | None = None) -> tuple[str, str | None]:
    """Return `data` as text and, when the encoding had to be guessed, a warning that says so.

    Raises RefusedFile when the bytes are no text, DamagedFile when the stated encoding does not fit.
    """
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _strict(data, encoding, name), None
    wide = _without_mark(data)
    if wide:
        return _strict(data, wide, name), None
    refuse_binary(data, name)
    return _stated(data, stated) or _narrow(data, name)


def refuse_binary(data: bytes, name: str) -> None:
    """Raise RefusedFile when `data` holds NUL or many control bytes."""
    sample = data[:_SAMPLE]
    if b"\x00" in data:
        raise RefusedFile(name, "this is not a text file: it holds NUL bytes; save it as plain text (.txt) in UTF-8")
    if len(_CONTROL.findall(sample)) > len(sample) * 0.02:
        raise RefusedFile(name, "this is not a text file: it holds binary data; save it as plain text (.txt) in UTF-8")


def _strict(data: bytes, encoding: str, name: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        kind = encoding.removesuffix("-sig").upper()
        raise DamagedFile(name, f"the text breaks off: it is not whole {kind}; save it again as UTF-8") from error


def _without_mark(data: bytes) -> str | None:
    """UTF-16 and UTF-32 without a byte order mark: English leaves every other byte NUL."""
    sample = data[: min(len(data), 4_000) // 4 * 4]
    if len(sample) < 8 or sample.count(0) < len(sample) * 0.3:
        return None
    lanes = [sample[i::4].count(0) / len(sample[i::4]) for i in range(4)]
    for encoding, pattern in (
        ("utf-32-le", (0, 1, 1, 1)),
        ("utf-32-be", (1, 1, 1, 0)),
        ("utf-16-le", (0, 1, 0, 1)),
        ("utf-16-be", (1, 0, 1, 0)),
    ):
        if all((lane > 0.7) == bool(nul) and (nul or lane < 0.05) for lane, nul in zip(lanes, pattern, strict=True)):
            return encoding
    return None


def _stated(data: bytes, stated: str | None) -> tuple[str, str | None] | None:
    if not stated:
        return None
    wanted = "cp1252" if stated.lower() in {"iso-8859-1", "latin-1", "latin1", "us-ascii", "ascii"} else stated
    try:
        return data.decode(wanted), None
    except (UnicodeDecodeError, LookupError, ValueError):
        return None


def _narrow(data: bytes, name: str) -> tuple[str, str | None]:
    try:
        return data.decode("utf-8"), None
    except UnicodeDecodeError:
        pass
    mixed = _mostly_utf8(data)
    if mixed is not None:
        return mixed, "a few characters are in another encoding than the rest; they were read as Windows-1252"
    western = _western(data)
    return (western, None) if western is not None else _guessed(data, name)


def _mostly_utf8(data: bytes) -> str | None:
    """UTF-8 into which a few Windows-1252 characters were pasted, or whose last character is cut."""
    text = data.decode("utf-8", "replace")
    broken = text.count("\ufffd")
    whole = sum(ord(c) > 127 for c in text) - broken
    if whole < broken:
        return None
    return data.decode("utf-8", _WINDOWS)


def _windows(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeDecodeError):
        raise error
    return error.object[error.start : error.end].decode("cp1252", "replace"), error.end


_WINDOWS = "regrip-windows"
codecs.register_error(_WINDOWS, _windows)


def _western(data: bytes) -> str | None:
    """The western encoding whose signs are the ones that English text has, if one is convincing."""
    best, text_of_best = 0.5, None
    for encoding in _WESTERN:
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        signs = [c for c in text[:_SAMPLE] if ord(c) > 127]
        if len(signs) > _MOST_SIGNS * len(text[:_SAMPLE]):
            continue
        share = sum(c in _USUAL for c in signs) / max(1, len(signs))
        if share > best:
            best, text_of_best = share, text
    return text_of_best


def _guessed(data: bytes, name: str) -> tuple[str, str | None]:
    from charset_normalizer import from_bytes

    found = from_bytes(data[:_SAMPLE]).best()
    if found is None:
        raise RefusedFile(name, "the text is in an encoding that cannot be recognised; save it as UTF-8")
    text = data.decode(found.encoding, "replace")
    return text, f"the file does not say its encoding; it was read as {found.encoding}"
