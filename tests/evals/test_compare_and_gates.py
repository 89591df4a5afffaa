"""A broken build is caught: by comparison with the run before it, and by the gate."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant.assistant import Assistant
from assistant.models import Answer, Question
from assistant.settings import Settings
from corpus.vocabulary import STAGES
from evals.catalogue import EvaluationSet
from evals.compare import compare, comparison_text
from evals.errors import EvaluationError
from evals.evaluation import Subject
from evals.gates import Gate, Gates, Smoke, breaches
from evals.runner import run_set
from evals.runs import RunFolder

GATE = Gate(
    never=("citations_resolve", "quotes_verbatim"),
    kept=("silent_when_unanswerable", "outcome_right"),
    floors={"outcome_right": 0.5},
    watched=("outcome_right", "point_recall"),
)


class Broken:
    """An assistant whose answers are spoilt on the way out."""

    def __init__(self, whole: Assistant) -> None:
        self._whole = whole

    def ask(self, question: Question) -> Answer:
        return self.spoilt(self._whole.ask(question), question)

    def spoilt(self, answer: Answer, question: Question) -> Answer:
        return answer

    def __getattr__(self, name: str) -> object:
        return getattr(self._whole, name)


class ShiftedCitations(Broken):
    def spoilt(self, answer: Answer, question: Question) -> Answer:
        last = len(answer.citations)
        for section in answer.sections:
            for statement in section.statements:
                statement.citations = [n % last + 1 for n in statement.citations]
        return answer


class SwappedStages(Broken):
    def spoilt(self, answer: Answer, question: Question) -> Answer:
        found = answer.assessment
        if found and found.stage:
            other = STAGES[len(STAGES) - 1 - STAGES.index(found.stage)] if found.stage != STAGES[2] else STAGES[0]
            answer.assessment = found.model_copy(update={"stage": other, "outcome": other})
        return answer


class AnswersAnything(Broken):
    """Answers one question that is outside its subject as if it were a description of a service."""

    def spoilt(self, answer: Answer, question: Question) -> Answer:
        if answer.status != "out_of_scope" or question.id != "qa-048":
            return answer
        return self._whole.ask(
            Question(turns=["Queues nobody had noticed have grown since May. What stage are we in?"])
        )


@pytest.fixture
def gates() -> Gates:
    return Gates(smoke=Smoke(sets=("few-dev",), limit=8), sets={"few-dev": GATE})


@pytest.fixture
def committed(few_questions: EvaluationSet, settings: Settings, assistant: Assistant, tmp_path: Path) -> Path:
    run_set(few_questions, settings, out=tmp_path / "results" / "few-dev", subject=_subject(settings, assistant))
    return tmp_path / "results"


def _subject(settings: Settings, assistant: object) -> Subject:
    subject = Subject(settings, "extractive")
    subject.assistant = assistant  # type: ignore[assignment]
    return subject


@pytest.fixture
def spoilt_run(
    request: pytest.FixtureRequest,
    few_questions: EvaluationSet,
    settings: Settings,
    assistant: Assistant,
    tmp_path: Path,
) -> Iterator[RunFolder]:
    broken = request.param(assistant)
    return run_set(few_questions, settings, out=tmp_path / "spoilt", subject=_subject(settings, broken))


@pytest.mark.parametrize("spoilt_run", [Broken], indirect=True)
def test_an_unchanged_build_passes(spoilt_run: RunFolder, committed: Path, gates: Gates) -> None:
    assert breaches(spoilt_run, gates, committed) == []
    found = compare(RunFolder(committed / "few-dev"), spoilt_run)
    assert found.flips == []
    assert {d.verdict for d in found.differences if not d.measure.endswith("_ms")} == {"no clear change"}


@pytest.mark.parametrize("spoilt_run", [ShiftedCitations], indirect=True)
def test_citations_shifted_by_one_break_the_gate(spoilt_run: RunFolder, committed: Path, gates: Gates) -> None:
    rules = {breach.rule for breach in breaches(spoilt_run, gates, committed)}
    assert "never fails: quotes_verbatim" in rules
    figures = {f.name: f.value for f in spoilt_run.figures.figures}
    assert (figures["citation_precision"] or 0) < 0.8


@pytest.mark.parametrize("spoilt_run", [SwappedStages], indirect=True)
def test_swapped_stages_break_the_gate_and_show_as_flips(spoilt_run: RunFolder, committed: Path, gates: Gates) -> None:
    broken = breaches(spoilt_run, gates, committed)
    assert {"kept: outcome_right", "floor: outcome_right", "no worse than the baseline: outcome_right"} <= {
        b.rule for b in broken
    }
    found = compare(RunFolder(committed / "few-dev"), spoilt_run)
    outcome = next(d for d in found.differences if d.measure == "outcome_right")
    assert outcome.verdict == "worse"
    assert outcome.lost == 3
    assert "q01 outcome_right 1.00 -> 0.00" in comparison_text(found)


@pytest.mark.parametrize("spoilt_run", [AnswersAnything], indirect=True)
def test_one_unanswerable_question_answered_breaks_the_gate(
    spoilt_run: RunFolder, committed: Path, gates: Gates
) -> None:
    broken = [b for b in breaches(spoilt_run, gates, committed) if b.rule == "kept: silent_when_unanswerable"]
    assert len(broken) == 1
    assert "qa-048" in broken[0].detail


def test_runs_of_different_cases_or_rules_may_not_be_compared(
    few_questions: EvaluationSet, settings: Settings, assistant: Assistant, committed: Path, tmp_path: Path
) -> None:
    baseline = RunFolder(committed / "few-dev")
    other = run_set(few_questions, settings, limit=2, out=tmp_path / "other", subject=_subject(settings, assistant))
    assert compare(baseline, other).notes[0].startswith("2 results are in both runs; 6 only in the first")
    for change, words in (
        ({"set_sha256": "0"}, "the cases of few-dev were changed"),
        ({"scoring": 99}, "scored by different rules"),
        ({"set": "many-dev"}, "one is of few-dev, the other of many-dev"),
        ({"finished": None}, "is not finished"),
    ):
        other.start(other.info.model_copy(update=change))
        with pytest.raises(EvaluationError, match=words):
            compare(baseline, other)
        other.start(baseline.info)


def test_every_gate_names_a_set_and_scores_and_measures_that_exist() -> None:
    from evals.catalogue import get_set
    from evals.evaluation import get_evaluation
    from evals.gates import read_gates

    gates = read_gates()
    assert set(gates.smoke.sets) <= gates.sets.keys()
    for name, gate in gates.sets.items():
        evaluation = get_evaluation(get_set(name).card.evaluation)
        for measure in (*gate.never, *gate.kept, *gate.floors, *gate.watched):
            assert evaluation.measure(measure).name == measure, name
