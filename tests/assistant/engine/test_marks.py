"""What the shipped engine makes of a user's marks: the new assessment at once, in any order, and nothing twice."""

import itertools

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.engine import SourceText, StageEngine
from assistant.errors import QuestionError
from assistant.models import Assessment, Mark, Signal, Verdict
from corpus.vocabulary import STAGES, Stage

BYPASS = "Heads ring the police first and no longer refer to the hub."
OWN_LIST = (
    "The hospital keeps its own list of children since we lost its referrals, and sends nobody to strategy meetings."
)
SLOW = "Assessments take twice as long as in spring and nobody can say why."
BROKEN = "The dashboard broke and each manager keeps a list."
PLAIN = "The corridor on the second floor was painted in May."
TEXT = [SourceText("question", " ".join([BYPASS, OWN_LIST, SLOW, BROKEN, PLAIN]))]


def marked(assessment: Assessment) -> list[Signal]:
    return [s for s in [*assessment.signals, *assessment.against] if s.marked]


def quotes(assessment: Assessment) -> set[str]:
    return {s.quote for s in [*assessment.signals, *assessment.against]}


def add(quote: str, stage: Stage) -> Mark:
    return Mark(quote=quote, verdict="add", stage=stage)


def test_without_marks_nothing_changes(engine: StageEngine) -> None:
    assert engine.assess(TEXT, []) == engine.assess(TEXT)
    assert marked(engine.assess(TEXT)) == []


@pytest.mark.parametrize("verdict", ["past", "elsewhere"])
def test_what_is_set_aside_stands_against_the_outcome_with_its_standing(engine: StageEngine, verdict: Verdict) -> None:
    before = engine.assess(TEXT)
    after = engine.assess(TEXT, [Mark(quote=BYPASS, verdict=verdict), Mark(quote=OWN_LIST, verdict=verdict)])
    assert before.outcome == "systemic_crisis" != after.outcome
    assert after.probabilities["systemic_crisis"] < before.probabilities["systemic_crisis"]
    assert {(s.quote, s.stage, s.standing) for s in after.against if s.marked} == {
        (BYPASS, "systemic_crisis", verdict),
        (OWN_LIST, "systemic_crisis", verdict),
    }
    assert not any(s.quote in (BYPASS, OWN_LIST) for s in after.signals)


def test_what_is_set_aside_is_shown_even_where_its_stage_is_a_lower_one(engine: StageEngine) -> None:
    after = engine.assess(TEXT, [Mark(quote=SLOW, verdict="past")])
    assert after.outcome == "systemic_crisis"
    assert (SLOW, "past", True) in [(s.quote, s.standing, s.marked) for s in after.against]


def test_what_is_wrong_is_shown_nowhere_and_reads_as_if_it_had_not_been_written(engine: StageEngine) -> None:
    after = engine.assess(TEXT, [Mark(quote=quote, verdict="wrong") for quote in (BYPASS, OWN_LIST)])
    unwritten = engine.assess([SourceText("question", " ".join([SLOW, BROKEN, PLAIN]))])
    assert after.outcome == unwritten.outcome != "systemic_crisis"
    assert after.probabilities == pytest.approx(unwritten.probabilities)
    assert after.confidence == pytest.approx(unwritten.confidence)
    assert quotes(after) == quotes(unwritten)


def test_an_added_sign_is_a_signal_with_an_indicator_of_its_stage_and_moves_it(engine: StageEngine) -> None:
    before, after = engine.assess(TEXT), engine.assess(TEXT, [add(PLAIN, "complete_lock")])
    (signal,) = marked(after)
    assert (signal.quote, signal.stage, signal.standing, signal.weight) == (PLAIN, "complete_lock", "now_here", 1.0)
    assert signal.indicator is not None and signal.indicator.startswith("CL")
    assert signal.indicator_text and signal.theme
    assert after.probabilities["complete_lock"] > before.probabilities["complete_lock"]
    assert TEXT[0].text[signal.start : signal.end] == signal.quote
    assert after.certainty.endswith("It takes the signs that you added as true.")


def test_adding_what_the_engine_has_read_already_moves_little_and_shows_it_once(engine: StageEngine) -> None:
    before, after = engine.assess(TEXT), engine.assess(TEXT, [add(BYPASS, "systemic_crisis")])
    gained = after.probabilities["systemic_crisis"] - before.probabilities["systemic_crisis"]
    assert 0 <= gained < 0.05
    assert [s.marked for s in after.signals if s.quote == BYPASS] == [True]


def test_words_read_wrongly_can_be_added_as_a_sign_of_another_stage(engine: StageEngine) -> None:
    after = engine.assess(TEXT, [Mark(quote=BYPASS, verdict="wrong"), add(BYPASS, "service_breakdown")])
    assert [(s.stage, s.marked) for s in [*after.signals, *after.against] if s.quote == BYPASS] == [
        ("service_breakdown", True)
    ]


def test_every_added_sign_is_shown_however_many_there_are(engine: StageEngine) -> None:
    words = [f"Office {chr(65 + i)} was painted in May of this year." for i in range(16)]
    texts = [SourceText("question", " ".join([BYPASS, OWN_LIST, *words]))]
    assert len(marked(engine.assess(texts, [add(word, "losing_grip") for word in words]))) == 16


