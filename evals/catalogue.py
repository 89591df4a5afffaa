"""The evaluation sets there are: each a card in `evals/sets/` with a file of cases, or a BEIR folder, for each half."""

import gzip
import hashlib
import json
from collections.abc import Iterator
from functools import cached_property
from pathlib import Path
from typing import Any, TypeVar

import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from evals.errors import EvaluationError

SETS = Path(__file__).parent / "sets"
Case = TypeVar("Case", bound=BaseModel)


class HalfCard(BaseModel):
    """One half of a set: its files, how many cases they hold, and what they may be used for."""

    model_config = ConfigDict(extra="forbid")

    files: tuple[str, ...] = Field(min_length=1)
    """Below `evals/sets/`, or below the project's root with a leading `/`."""
    cases: int
    use: str
    options: dict[str, Any] = {}


class Card(BaseModel):
    """The front matter of a card. The text below it is for people."""

    model_config = ConfigDict(extra="forbid")

    id: str
    title: str
    evaluation: str
    origin: str
    writers: str
    licence: str
    halves: dict[str, HalfCard]


class EvaluationSet:
    """One half of a set, as a run uses it."""

    def __init__(self, card: Card, half: str, root: Path = SETS) -> None:
        self.card, self.half, self._root = card, card.halves[half], root
        self.name = f"{card.id}-{half}"

    @property
    def options(self) -> dict[str, Any]:
        """What the evaluation has to know about this half, from its card."""
        return self.half.options

    @property
    def paths(self) -> list[Path]:
        """The files of the half."""
        return [self._root.parent.parent / f[1:] if f.startswith("/") else self._root / f for f in self.half.files]

    @cached_property
    def sha256(self) -> str:
        """The hash of the half's files, in order: the version of the set."""
        total = hashlib.sha256()
        for path in self.paths:
            total.update(read_bytes(path))
        return total.hexdigest()

    def rows(self) -> Iterator[tuple[str, dict[str, Any]]]:
        """Yield (place, row) for each line of the files. Raises EvaluationError."""
        for path in self.paths:
            yield from read_rows(path)

    def cases(self, kind: type[Case]) -> list[Case]:
        """Return the cases in order. Raises EvaluationError that names file, line and field of a bad one."""
        return [valid_case(kind, row, place) for place, row in self.rows()]


def all_sets(root: Path = SETS) -> dict[str, EvaluationSet]:
    """Return every half of every set by name, in order of the cards' names."""
    found = {}
    for path in sorted(root.glob("*.md")):
        card = read_card(path)
        if card is not None:
            found.update({f"{card.id}-{half}": EvaluationSet(card, half, root) for half in card.halves})
    return found


def get_set(name: str, root: Path = SETS) -> EvaluationSet:
    """Return the set with that name, or of the card in a file of that name. Raises EvaluationError with the names there are."""
    if name.endswith(".md"):
        return _set_of_card(Path(name))
    sets = all_sets(root)
    if name not in sets:
        raise EvaluationError(f"no set is called {name!r}; there are {', '.join(sets)}")
    return sets[name]


def _set_of_card(path: Path) -> EvaluationSet:
    """Return the set of a card anywhere; its files are named from where it lies."""
    card = read_card(path) if path.is_file() else None
    if card is None or len(card.halves) != 1:
        raise EvaluationError(
            f"{path}: not the card of a set with one half, as `regrip eval import-feedback` writes it"
        )
    return EvaluationSet(card, next(iter(card.halves)), path.parent)


def read_card(path: Path) -> Card | None:
    """Return the card in `path`, None when the file has no front matter. Raises EvaluationError when it is wrong."""
    text = path.read_text(encoding="utf-8")
    if not text.startswith("---\n"):
        return None
    try:
        return Card.model_validate(yaml.safe_load(text.split("---\n", 2)[1]))
    except (ValidationError, yaml.YAMLError) as error:
        raise EvaluationError(f"{path}: the front matter is not a set's card: {error}") from error


def read_rows(path: Path) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield (place, object) for each line of a JSON lines file, gzipped or plain. Raises EvaluationError."""
    for number, line in enumerate(read_bytes(path).decode("utf-8").split("\n"), start=1):
        if not line.strip():
            continue
        place = f"{path.name}:{number}"
        try:
            row = json.loads(line)
        except json.JSONDecodeError as error:
            raise EvaluationError(f"{place}: not JSON ({error.msg})") from error
        if not isinstance(row, dict):
            raise EvaluationError(f"{place}: a line has to be one object")
        yield place, row


def read_bytes(path: Path) -> bytes:
    """Return the bytes of `path`, or of `path` with `.gz` added, unpacked. Raises EvaluationError when neither is there."""
    try:
        if path.exists():
            data = path.read_bytes()
            return gzip.decompress(data) if path.suffix == ".gz" else data
        return gzip.decompress(path.with_name(path.name + ".gz").read_bytes())
    except OSError as error:
        raise EvaluationError(f"{path}: cannot be read ({error.strerror or error})") from error


def valid_case(kind: type[Case], row: dict[str, Any], place: str) -> Case:
    """Return the case of one row. Raises EvaluationError that names its place and the field that is wrong."""
    try:
        return kind.model_validate(row)
    except ValidationError as error:
        first = error.errors()[0]
        field = ".".join(map(str, first["loc"])) or "line"
        raise EvaluationError(f"{place}: {field}: {first['msg']}") from error
