"""What users type as names: cleaned, on one line, never empty where a name is needed."""

from pathlib import PurePosixPath

from assistant.errors import QuestionError
from corpus.hygiene import clean

LONGEST_NAME = 200
"""Characters of a name, a service or a title."""
_LONGEST_FILE_NAME = 120


def one_line(text: str, what: str, needed: bool = True) -> str:
    """Return `text` on one line, with personal data covered. Raises QuestionError when it is empty though needed, or too long."""
    line = " ".join(clean(text).text.split())
    if needed and not line:
        raise QuestionError(f"the {what} is empty; give it a few words")
    if len(line) > LONGEST_NAME:
        raise QuestionError(f"the {what} has {len(line)} characters, more than {LONGEST_NAME}; shorten it")
    return line


def file_name(sent: str) -> str:
    """Return the name of a file that somebody sent: no folders, no control characters, not too long, its ending kept."""
    path = PurePosixPath(" ".join(clean(sent).text.replace("\\", "/").replace("\0", " ").split()))
    name = path.name if path.name not in ("", ".", "..") else "file"
    ending = path.suffix[:12]
    return name if len(name) <= _LONGEST_FILE_NAME else name[: _LONGEST_FILE_NAME - len(ending)] + ending
