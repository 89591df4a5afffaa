"""Recall and false positives of the covering of personal data, on sixty sentences written for this test."""

import json
from pathlib import Path

from corpus.hygiene import clean

ROWS = [
    json.loads(line)
    for line in (Path(__file__).parent / "personal_sentences.jsonl").read_text(encoding="utf-8").splitlines()
]


def test_personal_data_is_covered() -> None:
    left = [(word, row["text"]) for row in ROWS for word in row.get("gone", ()) if word in clean(row["text"]).text]
    assert left == []


def test_places_roles_and_figures_are_kept() -> None:
    lost = [(word, row["text"]) for row in ROWS for word in row.get("kept", ()) if word not in clean(row["text"]).text]
    assert lost == []


def test_no_sentence_grows_or_shrinks() -> None:
    assert [row for row in ROWS if len(clean(row["text"]).text) != len(row["text"])] == []
