"""Numbers said in text: which are read, as what, whose, and set beside which national figure."""

import itertools
import json
import random
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.engine import SourceText, StageEngine
from assistant.engine.artefacts import FOLDER, RUBRIC_FILE
from assistant.engine.figures import figures_alone, read_figures
from assistant.engine.figures.comparators import national_series, side_of
from assistant.engine.figures.measures import MEASURES
from assistant.engine.figures.quantities import find_quantities, to_number
from assistant.engine.texts import read_sentences
from assistant.models import Figure
from assistant.training.bank import load_passages, passage_from
from assistant.training.rubric import extract_comparators, extract_rubric
from evals.cases import FigureCase
from evals.catalogue import get_set
from evals.figures.score import score

RUBRIC = json.loads((FOLDER / RUBRIC_FILE).read_text(encoding="utf-8"))
SENTENCES = get_set("figures-dev").cases(FigureCase)
NOT_READ_YET = {"fd094", "fd124", "fd141", "fd195", "fd208", "fd246"}
"""Sentences of which the reader leaves a figure out; none of them gives a wrong one."""


def figures(*texts: str, date: str | None = None, name: str = "question") -> list[Figure]:
    names = [name] if len(texts) == 1 else [f"turn {i}" for i in range(1, len(texts) + 1)]
    sources = [SourceText(n, text, date) for n, text in zip(names, texts, strict=True)]
    return read_figures(sources, read_sentences(sources), RUBRIC)


def only(*texts: str, date: str | None = None) -> Figure:
    (figure,) = figures(*texts, date=date)
    return figure


@pytest.mark.parametrize("case", SENTENCES, ids=lambda case: case.id)
def test_a_sentence_gives_the_figures_that_a_person_found_in_it(case: FigureCase) -> None:
    result = score(case, figures(case.text), 0.0)
    right, read, wanted = result.numbers["figures"]
    assert right == read, result.scores[0].reason
    assert (right == wanted) == (case.id not in NOT_READ_YET)
    assert result.score("whole_right") == (case.id not in NOT_READ_YET)


def test_the_words_for_a_figure_are_the_difference_with_year_and_that_it_is_no_cut_off() -> None:
    figure = only("Our vacancy rate is 31%.")
    assert f"{figure.difference} {figure.note}" == (
        "31% against 14.2% in England at 30 September 2025: far above it. A sign to explain, not a cut-off."
    )
    assert figure.comparator is not None
    assert (figure.comparator.value, figure.comparator.date) == (14.2, "2025-09-30")
    assert figure.comparator.document_id == "csww-2025"
    assert figure.comparator.document_id in figure.comparator.sources


@pytest.mark.parametrize(
    ("said", "side"),
    [
        ("Turnover is 3%.", "far below it"),
        ("Turnover is 8%.", "below it"),
        ("Turnover is 10%.", "a little below it"),
        ("Turnover is 12%.", "about the same as it"),
        ("Turnover is 14%.", "a little above it"),
        ("Turnover is 18%.", "above it"),
        ("Turnover is 30%.", "far above it"),
        ("Turnover is between 10% and 14%.", "both below and above it"),
        ("Turnover is between 20% and 40%.", "far above it"),
        ("Average caseload is 24.", "above it"),
        ("We look after 60 children per 10,000.", "a little below it"),
    ],
)
def test_the_difference_is_said_in_words(said: str, side: str) -> None:
    difference = only(said).difference
    assert difference is not None
    assert side_of(difference) == side


@pytest.mark.parametrize(
    ("text", "year"),
    [
        ("In 2023 our agency rate was 20%.", "2023"),
        ("Our agency rate was 20% at 30 September 2022.", "2022"),
        ("Our agency rate is 20%.", "2025"),
        ("In March 2026 our agency rate is 20%.", "2025"),
        ("Re-referrals were 25% in 2023-24.", "2024"),
    ],
)
def test_a_dated_figure_is_set_beside_england_in_that_year(text: str, year: str) -> None:
    comparator = only(text).comparator
    assert comparator is not None
    assert comparator.date.startswith(year)


