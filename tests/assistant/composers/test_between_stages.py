"""A stage that is only just the best fit gives no advice: the answer says what the service lies between and what tells these apart."""

import pytest

from assistant.assistant import Assistant
from assistant.chances import is_unsure
from assistant.composers.base import Brief, DraftSection
from assistant.composers.between_stages import BetweenStages
from assistant.composers.extractive import ExtractiveComposer
from assistant.models import AnswerEffect, Assessment, NextQuestion, Question
from assistant.phrases import LITTLE
from assistant.relevance import Ranker
from assistant.retriever import Retriever
from assistant.understanding import Understanding
from corpus.vocabulary import STAGES, Stage

GOOD_NEWS = (
    "No child waits for allocation, nothing is queueing and nobody outside has raised a concern that we had not raised first. Managers "
    "have been here four years. What we write is what inspectors find."
)


def question(words: str) -> NextQuestion:
    answer = AnswerEffect(stage="steady", probabilities=dict.fromkeys(STAGES, 0.2), words=words)
    return NextQuestion(id=words, text="Is it chronic?", gain=0.1, if_yes=answer, if_no=answer)


def assessed(confidence: float, plausible: list[Stage], p_insufficient: float = 0.0) -> Assessment:
    return Assessment(
        outcome="service_breakdown",
        stage="service_breakdown",
        probabilities=dict.fromkeys(STAGES, 0.2),
        p_insufficient=p_insufficient,
        p_out_of_scope=0.0,
        plausible=plausible,
        confidence=confidence,
        runner_up="losing_grip",
        signals=[],
        against=[],
        questions=[question("Yes would make losing grip likelier."), question(f"Yes {LITTLE}")],
    )


def sections(retriever: Retriever, assessment: Assessment) -> list[DraftSection]:
    brief = Brief("What stage?", Understanding("stage_and_next", "What stage?"), assessment=assessment)
    return list(BetweenStages(retriever).compose(brief))


def test_it_says_what_it_lies_between_and_the_page_that_tells_them_apart(retriever: Retriever) -> None:
    first, apart, asked, gather = sections(retriever, assessed(0.41, ["losing_grip", "service_breakdown"]))
    assert first.statements[0].text == "What you have written lies between losing grip and service breakdown."
    assert "right about 4 times in 10" in first.statements[1].text
    assert [s.text.split(":")[0] for s in apart.statements] == ["Losing grip or service breakdown"]
    assert ["likelier" in s.text for s in asked.statements] == [True]
    assert gather.title == "What to gather first"


def test_too_little_is_one_of_the_readings_where_it_is_likely(retriever: Retriever) -> None:
    first = sections(retriever, assessed(0.41, ["service_breakdown"], p_insufficient=0.3))[0]
    assert "losing grip, service breakdown and too little to name any stage" in first.statements[0].text


def test_among_all_stages_none_is_called_the_nearest(retriever: Retriever) -> None:
    first = sections(retriever, assessed(0.22, list(STAGES)))[0]
    assert "shows no stage clearly" in first.statements[0].text
    assert not any("comes nearest" in s.text for s in first.statements)


@pytest.mark.parametrize(("confidence", "title"), [(0.44, "Not enough to name a stage"), (0.46, "Where you are")])
def test_a_stage_that_is_right_fewer_than_five_times_in_ten_gives_no_advice(
    assistant: Assistant, confidence: float, title: str
) -> None:
    composer = ExtractiveComposer(assistant._services.retriever, Ranker(assistant.embedder), assistant._plans)
    told = assessed(confidence, ["losing_grip", "service_breakdown"])
    titles = [s.title for s in composer.compose(Brief("x", Understanding("stage_and_next", "x"), assessment=told))]
    assert title in titles
    assert ("What to do next" in titles) is not is_unsure(confidence)


def test_good_news_told_by_negatives_gets_no_advice_for_trouble(assistant: Assistant) -> None:
    answer = assistant.ask(Question(turns=[GOOD_NEWS]))
    assert answer.assessment is not None and answer.citations
    named = not is_unsure(answer.assessment.confidence) and answer.assessment.stage is not None
    assert (answer.status == "answered") is named
    assert not named or answer.assessment.stage == "steady"


def test_another_question_beside_an_unsure_stage_is_answered_from_the_sources(assistant: Assistant) -> None:
    answer = assistant.ask(Question(turns=[f"{GOOD_NEWS} Who should own clearing a backlog, day to day?"]))
    assert answer.status == "answered"
    assert "Not enough to name a stage" not in {section.title for section in answer.sections}
