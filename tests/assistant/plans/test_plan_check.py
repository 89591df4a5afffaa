"""The plan check: fits from the cards, reasons verbatim and cited, honest where nothing can be said."""

import json
from pathlib import Path

import pytest

from app import run as command
from assistant.assistant import Assistant
from assistant.errors import QuestionError
from assistant.models import Question
from assistant.plans import PlanCheck
from assistant.plans.checker import NO_STAGE
from assistant.plans.reasons import GUIDANCE_DIFFERS, REASONS

LOSING_GRIP = (
    "We went live with the new recording system in February and since then I have no timeliness figure that I trust: the dashboard "
    "says 84%, managers say 60% and keep their own spreadsheets. Pending assessments were 61 at Easter and are 140 now. Schools and "
    "police refer as they always did, posts fill from decent shortlists, and it has crept up on us over five months."
)
STEADY = (
    "Every ten weeks the heads of service bring data and a themed audit to one table and change something. External moderation of 30 "
    "audits agreed with ours in 27. Vacancies 9%, agency 7%. The front door had a bad February with 40 contacts late; it was seen in "
    "the first week and over in five. Strategy meetings are complete 96% of the time and the director is in her sixth year."
)
PLAN = [
    "Launch a recruitment and reputation campaign with a new brand by June",
    "Clear the queue: list every unallocated child by hand, one owner, stop date 30 September",
    "Another council to re-audit 40 case files in October",
    "Limit of 16 cases for each social worker from May",
    "Strengthen leadership",
    "Repaint the canteen in cheerful colours by 3 May",
]


@pytest.fixture(scope="module")
def check(assistant: Assistant) -> PlanCheck:
    return assistant.plan_check(Question(id="p", turns=[LOSING_GRIP]), PLAN)


def test_a_campaign_is_a_mismatch_and_finding_every_child_fits_where_a_service_is_losing_its_grip(
    check: PlanCheck,
) -> None:
    assert check.stage == "losing_grip"
    assert [action.fit for action in check.actions[:2]] == ["mismatch", "fits"]
    assert check.actions[3].fit in ("partial", "mismatch")
    assert [action.response for action in check.actions[:4]] == [
        "response-reputation-campaign",
        "response-backlog-clearance",
        "response-independent-practice-audit",
        "response-caseload-cap",
    ]


def test_each_judged_action_quotes_a_passage_that_resolves(check: PlanCheck, assistant: Assistant) -> None:
    cited = {citation.n: citation for citation in check.citations}
    for action in (a for a in check.actions if a.fit != "unclear"):
        (number,) = action.citations
        citation = cited[number]
        passage = assistant.passage(citation.chunk_id)
        assert passage is not None
        assert action.why == citation.quote == passage.text[citation.start : citation.end]


def test_a_vague_action_and_one_far_from_all_guidance_are_unclear_with_a_reason(check: PlanCheck) -> None:
    vague, far = check.actions[4:]
    assert (vague.fit, vague.why, vague.citations) == ("unclear", REASONS["too_vague"], [])
    assert (far.fit, far.citations, far.response) == ("unclear", [], None)
    assert far.why in REASONS.values()


def test_each_action_has_a_reason_its_chances_and_words_of_the_situation_that_come_near(check: PlanCheck) -> None:
    for action in check.actions:
        assert action.reason in REASONS
        assert sum(action.chances.values()) == pytest.approx(1.0, abs=0.005)
        assert action.fit == max(action.chances, key=lambda fit: action.chances[fit])
        assert action.said is None or action.said in LOSING_GRIP


def test_beside_an_action_stands_what_was_said_of_the_same_matter(assistant: Assistant) -> None:
    plan = ["Recount the pending assessments by hand, and find out which timeliness figure is right"]
    (found,) = assistant.plan_check(Question(turns=[LOSING_GRIP]), plan).actions
    assert found.said and ("timeliness figure" in found.said or "Pending assessments" in found.said)


def test_a_sentence_shown_beside_an_action_has_its_personal_details_covered(assistant: Assistant) -> None:
    said = LOSING_GRIP + " Our recruitment campaign is run by ann.lee@example.org and her brand is not ready."
    found = assistant.plan_check(Question(turns=[said]), [PLAN[0]])
    assert "example.org" not in found.model_dump_json()
    assert found.actions[0].said and "recruitment campaign" in found.actions[0].said


def test_what_was_said_decides_between_two_services_at_one_stage(assistant: Assistant) -> None:
    def fits(situation: str) -> dict[str, float]:
        (found,) = assistant.plan_check(Question(turns=[situation]), [PLAN[0]]).actions
        return found.chances

    tried = LOSING_GRIP + " A recruitment and reputation campaign with a new brand ran last year and brought nobody."
    assert fits(tried) != fits(LOSING_GRIP)


def test_a_reason_says_so_where_the_guidance_in_general_says_otherwise(assistant: Assistant) -> None:
    found = assistant.plan_check(Question(turns=[LOSING_GRIP]), PLAN)
    documents = assistant._services.retriever.index.documents
    for action in (a for a in found.actions if a.fit != "unclear"):
        (citation,) = [c for c in found.citations if c.n in action.citations]
        general = documents[citation.document_id].info.fit.get("losing_grip")
        if general is not None:
            assert action.because.endswith(GUIDANCE_DIFFERS) == (general != action.fit)


