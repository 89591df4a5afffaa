import json
from collections.abc import Iterable
from pathlib import Path

import pytest

from assistant.assistant import Assistant
from assistant.settings import Settings
from evals.catalogue import EvaluationSet
from evals.errors import EvaluationError
from evals.evaluation import Subject
from evals.models import CaseRun
from evals.runner import Progress, run_set
from evals.runs import RunFolder


class StopsAfter(Progress):
    """A run that is killed after some cases."""

    def __init__(self, cases: int) -> None:
        self.cases = cases

    def watch(self, cases: Iterable[CaseRun], done: int, total: int, name: str) -> Iterable[CaseRun]:
        for number, case in enumerate(cases):
            if number == self.cases:
                raise KeyboardInterrupt
            yield case


@pytest.fixture
def subject(settings: Settings, assistant: Assistant) -> Subject:
    subject = Subject(settings, "extractive")
    subject.assistant = assistant
    return subject


def test_a_run_holds_settings_versions_scores_with_reasons_and_intervals(
    few_questions: EvaluationSet, settings: Settings, subject: Subject, tmp_path: Path
) -> None:
    run = run_set(few_questions, settings, out=tmp_path / "run", subject=subject)
    info, figures = run.info, run.figures
    assert info.finished
    assert {"regrip", "commit", "stage_model", "index", "embedder"} <= info.versions.keys()
    assert info.settings["answer"]["passages"] == settings.answer.passages
    assert str(settings.home) not in (run.path / "run.json").read_text(encoding="utf-8")
    results = [result for _, result in run.results()]
    assert len(results) == 8
    wrong = [score for r in results for score in r.scores if score.value < 1]
    assert all(score.reason for score in wrong)
    assert {r.id for r in results} == run.outputs().keys()
    for figure in figures.figures:
        if figure.value is not None:
            assert figure.low is not None
            assert figure.high is not None
            assert figure.low <= figure.value <= figure.high


def test_an_interrupted_run_goes_on_where_it_stopped(
    few_questions: EvaluationSet, settings: Settings, subject: Subject
) -> None:
    with pytest.raises(KeyboardInterrupt):
        run_set(few_questions, settings, subject=subject, progress=StopsAfter(3))
    folder = next((settings.home / "evals" / "few-dev").glob("*"))
    before = (folder / "cases.jsonl").read_text(encoding="utf-8")
    with (folder / "cases.jsonl").open("a", encoding="utf-8") as file:
        file.write('{"case": "cut sho')
    run = run_set(few_questions, settings, subject=subject)
    assert run.path == folder
    after = (folder / "cases.jsonl").read_text(encoding="utf-8")
    assert after.startswith(before)
    assert [json.loads(line)["case"] for line in after.splitlines()] == [row["id"] for _, row in few_questions.rows()]


def test_a_limit_draws_the_same_cases_for_the_same_seed(
    few_questions: EvaluationSet, settings: Settings, subject: Subject, tmp_path: Path
) -> None:
    runs = [
        run_set(few_questions, settings, limit=3, seed=seed, out=tmp_path / str(n), subject=subject)
        for n, seed in enumerate((5, 5, 6))
    ]
    first, again, other = ([case for case, _ in run.results()] for run in runs)
    assert first == again != other
    assert len(first) == 3


def test_an_unknown_model_is_refused_with_those_there_are(few_questions: EvaluationSet, settings: Settings) -> None:
    with pytest.raises(EvaluationError, match="answers cannot measure 'gpt'; it has extractive"):
        run_set(few_questions, settings, model="gpt")


def test_a_folder_with_another_run_is_left_alone(
    few_questions: EvaluationSet, settings: Settings, subject: Subject, tmp_path: Path
) -> None:
    run_set(few_questions, settings, limit=2, out=tmp_path / "run", subject=subject)
    before = (tmp_path / "run" / "cases.jsonl").read_bytes()
    with pytest.raises(EvaluationError, match="holds another run"):
        run_set(few_questions, settings, limit=3, out=tmp_path / "run", subject=subject)
    assert (tmp_path / "run" / "cases.jsonl").read_bytes() == before


def test_a_folder_without_a_run_is_refused(tmp_path: Path) -> None:
    with pytest.raises(EvaluationError, match="no run is here"):
        _ = RunFolder(tmp_path).info
