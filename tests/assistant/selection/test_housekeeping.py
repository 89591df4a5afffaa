"""Sentences about Regrip's own files are no findings for a director."""

import pytest

from assistant.selection import Selected, Selection
from assistant.selection.housekeeping import asks_about_files, is_housekeeping
from assistant.understanding import understand
from tests.assistant.making import made

LINKS = "Regrip's register links the 2020 evaluation to losing grip."
FINDS = "Peer challenge helped councils that had begun to drift."


@pytest.mark.parametrize(
    ("text", "own"),
    [
        (LINKS, True),
        ("The companion note `bradford-commissioner-2022` covers the report.", True),
        ("Regrip's rubric does not draw any sign from the evaluation.", True),
        ("On peer challenge, Regrip\u2019s rubric cites the evaluation of 2020.", True),
        ("Regrip's rubric treats a rise of two points a year as a sign of losing grip.", False),
        ("Regrip's register does not say what Surrey did between 2018 and 2025.", False),
        (FINDS, False),
    ],
)
def test_a_sentence_on_how_files_use_one_another_is_told_from_what_they_say(text: str, own: bool) -> None:
    assert is_housekeeping(text) is own


@pytest.mark.parametrize(
    ("question", "shown"),
    [("Does peer challenge help?", [FINDS]), ("What does Regrip's register say of peer challenge?", [LINKS, FINDS])],
)
def test_it_is_shown_only_where_these_files_are_asked_about(question: str, shown: list[str]) -> None:
    spans = (Selected(made(LINKS), 0.9), Selected(made(FINDS, document="b"), 0.8))
    assert [unit.text for unit in Selection(understand([question]), spans).chosen] == shown
    assert asks_about_files(question) is (len(shown) > 1)


@pytest.mark.parametrize(
    "question",
    [
        "How do you cut vacancies?",
        "How did your last council recover?",
        "What should case notes record?",
        "How many children are on the child protection register?",
        "What sources of funding are there for early help?",
    ],
)
def test_an_ordinary_question_is_not_about_files(question: str) -> None:
    assert not asks_about_files(question)


@pytest.mark.parametrize(
    "question",
    [
        "What are your sources?",
        "Which notes do you hold? I mean your notes",
        "Who wrote your own register?",
        "Is that in Regrip?",
    ],
)
def test_a_question_for_regrips_own_sources_is(question: str) -> None:
    assert asks_about_files(question)