def test_a_line_of_the_page_is_quoted_only_where_it_says_the_same_as_the_fit(check: PlanCheck) -> None:
    cited = {citation.n: citation for citation in check.citations}
    lines = [(a.fit, cited[n]) for a in check.actions for n in a.citations if cited[n].document_id.startswith("stage-")]
    assert lines
    for fit, citation in lines:
        assert fit == ("mismatch" if "mismatch" in citation.locator else "fits")


def test_a_response_is_named_only_where_it_is_clearly_the_nearest(assistant: Assistant) -> None:
    plan = [
        "Refresh succession planning for the DCS, AD and head of service posts",
        "Joint audit of 30 children by council, police and health reading together",
        "Set up an independently chaired improvement board",
    ]
    found = assistant.plan_check(Question(turns=[LOSING_GRIP]), plan)
    assert [action.response for action in found.actions] == [None, None, "response-improvement-board"]


def test_safety_comes_first_then_what_fits_then_what_fits_in_part(check: PlanCheck) -> None:
    order = [step.action for step in check.sequence]
    assert order[0] == 2 and 1 not in order
    fits = [check.actions[number - 1].fit for number in order[1:]]
    assert fits == sorted(fits)


def test_gaps_fit_the_stage_and_are_no_action_of_the_plan(check: PlanCheck, assistant: Assistant) -> None:
    there = {action.response for action in check.actions}
    assert 0 < len(check.gaps) <= 3
    for gap in check.gaps:
        assert gap.response not in there and gap.citations
        assert assistant._services.retriever.index.documents[gap.response].info.fit["losing_grip"] == "fits"


def test_turnaround_machinery_is_a_mismatch_for_a_steady_service(assistant: Assistant) -> None:
    found = assistant.plan_check(Question(turns=[STEADY]), ["Set up an independently chaired improvement board in May"])
    assert found.stage == "steady"
    assert found.actions[0].fit == "mismatch"
    assert found.actions[0].why.startswith("Turnaround measures")


def test_without_enough_evidence_every_action_is_unclear_and_nothing_is_ordered(assistant: Assistant) -> None:
    thin = "Ofsted said requires improvement, nineteen months ago. The budget is over. Someone says morale is poor."
    found = assistant.plan_check(Question(turns=[thin]), PLAN)
    assert (found.status, found.stage) == ("needs_evidence", None)
    assert {(a.fit, a.why) for a in found.actions} == {("unclear", NO_STAGE["insufficient"])}
    assert not found.gaps and not found.sequence and not found.citations


def test_a_situation_about_something_else_is_out_of_scope(assistant: Assistant) -> None:
    football = "Our football club lost its striker in May. The pitch floods and the bar makes a loss."
    found = assistant.plan_check(Question(turns=[football]), PLAN)
    assert (found.status, {a.fit for a in found.actions}) == ("out_of_scope", {"unclear"})


@pytest.mark.parametrize("actions", [[], ["Set up a board", "  "]])
def test_a_plan_without_actions_is_refused(assistant: Assistant, actions: list[str]) -> None:
    with pytest.raises(QuestionError, match="action"):
        assistant.plan_check(Question(turns=[LOSING_GRIP]), actions)


def test_the_command_reads_situation_and_plan_from_files(
    home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("REGRIP_HOME", str(home))
    (tmp_path / "s.txt").write_text(LOSING_GRIP)
    (tmp_path / "plan.csv").write_text(f'No,Action,Owner\n1,"{PLAN[0]}",HR\n2,"{PLAN[2]}",QA\n')
    arguments = ["--situation", str(tmp_path / "s.txt"), "--file", str(tmp_path / "plan.csv"), "--action", PLAN[3]]
    assert command(["plan-check", *arguments, "--json"]) == 0
    reply = json.loads(capsys.readouterr().out)
    assert [a["text"] for a in reply["actions"]] == [f"{PLAN[0]} (Owner: HR)", f"{PLAN[2]} (Owner: QA)", PLAN[3]]
    assert reply["actions"][0]["fit"] == "mismatch"
    assert set(reply["actions"][0]) >= {"because", "reason", "said", "chances", "runner_up", "only_counts"}


def test_a_bad_line_of_a_batch_does_not_stop_the_rest(
    home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("REGRIP_HOME", str(home))
    lines = [{"id": "a", "situation": LOSING_GRIP}, {"id": 7, "situation": LOSING_GRIP, "actions": [{"text": PLAN[0]}]}]
    (tmp_path / "p.jsonl").write_text("\n".join(json.dumps(line) for line in lines))
    assert command(["plan-check", "--jsonl", str(tmp_path / "p.jsonl")]) == 1
    first, second = (json.loads(line) for line in capsys.readouterr().out.splitlines())
    assert (first["id"], first["status"], first["error"]["code"]) == ("a", "error", "bad_input")
    assert (second["id"], second["actions"][0]["fit"]) == (7, "mismatch")
