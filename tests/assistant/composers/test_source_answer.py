"""How a verdict, a superseded source and differing figures show in an answer, on the real index."""

import dataclasses

import pytest

from assistant.answerability import Verdict
from assistant.assistant import Assistant
from assistant.composers.base import Brief, DraftSection
from assistant.composers.source_answer import SourceAnswer
from assistant.composers.source_sections import ORDER
from assistant.models import Answer, Question
from assistant.passages import Unit
from assistant.retriever import Retriever
from assistant.selection import Selected, Selection, Selector
from assistant.understanding import understand
from tests.assistant.making import made

BACKLOG = "How do I clear a backlog of assessments?"


def brief(retriever: Retriever, question: str, verdict: Verdict | None = None) -> Brief:
    understanding = understand([question])
    results = retriever.search(understanding.query)
    selection = Selector(retriever).select(understanding, results)
    return Brief(question, understanding, results, selection=selection, verdict=verdict)


def of_units(question: str, *units: Unit) -> Brief:
    """A brief whose selection holds these sentences, all likely."""
    understanding = understand([question])
    return Brief(question, understanding, selection=Selection(understanding, tuple(Selected(u, 0.9) for u in units)))


def titles(sections: list[DraftSection]) -> list[str]:
    return [section.title for section in sections]


def ask(assistant: Assistant, text: str) -> Answer:
    return assistant.ask(Question(turns=[text]))


def test_a_sure_verdict_opens_with_a_short_answer_and_goes_on_by_purpose(retriever: Retriever) -> None:
    made_for = brief(retriever, BACKLOG, Verdict(0.9, declines=False))
    sections = list(SourceAnswer(retriever).compose(made_for))
    assert sections[0].title == "Short answer"
    named = [title for title in titles(sections) if title in ORDER]
    assert named
    assert named == [title for title in ORDER if title in named]


def test_a_doubtful_verdict_says_so_first_and_makes_the_answer_partial(retriever: Retriever) -> None:
    made_for = brief(retriever, BACKLOG, Verdict(0.4, declines=False, doubts=True))
    sections = list(SourceAnswer(retriever).compose(made_for))
    assert sections[0].title == "Nearest passages"
    assert sections[0].statements[0].text.startswith("No passage may answer this")
    assert made_for.partial
    assert "What this leaves open" not in titles(sections)


def test_a_contradicted_premise_is_checked_first_and_not_said_again(retriever: Retriever) -> None:
    held = brief(retriever, BACKLOG)
    assert held.selection is not None
    correction = held.selection.chosen[0]
    made_for = dataclasses.replace(held, verdict=Verdict(0.9, declines=False, corrections=(correction,)))
    sections = list(SourceAnswer(retriever).compose(made_for))
    assert sections[0].statements[0].text.startswith("First, a check: ")
    assert [s.evidence for s in sections[0].statements][:2] == [(), (correction,)]
    assert [s.evidence for s in sections[0].statements].count((correction,)) == 1
    assert not [s for section in sections[1:] for s in section.statements if correction in s.evidence]


def test_a_false_premise_is_checked_first_in_a_whole_answer(assistant: Assistant) -> None:
    answer = ask(assistant, "Why did the agency rate in England rise between 2023 and 2025?")
    assert answer.status == "answered"
    assert answer.sections[0].title == "Short answer"
    assert answer.sections[0].statements[0].text.startswith("First, a check: ")
    assert any("agency rate fell from 17.8% to 13.0%" in s.text for s in answer.sections[0].statements)


def test_a_doubted_question_is_answered_in_part_from_what_comes_nearest(assistant: Assistant) -> None:
    answer = ask(assistant, "Which lawyers advised Torbay on its contract?")
    assert (answer.status, answer.completeness) == ("answered", "partial")
    assert answer.sections[0].title == "Nearest passages"
    cited = {c.document_id for c in answer.citations}
    assert any("torbay" in document for document in cited)


@pytest.mark.parametrize(
    "question", ["How much did Doncaster pay for its consultants?", "What was Liverpool's vacancy rate in March 2017?"]
)
def test_a_declined_question_finds_no_source_and_names_the_nearest(assistant: Assistant, question: str) -> None:
    answer = ask(assistant, question)
    assert (answer.status, answer.completeness, answer.citations) == ("no_source_found", None, [])
    assert answer.sections[0].statements[1].text.startswith("The nearest sources are ")


