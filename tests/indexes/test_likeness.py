"""Which part of a passage is near a query, by stored pieces, by pieces read anew, and by sentences where there are none."""

from collections.abc import Sequence

import numpy as np
import pytest

from corpus.models import Chunk
from corpus.splitter import split_document
from indexes.builder import build_index
from indexes.embedders import Embedder
from indexes.hybrid import HybridIndex
from indexes.likeness import Comparer, Likeness
from indexes.pieces import PieceReader
from tests.indexes.test_builder import document

TEXT = "The board meets in the town hall. [p 1] Referrals wait for nine days before anybody reads them. [p 2] Foster carers are few."


class Whole:
    """An embedder of whole texts only, as a user's own model is."""

    def __init__(self, embedder: Embedder) -> None:
        self._embedder, self.name, self.dimension = embedder, embedder.name, embedder.dimension
        self.fingerprint = "whole"

    def embed(self, texts: Sequence[str]) -> np.ndarray:
        return self._embedder.embed(texts)

    def pieces(self, text: str) -> int:
        return self._embedder.pieces(text)


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory, embedder: Embedder) -> HybridIndex:
    home = tmp_path_factory.mktemp("likeness")
    build_index(home, [document("waits", TEXT), document("other", "Agency staff are dear.")], embedder)
    return HybridIndex(home, embedder)


def nearest(chunk: Chunk, likeness: Likeness) -> str:
    def score(sentence: str) -> float:
        start = chunk.index_text.index(sentence)
        return float(likeness.weights @ likeness.within(start, start + len(sentence)))

    sentences = [s + "." for s in chunk.index_text.split("\n", 1)[1].rstrip(".").split(". ")]
    return max(sentences, key=score)


def test_the_sentence_that_answers_is_nearest(index: HybridIndex) -> None:
    chunk = index.document_chunks("waits")[0]
    (likeness,) = index.likeness("How long do referrals wait?", [chunk])
    assert nearest(chunk, likeness) == "Referrals wait for nine days before anybody reads them."
    assert likeness.cosines.shape == (len(likeness.weights), len(likeness.places))


def test_stored_pieces_give_what_reading_anew_gives(index: HybridIndex, embedder: Embedder) -> None:
    chunks = [*index.document_chunks("waits"), *index.document_chunks("other")]
    stored = index.likeness("foster carers", chunks)
    anew = Comparer(embedder).compare("foster carers", chunks, None, [None] * len(chunks))
    for one, other in zip(stored, anew, strict=True):
        assert np.array_equal(one.places, other.places)
        assert np.allclose(one.cosines, other.cosines, atol=0.05)


def test_a_passage_that_is_not_in_the_index_can_be_compared(index: HybridIndex) -> None:
    chunk = next(split_document(document("elsewhere", TEXT)))
    (likeness,) = index.likeness("How long do referrals wait?", [chunk])
    assert nearest(chunk, likeness) == "Referrals wait for nine days before anybody reads them."


def test_an_embedder_without_pieces_compares_sentences(index: HybridIndex, embedder: Embedder) -> None:
    chunk = index.document_chunks("waits")[0]
    (likeness,) = Comparer(Whole(embedder)).compare("How long do referrals wait?", [chunk], None, [0])
    assert likeness.weights.tolist() == [1.0]
    assert nearest(chunk, likeness) == "Referrals wait for nine days before anybody reads them."


def test_every_piece_has_its_place_in_the_text(embedder: Embedder) -> None:
    assert isinstance(embedder, PieceReader)
    text = "Social workers, of the best sort, left Größe."
    (places,), (pieces,) = embedder.places([text]), embedder.read([text])[1]
    assert len(places) == len(pieces)
    assert "".join(text[a:b] for a, b in places) == "SocialworkersbestsortleftGröße"


def test_nothing_is_near_where_there_is_nothing(index: HybridIndex) -> None:
    (likeness,) = index.likeness("referrals", index.document_chunks("other"))
    assert likeness.within(0, 1).tolist() == [0.0] * len(likeness.weights)
    assert index.likeness("referrals", []) == []
