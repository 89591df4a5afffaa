"""The adapter for Inspect AI, as far as it goes without Inspect."""

import importlib
import sys
from math import isnan

import pytest

from evals.cases import QuestionCase
from evals.inspect_samples import NAMES, completion, explanation, judged, sample_fields, values
from tests.evals.synthetic import reply

CASE = QuestionCase.model_validate(
    {
        "id": "q1",
        "asker": "director",
        "kind": "stage",
        "question": "Where are we?",
        "expected": {
            "status": ["answered"],
            "outcome": ["losing_grip"],
            "points": [{"point": "says why", "words": [["trusts"]]}, {"point": "says more", "words": [["never said"]]}],
        },
    }
)
RESULT = judged(sample_fields(CASE)["metadata"]["case"], reply(1).model_dump(mode="json"))


def test_a_sample_holds_the_question_what_is_expected_and_the_whole_case() -> None:
    fields = sample_fields(CASE)
    assert (fields["id"], fields["input"]) == ("q1", "Where are we?")
    assert fields["target"] == "answered; losing_grip; says why; says more"
    assert QuestionCase.model_validate(fields["metadata"]["case"]) == CASE


def test_every_sample_has_every_score_and_those_that_do_not_apply_are_nan() -> None:
    found = values(RESULT)
    assert tuple(found) == NAMES
    assert (found["status_right"], found["point_recall"], found["citations_resolve"]) == (1, 0.5, 0)
    assert isnan(found["declined"]) and isnan(found["premise_corrected"])


def test_the_explanation_gives_each_score_with_its_reason() -> None:
    lines = explanation(RESULT).splitlines()
    assert "point_recall 0.5: missing: ['says more']" in lines
    assert len(lines) == len(RESULT.scores)


def test_the_completion_is_the_answer_with_its_citation_numbers() -> None:
    text = completion(reply(1))
    assert text.startswith("## Where you are\nYour service is losing its grip (1).\n## Why\nNobody trusts them.")
    assert text.endswith("A further claim. [3] [9]\nStatus: answered")


def test_without_inspect_the_message_names_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "inspect_ai", None)
    monkeypatch.delitem(sys.modules, "evals.inspect_task", raising=False)
    with pytest.raises(ImportError, match="pip install inspect-ai"):
        importlib.import_module("evals.inspect_task")