def test_a_superseded_document_is_followed_once_in_its_section_by_what_replaced_it(retriever: Retriever) -> None:
    newer = retriever.index.documents["ofsted-ilacs-framework"].info
    old = {"document": "old-guide", "title": "Old guide", "status": "superseded", "superseded_by": newer.id}
    units = [
        made(text, ordinal=i, **old) for i, text in enumerate(("Visits took two days.", "Letters came in a week."))
    ]
    sections = list(SourceAnswer(retriever).compose(of_units("How long did monitoring visits take?", *units)))
    said = [s.text for s in sections[0].statements]
    note = f"\u201cOld guide\u201d has been replaced by \u201c{newer.title}\u201d."
    assert said == ["Visits took two days.", note, "Letters came in a week."]


def test_a_superseded_document_without_a_successor_is_only_called_replaced(retriever: Retriever) -> None:
    unit = made("Visits took two days.", title="Old guide", status="superseded")
    sections = list(SourceAnswer(retriever).compose(of_units("How long did monitoring visits take?", unit)))
    assert sections[0].statements[1].text == "\u201cOld guide\u201d has been replaced."


def test_other_figures_than_the_short_answers_stand_together_and_are_not_repeated_below(retriever: Retriever) -> None:
    units = [
        made("Few things matter more to families than one worker who stays.", document="a"),
        made("Counting heads tells little of who holds a case.", document="b"),
        made("The agency rate in Leeds was 17.8% in 2023.", document="c"),
        made("By 2025 agency workers in Leeds made up 13.0%, a lower agency rate.", document="d"),
    ]
    sections = list(SourceAnswer(retriever).compose(of_units("What is the agency rate in Leeds?", *units)))
    beside = next(s for s in sections if s.title == "Other figures")
    assert [s.evidence for s in beside.statements] == [(), (units[3],), (units[2],)]
    below = sections[sections.index(beside) + 1 :]
    assert not [s for section in below for s in section.statements if set(s.evidence) & set(units[2:])]


def test_a_council_that_notes_only_mention_is_said_to_be_so_and_the_answer_is_partial(retriever: Retriever) -> None:
    made_for = of_units(
        "What did Ofsted say about Blackpool in 2024?", made("Blackpool had 184 looked after per 10,000.")
    )
    sections = list(SourceAnswer(retriever).compose(made_for))
    assert sections[0].statements[0].text == "The notes only mention Blackpool: none says what is asked."
    assert made_for.partial


def test_a_fact_opens_with_what_holds_it_and_without_it_only_comes_near(retriever: Retriever) -> None:
    units = made("The article gave four stages.", document="a"), made("Martin Cresswell wrote it.", document="b")
    sections = list(SourceAnswer(retriever).compose(of_units("Who was the author? Who wrote it?", *units)))
    assert (sections[0].title, sections[0].statements[0].evidence) == ("Short answer", (units[1],))
    sections = list(SourceAnswer(retriever).compose(of_units("Who was the author? Who wrote it?", units[0])))
    assert sections[0].title == "Nearest passages"


def test_names_that_no_sentence_shown_speaks_of_are_told(retriever: Retriever) -> None:
    unit = made("Leeds became a child-friendly city.", title="Leeds")
    made_for = of_units("What do Leeds and Hampshire do about early help?", unit)
    sections = list(SourceAnswer(retriever).compose(made_for))
    assert sections[-1].title == "What this leaves open"
    assert "Hampshire" in sections[-1].statements[0].text
    assert made_for.missing == ["Hampshire"]


def test_a_name_is_known_in_any_letters_and_when_only_its_parts_are_said(retriever: Retriever) -> None:
    units = [
        made("Working together 2023 asks for shared thresholds.", document="a"),
        made("Casey wrote one report and Jay wrote the other.", document="b"),
    ]
    made_for = of_units("What do Jay and Casey say on thresholds in Working Together?", *units)
    list(SourceAnswer(retriever).compose(made_for))
    assert made_for.missing == []


