"""Figures of one thing that differ are set side by side, newest first."""

from assistant.composers.differences import MOST, differing, without_repeats
from tests.assistant.making import made

OF_2023 = made("England's agency rate was 17.8% in 2023.", document="a", date="2024")
OF_2025 = made("England's agency rate was 13.0% in 2025.", document="b", date="2026")
QUESTION = "What is the agency rate in England?"


def test_two_figures_of_one_measure_stand_side_by_side_newest_first() -> None:
    assert differing(QUESTION, [OF_2023, OF_2025]) == [OF_2025, OF_2023]


def test_a_sentence_without_a_year_is_as_old_as_its_document() -> None:
    undated = made("England's agency rate was 15.5%.", document="c", date="2019")
    assert differing(QUESTION, [undated, OF_2023]) == [OF_2023, undated]


def test_one_figure_or_the_same_figure_twice_is_not_set_out() -> None:
    again = made("The agency rate in England stood at 17.8%.", document="c")
    assert differing(QUESTION, [OF_2023]) == []
    assert differing(QUESTION, [OF_2023, again]) == []


def test_figures_of_another_measure_or_place_are_not_set_beside_them() -> None:
    vacancies = made("England's vacancy rate was 18.9% in 2023.", document="c")
    sunderland = made("Sunderland's agency rate was 30% in 2014.", document="d")
    assert differing(QUESTION, [OF_2025, vacancies, sunderland]) == []


def test_a_question_that_names_no_measure_sets_nothing_side_by_side() -> None:
    assert differing("What should we do first?", [OF_2023, OF_2025]) == []


def test_no_more_than_the_newest_few_are_shown() -> None:
    many = [made(f"England's agency rate was {n}.5% in 20{n}.", document=f"n{n}") for n in range(12, 19)]
    shown = differing(QUESTION, many)
    assert len(shown) == MOST
    assert shown[0].text.endswith("2018.")


def test_a_figure_of_a_measure_and_place_is_given_once() -> None:
    first = made("The vacancy rate in Leeds was 18.9% in 2023. [p 1]", document="a")
    again = made("Leeds had a vacancy rate of 18.9%. [p 2]", document="b")
    other = made("The vacancy rate in Bradford was 18.9%. [p 2]", document="c")
    more = made("Leeds had a vacancy rate of 18.9%, and 12% later. [p 2]", document="d")
    plain = made("Leeds kept its managers. [p 2]", document="e")
    assert without_repeats([first, again, other, more, plain]) == [first, other, more, plain]
    assert without_repeats([again, plain], [first]) == [plain]


def test_a_figure_of_another_year_or_measure_is_no_repeat() -> None:
    of_2023 = made("The agency rate in Leeds was 17% in 2023. [p 1]", document="a")
    of_2019 = made("The agency rate in Leeds was 17% in 2019. [p 2]", document="b")
    again = made("In 2023 Leeds had an agency rate of 17%. [p 3]", document="c")
    assert without_repeats([of_2023, of_2019, again]) == [of_2023, of_2019]

    both = made("In Leeds the vacancy rate was 18% and the agency rate 12%. [p 1]", document="d")
    swapped = made("The agency rate in Leeds was 18%. [p 2]", document="e")
    same = made("Leeds had an agency rate of 12% and a vacancy rate of 18%. [p 3]", document="f")
    assert without_repeats([both, swapped, same]) == [both, swapped]
