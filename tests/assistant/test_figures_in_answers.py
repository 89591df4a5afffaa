"""Figures in answers: set beside England's from its passage, in the words of the rubric, never as a stage."""

import pytest

from assistant.assistant import Assistant
from assistant.composers.figures import TITLE, comparator_unit, figure_statements
from assistant.engine import SourceText
from assistant.engine.artefacts import FOLDER, load_model
from assistant.engine.figures import read_figures
from assistant.engine.figures.comparators import national_series
from assistant.engine.texts import read_sentences
from assistant.models import Answer, Figure, Question
from assistant.rendering import assessment_markdown

RUBRIC = load_model(FOLDER).rubric
STAGED = (
    "Our assessments are slowing, the dashboard does not match what teams say, and one duty team has lost its manager. Agency is 24%. "
    "What stage are we in and what should we do next?"
)


def ask(assistant: Assistant, text: str) -> Answer:
    return assistant.ask(Question(turns=[text]))


def figures(text: str) -> list[Figure]:
    texts = [SourceText("question", text)]
    return read_figures(texts, read_sentences(texts), RUBRIC)


def section(answer: Answer, title: str) -> list[str]:
    return [each.text for s in answer.sections if s.title == title for each in s.statements]


VERIFIED = [
    (measure, year)
    for measure, series in national_series(RUBRIC).items()
    for year in series.values
    if year not in series.unverified
]


WITHOUT_A_PASSAGE = {("children_looked_after", 2023), ("children_looked_after", 2024)}
"""The rubric holds these; no note of the corpus says them with their year."""


@pytest.mark.parametrize(("measure", "year"), VERIFIED)
def test_every_verified_national_figure_stands_in_a_passage_that_can_be_cited(
    assistant: Assistant, measure: str, year: int
) -> None:
    held = national_series(RUBRIC)[measure].of_year(year)  # type: ignore[index]
    assert held is not None
    unit = comparator_unit(measure, held[1], assistant._services.retriever)  # type: ignore[arg-type]
    assert (unit is None) == ((measure, year) in WITHOUT_A_PASSAGE)
    if unit is None:
        return
    assert str(held[1].value).removesuffix(".0") in unit.text
    assert not unit.is_unverified


def test_a_staged_answer_says_how_a_figure_lies_and_cites_englands(assistant: Assistant) -> None:
    answer = ask(assistant, STAGED)
    assert answer.assessment is not None
    assert answer.assessment.stage is not None
    yours, england = section(answer, TITLE)
    assert yours == ("You wrote \u201cAgency is 24%\u201d: far above England's. A sign to explain, not a cut-off.")
    assert "13.0%" in england
    cited = {c.n: c for c in answer.citations}
    (statement,) = (s for part in answer.sections for s in part.statements if s.text == england)
    assert cited[statement.citations[0]].document_id == "csww-2025"
    assert answer.warnings == []


def test_a_request_for_evidence_sets_figures_beside_englands_and_repeats_no_passage(assistant: Assistant) -> None:
    answer = ask(assistant, "Our vacancy rate is 31% and agency is 24%. What stage are we in?")
    assert answer.status == "needs_evidence"
    said = section(answer, "What the sources say about what you mention")
    assert said[0].startswith("You wrote \u201cvacancy rate is 31%\u201d: far above England's")
    assert len(said) == len(set(said))
    assert answer.warnings == []


def test_a_question_what_to_make_of_one_figure_is_answered_with_it_first(assistant: Assistant) -> None:
    answer = ask(assistant, "Our vacancy rate is 31%, is that high?")
    assert answer.sections[0].title == TITLE
    assert "14.2%" in answer.sections[0].statements[1].text


def test_a_figure_with_no_national_one_says_so_and_cites_nothing(assistant: Assistant) -> None:
    (statement,) = figure_statements(
        figures("62% of assessments are done within 45 days."), assistant._services.retriever
    )
    assert "Regrip has no verified national figure to cite for assessments within 45 working days" in statement.text
    assert statement.evidence == ()


def test_the_services_own_figures_come_before_parts_and_history_and_targets_are_left_out(assistant: Assistant) -> None:
    said = "In 2023 turnover was 30%. Turnover in the duty team is 40%. Turnover is 20% now. We aim to get turnover to 10%."
    texts = [s.text for s in figure_statements(figures(said), assistant._services.retriever) if s.own_quote]
    assert [("40%" in t, "20%" in t, "30%" in t) for t in texts] == [
        (False, True, False),
        (True, False, False),
        (False, False, True),
    ]


def test_the_json_of_assess_holds_the_figures_with_their_place(assistant: Assistant) -> None:
    reply = assistant.assess(Question(turns=[STAGED]))
    (figure,) = reply.model_dump(mode="json")["figures"]
    assert STAGED[figure["start"] : figure["end"]] == figure["quote"]
    assert figure["comparator"]["value"] == 13.0


def test_the_markdown_of_assess_says_the_difference_and_that_it_is_no_cut_off(assistant: Assistant) -> None:
    text = assessment_markdown(assistant.assess(Question(turns=[STAGED])))
    assert (
        "- \u201cAgency is 24%\u201d: 24% against 13.0% in England at 30 September 2025: far above it. A sign to explain, not a cut-off."
        in text
    )
