"""The evaluation of timelines: papers, latest outcome, direction, turning points."""

import itertools

import numpy as np
import pytest
from sklearn.metrics import f1_score

from assistant.assistant import Assistant
from assistant.settings import Settings
from assistant.timeline import Timeline, TimelinePoint, TurningPoint
from corpus.vocabulary import STAGES, Outcome
from evals.cases import DatedDocument, DossierCase
from evals.catalogue import get_set
from evals.evaluation import Subject
from evals.timelines.evaluation import EVALUATION
from evals.timelines.generate import Traced
from evals.timelines.score import score, turning_f1

OUTCOMES: tuple[Outcome, ...] = ("steady", "losing_grip", "service_breakdown")
CASE = DossierCase(
    id="x",
    documents=tuple(
        DatedDocument(date=f"202{n}", title=f"t{n}", text="words", outcome=outcome)
        for n, outcome in enumerate(OUTCOMES)
    ),
    latest_outcome="service_breakdown",
    direction="worsening",
    turning_points=("2021", "2022"),
)


def traced(*outcomes: Outcome) -> Traced:
    points = [
        TimelinePoint(date=f"202{n}", title=f"t{n}", outcome=outcome, probabilities=dict.fromkeys(STAGES, 0.2))
        for n, outcome in enumerate(outcomes)
    ]
    turns = [TurningPoint(date="2021", from_="steady", to="losing_grip")]
    found = Timeline(
        id="x",
        status="answered",
        points=points,
        latest_outcome=outcomes[-1],
        direction="worsening",
        turning_points=turns,
    )
    return Traced(found, 0.1)


def test_there_is_a_result_for_each_paper_and_one_for_the_dossier() -> None:
    results = score(CASE, traced("steady", "losing_grip", "losing_grip"))
    assert [(r.id, r.kind) for r in results[:3]] == [(f"x/{n}", o) for n, o in enumerate(OUTCOMES, start=1)]
    assert [r.score("paper_outcome_right") for r in results] == [1, 1, 0, None]
    assert (results[3].score("latest_right"), results[3].score("direction_right")) == (0, 1)
    assert results[3].numbers["turns"] == [1, 0, 1]


@pytest.mark.parametrize("seed", range(5))
def test_the_f1_of_turning_points_agrees_with_scikit_learn(seed: int) -> None:
    rng = np.random.default_rng(seed)
    wanted, given = rng.integers(0, 2, (6, 5)), rng.integers(0, 2, (6, 5))
    pairs = [wanted & given, given & (1 - wanted), wanted & (1 - given)]
    rows = np.column_stack([pair.sum(axis=1) for pair in pairs]).astype(float)
    with_papers = np.vstack([rows, np.full((2, 3), np.nan)])
    assert turning_f1(with_papers) == pytest.approx(f1_score(wanted.ravel(), given.ravel()))


def test_without_any_turning_point_f1_is_not_defined() -> None:
    assert np.isnan(turning_f1(np.zeros((2, 3))))


def test_both_halves_are_read_and_have_the_cases_their_card_says() -> None:
    for half in ("dev", "test"):
        chosen = get_set(f"dossiers-{half}")
        assert len(EVALUATION.read(chosen)) == chosen.half.cases


def test_turning_points_of_the_sets_follow_from_the_labels_of_their_papers() -> None:
    for half in ("dev", "test"):
        for case in EVALUATION.read(get_set(f"dossiers-{half}")):
            told = [d for d in sorted(case.documents, key=lambda d: d.date) if d.outcome in STAGES]
            turns = [b.date for a, b in itertools.pairwise(told) if a.outcome != b.outcome]
            assert list(case.turning_points) == turns, case.id


def test_a_dossier_is_traced_and_every_measure_has_a_value(settings: Settings, assistant: Assistant) -> None:
    subject = Subject(settings, EVALUATION.models[0])
    subject.__dict__["assistant"] = assistant
    chosen = get_set("dossiers-dev")
    (run,) = EVALUATION.run(EVALUATION.read(chosen)[:1], chosen, subject)
    for measure in EVALUATION.measures:
        assert not np.isnan(measure.statistic(measure.rows(run.results))), measure.name
