"""Units: what may be quoted, exactly where it stands."""

import itertools

from hypothesis import given
from hypothesis import strategies as st

from assistant.passages import units
from corpus.loaders import load_corpus
from corpus.models import Chunk, DocumentInfo
from corpus.splitter import split_documents

INFO = DocumentInfo(id="d", title="T", publisher="P", date="2024", licence="L", kind="k")


def chunk(text: str, heading: tuple[str, ...] = ("What it found",)) -> Chunk:
    return Chunk(id="d/x/1", info=INFO, heading=heading, locator="x", ordinal=0, text=text)


def test_a_sentence_is_separated_from_its_place() -> None:
    (unit,) = units(chunk("The agency rate was 13.0% in 2025. [national row]"))
    assert (unit.text, unit.place) == ("The agency rate was 13.0% in 2025.", "national row")


def test_a_sign_gives_its_code_and_a_bullet_loses_its_mark() -> None:
    (unit,) = units(chunk("- LG2: Flow slows: contacts queue. [seed: cresswell-2013-four-stages]"))
    assert (unit.code, unit.text) == ("LG2", "Flow slows: contacts queue.")


def test_inference_and_unverified_words_are_marked() -> None:
    assert units(chunk("Ask the team first, then decide. [inference]"))[0].is_inference
    assert units(chunk("Not verified: the rate was 9%.", ("Not verified",)))[0].is_unverified


def test_sentences_without_places_are_separate_units() -> None:
    found = [u.text for u in units(chunk("The first one ended. It was Dr. Smith who wrote the second one."))]
    assert found == ["The first one ended.", "It was Dr. Smith who wrote the second one."]


@given(st.text(max_size=400))
def test_every_unit_is_verbatim_and_in_order(text: str) -> None:
    found = units(chunk(text))
    assert all(u.text == text[u.start : u.end] != "" for u in found)
    assert all(a.end <= b.start for a, b in itertools.pairwise(found))


def test_the_whole_corpus_gives_units_without_brackets() -> None:
    found = [u for c in split_documents(load_corpus()) for u in units(c)]
    assert len(found) > 1500
    assert not [u.text for u in found if "[" in u.text or "]" in u.text]
