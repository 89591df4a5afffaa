"""The scoring of covered personal data."""

import numpy as np
import pytest

from corpus.names import COVER
from evals.cases import PersonalCase
from evals.catalogue import get_set
from evals.personal.score import score, share

CASE = PersonalCase.model_validate(
    {
        "id": "p",
        "kind": "kin",
        "text": "Mum (Ana) lives in Leeds.",
        "covered": [{"quote": "Ana", "start": 5, "end": 8, "kind": "name"}],
        "kept": [{"quote": "Leeds", "start": 19, "end": 24}],
    }
)


def test_a_text_is_whole_when_just_its_spans_are_covered() -> None:
    result = score(CASE, f"Mum ({COVER * 3}) lives in Leeds.", ["name"], 0.0)
    assert result.score("whole_right") == result.score("kinds_said") == 1
    assert result.numbers == {"recall name": [1, 1], "kept": [0, 1], "vain": [0, 1]}


def test_a_span_covered_in_part_counts_as_open() -> None:
    result = score(CASE, f"Mum ({COVER * 2}a) lives in Leeds.", ["name"], 0.0)
    assert result.numbers["recall name"] == [0, 1]
    assert result.score("whole_right") == 0


def test_a_place_that_is_covered_is_lost_and_covered_in_vain() -> None:
    result = score(CASE, f"Mum ({COVER * 3}) lives in {COVER * 5}.", ["name"], 0.0)
    assert result.numbers["kept"] == [1, 1]
    assert result.numbers["vain"] == [1, 2]


def test_a_share_is_over_all_texts_together() -> None:
    assert share(np.array([[1.0, 2.0], [0.0, 2.0], [np.nan, np.nan]])) == pytest.approx(1 / 4)
    assert np.isnan(share(np.zeros((2, 2))))


@pytest.mark.parametrize("half", ["dev", "test"])
def test_every_span_quotes_its_text(half: str) -> None:
    cases = get_set(f"personal-{half}").cases(PersonalCase)
    spans = [(case, span) for case in cases for span in (*case.covered, *case.kept)]
    assert [case.id for case, span in spans if case.text[span.start : span.end] != span.quote] == []


def test_the_halves_share_no_text() -> None:
    dev, test = ({case.text for case in get_set(f"personal-{half}").cases(PersonalCase)} for half in ("dev", "test"))
    assert not dev & test