def test_a_figure_of_a_year_without_a_national_one_says_so() -> None:
    figure = only("In 2019 our vacancy rate was 40%.")
    assert (figure.said_for, figure.date, figure.comparator, figure.difference) == ("earlier", "2019", None, None)
    assert "Regrip holds no figure for England in 2019." in figure.note


def test_a_documents_own_date_dates_its_figures() -> None:
    figure = only("The vacancy rate is 20%.", date="2023-10-04")
    assert (figure.said_for, figure.date) == ("earlier", "2023-10-04")
    assert figure.comparator is not None
    assert figure.comparator.value == 18.9


def test_a_figure_without_a_comparator_says_so() -> None:
    figure = only("62% of assessments were completed within 45 working days.")
    assert figure.comparator is None
    assert figure.note.startswith("Regrip holds no national figure for this")
    assert figure.note.endswith("A sign to explain, not a cut-off.")


def test_an_unverified_national_figure_is_marked() -> None:
    figure = only("28% of child protection plans are repeat plans.")
    assert figure.comparator is not None
    assert figure.comparator.text == "about one in four in England in the year to 31 March 2025"
    assert "Regrip has not verified the national figure." in figure.note


@pytest.mark.parametrize(
    ("text", "said_for", "note"),
    [
        ("We have a target of 10% for agency.", "target", "A target or limit, not a figure of condition."),
        ("Turnover is 31% in the council next door.", "elsewhere", "Said of another place: not your own figure."),
        ("Nationally turnover is 20%.", "england", "A national figure, not your own."),
        ("Turnover in the duty team is 31%.", "part", "A figure of one part of the service"),
        ("Two years ago turnover was 31%.", "earlier", "A figure of an earlier time, with no year"),
    ],
)
def test_a_figure_that_is_not_the_services_own_now_says_whose_it_is(text: str, said_for: str, note: str) -> None:
    figure = only(text)
    assert figure.said_for == said_for
    assert figure.note.startswith(note)


@pytest.mark.parametrize("said_for", ["target", "elsewhere"])
def test_a_target_and_another_place_are_not_compared(said_for: str) -> None:
    text = {"target": "We aim to get turnover to 10%.", "elsewhere": "My last council had a turnover of 31%."}[said_for]
    figure = only(text)
    assert (figure.said_for, figure.comparator, figure.difference) == (said_for, None, None)


def test_what_england_is_said_to_have_is_set_beside_what_regrip_holds() -> None:
    _, theirs = figures("Turnover's 21%, England's about 20.")
    assert theirs.difference == (
        "20% for England as you give it; Regrip holds 11.8% in England in the year to 30 September 2025."
    )


def test_an_earlier_value_is_kept_and_its_direction_said() -> None:
    figure = only("The vacancy rate has gone from 18% to 31%.")
    assert (figure.value, figure.before) == (31, 18)
    assert "Up from 18%: a local trend outweighs the level." in figure.note


def test_the_next_sentence_may_add_what_a_figure_was_before() -> None:
    assert only("Our vacancy rate is 31%. That is up from 18%.").before == 18


def test_what_a_later_turn_takes_back_is_left_out() -> None:
    found = figures("Agency is 60% here.", "Scrap that, I misread the sheet. Agency is 6%.")
    assert [figure.value for figure in found] == [6]


def test_what_a_later_turn_gives_to_another_council_is_no_longer_ours() -> None:
    found = figures("Agency is 60% here.", "Sorry, wrong file, that was another council. Agency is 6%.")
    assert [(figure.value, figure.said_for) for figure in found] == [(60, "elsewhere"), (6, None)]


def test_a_figure_said_twice_comes_once() -> None:
    assert len(figures("Agency is 24%. As I said, agency is 24%.")) == 1


def test_a_sentence_that_says_nothing_alone_is_read_again_where_it_goes_on_with_a_figure() -> None:
    alone, figure = "In 2019 it was 40%.", "The agency share is 21%."
    assert figures(alone) == []
    said = [(one.value, one.date) for one in figures(f"{figure} {alone}")]
    assert len(said) == 2
    assert [(one.value, one.date) for one in figures(f"{alone} Two teams differ. {figure} {alone}")] == said


