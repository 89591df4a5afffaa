"""What an action says of itself: who, by when and how one would know; only what is plainly said."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.plans.details import read_details
from assistant.plans.reading import plan_in_text

TABLE = (
    "Action\tOwner\tDue\tMeasure of success\n"
    "Audit forty files\tPrincipal social worker\t30 June 2026\tShare of files where the child was seen\n"
)


@pytest.mark.parametrize(
    ("action", "owner", "due"),
    [
        ("Director of Children's Services to write to every head by 30 September", "Director of Children's Services", "by 30 September"),
        ("Clear the backlog. Owner: head of service. Within six weeks.", "head of service", "Within six weeks"),
        ("C1 | Forty overdue reviews ranked | deputy IRO manager | 31 Oct", "deputy IRO manager", "31 Oct"),
        ("Reopen talks with housing, led by the chief executive, this week", "chief executive", "this week"),
        ("Moderation of audits by our peer authority. Lead: Head of QA. Deadline 17 July 2026", "Head of QA", "Deadline 17 July 2026"),
        ("Welcome payments for new social workers (HR, Sept)", "HR", "Sept"),
        ("Work through the waiting assessments, worst first. SRO: Service Mgr CWD. By mid-June", "Service Mgr CWD", "By mid-June"),
        ("Commission a further diagnostic by consultants (£180k). S151. Summer 26.", "S151", "Summer 26"),
        ("Files read with our own managers, findings shared [QA Lead, first round Oct 26]", "QA Lead", "first round Oct 26"),
        ("Take a peer challenge on permanence, autumn 2026 (Director).", "Director", "autumn 2026"),
        ("Check every child whose referral was not answered. AD. 4 weeks.", "AD", "4 weeks"),
        ("Audit the files of the eastern team. PSW, w/c 15 June", "PSW", "w/c 15 June"),
        ("Welcome guests from Sept. Owner: DCS", "DCS", "from Sept"),
        ("Allocate the 46 children now on duty", None, None),
        ("Write to the heads now and say what is wrong", None, "now"),
        ("Set up a board, independent chair, two days, spring", None, "spring"),
        ("Cap caseloads in June 26 cases at most", None, "in June"),
        ("Every child seen within a day of coming back", None, None),
        ("Strengthen leadership", None, None),
    ],
)  # fmt: skip
def test_owner_and_time_are_taken_where_they_are_plainly_said(action: str, owner: str | None, due: str | None) -> None:
    read = read_details(action)
    assert (read.owner, read.due) == (owner, due)


def test_columns_of_a_table_say_who_when_and_how_one_would_know() -> None:
    (action,) = plan_in_text(TABLE, 1_000).actions
    read = read_details(action.text)
    assert (read.owner, read.due) == ("Principal social worker", "30 June 2026")
    assert read.measure == "Share of files where the child was seen" and read.measures == "change"


@pytest.mark.parametrize(
    ("measure", "kind"),
    [
        ("number of staff trained", "activity"),
        ("campaign launched and reach reported", "activity"),
        ("children seen alone within ten days", "change"),
        ("training completed and practice seen to differ in sampled files", "change"),
        ("vacancies under 12%", "change"),
        ("managers stay, and audits agreed with the partner", "change"),
        ("payments made", None),
    ],
)
def test_a_measure_that_only_counts_what_was_done_is_told_from_one_that_would_show_a_difference_and_from_neither(
    measure: str, kind: str | None
) -> None:
    assert read_details(f"Train the managers; measure: {measure}").measures == kind


def test_a_measure_stands_behind_a_dash_in_a_bracket_of_its_own_words() -> None:
    read = read_details(
        "Fill all interim posts (Head of HR with ADs; March 2027; measure - each worker keeps a manager)"
    )
    assert read[:3] == ("Head of HR with ADs", "March 2027", "each worker keeps a manager")


@given(st.text(max_size=300))
def test_whatever_is_read_stands_in_the_action(action: str) -> None:
    read = read_details(action)
    for words in (read.owner, read.due, read.measure):
        assert words is None or words in action
    assert read.measures is None or read.measure


@pytest.mark.parametrize(
    "point", ["Tues", "Thurs", "Tuesdays", "the new year", "the week", "month-end", "Mon", "1 May", "Q1 26"]
)
@pytest.mark.parametrize("between", ["-", "–"])
def test_a_long_row_of_times_that_ends_in_something_else_is_read(point: str, between: str) -> None:
    assert read_details(f"Repaint the canteen, {between.join([point] * 2_000)}{between}x") is not None


@pytest.mark.parametrize(
    "due", ["Tues", "Tue-Thurs", "Tuesdays and Thursdays", "the new year", "end of the new year", "the end of the week"]
)
def test_days_and_turns_of_a_year_are_times(due: str) -> None:
    assert read_details(f"Read forty files. {due}").due == due


def test_a_long_run_of_spaces_is_read_and_pieces_between_marks_bear_none() -> None:
    assert read_details(f"Read{' ' * 200_000}files").due is None
    assert read_details("Read forty files   ;   two weeks  | head of QA").due == "two weeks"