@pytest.mark.parametrize("verdict", ["wrong", "past", "elsewhere"])
def test_a_document_marked_whole_stops_counting(engine: StageEngine, verdict: Verdict) -> None:
    said = SourceText("turn 1", f"{SLOW} {BROKEN}")
    report = SourceText("minutes.txt", f"{BYPASS} {OWN_LIST}", "2025-03")
    assert engine.assess([said, report]).outcome == "systemic_crisis"
    after = engine.assess([said, report], [Mark(source="minutes.txt", verdict=verdict)])
    alone = engine.assess([said])
    assert after.outcome == alone.outcome
    assert all(s.source == "turn 1" for s in after.signals)
    if verdict == "wrong":
        assert after == alone


def test_a_text_of_which_nothing_is_left_is_insufficient(engine: StageEngine) -> None:
    after = engine.assess(TEXT, [Mark(source="question", verdict="elsewhere")])
    assert after.outcome == "insufficient"
    assert after.signals == []


def test_marks_lie_in_turns_and_documents_of_a_conversation(engine: StageEngine) -> None:
    texts = [SourceText("turn 1", BYPASS), SourceText("turn 2", SLOW), SourceText("report", OWN_LIST)]
    marks = [
        Mark(source="question", start=0, end=5, verdict="past"),
        Mark(source="report", start=0, end=6, verdict="elsewhere"),
        Mark(source="turn 2", start=0, end=11, verdict="add", stage="losing_grip"),
    ]
    after = engine.assess(texts, marks)
    assert {(s.source, s.standing) for s in marked(after)} == {
        ("turn 1", "past"),
        ("report", "elsewhere"),
        ("turn 2", "now_here"),
    }


def test_the_same_words_pasted_twice_count_once_under_a_mark_too(engine: StageEngine) -> None:
    twice = [*TEXT, SourceText("report", f"You asked. {BYPASS} {PLAIN}")]
    marks = [Mark(quote=BYPASS, verdict="past"), add(PLAIN, "complete_lock")]
    once, again = engine.assess(TEXT, marks), engine.assess([*TEXT, SourceText("copy", TEXT[0].text)], marks)
    assert once == again
    assert [s.quote for s in marked(engine.assess(twice, marks))] == [s.quote for s in marked(once)]


def test_marking_the_second_copy_does_what_marking_the_first_does(engine: StageEngine) -> None:
    texts = [*TEXT, SourceText("letter", f"You asked. {BYPASS}")]
    first = engine.assess(texts, [Mark(source="question", quote=BYPASS, verdict="wrong")])
    assert first == engine.assess(texts, [Mark(source="letter", quote=BYPASS, verdict="wrong")])
    assert BYPASS not in quotes(first)


def test_a_mark_on_no_place_is_refused_by_name(engine: StageEngine) -> None:
    with pytest.raises(QuestionError, match="'turn 3'"):
        engine.assess(TEXT, [Mark(source="turn 3", verdict="wrong")])


set_aside = st.builds(
    lambda quote, verdict: Mark(quote=quote, verdict=verdict),
    st.sampled_from([BYPASS, OWN_LIST, SLOW, "each manager keeps", "nobody can say why. The dashboard"]),
    st.sampled_from(["wrong", "past", "elsewhere"]),
)
added = st.sampled_from(
    [add(PLAIN, "complete_lock"), add("second floor", "complete_lock"), add("ring the police", "systemic_crisis")]
)
any_marks = st.lists(set_aside | added, max_size=5)


@given(any_marks, st.randoms())
@settings(max_examples=25, deadline=None)
def test_marks_in_any_order_and_twice_give_the_same_assessment(
    engine: StageEngine, marks: list[Mark], random: object
) -> None:
    shuffled = [*marks, *marks[:1]]
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    assert engine.assess(TEXT, shuffled) == engine.assess(TEXT, marks)


@given(any_marks)
@settings(max_examples=25, deadline=None)
def test_a_marked_assessment_holds_together(engine: StageEngine, marks: list[Mark]) -> None:
    assessment = engine.assess(TEXT, marks)
    for signal in [*assessment.signals, *assessment.against]:
        assert TEXT[0].text[signal.start : signal.end] == signal.quote
        assert 0 <= signal.weight <= 1
    assert list(assessment.probabilities) == list(STAGES)
    assert sum(assessment.probabilities.values()) == pytest.approx(1)
    wrong = {m.quote for m in marks if m.verdict == "wrong"}
    assert not wrong & {s.quote for s in [*assessment.signals, *assessment.against] if not s.marked}


@given(st.permutations([BYPASS, OWN_LIST, SLOW, BROKEN, PLAIN]), st.sampled_from(STAGES))
@settings(max_examples=5, deadline=None)
def test_each_further_sign_of_a_stage_never_makes_it_less_likely(
    engine: StageEngine, words: list[str], stage: Stage
) -> None:
    marks = [add(word, stage) for word in words]
    chances = [engine.assess(TEXT, marks[:n]).probabilities[stage] for n in range(len(marks) + 1)]
    assert all(after >= before - 1e-9 for before, after in itertools.pairwise(chances))
