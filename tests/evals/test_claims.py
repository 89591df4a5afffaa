"""The claims evaluation reads both layouts, its figures agree with scikit-learn, and no case helps to judge itself."""

from collections.abc import Sequence

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sklearn.metrics import balanced_accuracy_score, f1_score, roc_auc_score

from assistant.claims import ClaimChecker
from assistant.claims.features import FEATURES
from evals.catalogue import get_set
from evals.claims.evaluation import EVALUATION
from evals.claims.generate import ClaimCase, ClaimJudgement, judge_case, out_of_fold, read_cases
from evals.claims.score import accuracy_out_of_fold, balanced_accuracy, best_threshold, score
from evals.errors import EvaluationError
from evals.evaluation import Subject
from evals.models import CaseResult
from indexes.embedders import Embedder

LABELS = ("supported", "partially_supported", "not_supported", "contradicted")
PAIRS = st.lists(
    st.tuples(st.sampled_from(LABELS), st.sampled_from(LABELS), st.integers(0, 8)), min_size=2, max_size=40
)


def results(rows: Sequence[tuple[str, str, int]]) -> list[CaseResult]:
    return [
        score(
            ClaimCase(id=str(i), claim="c", passages=["p"], label=truth, supporting=[]),  # type: ignore[arg-type]
            ClaimJudgement(supported=said == "supported", label=said, score=chance / 8, ranked=[], seconds=0),  # type: ignore[arg-type]
        )
        for i, (truth, said, chance) in enumerate(rows)
    ]


def figure(name: str, judged: Sequence[CaseResult]) -> float:
    measure = EVALUATION.measure(name)
    return measure.statistic(measure.rows(judged))


@given(PAIRS)
def test_figures_agree_with_scikit_learn(rows: list[tuple[str, str, int]]) -> None:
    truth, said, judged = [r[0] for r in rows], [r[1] for r in rows], results(rows)
    present = sorted(set(truth))
    assert figure("macro_f1", judged) == pytest.approx(
        f1_score(truth, said, labels=present, average="macro", zero_division=0)
    )
    wanted = [t == "supported" for t in truth]
    if len(set(wanted)) < 2:
        assert np.isnan(figure("balanced_accuracy", judged)) and np.isnan(figure("auc", judged))
        return
    own = balanced_accuracy_score(wanted, [s == "supported" for s in said])
    assert figure("balanced_accuracy", judged) == pytest.approx(own)
    assert figure("auc", judged) == pytest.approx(roc_auc_score(wanted, [r[2] / 8 for r in rows]))


@given(st.lists(st.tuples(st.booleans(), st.integers(0, 6)), min_size=2, max_size=30))
def test_no_threshold_beats_the_best_one(rows: list[tuple[bool, int]]) -> None:
    truth, scores = np.array([r[0] for r in rows]), np.array([r[1] for r in rows], dtype=float)
    if truth.all() or not truth.any() or len(set(scores)) == 1:
        return
    found = balanced_accuracy(truth, scores >= best_threshold(truth, scores))
    cuts = np.unique(scores)[1:]
    assert found == pytest.approx(max(balanced_accuracy(truth, scores >= cut) for cut in cuts))


def test_a_fold_does_not_choose_its_own_threshold() -> None:
    truth = np.array([True, False, True, False])
    scores, folds = np.array([0.9, 0.8, 0.3, 0.2]), np.array([0.0, 0, 1, 1])
    assert accuracy_out_of_fold(truth, scores, folds) == 0.5


def test_noise_gives_no_accuracy_out_of_fold() -> None:
    drawn = np.random.default_rng(0)
    features, wanted = drawn.normal(size=(300, len(FEATURES))), drawn.random(300) < 0.4
    assert abs(balanced_accuracy(wanted, out_of_fold(features, wanted) >= 0.5) - 0.5) < 0.08


@pytest.mark.parametrize(
    ("name", "counts"),
    [
        ("wice-dev", {"supported": 115, "partially_supported": 191, "not_supported": 43}),
        ("scifact-claims-dev", {"supported": 124, "contradicted": 64, "not_supported": 112}),
        ("scifact-claims-train", {"supported": 332, "contradicted": 173, "not_supported": 304}),
    ],
)
def test_sets_hold_what_their_cards_say(name: str, counts: dict[str, int]) -> None:
    chosen = get_set(name)
    cases = read_cases(chosen)
    assert {label: sum(c.label == label for c in cases) for label in counts} == counts
    assert len({c.id for c in cases}) == len(cases) == chosen.half.cases
    assert all(c.passages for c in cases)


def test_the_sentences_people_named_are_looked_for_in_the_first_ones() -> None:
    case = ClaimCase(
        id="1", claim="c", passages=["A b.", "C d.", "E f."], label="supported", supporting=[["A b.", "E f."]]
    )
    judgement = ClaimJudgement(supported=True, label="supported", score=1, ranked=["A b.", "C d.", "E f."], seconds=0)
    result = score(case, judgement)
    assert (result.score("recall@1"), result.score("recall@5"), result.score("right")) == (0.5, 1.0, 1.0)


def test_the_overlap_floor_scores_by_words_alone(embedder: Embedder) -> None:
    checker = ClaimChecker(embedder)
    case = ClaimCase(
        id="1", claim="Cats sleep a lot.", passages=["Cats sleep a lot.", "Dogs."], label="supported", supporting=[]
    )
    judged = judge_case(case, checker, "overlap")
    assert (judged.score, judged.label, judged.ranked[0]) == (1.0, None, "Cats sleep a lot.")


def test_a_refit_is_refused_where_the_card_does_not_allow_it(embedder: Embedder) -> None:
    subject = Subject.__new__(Subject)
    subject.model = "refit"
    subject.__dict__["embedder"] = embedder
    chosen = get_set("scifact-claims-dev")
    with pytest.raises(EvaluationError, match="not for fitting"):
        list(EVALUATION.run(read_cases(chosen)[:1], chosen, subject))
