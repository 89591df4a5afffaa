"""Chunks: short enough, nothing lost, ids that stay."""

from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.loaders import load_corpus
from corpus.models import Document, DocumentInfo, Section
from corpus.splitter import MAX_WORDS, split_document, split_documents, split_text

WORD = st.text(alphabet="abcdefgh", min_size=1, max_size=9)
SENTENCE = st.lists(WORD, min_size=1, max_size=60).map(lambda w: " ".join(w).capitalize() + ".")
TEXT = st.lists(st.tuples(SENTENCE, st.sampled_from([" ", "\n", "\n\n", "\n- "])), min_size=1, max_size=40).map(
    lambda pairs: "".join(a + b for a, b in pairs)
)


def document(*texts: str) -> Document:
    info = DocumentInfo(id="d", title="Title", publisher="P", date="2024", licence="L", kind="k")
    return Document(info=info, sections=tuple(Section(heading=("Part",), text=t, line=1) for t in texts))


@settings(max_examples=150, deadline=None)
@given(TEXT)
def test_every_word_is_in_exactly_one_part_and_no_part_is_too_long(text: str) -> None:
    parts = split_text(text)
    assert " ".join(parts).split() == text.split()
    assert all(0 < len(part.split()) <= MAX_WORDS for part in parts)


@settings(max_examples=60, deadline=None)
@given(TEXT, st.integers(min_value=12, max_value=60))
def test_parts_are_cut_until_the_embedder_reads_them_whole(text: str, most: int) -> None:
    chunks = list(split_document(document(text), lambda t: len(t.split()) <= most))
    assert " ".join(c.text for c in chunks).split() == text.split()
    assert all(len(c.index_text.split()) <= most for c in chunks)


def test_ids_are_unique_and_survive_a_change_in_another_section() -> None:
    before = list(split_document(document("One.", "Two.")))
    after = list(split_document(document("One, changed.", "Two.")))
    assert [c.id for c in before] == [c.id for c in after] == ["d/part/1", "d/part/2"]
    assert before[1].record_hash == after[1].record_hash
    assert before[0].record_hash != after[0].record_hash


def test_places_in_brackets_are_shown_but_not_searched() -> None:
    (chunk,) = split_document(document("The rate was 13%. [table 4]"))
    assert chunk.text.endswith("[table 4]")
    assert "[table 4]" not in chunk.index_text
    assert chunk.index_text == "Title - Part\nThe rate was 13%."


def test_the_corpus_splits_into_unique_ids_of_at_most_180_words() -> None:
    chunks = list(split_documents(load_corpus()))
    assert len({c.id for c in chunks}) == len(chunks) > 500
    assert max(len(c.text.split()) for c in chunks) <= MAX_WORDS


def test_a_copy_with_other_words_is_searched_by_those() -> None:
    (chunk,) = split_document(document("Assessments are late."))
    assert chunk.index_text == "Title - Part\nAssessments are late."
    copied = chunk.model_copy(update={"text": "Visits are late.", "heading": ("Other",)})
    assert copied.index_text == "Title - Other\nVisits are late."
    assert chunk.index_text == "Title - Part\nAssessments are late."