@pytest.mark.parametrize(
    "question",
    [
        "What vacancy rate is a sign of service breakdown, 30%?",
        "In complete lock, is 90 per cent agency possible?",
        "We have 30 vacancies in a team and I think we are losing grip. What helps?",
    ],
)
def test_a_number_beside_a_stage_is_no_request_for_its_outline(retriever: Retriever, question: str) -> None:
    assert not [
        t
        for t in titles(list(SourceAnswer(retriever).compose(brief(retriever, question))))
        if t.startswith("By 90 days")
    ]


@pytest.mark.parametrize(
    "question",
    [
        "What should the first 30 days look like in systemic crisis?",
        "Give me a 90-day plan for losing grip",
        "Where should we be in twelve months after service breakdown?",
        "outline for complete lock",
    ],
)
def test_days_or_months_beside_a_stage_ask_for_its_outline(retriever: Retriever, question: str) -> None:
    assert [
        t
        for t in titles(list(SourceAnswer(retriever).compose(brief(retriever, question))))
        if t.startswith("By 90 days")
    ]


def test_what_a_question_takes_for_granted_is_said_to_be_so_where_a_passage_beside_it_leads(
    retriever: Retriever,
) -> None:
    held = brief(retriever, BACKLOG)
    assert held.selection is not None
    beside = held.selection.chosen[1]
    made_for = dataclasses.replace(held, verdict=Verdict(0.9, declines=False, beside=beside))
    first = next(iter(SourceAnswer(retriever).compose(made_for))).statements
    assert first[0].text.startswith("The question takes something for granted.")
    assert first[1].evidence == (beside,)


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("Why did Leeds get taken into a trust in 2012?", "Leeds had a trust"),
        ("Why did Hertfordshire get a commissioner?", "Hertfordshire had a commissioner"),
        ("Since Kirklees became a trust in 2018, how has it done?", "Kirklees had a trust"),
    ],
)
def test_what_no_passage_says_of_a_place_is_denied_first(assistant: Assistant, question: str, said: str) -> None:
    answer = ask(assistant, question)
    assert answer.sections[0].statements[0].text.startswith(f"Nothing in the passages found says that {said}.")
    assert answer.status == "no_source_found" or answer.completeness == "partial"


@pytest.mark.parametrize(
    "question",
    ["Why did Doncaster get a trust?", "Why was a commissioner sent to Bradford?", "When did Slough move to a trust?"],
)
def test_what_a_passage_says_of_a_place_is_not_denied(assistant: Assistant, question: str) -> None:
    assert "Nothing in the passages found says" not in " ".join(
        s.text for x in ask(assistant, question).sections for s in x.statements
    )


@pytest.mark.parametrize(
    ("question", "figure"),
    [
        ("What is the vacancy rate in England?", "14.2%"),
        ("what is a good re-referral rate?", "22.6%"),
        ("What is the average caseload nationally?", "15.2"),
    ],
)
def test_a_question_for_a_figure_leads_with_the_newest_of_england(
    assistant: Assistant, question: str, figure: str
) -> None:
    assert figure in ask(assistant, question).sections[0].statements[0].text


def test_a_figure_of_a_place_or_year_is_not_led_by_the_newest_of_england(assistant: Assistant) -> None:
    assert (
        "14.2%" not in ask(assistant, "What was the vacancy rate in Sunderland in 2018?").sections[0].statements[0].text
    )


def test_a_question_in_two_parts_opens_with_a_sentence_for_each(assistant: Assistant) -> None:
    answer = ask(assistant, "How long did Torbay take to recover, and what is the national vacancy rate?")
    opening = " ".join(statement.text for statement in answer.sections[0].statements)
    assert "76 months" in opening
    assert "14.2%" in opening


def test_a_comparison_has_a_section_for_each_side(assistant: Assistant) -> None:
    answer = ask(assistant, "How does the recovery of Leeds differ from that of Torbay?")
    assert [section.title for section in answer.sections[:2]] == ["Leeds", "Torbay"]
    assert all(statement.citations for section in answer.sections[:2] for statement in section.statements)
    lines = [statement.text for section in answer.sections for statement in section.statements]
    assert len(lines) == len(set(lines))
