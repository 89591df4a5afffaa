"""Agency workers are told from the agencies that are partners."""

import pytest

from assistant.selection import Selected, Selection
from assistant.selection.agency import of_other_agencies
from assistant.understanding import understand
from tests.assistant.making import made

PARTNERS = "Partner agencies had lost confidence by 2015."
STAFF = "Permanent workers replaced agency staff."


@pytest.mark.parametrize(
    ("question", "sentence", "other"),
    [
        ("How did they bring agency use down?", PARTNERS, True),
        ("Which councils got rid of their agency workers?", "Every agency had failed.", True),
        ("How did they bring agency use down?", STAFF, False),
        ("How did they bring agency use down?", "Caseloads fell.", False),
        ("How do agencies share information?", PARTNERS, False),
        ("How do agency workers affect partner agencies?", PARTNERS, False),
    ],
)
def test_partners_are_no_answer_where_agency_workers_are_asked_about(question: str, sentence: str, other: bool) -> None:
    assert of_other_agencies(question, sentence) == other


def test_a_sentence_on_partners_is_not_shown_unless_nothing_else_is_found() -> None:
    asked = understand(["How did they bring agency use down?"])
    partners, staff = Selected(made(PARTNERS, document="a"), 0.9), Selected(made(STAFF, document="b"), 0.8)
    assert [unit.text for unit in Selection(asked, (partners, staff)).chosen] == [STAFF]
    assert [unit.text for unit in Selection(asked, (partners,)).chosen] == [PARTNERS]