def test_numbers_side_by_side_without_a_time_are_left_out() -> None:
    assert figures("Agency | 9% | 11% | 9%") == []
    assert figures("Turnover, all (%)  10  10  12") == []


def test_a_series_in_time_gives_its_last_value_and_the_one_before() -> None:
    figure = only("Initial conferences within 15 days: Q1 91%, Q2 84%, Q3 72%, Q4 65%.")
    assert (figure.value, figure.before) == (65, 72)


@pytest.mark.parametrize(
    ("words", "value"),
    [("31", 31), ("22.6", 22.6), ("1,200", 1200), ("twenty-two", 22), ("a hundred and twelve", 112), ("nine", 9)],
)
def test_number_words_have_their_value(words: str, value: float) -> None:
    assert to_number(words) == value


@pytest.mark.parametrize(
    ("text", "value", "low", "high"),
    [
        ("nearly 40%", 40, None, 40),
        ("over 30 per cent", 30, 30, None),
        ("34-36%", 35, 34, 36),
        ("a third of them", 33.3, None, None),
        ("one in five", 20, None, None),
        ("three in ten", 30, None, None),
        ("40 of our 160 posts", 25, None, None),
        ("25 or more", 25, 25, None),
    ],
)
def test_quantities_keep_what_bounds_them(text: str, value: float, low: float | None, high: float | None) -> None:
    (quantity,) = find_quantities(text)
    assert (quantity.value, quantity.low, quantity.high) == (value, low, high)


@pytest.mark.parametrize("text", ["a third worker", "up 3 points", "31 posts", "the 14th", "for three quarters"])
def test_numbers_that_count_something_else_are_no_quantities(text: str) -> None:
    assert find_quantities(text) == []


def test_the_rubric_file_holds_the_national_figures_of_the_rubric() -> None:
    assert extract_rubric() == RUBRIC
    held = {row["measure"] for row in RUBRIC["comparators"]}
    assert {info.comparator for info in MEASURES.values() if info.comparator} <= held


def test_marks_other_than_verified_travel_with_the_figures() -> None:
    row = {"measure": "m", "unit": "%", "as_at": "31 March", "values": {2024: 1.0, 2025: 2.0}, "sources": ["s"]}
    (found,) = extract_comparators({"national_comparators": [row | {"marks": {2024: "B", 2025: "V"}}]})
    assert (found["unverified"], found["local_range"]) == (["2024"], None)


def test_a_model_made_without_national_figures_still_reads() -> None:
    sources = [SourceText("question", "Our vacancy rate is 31%.")]
    (figure,) = read_figures(sources, read_sentences(sources), {"indicators": []})
    assert (figure.comparator, figure.difference) == (None, None)
    assert national_series({}) == {}


TYPED = [passage_from(row) for _, row in get_set("stage-typed-dev").rows()]


@pytest.mark.parametrize("passage", [*load_passages()[::12], *TYPED[::12]], ids=lambda p: p.id)
def test_beside_other_words_figures_change_neither_outcome_nor_probabilities(
    engine: StageEngine, monkeypatch: pytest.MonkeyPatch, passage: object
) -> None:
    texts = passage.texts  # type: ignore[attr-defined]
    read = engine.assess(texts)
    sentences = read_sentences(texts)
    if figures_alone(sentences, read_figures(texts, sentences, RUBRIC)):
        assert read.outcome == "insufficient"
        return
    monkeypatch.setattr("assistant.engine.engine.read_figures", lambda *_: [])
    assert engine.assess(texts) == read.model_copy(update={"figures": []})


WORDS_FOR_FIGURES = [
    "Our vacancy rate is 31%.",
    "Agency is 24% against a target of 10%.",
    "Turnover rose from 14% to 27%.",
    "62% of assessments are done within 45 days.",
    "Average caseload is 26.",
    "Re-referrals are 34% against 22.6% nationally.",
    "A third of our posts are vacant.",
    "In 2019 it was 40%.",
]


