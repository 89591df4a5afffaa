"""Dates as files state them, in ISO form or not at all."""

import re
from datetime import date, datetime

_ISO = re.compile(r"(\d{4})-(\d{2})(?:-(\d{2}))?")
_PDF = re.compile(r"^(?:D:)?(\d{4})(\d{2})(\d{2})")
_EARLIEST, _LATEST = 1900, 2200


def iso_date(value: str | date | None) -> str | None:
    """Return '2024-05-21' or '2024-05' for a stated date in ISO or PDF form, None for anything else."""
    if isinstance(value, date):
        return value.strftime("%Y-%m-%d") if _EARLIEST <= value.year <= _LATEST else None
    match = _ISO.match(value.strip()) or _PDF.match(value.strip()) if value else None
    if not match:
        return None
    year, month, day = int(match[1]), int(match[2]), int(match[3] or 1)
    try:
        whole = datetime(year, month, day)
    except ValueError:
        return None
    if not _EARLIEST <= year <= _LATEST:
        return None
    return whole.strftime("%Y-%m-%d" if match[3] else "%Y-%m")
