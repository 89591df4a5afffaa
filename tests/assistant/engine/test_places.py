"""Where marks lie: every place is found, or refused by name."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from assistant.engine import SourceText, place_marks
from assistant.engine.places import onto_first_copy
from assistant.errors import QuestionError
from assistant.models import Mark

REPORT = "Contacts wait nine days.\nNobody can say why."
TEXTS = [
    SourceText("turn 1", "Managers change often. Nobody can say why."),
    SourceText("turn 2", "Posts stand empty."),
    SourceText("report", REPORT, date="2025"),
]


@pytest.mark.parametrize(
    "fields",
    [
        {"verdict": "wrong"},
        {"verdict": "wrong", "start": 0, "end": 4},
        {"verdict": "wrong", "source": "report", "start": 3},
        {"verdict": "wrong", "source": "report", "start": 4, "end": 4},
        {"verdict": "wrong", "source": "report", "start": 0, "end": 4, "quote": "Cont"},
        {"verdict": "wrong", "quote": "  "},
        {"verdict": "wrong", "quote": "x", "stage": "steady"},
        {"verdict": "add", "quote": "x"},
        {"verdict": "add", "source": "report", "stage": "steady"},
        {"verdict": "denied", "quote": "x"},
        {"verdict": "wrong", "quote": "x", "qoute": "x"},
    ],
)
def test_a_mark_without_one_place_and_a_fitting_stage_is_refused(fields: dict[str, object]) -> None:
    with pytest.raises(ValidationError):
        Mark.model_validate(fields)


def test_a_quote_is_found_wherever_it_stands_however_it_is_spaced() -> None:
    found = place_marks([Mark(quote="nine days. Nobody  can", verdict="past")], TEXTS)
    assert found == [Mark(source="report", start=14, end=35, verdict="past")]
    both = place_marks([Mark(quote="Nobody can say why", verdict="past")], TEXTS)
    assert [mark.source for mark in both] == ["report", "turn 1"]
    (one,) = place_marks([Mark(quote="Nobody can say why", source="report", verdict="past")], TEXTS)
    assert REPORT[one.start : one.end] == "Nobody can say why"


def test_a_span_loses_the_white_space_around_it() -> None:
    assert place_marks([Mark(source="report", start=24, end=31, verdict="wrong")], TEXTS) == [
        Mark(source="report", start=25, end=31, verdict="wrong")
    ]


@pytest.mark.parametrize("name", ["question", "turn 1"])
@pytest.mark.parametrize("called", ["question", "turn 1"])
def test_the_first_turn_keeps_both_its_names_as_a_conversation_grows(name: str, called: str) -> None:
    (mark,) = place_marks([Mark(source=name, start=0, end=8, verdict="wrong")], [SourceText(called, "Managers go.")])
    assert mark.source == called


@pytest.mark.parametrize(
    ("mark", "named"),
    [
        (Mark(source="turn 7", verdict="wrong"), "'turn 7'.*'turn 1', 'turn 2' and 'report'"),
        (Mark(source="question ", verdict="wrong"), "'question '"),
        (Mark(source="turn 2", start=3, end=99, verdict="wrong"), "3 to 99 of 'turn 2', which has 18"),
        (Mark(source="report", start=23, end=25, verdict="wrong"), "23 to 25 of 'report' holds no words"),
        (Mark(quote="The schools ring the police", verdict="past"), "“The schools ring the police”.*any text"),
        (Mark(quote="Posts stand empty", source="report", verdict="past"), "“Posts stand empty”.*'report'"),
    ],
)
def test_a_place_that_is_not_there_is_refused_by_name(mark: Mark, named: str) -> None:
    with pytest.raises(QuestionError, match=named):
        place_marks([mark], TEXTS)


def test_marks_are_refused_where_there_is_no_text_at_all() -> None:
    with pytest.raises(QuestionError, match="none"):
        place_marks([Mark(source="question", verdict="wrong")], [])


def test_two_different_texts_of_one_title_cannot_be_marked() -> None:
    twins = [SourceText("minutes", "Posts stand empty."), SourceText("minutes", "Managers change often.")]
    for mark in (Mark(source="minutes", verdict="wrong"), Mark(quote="Posts stand empty", verdict="wrong")):
        with pytest.raises(QuestionError, match="several texts are called that"):
            place_marks([mark], twins)
    copies = [twins[0], SourceText("minutes", "Posts  stand empty.")]
    assert place_marks([Mark(source="minutes", verdict="wrong")], copies)


@pytest.mark.parametrize(
    "marks",
    [
        [("add", "losing_grip"), ("past", None)],
        [("add", "losing_grip"), ("elsewhere", None)],
        [("add", "losing_grip"), ("add", "steady")],
    ],
)
def test_marks_that_contradict_each_other_are_refused(marks: list[tuple[str, str | None]]) -> None:
    given_ = [Mark(quote="Posts stand empty", verdict=v, stage=s) for v, s in marks]  # type: ignore[arg-type]
    with pytest.raises(QuestionError, match="contradict"):
        place_marks(given_, TEXTS)


def test_words_may_be_wrong_as_read_and_added_as_a_sign_of_another_stage() -> None:
    both = [
        Mark(quote="Posts stand empty", verdict="wrong"),
        Mark(quote="Posts stand empty", verdict="add", stage="losing_grip"),
    ]
    assert len(place_marks(both, TEXTS)) == 2


COPY = f"  {REPORT.replace(' ', '   ')}\n"


def spans_in(text: str) -> st.SearchStrategy[tuple[int, int]]:
    """Spans that begin inside a word and end anywhere in the text."""
    letters = [i for i, character in enumerate(text) if character.isalpha()]
    return st.sampled_from(letters).flatmap(lambda start: st.tuples(st.just(start), st.integers(start + 1, len(text))))


any_mark = st.builds(
    lambda span, verdict: Mark(source="report", start=span[0], end=span[1], verdict=verdict),
    spans_in(REPORT),
    st.sampled_from(["wrong", "past", "elsewhere"]),
)


@given(st.lists(any_mark, max_size=6), st.randoms())
def test_places_do_not_depend_on_order_or_on_repeats_and_are_found_again(marks: list[Mark], random: object) -> None:
    placed = place_marks(marks, TEXTS)
    shuffled = [*marks, *marks[:2]]
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    assert place_marks(shuffled, TEXTS) == placed == place_marks(placed, TEXTS)


@given(spans_in(COPY))
def test_a_place_in_a_copy_holds_the_same_words_in_the_first(span: tuple[int, int]) -> None:
    texts = [SourceText("report", REPORT), SourceText("copy", COPY)]
    (mark,) = place_marks([Mark(source="copy", start=span[0], end=span[1], verdict="past")], texts)
    first = onto_first_copy(mark, texts)
    assert first.source == "report"
    assert REPORT[first.start : first.end].split() == COPY[mark.start : mark.end].split()
