"""No text can hold up the cleaning or the search for orders to software: a process that hangs is killed, and the test fails."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.columns import cells_under
from corpus.hygiene import clean
from corpus.names import COVER
from corpus.personal import COLUMNS, PATTERNS
from tests.degenerate import UNITS, degenerate, read_bounded

LONG, BLANKS = 50_000, 20_000
READS = """
from corpus.hygiene import clean
from corpus.instructions import has_instructions
def read(text): return len(clean(text).text), has_instructions(text)
"""
HEADS = "case|NHS|UPN|born|DOB|SWE|reg|file number|lives at|Flat 1,|12|tel|0|a@b|<!--|name is|thanks".split("|")


def test_degenerate_texts_are_cleaned_and_searched_without_a_hang() -> None:
    texts = {name: degenerate(name, LONG) for name in UNITS}
    read = read_bounded(READS, texts)
    assert {name: length for name, (length, _) in read.items()} == {name: len(text) for name, text in texts.items()}


def test_the_words_before_personal_data_with_blanks_behind_them_are_read_without_a_hang() -> None:
    blanks = [" " * BLANKS, "\t" * BLANKS, "\n" * BLANKS, "\u00a0" * BLANKS]
    texts = {head: "".join(f"{head}{blank}x {head} no.{blank}x\n" for blank in blanks) for head in HEADS}
    assert set(read_bounded(READS, texts)) == set(HEADS)


def test_a_long_paper_with_a_name_in_each_sentence_is_covered_without_a_hang() -> None:
    paper = "Child Two Mary Jones lives at 12 Acacia Avenue. The Board of Great Wendling met in March 2024. " * 2_000
    assert read_bounded(READS, {"a paper": paper})["a paper"][0] == len(paper)


def test_the_head_of_a_column_with_blanks_behind_it_is_read_without_a_hang() -> None:
    blank = " " * BLANKS
    rows = f"NHS{blank}x | our case{blank}x | tel{blank}\n1 | 2 | 3\n" * 3
    assert read_bounded(READS, {"rows": rows})["rows"][0] == len(rows)


@pytest.mark.parametrize(
    ("text", "covered"),
    [
        ("NHS   number   is :   943 476 5919.", "943 476 5919"),
        ("Case\trecord\tno.\twas #\t12/34567 then", "12/34567"),
        ("UPN is:   A12345678901", "A12345678901"),
        ("Born  on  the 4 May 2012.", "4 May 2012"),
        ("SWE pin :  SW12345 and", "SW12345"),
    ],
)
def test_blanks_between_the_words_hide_no_personal_data(text: str, covered: str) -> None:
    assert covered not in clean(text).text
    assert clean(text).text == text.replace(covered, COVER * len(covered))


@given(st.lists(st.sampled_from(["<!--", "-->", "<!", "--", ">", "a", " ", "\n"])).map("".join))
def test_comments_are_blank_to_their_end_mark_or_to_the_end_of_the_text(text: str) -> None:
    shown = clean(text).text
    assert len(shown) == len(text)
    assert shown.count("\n") == text.count("\n")
    assert "<!--" not in shown


@pytest.mark.parametrize("inside", [0, 1, 20_000])
def test_a_comment_of_up_to_twenty_thousand_characters_is_blank(inside: int) -> None:
    text = f"a <!--{'x' * inside}--> b"
    assert clean(text).text == f"a {' ' * (inside + 7)} b"


PIECES = [
    "case ",
    "no. ",
    "12345",
    "/",
    "NHS ",
    "943 476 5919",
    "DOB",
    "4 May 2012",
    "|",
    "\t",
    ", ",
    "\n",
    "  ",
    "Mr ",
    "Smith",
    "a@b.uk",
    "(",
    "é",
]


@given(st.lists(st.sampled_from(PIECES), max_size=40).map("".join))
def test_covering_keeps_length_lines_and_what_it_covered_before(text: str) -> None:
    once = clean(text).text
    assert len(once) == len(text)
    assert all(new in (old, COVER) for old, new in zip(text, once, strict=True))
    assert [i for i, c in enumerate(once) if c == "\n"] == [i for i, c in enumerate(text) if c == "\n"]
    assert clean(once).text.count(COVER) >= once.count(COVER)


@given(st.lists(st.sampled_from(["DOB", "Address", "|", "\t", ",", ", ", " ", "a", "\n"])).map("".join))
def test_cells_lie_in_order_inside_one_line_and_hold_no_outer_bar(text: str) -> None:
    for _, head in COLUMNS:
        reached = 0
        for start, end in cells_under(text, head):
            assert reached <= start < end <= len(text)
            assert not set("|\t\n") & set(text[start:end])
            assert not text[start:end].startswith(" ")
            reached = end


@given(st.text(alphabet="caseNHS12/-: \n", max_size=60))
def test_patterns_of_personal_data_cover_a_part_of_what_they_match(text: str) -> None:
    for _, pattern in PATTERNS:
        for match in pattern.finditer(text):
            group = 1 if pattern.groups else 0
            assert match.start() <= match.start(group) < match.end(group) <= match.end()
