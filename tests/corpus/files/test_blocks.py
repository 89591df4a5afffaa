"""Blocks to sections: nothing is lost, offsets are in order and give the section's own text."""

from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.files import read_file
from corpus.files.blocks import Block, Extract, clean
from corpus.files.composing import compose
from corpus.files.rows import table_lines
from tests.corpus.files.making import count

WORDS = st.lists(st.sampled_from("grip sight flow café 24% £40 partner’s".split()), min_size=0, max_size=40).map(
    " ".join
)
BLOCKS = st.lists(
    st.builds(
        Block,
        text=WORDS | st.text(max_size=30),
        level=st.sampled_from([0, 0, 0, 1, 2, 3, 7]),
        place=st.sampled_from(["", "", "page 1", "page 2"]),
        tight=st.booleans(),
        title=st.sampled_from([False, False, False, True]),
    ),
    max_size=15,
)


def check_sections(extract: Extract) -> None:
    reached = 0
    for section in extract.sections:
        assert reached <= section.start < section.end <= len(extract.text)
        own = extract.text[section.start : section.end]
        assert own.strip() and own == own.rstrip()
        assert section.locator
        reached = section.end


@given(BLOCKS)
def test_offsets_are_in_order_and_no_word_is_lost(blocks: list[Block]) -> None:
    extract = compose(blocks, [])
    check_sections(extract)
    written = sum((count(clean(b.text)) for b in blocks), Counter())
    assert count(extract.text) == written
    kept = sum((count(extract.text[s.start : s.end]) for s in extract.sections), Counter())
    above = count(" ".join([extract.title or "", *(h for s in extract.sections for h in s.heading)]))
    assert set(written) <= set(kept) | set(above)


@given(BLOCKS)
def test_what_stands_between_sections_is_headings_only(blocks: list[Block]) -> None:
    extract = compose(blocks, [])
    between, reached = "", 0
    for section in extract.sections:
        between += extract.text[reached : section.start]
        reached = section.end
    between += extract.text[reached:]
    headings = sum((count(clean(b.text)) for b in blocks if b.level or b.title), Counter())
    assert not count(between) - headings


@settings(deadline=None)
@given(lines=st.lists(WORDS | st.sampled_from(["", "# One", "## Two", "Three", "=====", "-----", "```"]), max_size=40))
@pytest.mark.parametrize("suffix", [".txt", ".md"])
def test_text_files_lose_nothing_and_keep_their_lines(
    tmp_path_factory: pytest.TempPathFactory, suffix: str, lines: list[str]
) -> None:
    path = tmp_path_factory.mktemp("lines") / f"lines{suffix}"
    path.write_text("\n".join([*lines, "last words"]), encoding="utf-8")
    file = read_file(path)
    check_sections(Extract(file.text, file.sections))
    kept = sum((count(file.text_of(s)) for s in file.sections), Counter())
    above = count(" ".join([file.title, *(h for s in file.sections for h in s.heading)]))
    assert set(count("\n".join(lines))) <= set(kept) | set(above)
    if suffix == ".txt":
        assert file.text.split("\n") == [*lines, "last words"]


def test_a_lone_first_heading_is_the_title_and_in_no_path() -> None:
    extract = compose([Block("Review", level=1), Block("Intro."), Block("Findings", level=2), Block("Body.")], [])
    assert extract.title == "Review"
    assert [(s.heading, s.locator) for s in extract.sections] == [((), "beginning"), (("Findings",), "Findings")]


def test_a_heading_with_nothing_under_it_is_a_section() -> None:
    extract = compose([Block("One", level=1), Block("Two", level=1), Block("Body."), Block("Three", level=2)], [])
    assert [s.locator for s in extract.sections] == ["One", "Two", "Two > Three"]


def test_paragraphs_without_headings_are_numbered() -> None:
    extract = compose([Block("word " * 100) for _ in range(5)], [])
    assert [s.locator for s in extract.sections] == [f"paragraph {n}" for n in range(1, 6)]
    assert compose([Block("a"), Block("b")], []).sections[0].locator == "paragraphs 1-2"


def test_invisible_characters_are_dropped_and_smuggled_words_reported() -> None:
    warnings: list[str] = []
    extract = compose([Block("so\u00adft zero\u200bwidth \u202eturned ﬁnd " + "\U000e0041\U000e0042")], warnings)
    assert extract.text == "soft zerowidth turned find"
    assert warnings == ["invisible characters that spell out hidden words were left out"]


@pytest.mark.parametrize(
    ("rows", "lines"),
    [
        ([["Measure", "2023", "2024"], ["Agency", "24%", ""]], ["Measure; 2023; 2024", "Measure: Agency; 2023: 24%"]),
        ([["", "2023", "2024"], ["Agency", "24%", "31%"]], ["Agency; 2023: 24%; 2024: 31%"]),
        ([["Name", "Jo"], ["Role", "Director"]], ["Name; Jo", "Role; Director"]),
        ([["Measure", "Value"], ["Agency", "24%"]], ["Measure: Agency; Value: 24%"]),
        ([["Agency", "24%", "3"], ["Cases", "18", "4"]], ["Agency; 24%; 3", "Cases; 18; 4"]),
        ([["only", "one", "row"]], ["only; one; row"]),
        ([["", ""], [" ", ""]], []),
    ],
)
def test_rows_carry_their_header_when_there_is_one(rows: list[list[str]], lines: list[str]) -> None:
    assert table_lines(rows) == lines
