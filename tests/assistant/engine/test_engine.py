"""What the shipped engine answers, and that its explanation holds."""

import math
import subprocess
import sys
import time

import numpy as np
import pytest

from assistant.engine import SourceText, StageEngine
from assistant.engine.artefacts import FOLDER, load_model
from assistant.engine.indicators import NAMED_FROM, nearest_indicator
from assistant.models import Assessment
from assistant.training.bank import load_passages, passage_from
from corpus.loaders import PACKAGE
from corpus.vocabulary import OUTCOMES, STAGES
from corpus.yaml import read_yaml
from evals.catalogue import get_set
from evals.stages.speed import a_page
from indexes.embedders import Embedder

CHOKING = "Assessments take twice as long as in spring and nobody can say why. The dashboard broke and each manager keeps a list."
SEPARATE = (
    "North and south run different thresholds. Managers change every few months. Children get a new worker at each handover. "
    "We have had three plans and the same findings."
)
PASSAGES = load_passages()[::20]
TYPED = [passage_from(row) for _, row in get_set("stage-typed-dev").rows()]


def ask(engine: StageEngine, *turns: str) -> Assessment:
    if len(turns) == 1:
        return engine.assess([SourceText("question", turns[0])])
    return engine.assess([SourceText(f"turn {i}", turn) for i, turn in enumerate(turns, start=1)])


@pytest.mark.parametrize("passage", PASSAGES, ids=lambda p: p.id)
def test_every_quote_is_verbatim_and_every_number_in_range(engine: StageEngine, passage: object) -> None:
    texts = passage.texts  # type: ignore[attr-defined]
    assessment = engine.assess(texts)
    by_name = {t.name: t.text for t in texts}
    for signal in [*assessment.signals, *assessment.against]:
        assert by_name[signal.source][signal.start : signal.end] == signal.quote
        assert 0 <= signal.weight <= 1
    assert math.isclose(sum(assessment.probabilities.values()), 1, abs_tol=1e-6)
    assert list(assessment.probabilities) == list(STAGES)
    assert 0 <= assessment.p_insufficient + assessment.p_out_of_scope <= 1
    assert 0 < assessment.confidence < 1
    assert assessment.stage == (assessment.outcome if assessment.outcome in STAGES else None)
    assert assessment.runner_up != assessment.outcome
    assert len(assessment.signals) <= 12


def test_no_signal_is_both_for_and_against(engine: StageEngine) -> None:
    for passage in PASSAGES:
        assessment = engine.assess(passage.texts)
        places = [(s.source, s.start) for s in [*assessment.signals, *assessment.against]]
        assert len(places) == len(set(places))


def test_indicators_belong_to_the_signals_own_stage(engine: StageEngine) -> None:
    prefixes = dict(zip(STAGES, ("ST", "LG", "SB", "SC", "CL"), strict=True))
    shown = [signal for passage in PASSAGES for signal in engine.assess(passage.texts).signals]
    assert sum(signal.indicator is not None for signal in shown) > len(shown) / 2
    for signal in shown:
        assert signal.indicator is None or signal.indicator.startswith(prefixes[signal.stage])


def test_words_that_are_near_no_sign_are_given_the_name_of_none() -> None:
    model = load_model(FOLDER)
    row = model.tensors["indicators"][0]
    stage = model.rubric["indicators"][0]["stage"]
    assert nearest_indicator(row, stage, model, NAMED_FROM) == model.rubric["indicators"][0]["code"]
    assert nearest_indicator(np.zeros_like(row), stage, model, NAMED_FROM) is None
    assert nearest_indicator(np.zeros_like(row), stage, model) is not None


def test_a_signals_indicator_comes_with_its_words_and_with_sources_of_the_register(engine: StageEngine) -> None:
    rubric = {indicator["code"]: indicator for indicator in load_model(FOLDER).rubric["indicators"]}
    register = {entry["id"] for entry in read_yaml((PACKAGE / "register.yaml").read_text())["sources"]}
    named = [s for passage in PASSAGES for s in engine.assess(passage.texts).signals if s.indicator]
    for signal in named:
        assert signal.indicator_text == rubric[str(signal.indicator)]["text"]
        assert signal.indicator_sources == rubric[str(signal.indicator)]["sources"]
        assert set(signal.indicator_sources) <= register
    assert any(signal.indicator_sources for signal in named)


def test_stage_is_among_the_plausible_ones_in_order_of_difficulty(engine: StageEngine) -> None:
    assessment = ask(engine, SEPARATE)
    assert assessment.outcome == "service_breakdown"
    assert "service_breakdown" in assessment.plausible
    assert assessment.plausible == sorted(assessment.plausible, key=STAGES.index)


def test_a_trailing_question_changes_nothing(engine: StageEngine) -> None:
    plain, asked = ask(engine, SEPARATE), ask(engine, f"{SEPARATE} What stage are we in and what should we do next?")
    assert plain.outcome == asked.outcome
    assert plain.confidence == pytest.approx(asked.confidence, abs=0.02)


