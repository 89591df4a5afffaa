"""What is measured of a sentence: one finite number for each name, and what the plain ones say."""

import numpy as np
import pytest

from assistant.retriever import Retriever
from assistant.selection.candidates import Candidate, candidates
from assistant.selection.features import NAMES, Asked, read_features
from assistant.selection.selector import likenesses
from assistant.understanding import understand


def rows_of(retriever: Retriever, question: str) -> tuple[list[Candidate], np.ndarray]:
    understanding = understand([question])
    found = candidates(retriever.search(understanding.query), retriever)
    likeness = likenesses(understanding.query, found, retriever)
    return found, read_features(Asked.of(understanding), found, likeness)


def column(rows: np.ndarray, name: str) -> np.ndarray:
    return np.asarray(rows[:, NAMES.index(name)])


@pytest.mark.parametrize(
    "question",
    ["What was Sunderland's agency rate in 2015?", "zzqx", "the of and", "How would we know it works? " * 30],
)
def test_every_sentence_has_one_finite_number_for_each_name(retriever: Retriever, question: str) -> None:
    found, rows = rows_of(retriever, question)
    assert rows.shape == (len(found), len(NAMES))
    assert np.isfinite(rows).all()


def test_names_are_told_apart() -> None:
    assert len(NAMES) == len(set(NAMES))


def test_without_candidates_there_are_no_rows() -> None:
    assert read_features(Asked.of(understand(["Who pays?"])), [], {}).shape == (0, len(NAMES))


def test_places_years_and_figures_asked_for_are_seen_in_the_sentence(retriever: Retriever) -> None:
    found, rows = rows_of(retriever, "What was Sunderland's agency rate in 2015?")
    texts = [c.unit.text for c in found]
    assert column(rows, "names a place asked for").tolist() == ["Sunderland" in t for t in texts]
    assert column(rows, "says a year asked for").tolist() == ["2015" in t for t in texts]
    assert column(rows, "has a figure").tolist() == [any(c.isdigit() for c in t) for t in texts]


def test_the_nearest_sentence_to_a_question_made_of_its_words_is_that_sentence(retriever: Retriever) -> None:
    said = (
        "Stop contesting findings in public once factual errors are corrected, because every dispute delays the work."
    )
    found, rows = rows_of(retriever, f"{said[:-1]}?")
    assert found[int(column(rows, "likeness").argmax())].unit.text == said
