"""The scoring of figures read from text."""

import numpy as np
import pytest

from assistant.models import Figure
from evals.cases import FigureCase, SaidFigure
from evals.figures.score import precision, recall, score


def read(value: float, said_for: str | None = None, before: float | None = None) -> Figure:
    return Figure.model_validate(
        {
            "quote": "q",
            "source": "question",
            "start": 0,
            "end": 1,
            "measure": "turnover",
            "value": value,
            "unit": "per cent",
            "said_for": said_for,
            "before": before,
            "note": "n",
        }
    )


def case(*figures: SaidFigure) -> FigureCase:
    return FigureCase(id="f", kind="plain", text="Turnover.", figures=list(figures))


def test_a_right_value_said_for_the_wrong_place_counts_for_the_number_alone() -> None:
    result = score(case(SaidFigure(measure="turnover", value=12, said_for="england")), [read(12)], 0.0)
    assert result.numbers == {"figures": [0, 1, 1], "numbers": [1, 1, 1], "own": [0, 1, 0]}
    assert result.score("whole_right") == 0


def test_a_text_is_whole_only_with_the_earlier_value_that_the_case_names() -> None:
    wanted = SaidFigure(measure="turnover", value=12, said_for=None, before=9)
    assert score(case(wanted), [read(12, before=9)], 0.0).score("whole_right") == 1
    assert score(case(wanted), [read(12, before=8)], 0.0).score("whole_right") == 0


def test_a_text_without_figures_is_whole_when_nothing_is_read() -> None:
    assert score(case(), [], 0.0).score("whole_right") == 1
    assert score(case(), [read(3)], 0.0).score("whole_right") == 0


def test_precision_and_recall_are_over_all_figures_together() -> None:
    rows = np.array([[1.0, 2.0, 1.0], [3.0, 3.0, 5.0]])
    assert precision(rows) == pytest.approx(4 / 5)
    assert recall(rows) == pytest.approx(4 / 6)
    assert np.isnan(precision(np.zeros((2, 3))))
