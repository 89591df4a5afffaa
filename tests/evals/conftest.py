"""A real assistant on the real index, and small sets to run it on."""

import json
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from assistant.assistant import Assistant
from assistant.settings import Settings
from evals.catalogue import EvaluationSet, get_set


@pytest.fixture(scope="session")
def settings(home: Path, tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """Settings on a home of this folder's own, because runs are written there."""
    own = tmp_path_factory.mktemp("evals")
    shutil.copytree(home, own, dirs_exist_ok=True)
    return Settings(home=own)


@pytest.fixture(scope="session")
def assistant(settings: Settings) -> Iterator[Assistant]:
    """The assistant as an evaluation asks it."""
    record = settings.record.model_copy(update={"keep": False})
    return Assistant.open(settings.model_copy(update={"record": record}))


@pytest.fixture
def few_questions(tmp_path: Path) -> EvaluationSet:
    """Eight questions of the development half: stage, fact, out of scope."""
    wanted = {"q01", "q02", "q03", "q08", "q09", "q53", "qa-048", "qa-013"}
    rows = [row for _, row in get_set("questions-dev").rows() if row["id"] in wanted]
    assert len(rows) == len(wanted)
    return small_set(tmp_path, "few", "answers", rows)


def small_set(folder: Path, name: str, evaluation: str, rows: list[dict[str, Any]]) -> EvaluationSet:
    """Write a set with one half, dev, and return it."""
    from evals.catalogue import read_card

    (folder / f"{name}.dev.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    front = {
        "id": name,
        "title": name,
        "evaluation": evaluation,
        "origin": "a test",
        "writers": "a test",
        "licence": "Apache-2.0",
        "halves": {"dev": {"files": [f"{name}.dev.jsonl"], "cases": len(rows), "use": "a test"}},
    }
    path = folder / f"{name}.md"
    path.write_text(f"---\n{json.dumps(front)}\n---\n", encoding="utf-8")
    card = read_card(path)
    assert card is not None
    return EvaluationSet(card, "dev", folder)
