"""How much of what is asked for exactly a passage holds."""

import pytest
from hypothesis import given

from assistant.queries import analyse, boost
from corpus.loaders import load_corpus
from corpus.models import Chunk
from corpus.splitter import split_documents
from tests.assistant.queries.test_analysis import QUERIES


def passage(document: str, words: str) -> Chunk:
    chunks = split_documents([d for d in load_corpus() if d.info.id == document], lambda text: len(text.split()) < 180)
    return next(chunk for chunk in chunks if words in chunk.text)


@pytest.fixture(scope="module")
def signs() -> Chunk:
    return passage("stage-losing-grip", "LG3:")


def test_a_code_is_found_where_it_stands(signs: Chunk) -> None:
    assert boost(analyse("what is LG3"), signs) == 1.0
    assert boost(analyse("what is SC3"), signs) == 0.0


def test_a_section_is_found_however_it_is_written() -> None:
    chunk = passage("glossary", "Section 47:")
    assert boost(analyse("s.47 enquiries"), chunk) == 1.0
    assert boost(analyse("s.4 enquiries"), chunk) == 0.0


def test_a_named_edition_is_found_by_its_title() -> None:
    chunk = passage("working-together-2023", "")
    assert boost(analyse("Working Together 2023"), chunk) == 1.0
    assert boost(analyse("Working Together 2018"), chunk) == 0.0


def test_a_quoted_phrase_has_to_stand_word_for_word(signs: Chunk) -> None:
    phrase = "a change of recording system"
    assert boost(analyse(f'where is "{phrase}" named'), signs) == 1.0
    assert boost(analyse('where is "recording change of system" named'), signs) == 0.0


def test_of_several_things_the_share_that_is_held_counts(signs: Chunk) -> None:
    assert boost(analyse('LG3 and "no such words at all"'), signs) == 0.5


def test_a_query_that_asks_for_nothing_exactly_boosts_nothing(signs: Chunk) -> None:
    assert boost(analyse("what helps when we lose sight"), signs) == 0.0


@given(QUERIES)
def test_a_boost_is_between_nothing_and_one(text: str) -> None:
    chunk = passage("stage-losing-grip", "LG3:")
    assert 0.0 <= boost(analyse(text), chunk) <= 1.0
