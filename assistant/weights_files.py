"""Committed weights that stand in one JSON file: read and checked, with an error that says how to make them anew."""

from pathlib import Path
from typing import TypeVar

from pydantic import BaseModel, ValidationError

from assistant.errors import ModelFileError

Weights = TypeVar("Weights", bound=BaseModel)


def read_weights(path: Path, kind: type[Weights], owner: str, rebuild: str) -> Weights:
    """Return the record in `path`. Raises ModelFileError when it is missing or damaged, naming its `owner` and the way to `rebuild` it."""
    try:
        return kind.model_validate_json(path.read_text(encoding="utf-8"))
    except FileNotFoundError as error:
        raise ModelFileError(f"{owner} lacks {path.name}; {rebuild}") from error
    except (OSError, UnicodeDecodeError, ValidationError) as error:
        raise ModelFileError(f"{path.name} cannot be read ({type(error).__name__}); {rebuild}") from error
