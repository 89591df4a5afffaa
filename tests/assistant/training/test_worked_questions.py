"""The questions that selection and answerability learn from: quotes stand in their documents, no evaluation question is among them."""

import json
import re
from collections import Counter
from pathlib import Path
from typing import Any, get_args

import pytest

from assistant.models import Intent
from assistant.training.selection_examples import FOLDER, Quote, bag, load_examples
from corpus.loaders import load_corpus
from corpus.splitter import split_documents
from tests.assistant.making import made

SETS = Path(__file__).parents[3] / "evals" / "sets"
KINDS = {
    "gaps": {"unanswerable", "answerable", "false_premise"},
    "selection": {*get_args(Intent), "why"},
}


def rows(name: str) -> list[dict[str, Any]]:
    paths = sorted(FOLDER.glob(f"{name}_*.jsonl"))
    return [json.loads(line) for path in paths for line in path.read_text(encoding="utf-8").splitlines()]


def quotes(row: dict[str, Any]) -> list[dict[str, str]]:
    of_points = [quote for point in row.get("points", []) for quote in point["quotes"]]
    return [*of_points, row] if "quote" in row else of_points


def plain(text: str) -> str:
    return " ".join(re.findall(r"\w+", text.casefold()))


def evaluated() -> set[str]:
    held = [json.loads(line) for path in SETS.glob("*.jsonl") for line in path.read_text(encoding="utf-8").splitlines()]
    asked = [row.get(key) for row in held for key in ("question", "query", "text")]
    turns = [turn for row in held for turn in row.get("turns", [])]
    return {plain(text) for text in (*asked, *turns) if isinstance(text, str)}


ALL = [*rows("gaps"), *rows("selection")]


def test_every_quote_stands_word_for_word_in_its_document() -> None:
    held: dict[str, str] = {}
    for chunk in split_documents(load_corpus()):
        held[chunk.info.id] = held.get(chunk.info.id, "") + chunk.text + "\n"
    lost = [
        (row["id"], q["quote"]) for row in ALL for q in quotes(row) if q["quote"] not in held.get(q["document"], "")
    ]
    assert sum(len(quotes(row)) for row in ALL) > 3000
    assert lost == []


@pytest.mark.parametrize("name", KINDS)
def test_kinds_are_known_and_ids_begin_with_the_writer(name: str) -> None:
    assert {row["kind"] for row in rows(name)} <= KINDS[name]
    for path in FOLDER.glob(f"{name}_*.jsonl"):
        writer = path.stem.removeprefix(f"{name}_")
        ids = [json.loads(line)["id"] for line in path.read_text(encoding="utf-8").splitlines()]
        assert [i for i in ids if not i.startswith(f"{writer}-")] == []


def test_what_each_kind_teaches_with_is_there() -> None:
    for row in ALL:
        wanted = {"unanswerable": 0, "answerable": 1, "false_premise": 1}.get(row["kind"])
        assert len(quotes(row)) == wanted if wanted is not None else all(p["quotes"] for p in row["points"])


def test_no_id_and_no_question_comes_twice() -> None:
    for key in ("id", "question"):
        assert [said for said, times in Counter(plain(row[key]) for row in ALL).items() if times > 1] == []


def test_no_question_of_an_evaluation_set_is_learned_from() -> None:
    held = evaluated()
    assert len(held) > 2000
    assert [row["id"] for row in ALL if plain(row["question"]) in held] == []


def test_examples_are_the_worked_questions_and_the_answerable_ones() -> None:
    assert {e.id for e in load_examples()} == {r["id"] for r in ALL if "points" in r or r["kind"] == "answerable"}


def test_a_quote_is_said_by_a_sentence_of_its_document_with_more_than_half_of_its_words() -> None:
    quote = Quote("note", bag("The agency rate in England fell to thirteen per cent"))
    assert quote.said_by(made("In England the agency rate fell to 13.0%."))
    assert not quote.said_by(made("The agency rate rose in Kirklees."))
    assert not quote.said_by(made("The agency rate in England fell to thirteen per cent.", document="other"))
    assert not Quote("note", frozenset()).said_by(made("Anything at all."))