@pytest.mark.parametrize("texts", [[], [""], ["   \n"], ["What stage are we in?"], ["12 34 | 56"]])
def test_nothing_to_go_on_is_insufficient_and_asks(engine: StageEngine, texts: list[str]) -> None:
    assessment = engine.assess([SourceText("question", text) for text in texts])
    assert assessment.outcome == "insufficient"
    assert assessment.stage is None
    assert len(assessment.questions) >= 3


@pytest.mark.parametrize(
    "text",
    [
        "We were rated inadequate last month. What stage are we in?",
        "Agency rate is 24%. Is that bad?",
        "I started as director on Monday and everyone has been lovely.",
    ],
)
def test_a_grade_a_number_or_pleasantries_alone_are_insufficient(engine: StageEngine, text: str) -> None:
    assert ask(engine, text).outcome == "insufficient"


def test_what_a_later_turn_takes_back_does_not_count(engine: StageEngine) -> None:
    gone = "The schools have set up their own hub and the police have stopped ringing us."
    assessment = ask(engine, gone, f"Scrap that, it was the wrong file, another council. {CHOKING}")
    assert assessment.outcome == "losing_grip"
    assert all(s.source == "turn 2" for s in assessment.signals)


def test_history_that_is_over_does_not_set_the_stage(engine: StageEngine) -> None:
    over = "In 2015 schools rang the police first, the hospital kept its own list and nobody visited us."
    assessment = ask(engine, f"{over} That is over: everyone rings the front door and the data matches audit.")
    assert assessment.outcome == "steady"
    assert [(s.quote, s.standing) for s in assessment.against] == [(over, "past")]


def test_a_pure_supposition_is_insufficient(engine: StageEngine) -> None:
    assert ask(engine, "If schools rang the police first, what stage would that be?").outcome == "insufficient"


def test_a_named_stage_has_words_behind_it(engine: StageEngine) -> None:
    for text in [*TYPED, *PASSAGES]:
        assessment = engine.assess(text.texts)
        if assessment.stage and text.label == assessment.stage:
            assert any(s.stage == assessment.stage for s in assessment.signals), text.id


def test_the_same_document_twice_gives_the_same_assessment(engine: StageEngine) -> None:
    once = engine.assess([SourceText("report", SEPARATE)])
    assert engine.assess([SourceText("report", SEPARATE), SourceText("report again", SEPARATE)]) == once


def test_out_of_scope_text_gives_no_signals_and_no_questions(engine: StageEngine) -> None:
    assessment = ask(engine, "What is the best way to prune an apple tree in a small garden?")
    assert assessment.outcome == "out_of_scope"
    assert assessment.signals == assessment.against == assessment.questions == []


def test_themes_without_evidence_are_named(engine: StageEngine) -> None:
    assessment = ask(engine, CHOKING)
    shown = {s.theme for s in assessment.signals}
    assert assessment.missing_themes
    assert not shown & set(assessment.missing_themes)


def test_short_texts_never_trained_on_are_read_mostly_right(engine: StageEngine) -> None:
    right = [engine.assess(t.texts).outcome == t.label for t in TYPED]
    assert {t.label for t in TYPED} == set(OUTCOMES)
    assert sum(right) / len(right) >= 0.85


def test_a_page_takes_at_most_a_few_times_what_its_embedding_takes(engine: StageEngine, embedder: Embedder) -> None:
    page = a_page()
    sentences = page.text.split(". ")
    engine.assess([page])
    assert fastest(lambda: engine.assess([page])) <= 4 * fastest(lambda: embedder.embed(sentences))


def test_serving_imports_nothing_heavy() -> None:
    heavy = "torch sklearn scipy transformers sentence_transformers chromadb langchain"
    code = f"import sys, assistant.engine; print([m for m in '{heavy}'.split() if m in sys.modules])"
    assert (
        subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.strip() == "[]"
    )


def fastest(action: object) -> float:
    times = []
    for _ in range(5):
        start = time.process_time()
        action()  # type: ignore[operator]
        times.append(time.process_time() - start)
    return min(times)


def test_without_an_explanation_the_judgement_and_the_words_behind_it_are_the_same(engine: StageEngine) -> None:
    for text in (CHOKING, SEPARATE, "The car park closes."):
        whole, plain = (engine.assess([SourceText("question", text)], explained=each) for each in (True, False))
        left_out = {"questions", "missing_themes", "separates", "signals", "against"}
        assert plain.model_dump(exclude=left_out) == whole.model_dump(exclude=left_out)
        for signals, bare in ((whole.signals, plain.signals), (whole.against, plain.against)):
            assert [(s.quote, s.stage, s.standing, s.weight) for s in signals] == [
                (s.quote, s.stage, s.standing, s.weight) for s in bare
            ]
        assert plain.questions == [] and all(signal.indicator is None for signal in plain.signals)
