"""What holds the fact asked for leads the answer."""

import pytest

from assistant.composers.differences import without_repeats
from assistant.composers.leading import holds_count, lacks_wanted, leading
from assistant.passages import Unit
from assistant.selection import Selected, Selection
from assistant.understanding import understand
from tests.assistant.making import made


def led(question: str, *said: tuple[str, float]) -> list[str]:
    """The sentences, given likeliest first with their chances, in the order in which they lead."""
    spans = tuple(Selected(made(text, document=f"note-{n}"), chance) for n, (text, chance) in enumerate(said))
    units: list[Unit] = [span.unit for span in spans]
    return [unit.text for unit in leading(Selection(understand([question]), spans), units)]


RATE = "England's rate of children looked after went from 69 to 67 per 10,000."
COUNT = "At 31 March 2025 the number of children looked after in England was 81,770."


def test_a_count_leads_for_how_many_before_a_rate_and_a_share() -> None:
    share = "In England 68% of children under 16 stayed with one carer: 19,750 of 29,000."
    said = led("How many children were in care in England?", (RATE, 0.7), (share, 0.6), (COUNT, 0.5))
    assert said == [COUNT, RATE, share]


@pytest.mark.parametrize(
    ("text", "counts"),
    [
        (COUNT, True),
        (RATE, False),
        ("Almost a third of children under 16 (32%) had changed carer by March 2024.", False),
        ("The vacancy level was 14.2%.", False),
        ("There were 13 inadequate councils in June 2026.", True),
        ("Nothing changed in 2024.", False),
    ],
)
def test_dates_ages_shares_and_rates_are_no_count(text: str, counts: bool) -> None:
    assert holds_count(text) is counts


def test_the_rule_leads_where_it_is_asked_what_one_has_to_do() -> None:
    figure = "The median time to the conference was 14 working days."
    rule = "A conference takes place within 15 working days of the strategy discussion."
    question = "How many working days do we have to hold the initial conference?"
    assert led(question, (figure, 0.9), (rule, 0.8)) == [rule, figure]


def test_one_that_is_far_less_likely_does_not_lead_and_no_order_changes_without_need() -> None:
    assert led("How many children were in care?", (RATE, 0.9), (COUNT, 0.3)) == [RATE, COUNT]
    assert led("What is the rate of children in care?", (RATE, 0.9), (COUNT, 0.8)) == [RATE, COUNT]
    assert led("How do I clear a backlog?", (RATE, 0.9), (COUNT, 0.8)) == [RATE, COUNT]


def test_advice_leads_no_fact_while_another_sentence_is_near() -> None:
    advice = made("Check how many children came into care.", document="a", heading="What to do")
    fact = made(COUNT, document="b")
    selection = Selection(understand(["How many children were in care?"]), (Selected(advice, 0.9), Selected(fact, 0.6)))
    assert leading(selection, [advice, fact]) == [fact, advice]


@pytest.mark.parametrize(
    ("question", "without", "with_it"),
    [
        ("Who wrote the article?", "In September 2013 the article named four stages.", "Martin Cresswell wrote it."),
        ("Who wrote the report on Tower Hamlets?", "Tower Hamlets had a report.", "It was by Alexis Jay."),
        ("When did the trust start?", "The trust started late.", "It began in April 2014."),
        ("How much did the council spend on it?", "Spending rose by 14%.", "It took \u00a34 million."),
    ],
)
def test_a_name_a_date_or_a_sum_that_is_asked_for_has_to_be_given(question: str, without: str, with_it: str) -> None:
    assert lacks_wanted(question, [made(without)])
    assert not lacks_wanted(question, [made(without), made(with_it)])
    assert led(question, (without, 0.9), (with_it, 0.4))[0] == with_it


def test_a_rule_is_no_repeat_of_a_figure() -> None:
    figure = made("In England 81.4% of initial child protection conferences were held within 15 working days.")
    rule = made("An initial child protection conference takes place within 15 working days.")
    assert without_repeats([rule], [figure]) == [rule]
