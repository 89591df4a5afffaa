"""What stands in a board paper, an adviser's briefing and a transcript, and that each note leads to its source."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from assistant.assistant import Assistant
from assistant.briefing.material import late_notes, material_of, stage_exchange
from assistant.briefing.models import Briefing, Form, Listing, Table
from assistant.briefing.papers import DIFFERS, paper
from assistant.briefing.plan_words import steps_in_plan
from assistant.briefing.sources import SourceBook
from assistant.briefing.statements import Reader
from assistant.briefing.transcripts import answer_briefing, conversation_briefing
from assistant.models import Figure, Statement, UserDocument
from assistant.plans.models import PlanAction, PlanCheck
from assistant.timeline import Timeline, trace
from corpus.vocabulary import Outcome
from tests.assistant.briefing.making import LETTER, TODAY, exchange, lines_of
from tests.assistant.timeline.test_timeline import read_as


def made(form: Form = "board", text: str = "plain words") -> Briefing:
    return paper(material_of(exchange(text), "Northfield", "Front door"), form, TODAY)


def part(briefing: Briefing, title: str) -> list[str]:
    (found,) = [each for each in briefing.parts if each.title == title]
    return [line.text for line in lines_of(briefing.model_copy(update={"parts": [found]}))]


@pytest.mark.parametrize("form", ["board", "adviser"])
def test_every_note_leads_to_one_place_of_one_source(form: Form) -> None:
    briefing = made(form)
    places = [place.note for source in briefing.sources for place in source.places]
    assert len(places) == len(set(places))
    used = {note for line in lines_of(briefing) for note in line.notes}
    assert used == set(places)


def test_the_board_reads_safety_before_the_stage_and_the_stage_before_the_steps() -> None:
    titles = [each.title for each in made().parts]
    order = ["Question", "Safety checks first", "Where the service is", "Evidence for", "Evidence against"]
    order += ["Recommended steps", "Mismatches to avoid", "What is not known", "Questions for the board"]
    assert titles == order


def test_the_adviser_has_all_that_the_board_has_and_the_signs_as_a_table() -> None:
    board, adviser = made(), made("adviser")
    assert {each.title for each in board.parts} < {each.title for each in adviser.parts}
    (signs,) = [b for b in adviser.parts[-1].blocks if isinstance(b, Table)]
    assert len(signs.rows) == 3 and [row[3].text for row in signs.rows].count("Past") == 1


def test_evidence_is_cited_from_the_users_own_document_and_from_the_rubrics_page() -> None:
    briefing = made()
    line = next(line for line in lines_of(briefing) if line.text.startswith(f"“{LETTER}”"))
    rest = {place.note: source for source in briefing.sources for place in source.places}
    own, page = (rest[note] for note in line.notes)
    assert (own.title, own.date, own.own) == ("letter.txt", "3 February 2026", True)
    assert page.title == "Title of stage-systemic-crisis" and not page.own
    assert "Partners act." in line.text


def test_a_step_is_a_row_with_its_owner_and_sign_each_with_its_own_note() -> None:
    (table,) = [b for p in made().parts if p.title == "Recommended steps" for b in p.blocks if isinstance(b, Table)]
    (row,) = table.rows
    assert [cell.text for cell in row] == ["Systemic crisis: it fits.", "Begin.", "A head of service.", "Fewer."]
    assert row[0].lead == "plain words" and row[0].mark == "our inference"
    assert row[0].notes and row[2].notes and row[0].notes != row[2].notes and not row[1].notes


def test_steps_without_owner_stay_as_they_were_said() -> None:
    kept = exchange()
    kept.answer.sections[3].statements = [Statement(text="Keep looking inwards.", kind="quote", citations=[3])]
    steps = [p for p in paper(material_of(kept, "N"), "board", TODAY).parts if p.title == "Recommended steps"]
    assert not any(isinstance(block, Table) for block in steps[0].blocks)


def test_what_is_not_known_names_silence_age_and_what_came_late() -> None:
    late = late_notes(datetime(2026, 3, 4, tzinfo=UTC), [datetime(2026, 3, 5, tzinfo=UTC)], [])
    unknown = part(paper(material_of(exchange(), "N", notes=late), "board", TODAY), "What is not known")
    assert "Nothing was said yet about workforce and performance and data." in unknown
    assert "The newest dated document is of 3 February 2026." in unknown
    assert "One document has no date." in unknown
    assert "1 document added after this answer. Ask again to have them read." in unknown


def test_the_newest_answer_with_a_stage_is_taken() -> None:
    old, new = exchange("old"), exchange("new", asked_at=datetime(2026, 3, 6, tzinfo=UTC))
    fact = exchange("fact", asked_at=datetime(2026, 3, 8, tzinfo=UTC))
    fact.answer.assessment = None
    assert stage_exchange([new, fact, old]) is new
    assert stage_exchange([fact]) is None


def test_an_answer_without_a_stage_is_given_as_it_is() -> None:
    kept = exchange()
    kept.answer.assessment, kept.answer.status = None, "no_source_found"
    briefing = paper(material_of(kept, "N"), "board", TODAY)
    assert [p.title for p in briefing.parts][:3] == ["Question", "Safety checks first", "Where you are"]
    assert not any(block.type == "chart" for each in briefing.parts for block in each.blocks)


def test_a_conversation_has_every_message_and_one_list_of_sources() -> None:
    briefing = conversation_briefing([exchange("one"), exchange("two")], "Northfield", TODAY)
    assert [p.title for p in briefing.parts if p.level == 1] == ["Message 1", "Message 2"]
    assert len({source.title for source in briefing.sources}) == len(briefing.sources)
    answer = answer_briefing(exchange("one"), TODAY)
    assert answer.title == "one" and all(p.level == 1 for p in answer.parts)


def test_an_inference_is_marked_as_one_wherever_it_stands() -> None:
    for briefing in (made(), made("adviser"), answer_briefing(exchange(), TODAY)):
        (mismatch,) = [p for p in briefing.parts if "ismatch" in p.title]
        assert [line.mark for line in lines_of(briefing.model_copy(update={"parts": [mismatch]}))] == ["our inference"]
    assert isinstance(made().parts[3].blocks[0], Listing)


def test_a_board_reads_the_service_and_the_date_under_the_title_and_the_date_of_a_paper_beside_its_words() -> None:
    briefing = made()
    assert briefing.about[:2] == ["Service: Front door", "Date: 9 March 2026"]
    assert any(line.text.startswith(f"“{LETTER}” (3 February 2026).") for line in lines_of(briefing))


def _line_of(*stages: Outcome) -> Timeline:
    papers = [
        (UserDocument(title=f"paper {n}", date=f"202{n}-01", text="Words."), read_as(stage))
        for n, stage in enumerate(stages)
    ]
    return trace(papers)


def test_a_board_reads_the_direction_in_one_line_and_is_told_where_the_newest_paper_reads_otherwise() -> None:
    def where(*stages: Outcome) -> list[str]:
        material = replace(material_of(exchange(), "N"), timeline=_line_of(*stages))
        return part(paper(material, "board", TODAY), "Where the service is")

    assert where("losing_grip", "systemic_crisis")[-1] == (
        "The service is moving further into difficulty. The newest paper that says a stage reads as systemic crisis."
    )
    assert where("losing_grip", "steady")[-1].endswith(DIFFERS)
    assert where("losing_grip") == where("insufficient") == part(made(), "Where the service is")


def _check(*actions: tuple[str, str, str | None, float]) -> PlanCheck:
    made = [
        PlanAction.model_validate(
            {"text": text, "fit": fit, "why": "It hides.", "response": response, "chances": {"mismatch": chance}}
        )
        for text, fit, response, chance in actions
    ]
    return PlanCheck(id="", status="answered", outcome="systemic_crisis", stage="systemic_crisis", actions=made)


def test_a_board_reads_how_much_of_its_plan_fits_and_which_action_least() -> None:
    check = _check(
        ("Rebrand.", "mismatch", None, 0.6), ("Fly a flag.", "mismatch", None, 0.9), ("Meet.", "fits", None, 0.1)
    )
    material = replace(material_of(exchange(), "N"), plan=check, plan_title="plan.md")
    assert part(paper(material, "board", TODAY), "Your plan") == [
        "Of 3 actions: 1 fit, 2 a mismatch. The surest mismatch is action 2, “Fly a flag.”: It hides."
    ]
    assert "Your plan" not in [each.title for each in paper(material, "adviser", TODAY).parts]


def test_a_step_that_is_in_the_plan_already_says_so_with_the_plan_as_its_source() -> None:
    material = replace(material_of(exchange(), "N"), plan_title="plan.md", in_plan={"response-audit": 4})
    briefing = paper(material, "board", TODAY)
    (table,) = [b for p in briefing.parts if p.title == "Recommended steps" for b in p.blocks if isinstance(b, Table)]
    assert table.rows[0][0].text.startswith("Already in your plan, as it reads (action 4).")
    assert "plan.md" in [source.title for source in briefing.sources]


def test_only_an_action_with_the_words_of_a_step_is_the_step(assistant: Assistant) -> None:
    answer = exchange("Independent practice audit.").answer
    told = (
        "Independent practice audit of 30 cases by a neighbouring council",
        "Visit the judge and the police in person",
    )
    check = _check(*((text, "fits", "response-audit", 0.0) for text in reversed(told)))
    assert steps_in_plan(answer, check, assistant.embedder) == {"response-audit": 2}
    assert steps_in_plan(answer, _check((told[0], "fits", None, 0.0)), assistant.embedder) == {}


def test_a_figure_bears_the_date_of_its_paper_and_an_older_one_of_its_measure_is_said_to_be_older() -> None:
    kept = exchange()
    days = {"old.txt": "2024-01", "new.txt": "2026-02"}
    common = {"start": 0, "end": 17, "measure": "vacancy_rate", "unit": "count", "note": ""}
    figures = [
        Figure.model_validate({"quote": f"Vacancies are {value}%", "source": source, "value": value, **common})
        for source, value in zip(days, (31, 24), strict=True)
    ]
    assert kept.answer.assessment is not None
    kept.answer.assessment.figures = figures
    told = [Statement(text=f"You wrote “{f.quote}”: far above England's.", kind="own_words") for f in figures]
    documents = [UserDocument(title=title, date=day, text="x") for title, day in days.items()]
    reader = Reader(kept.answer, documents, "today", SourceBook())
    assert [reader.lines(each)[0].text for each in told] == [
        "You wrote “Vacancies are 31%” (January 2024, an older figure): far above England's.",
        "You wrote “Vacancies are 24%” (February 2026): far above England's.",
    ]
