"""Names of people are covered where the sentence makes them people; places, roles, authors and published reviews stay."""

import pytest

from corpus.hygiene import clean, cover_personal
from corpus.names import COVER
from corpus.names.lists import lists


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("J's mum rang twice and nobody called back.", "J"),
        ("The Okafor family has had four workers.", "Okafor"),
        ("three of the mcginty kids are on plans", "mcginty"),
        ("mrs o'leary says her worker has left", "o'leary"),
        ("Grace was placed in a hotel.", "Grace"),
        ("Dad wants Mark to come home.", "Mark"),
        ("A boy called Kent waits.", "Kent"),
        ("Mr Lincoln complained.", "Lincoln"),
        ("Chelsea's mum complained.", "Chelsea"),
        ("Her aunt Zbyszka offered to care for them.", "Zbyszka"),
        ("Hi Deepti,\nno cover on Friday.", "Deepti"),
        ("Many thanks,\nOlwen Craddock\nTeam Manager", "Olwen Craddock"),
        ("Present: Temi Adeoye (chair), Bryn Pugh; apologies from health.", "Bryn Pugh"),
        ("2. Harpreet to chase legal by Friday.", "Harpreet"),
        ("Child | Age\nJoao Tavares | 7", "Joao Tavares"),
        ("T.J. was seen once.", "T.J."),
        ("aaliyahs dad has rung", "aaliyahs"),
        ("Jan was placed in a hotel.", "Jan"),
        ("Her worker, June, rang.", "June"),
        ("A girl called May waits.", "May"),
        ("Mum wants Jan home.", "Jan"),
        ("Social worker, Jan, has not rung back.", "Jan"),
    ],
)
def test_a_name_beside_something_personal_is_covered(text: str, name: str) -> None:
    covered, kinds = cover_personal(text)
    assert name not in covered
    assert kinds == ["name"]
    assert len(covered) == len(text)


@pytest.mark.parametrize(
    "text",
    [
        "Eileen Munro and Lord Laming warned of compliance.",
        "After Baby P and the Daniel Pelka review we changed the front door.",
        "The Kavanagh review of thresholds was published in 2019.",
        "Our director of children's services, Olive Marchant, left in June.",
        "Cllr Ahmed Khan is lead member.",
        "Signs of Safety, Family Safeguarding, Mosaic and Liquidlogic.",
        "Will the Kent team recover by April, and may we hope so?",
        "The Charlotte Street office and St Martin's House do not speak.",
        "Ofsted visited Lincoln, Bradford, Chelsea and Devon in May.",
        "The Bill received Royal Assent.",
        "Child A and Child B were known to three services.",
        "It's late; I've said so, and they'd agree.",
        "The helpline is 0808 800 5000.",
        "Consultation Sept, go live Jan",
        "Owner: team manager, Jan 2027. First cohort Jan.",
        "Supervision in every team (team manager, May), reviewed by Jan, 12 months after the start.",
        "Data refresh each Thu and Sun; new board starts Jun - Dec.",
    ],
)
def test_places_roles_authors_and_reviews_stay(text: str) -> None:
    assert cover_personal(text) == (text, [])


def test_a_place_that_is_also_a_surname_stays_where_it_is_a_place() -> None:
    covered, _ = cover_personal("The Lincoln family moved from Lincoln to Boston.")
    assert covered == f"The {COVER * 7} family moved from Lincoln to Boston."


def test_the_other_mentions_of_a_name_are_covered_too() -> None:
    assert "Wrenfield" not in clean("Ms Wrenfield wrote in May. Later Wrenfield wrote again.").text


def test_numbers_are_covered_by_the_head_of_their_column() -> None:
    covered, kinds = cover_personal("Case no | DOB | Weeks\n1180234 | 3/4/2015 | 11")
    assert "1180234" not in covered
    assert "3/4/2015" not in covered
    assert covered.endswith("| 11")
    assert kinds == ["date of birth", "case number"]


def test_registration_numbers_have_their_own_kind() -> None:
    assert cover_personal("Her SWE registration number is SW12345.")[1] == ["registration number"]


def test_no_word_is_both_sure_and_unsure() -> None:
    known = lists()
    assert not known.given & known.unsure
    assert not known.given & known.ordinary & known.never
