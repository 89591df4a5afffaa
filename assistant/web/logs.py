"""What the server writes to standard error: lines for people, or one JSON object a line for programs. Never what a user typed.

An error is told by its kind and where it was raised, not by its message, which may quote what was typed.
"""

import json
import logging
import sys
import traceback
from contextvars import ContextVar
from datetime import UTC, datetime
from typing import Any

from assistant.settings import LogSettings

current_request: ContextVar[str | None] = ContextVar("current_request", default=None)
"""The id of the request that is being answered, for every line that is written meanwhile."""
_OURS = ("assistant", "corpus", "indexes")


def set_up_logs(settings: LogSettings) -> None:
    """Write the lines of this process as `settings` say: ours from their level, those of libraries from `warning`."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(JsonLines() if settings.format == "json" else PlainLines())
    logging.basicConfig(handlers=[handler], level=logging.WARNING, force=True)
    for name in _OURS:
        logging.getLogger(name).setLevel(settings.level.upper())


class PlainLines(logging.Formatter):
    """`regrip: what happened`, with what belongs to it on lines of their own, further in."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the line."""
        level = "" if record.levelno <= logging.INFO else f"{record.levelname.lower()}: "
        facts = " ".join(f"{name}={value}" for name, value in _facts(record).items())
        text = "\n".join(filter(None, [record.getMessage(), _where(record)]))
        return f"regrip: {level}{_on_lines(text)}{f' ({facts})' if facts else ''}"


class JsonLines(logging.Formatter):
    """One object a line: time, level, logger, message, request_id, and what belongs to it."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the line."""
        row: dict[str, Any] = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": record.getMessage(),
            **_facts(record),
        }
        if where := _where(record):
            row["where"] = where
        return json.dumps(row, ensure_ascii=True, default=str)


def _facts(record: logging.LogRecord) -> dict[str, Any]:
    request_id = current_request.get()
    facts: dict[str, Any] = getattr(record, "facts", {})
    return ({"request_id": request_id} if request_id else {}) | facts


def _where(record: logging.LogRecord) -> str:
    """Return the kind of an error that a line is about, and where it was raised."""
    if not record.exc_info or record.exc_info[0] is None:
        return ""
    kind, _, trace = record.exc_info
    return f"{kind.__name__}\n{''.join(traceback.format_tb(trace))}".strip()


def _on_lines(text: str) -> str:
    """Return text that cannot pass for another line of the log, nor move a terminal's cursor."""
    lines = ("".join(c if c.isprintable() else "?" for c in line) for line in text.splitlines())
    return "\n    ".join(lines)
