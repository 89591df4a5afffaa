"""The Bar: 300 mixed files read with their words right within 2% and every locator right."""

import re
from collections import Counter

import pytest

from corpus.files import FileText, read_file, to_document
from tests.corpus.files.making import Made, count
from tests.corpus.files.making_office import make_docx, make_odt, make_xlsx
from tests.corpus.files.making_pdf import make_pdf
from tests.corpus.files.making_text import make_csv, make_email, make_html, make_markdown, make_text

MAKERS = (
    (make_pdf, ".pdf", 70),
    (make_docx, ".docx", 55),
    (make_odt, ".odt", 35),
    (make_html, ".html", 40),
    (make_markdown, ".md", 15),
    (make_text, ".txt", 25),
    (make_xlsx, ".xlsx", 20),
    (make_csv, ".csv", 15),
    (make_csv, ".tsv", 5),
    (make_email, ".eml", 20),
)
SPAN = re.compile(r"^(.*?)s? (\d+)(?:-(\d+))?$")


@pytest.fixture(scope="module")
def loaded(tmp_path_factory: pytest.TempPathFactory) -> list[tuple[Made, FileText]]:
    folder = tmp_path_factory.mktemp("mixed")
    made = [maker(folder / f"file-{seed}{end}", seed) for maker, end, number in MAKERS for seed in range(1, number + 1)]
    assert len(made) == 300
    return [(one, read_file(one.path)) for one in made]


def wrong_words(made: Made, file: FileText) -> int:
    found = count(file.text)
    return sum((made.words - found).values()) + sum((found - made.words).values())


def is_at(locator: str, expected: tuple[str, int | None]) -> bool:
    words, number = expected
    if number is None:
        return locator == (words or "beginning")
    match = SPAN.match(locator)
    return bool(match) and match[1] == words.removesuffix("s") and int(match[2]) <= number <= int(match[3] or match[2])


def test_the_words_of_every_file_are_right_within_two_percent(loaded: list[tuple[Made, FileText]]) -> None:
    wrong = {made.path.name: wrong_words(made, file) / made.words.total() for made, file in loaded}
    assert {name: f"{share:.1%}" for name, share in wrong.items() if share > 0.02} == {}


def test_every_marker_is_found_at_its_locator(loaded: list[tuple[Made, FileText]]) -> None:
    misplaced = list[str]()
    for made, file in loaded:
        assert made.markers
        for marker, expected in made.markers.items():
            at = [s.locator for s in file.sections if marker in " ".join(file.text_of(s).split())]
            if len(at) != 1 or not is_at(at[0], expected):
                misplaced.append(f"{made.path.name}: {marker} expected at {expected}, found at {at}")
    assert misplaced == []


def test_menus_running_lines_and_hidden_words_are_left_out(loaded: list[tuple[Made, FileText]]) -> None:
    kept = [f"{made.path.name}: {word}" for made, file in loaded for word in made.absent if word in file.text]
    assert kept == []


def test_every_word_of_the_text_is_in_a_section_or_a_heading(loaded: list[tuple[Made, FileText]]) -> None:
    for _, file in loaded:
        sections = Counter[str]()
        for section in file.sections:
            sections += count(file.text_of(section))
        above = count(" ".join([file.title, *(h for s in file.sections for h in s.heading)]))
        assert not count(file.text) - sections - above - above, file.name


def test_every_file_becomes_a_document_with_the_same_sections(loaded: list[tuple[Made, FileText]]) -> None:
    for _, file in loaded:
        document = to_document(file)
        assert [s.text for s in document.sections] == [file.text_of(s) for s in file.sections]
        lines = file.text.split("\n")
        assert all(
            lines[s.line - 1].strip() and s.text.startswith(lines[s.line - 1].strip()[:5])
            for s in document.sections
            if s.text[0] != " "
        )
