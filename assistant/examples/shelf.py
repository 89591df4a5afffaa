"""Where the examples lie, and how they are read: `examples.yaml` names them, and a folder for each holds its papers."""

from functools import cache
from pathlib import Path

from assistant.errors import NotFound
from assistant.examples.models import Example, ExampleListed, Paper
from corpus.yaml import read_yaml

FOLDER = Path(__file__).parent


def listed() -> list[ExampleListed]:
    """Return the examples as they are offered, in the order of their file."""
    return [
        ExampleListed(id=one.id, name=one.name, summary=one.summary, papers=len(one.papers), message=one.message)
        for one in _all().values()
    ]


def example(example_id: str) -> Example:
    """Return an example. Raises NotFound for an unknown id; the message names those there are."""
    found = _all().get(example_id)
    if found is None:
        raise NotFound(f"{example_id[:64]!r}: no example has this id; there are {', '.join(_all())}")
    return found


def paper_path(of: Example, paper: Paper) -> Path:
    """Return where a paper lies."""
    return FOLDER / of.id / paper.file


@cache
def _all() -> dict[str, Example]:
    made = [Example.model_validate(body) for body in read_yaml((FOLDER / "examples.yaml").read_text(encoding="utf-8"))]
    return {one.id: one for one in made}
