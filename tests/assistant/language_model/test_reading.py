"""A model's text to sentences with numbers: lines or JSON, whole or broken, in pieces of any size."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.language_model.reading import MOST_CHARS, Said, SentenceReader


def read(text: str, size: int = 4) -> list[Said]:
    reader = SentenceReader()
    found = [said for i in range(0, len(text), size) for said in reader.feed(text[i : i + size])]
    return found + list(reader.close())


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("One fact. [1]\nAnother one [2][3].\n", [("One fact.", (1,)), ("Another one.", (2, 3))]),
        ("- **One** fact. [1, 2]\n3. Another. [passage 4]\n", [("One fact.", (1, 2)), ("Another.", (4,))]),
        ("One fact. Another one. [2]\n", [("One fact.", (2,)), ("Another one.", (2,))]),
        ("One fact [1]. Another one [2]. A third\n", [("One fact.", (1,)), ("Another one.", (2,)), ("A third", ())]),
        ("In spring (2024) it fell. [5]\n", [("In spring (2024) it fell.", (5,))]),
        ("It fell (3).\n", [("It fell.", (3,))]),
        ("It fell. [1-3]\n", [("It fell.", (1, 2, 3))]),
        ("It fell 【2】\n", [("It fell.", (2,))]),
        ("<think>It may have [1]\nrisen.</think>\nIt fell. [1]\n", [("It fell.", (1,))]),
        ("<think>never ends. [1]\n", []),
        ("It fell. [1]\nIt rose by", [("It fell.", (1,))]),
        ("It fell. [1]\nIt rose. [2]", [("It fell.", (1,)), ("It rose.", (2,))]),
        ("", []),
    ],
)
def test_lines_become_sentences_with_their_numbers(text: str, expected: list[tuple[str, tuple[int, ...]]]) -> None:
    assert read(text) == [Said(*each) for each in expected]


@pytest.mark.parametrize(
    "text",
    [
        '{"statements": [{"text": "It fell.", "passages": [1]}, {"text": "It \\"rose\\" {so}.", "passages": [2]}]}',
        '```json\n{\n "statements": [\n  {"text": "It fell.", "passages": [1]},\n  {"sentence": "It \\"rose\\" {so}.", "citations": "[2]"}',
        '[{"text": "It fell.", "passages": ["1"]}, {"text": "It \\"rose\\" {so}.", "passages": 2}, {"text": "It st',
    ],
)
def test_json_is_read_as_far_as_it_goes(text: str) -> None:
    assert read(text) == [Said("It fell.", (1,)), Said('It "rose" {so}.', (2,))]


def test_a_sentence_is_there_as_soon_as_its_line_or_object_ends() -> None:
    for text in ("It fell. [1]\n", '{"statements": [{"text": "It fell.", "passages": [1]}'):
        assert list(SentenceReader().feed(text)) == [Said("It fell.", (1,))]


def test_a_text_that_runs_on_is_noticed() -> None:
    reader = SentenceReader()
    list(reader.feed("x" * (MOST_CHARS + 1)))
    assert reader.overlong


@given(st.text(max_size=300), st.integers(1, 50))
def test_any_text_is_read_alike_in_pieces_of_any_size(text: str, size: int) -> None:
    assert read(text, size) == read(text, 1)


@given(st.lists(st.tuples(st.text(max_size=60), st.lists(st.integers(0, 99), max_size=4)), max_size=5))
def test_any_json_of_statements_never_breaks_the_reader(rows: list[tuple[str, list[int]]]) -> None:
    whole = json.dumps({"statements": [{"text": text, "passages": numbers} for text, numbers in rows]})
    for end in range(0, len(whole), 7):
        assert read(whole[:end]) == read(whole)[: len(read(whole[:end]))]