@pytest.mark.parametrize("count", [1, 2, 4, 7])
def test_a_text_of_figures_alone_names_no_stage_however_many_there_are(engine: StageEngine, count: int) -> None:
    for seed in range(3):
        chosen = random.Random(seed).sample(WORDS_FOR_FIGURES, count)
        for ending in ("", " What stage are we in and what should we do next?"):
            assessment = engine.assess([SourceText("question", " ".join(chosen) + ending)])
            assert (assessment.outcome, assessment.stage) == ("insufficient", None), chosen


def test_one_word_more_than_figures_is_left_to_the_model() -> None:
    text = "Our vacancy rate is 31%. Nobody trusts the dashboard."
    sources = [SourceText("question", text)]
    sentences = read_sentences(sources)
    assert not figures_alone(sentences, read_figures(sources, sentences, RUBRIC))


def test_a_text_outside_the_scope_has_no_figures(engine: StageEngine) -> None:
    text = "What is the best way to prune an apple tree? Half of them die, and our sickness absence is 9% too."
    assessment = engine.assess([SourceText("question", text)])
    assert assessment.figures == [] or assessment.outcome != "out_of_scope"


PIECES = st.sampled_from(
    [
        *(
            "vacancy rate",
            "agency",
            "turnover",
            "caseloads",
            "re-referrals",
            " of our posts are vacant",
            "England's ",
            "target of ",
            " children",
        ),
        *(
            "31%",
            "a third",
            "from 18% to ",
            "22.6",
            "one in five",
            "30 per cent",
            "per 10,000",
            "34-36%",
            "nearly ",
            "in 2019 ",
            "each",
        ),
        *(" is ", " are ", "not ", ", ", " and ", "(", ")", "|", ";", ". ", "\n", " ", "\u00b2", "\u0663", "\u0130"),
    ]
)


@settings(max_examples=400, deadline=None)
@given(st.lists(PIECES, max_size=40).map("".join) | st.text(max_size=200))
def test_every_quote_is_verbatim_and_nothing_raises(text: str) -> None:
    for figure in figures(text):
        assert text[figure.start : figure.end] == figure.quote != ""
        assert figure.value >= 0
        assert figure.low is None or figure.low <= figure.value
        assert figure.high is None or figure.high >= figure.value
        assert (figure.difference is None) == (figure.comparator is None)


@given(st.lists(PIECES, max_size=40).map("".join))
def test_figures_of_one_text_do_not_repeat_and_are_of_known_measures(text: str) -> None:
    found = figures(text)
    assert len({(f.measure, f.value, f.low, f.high, f.said_for, f.date) for f in found}) == len(found)
    assert {f.measure for f in found} <= MEASURES.keys()


@pytest.mark.parametrize(
    "unit",
    [
        "agency 31%, ",
        "from 3 ",
        "average ",
        "caseload ",
        "new child protection ",
        "posts are are are ",
        "1,234,",
        "31% ",
        "a third ",
        "in 2019 ",
        "England's 14% ",
        "strategy meetings all core ",
        "( ",
    ],
)
def test_time_grows_with_the_length_of_one_endless_sentence(unit: str) -> None:
    short, long = (unit * (size // len(unit)) for size in (20_000, 80_000))
    once, four_times = fastest(short), fastest(long)
    assert four_times <= 10 * once + 0.05


def fastest(text: str) -> float:
    sources = [SourceText("question", text)]
    sentences = read_sentences(sources)
    times = []
    for _ in range(3):
        begun = time.process_time()
        read_figures(sources, sentences, RUBRIC)
        times.append(time.process_time() - begun)
    return min(times)


def test_a_page_without_numbers_costs_next_to_nothing() -> None:
    page = "The director knows each of her managers and sits with the teams on Fridays. " * 60
    assert fastest(page) < 0.5


def test_ids_of_the_development_sentences_are_in_order() -> None:
    ids = [case.id for case in SENTENCES]
    assert all(one < other for one, other in itertools.pairwise(ids))
    assert set(ids) >= NOT_READ_YET
    assert len(SENTENCES) >= 100
