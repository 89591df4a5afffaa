"""A list holds where and when its opening says, to its end."""

import pytest

from assistant.engine import SourceText
from assistant.engine.texts import Sentence, list_apart, read_sentences


def pieces(text: str) -> list[Sentence]:
    return list_apart(read_sentences([SourceText("question", text)]))


IN_A_HOLE = (
    "The neighbouring authority is in a hole: the schools have given up on it, nobody applies for its posts, the judge has no faith in its "
    "evidence and the police hold their own meetings."
)


@pytest.mark.parametrize(
    ("text", "standing"),
    [
        (
            "Next door is in meltdown: partners have walked away, they can't hire a manager, the judge criticised them in court.",
            "elsewhere",
        ),
        (IN_A_HOLE, "elsewhere"),
        ("Over the border the partners have left, the agencies refuse to supply, the director has gone.", "elsewhere"),
        (
            "Before the present director came, the schools went round us, the agencies would not send anyone, the data were useless "
            "and managers left every few months.",
            "past",
        ),
    ],
)
def test_every_item_stands_as_the_opening_says(text: str, standing: str) -> None:
    told = pieces(text)
    assert {piece.standing for piece in told} == {standing}
    assert not any(piece.counts for piece in told)


@pytest.mark.parametrize(
    "text",
    [
        "Neighbouring councils refuse to second staff, agencies charge a premium, nobody applies and staff say nothing will change.",
        "Our neighbour refuses to lend managers, agencies charge a premium, nobody applies for a post.",
        "Next door is in trouble, the police have told our heads to ring them, we have lost six managers.",
        "Before the present director came, the schools went round us, the data were useless and they still are today.",
    ],
)
def test_a_list_that_is_of_us_or_holds_still_counts(text: str) -> None:
    assert all(piece.counts for piece in pieces(text))
