"""Nothing unchecked gets through: each kind of lie is dropped."""

import pytest

from assistant.citations import CitationBook
from assistant.composers.base import DraftSection, DraftStatement, PaperQuote
from assistant.models import UserDocument
from assistant.passages import Unit, units
from assistant.verification import Verifier
from corpus.models import Chunk, DocumentInfo

INFO = DocumentInfo(id="d", title="Census", publisher="P", date="2025", licence="L", kind="k")
PASSAGE = Chunk(
    id="d/x/1",
    info=INFO,
    heading=("What it found",),
    locator="x",
    ordinal=0,
    text="The rate was 13.0%. [row]\nIt fell later in the year. [row]",
)
OWN = "Our duty team is all agency."


PAPERS = [
    UserDocument(title="Letter", date="2024-03", text="Heads ring the police before us."),
    UserDocument(title="Report", date="2025-03", text="All is well."),
]


def verifier(*held: Chunk) -> Verifier:
    return Verifier(lambda ids: [c for c in held if c.id in ids], OWN, papers=PAPERS)


def check(statement: DraftStatement, *held: Chunk) -> str | None:
    checking = verifier(*(held or (PASSAGE,)))
    passed = checking.check(DraftSection("S", (statement,)))
    return None if passed else checking.dropped[0]


def test_a_true_quotation_passes() -> None:
    unit = units(PASSAGE)[0]
    assert check(DraftStatement(unit.text, "quote", (unit,))) is None


@pytest.mark.parametrize(
    ("statement", "reason"),
    [
        (DraftStatement("The rate was 14.0%.", "quote", (units(PASSAGE)[0],)), "quotation"),
        (DraftStatement("Rates fell.", "quote", ()), "no citation"),
        (DraftStatement("The rate was 13.0%. So 7 in 8 stay.", "inference", (units(PASSAGE)[0],)), "number 7"),
        (DraftStatement("You wrote: we are fine.", "own_words", (), "we are fine"), "user's words"),
        (DraftStatement("The rate", "quote", (Unit(PASSAGE, 0, 0),)), "does not resolve"),
    ],
)
def test_a_false_statement_is_dropped_with_its_reason(statement: DraftStatement, reason: str) -> None:
    found = check(statement)
    assert found is not None
    assert reason in found


def of_a_paper(paper: str, quote: str = "Heads ring the police") -> DraftStatement:
    return DraftStatement(
        f"New: \u201c{quote}\u201d ({paper}, 2024).", "own_words", papers=(PaperQuote(quote, paper, f"{paper}, 2024"),)
    )


def test_words_of_a_paper_pass_only_behind_the_name_of_that_paper() -> None:
    assert check(of_a_paper("Letter")) is None
    assert (
        check(of_a_paper("Report"))
        == check(of_a_paper("Letter", "All is well"))
        == "a quotation of a paper is not in that paper"
    )
    unnamed = DraftStatement(
        "New: \u201cHeads ring\u201d.", "own_words", papers=(PaperQuote("Heads ring", "Letter", "Letter, 2024"),)
    )
    assert check(unnamed) == "a quotation of a paper is not in that paper"


def test_a_citation_that_the_index_does_not_hold_is_dropped() -> None:
    unit = units(PASSAGE)[0]
    other = PASSAGE.model_copy(update={"text": "Another text."})
    assert check(DraftStatement(unit.text, "quote", (unit,)), other) == "citation of d/x/1 does not resolve"


def test_a_section_with_one_true_statement_keeps_only_that() -> None:
    unit = units(PASSAGE)[0]
    draft = DraftSection("S", (DraftStatement("Lies.", "quote"), DraftStatement(unit.text, "quote", (unit,))))
    checked = verifier(PASSAGE).check(draft)
    assert checked is not None
    assert [s.text for s in checked.statements] == [unit.text]


def test_numbers_follow_first_use_and_quotes_stand_in_their_passage() -> None:
    one, two = units(PASSAGE)
    book = CitationBook()
    draft = DraftSection(
        "S", (DraftStatement(two.text, "quote", (two,)), DraftStatement(one.text, "quote", (one, two)))
    )
    section = book.section(draft)
    assert [s.citations for s in section.statements] == [[1], [2, 1]]
    assert [c.n for c in book.citations] == [1, 2]
    assert all(c.quote == PASSAGE.text[c.start : c.end] for c in book.citations)
