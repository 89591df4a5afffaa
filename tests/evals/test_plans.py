"""The evaluation of plan checks: its figures are scikit-learn's, its scores say what was wrong."""

import numpy as np
import pytest
from sklearn.metrics import accuracy_score, confusion_matrix, f1_score, recall_score

from assistant.assistant import Assistant
from assistant.plans import PlanAction, PlanCheck, PlanGap
from assistant.settings import Settings
from evals.cases import PlanCase, PlannedAction
from evals.catalogue import get_set
from evals.evaluation import Subject
from evals.models import CaseResult
from evals.plans.evaluation import EVALUATION
from evals.plans.generate import Checked, majority
from evals.plans.score import confusion, macro_f1, score, share_right_of

CASE = PlanCase(
    id="x",
    situation="s",
    stage="losing_grip",
    actions=(
        PlannedAction(text="one", fit="fits", response="response-peer-challenge", why="w"),
        PlannedAction(text="two", fit="mismatch", why="w"),
        PlannedAction(text="three", fit="unclear", why="w"),
    ),
    gaps=("response-partner-compact", "response-restructure"),
)


def checked() -> Checked:
    actions = [PlanAction(text="one", fit="fits", why="r", response="response-peer-challenge")]
    actions += [PlanAction(text="two", fit="fits", why="r"), PlanAction(text="three", fit="unclear", why="r")]
    gaps = [PlanGap(response="response-restructure", title="t", why="w")]
    found = PlanCheck(id="x", status="answered", outcome="losing_grip", stage="losing_grip", actions=actions, gaps=gaps)
    return Checked([a.fit for a in actions], ["r"] * 3, found, 0.1)


def labels(seed: int) -> tuple[np.ndarray, np.ndarray]:
    rng = np.random.default_rng(seed)
    return rng.integers(0, 4, 60), rng.integers(0, 4, 60)


@pytest.mark.parametrize("seed", range(5))
def test_macro_f1_agrees_with_scikit_learn(seed: int) -> None:
    actual, given = labels(seed)
    rows = np.vstack([np.column_stack([actual, given]).astype(float), [[np.nan, np.nan]]])
    expected = f1_score(actual, given, labels=[0, 1, 2], average="macro", zero_division=0)
    assert macro_f1(rows) == pytest.approx(expected)


def test_macro_f1_agrees_with_scikit_learn_where_a_class_is_missing() -> None:
    rows = np.array([[0, 0], [0, 2], [3, 0]], dtype=float)
    expected = f1_score(rows[:, 0], rows[:, 1], labels=[0, 1, 2], average="macro", zero_division=0)
    assert macro_f1(rows) == pytest.approx(expected)


@pytest.mark.parametrize("seed", range(5))
def test_shares_of_right_answers_agree_with_scikit_learn(seed: int) -> None:
    actual, given = labels(seed)
    rows = np.column_stack([actual, given]).astype(float)
    own = np.isin(actual, (0, 2))
    assert share_right_of("fits", "mismatch")(rows) == pytest.approx(accuracy_score(actual[own], given[own]))
    recall = recall_score(actual, given, labels=[3], average="macro", zero_division=0)
    assert share_right_of("unclear")(rows) == pytest.approx(recall)


def test_the_confusion_table_agrees_with_scikit_learn() -> None:
    actual, given = labels(1)
    results = [CaseResult(id="a", numbers={"fit": [a, g]}) for a, g in zip(actual, given, strict=True)]
    assert confusion(results) == confusion_matrix(actual, given, labels=[0, 1, 2, 3]).tolist()


def test_there_is_a_result_for_each_action_and_one_for_the_plan() -> None:
    results = score(CASE, checked())
    assert [(r.id, r.kind) for r in results] == [
        ("x/1", "fits"),
        ("x/2", "mismatch"),
        ("x/3", "unclear"),
        ("x", "plan"),
    ]
    assert [r.score("fit_right") for r in results] == [1, 0, 1, None]
    assert [r.score("opposite") for r in results] == [0, 1, None, None]
    assert (results[0].score("response_right"), results[1].score("response_right")) == (1, None)
    assert (results[3].score("stage_right"), results[3].score("gap_recall")) == (1, 0.5)


def test_the_majority_says_fits_and_claims_no_stage() -> None:
    results = score(CASE, majority(CASE))
    assert [r.output["fit"] for r in results] == ["fits"] * 3


def test_both_halves_are_read_and_have_the_cases_their_card_says() -> None:
    for half in ("dev", "test"):
        chosen = get_set(f"plans-{half}")
        assert len(EVALUATION.read(chosen)) == chosen.half.cases


def test_a_plan_is_checked_and_every_measure_has_a_value(settings: Settings, assistant: Assistant) -> None:
    subject = Subject(settings, EVALUATION.models[0])
    subject.__dict__["assistant"] = assistant
    chosen = get_set("plans-dev")
    (run,) = EVALUATION.run(EVALUATION.read(chosen)[:1], chosen, subject)
    assert len(run.results) == 8
    for measure in EVALUATION.measures:
        assert not np.isnan(measure.statistic(measure.rows(run.results))), measure.name
