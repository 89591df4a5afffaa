from hypothesis import given
from hypothesis import strategies as st

from evals.wording import says, unsaid

PHRASE = st.text(alphabet="abcdefgh ", min_size=1, max_size=12).map(lambda s: " ".join(s.split()) or "a")


def test_every_group_needs_one_of_its_phrases() -> None:
    words = [["losing grip", "lost grip"], ["hot spot"]]
    assert says("This looks like LOSING GRIP with a hot spot.", words)
    assert unsaid("This looks like losing grip.", words) == [["hot spot"]]


def test_a_phrase_matches_whole_words_only_unless_it_ends_in_a_star() -> None:
    assert not says("the agencyworkers left", [["agency"]])
    assert not says("99,900 children", [["900"]])
    assert says("unallocated children", [["unalloc*"]])


def test_thousands_quotation_marks_and_dashes_do_not_matter() -> None:
    assert says("83,630 children \u2013 the director\u2019s count", [["83630"], ["- the director's count"]])
    assert says("it rose by 17.3%", [["17.3%"]])
    assert not says("it rose by 117.3%", [["17.3%"]])


@given(st.text(max_size=80), st.lists(st.lists(PHRASE, min_size=1, max_size=3), max_size=3))
def test_a_text_that_holds_every_first_phrase_says_it(text: str, words: list[list[str]]) -> None:
    whole = text + " . " + " . ".join(group[0] for group in words)
    assert says(whole, words)
    assert not unsaid(whole, words)
