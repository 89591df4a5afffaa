"""One sentence against what it cites: true ones pass, each kind of untruth is named."""

import json
from pathlib import Path
from typing import Any

import pytest

from assistant.claims import ClaimChecker
from assistant.composers.base import DraftSection, DraftStatement
from assistant.passages import Unit, units
from assistant.verification import Verifier
from assistant.written import WrittenCheck
from corpus.models import Chunk, DocumentInfo
from indexes.embedders import Embedder

INFO = DocumentInfo(id="d", title="Workforce census", publisher="Ministry", date="2025", licence="L", kind="k")
RATE = (
    "Children's social worker vacancy rate in England was 17.3% at 30 September 2024, down from 18.9% a year earlier."
)
LIST = "England's figures at 30 September 2025 were: vacancy rate 14.2%, agency rate 13.0%, turnover 11.8%."
YEARS = "The current vacancy rate in England is 14.2%, at 30 September 2025; it was 18.9% in 2023 and 20.0% in 2022."
STAY = "Supervision that is regular and reflective is associated with social workers staying longer in their jobs."
PLACE = "Sunderland set up Together for Children, a company owned by the council, in April 2017."
NOT_YET = "Do not restructure while the service cannot see its own performance."
SCOPE = "In service breakdown, better supervision depends on a stable line of managers, so supervision alone is a weak first response."
LATER = (
    "Do not restructure in losing grip or as a first move in breakdown; later, restructure only with partners, since structure does "
    "not improve a service by itself."
)
GOOD = (
    "Good supervision is regular and reflective and goes with staff who stay and better practice; whether it improves outcomes for "
    "families has hardly been tested."
)
ATTENTION = "A restructure takes managers' attention for many months, and the best people can leave first."
GRADES = "The service was inadequate in every area in 2015 and inadequate again in 2018; it was outstanding in 2021 and in 2025."
WORKERS = "They put permanent workers in place of agency workers."
WHERE = "Where leaders trust data from this month, losing grip is unlikely unless flow is slowing or findings repeat."
TURN = "Turnover in one team had risen from 10% to 30% in a year; the service was good 27 months later."


def unit(text: str, place: str = "row") -> Unit:
    chunk = Chunk(id="d/x/1", info=INFO, heading=("What it found",), locator="x", ordinal=0, text=f"{text} [{place}]")
    return units(chunk)[0]


@pytest.fixture(scope="module")
def check(embedder: Embedder) -> WrittenCheck:
    return WrittenCheck(ClaimChecker(embedder))


@pytest.mark.parametrize(
    ("text", "evidence"),
    [
        ("In England the vacancy rate was 17.3% at 30 September 2024.", RATE),
        ("The vacancy rate fell from 18.9% to 17.3% in a year.", RATE),
        ("The vacancy rate was 17.3% in September 2024, down from 18.9% a year earlier.", RATE),
        ("England's vacancy rate was 14.2% and its agency rate 13.0% at 30 September 2025.", LIST),
        ("The vacancy rate was 18.9% in 2023 and is 14.2% at 30 September 2025.", YEARS),
        ("Supervision that is regular and reflective is associated with social workers staying longer.", STAY),
        ("In April 2017, Sunderland set up Together for Children, a company owned by the council.", PLACE),
        ("Supervision alone is a weak first response in service breakdown.", SCOPE),
        ("Do not restructure in losing grip or as a first move in breakdown.", LATER),
        ("Good supervision goes with staff who stay and with better practice.", GOOD),
        ("Whether supervision improves outcomes for families has hardly been tested.", GOOD),
        ("Turnover in one team had risen from 10% to 30% in a year.", TURN),
        ("The service was good 27 months later.", TURN),
    ],
)
def test_what_a_passage_says_in_other_words_passes(check: WrittenCheck, text: str, evidence: str) -> None:
    assert check.problem(text, [unit(evidence)]) is None


@pytest.mark.parametrize(
    ("text", "evidence", "because"),
    [
        ("The vacancy rate was 19.3% at 30 September 2024.", RATE, "19.3 is not in"),
        ("The vacancy rate was 18.9% in September 2024, down from 17.3%.", RATE, "another time"),
        ("The vacancy rate was 18.9% in September 2024.", RATE, "another time"),
        ("The vacancy rate was 17.3% at 30 June 2024.", RATE, "30 counts something else"),
        ("The vacancy rate was 17.3 per 10,000 in September 2024.", RATE, "17.3 counts"),
        ("The agency rate was 14.2% at 30 September 2025.", LIST, "something else"),
        ("Vacancy rate 13.0%, agency rate 14.2%.", LIST, "something else"),
        ("The vacancy rate was 20.0% in 2023.", YEARS, "another year"),
        ("The vacancy rate was 14.2% in 2023.", YEARS, "another year"),
        ("Turnover in one team had fallen from 30% to 10% in a year.", TURN, "another time"),
        ("The service was good 27 years later.", TURN, "27 counts something else"),
        ("Bradford set up Together for Children, a company owned by the council, in April 2017.", PLACE, "Bradford"),
        ("Sunderland set up Together for Children, a company owned by the council, in May 2017.", PLACE, "May"),
        ("Sunderland and Zedtown set up a company owned by the council in April 2017.", PLACE, "Zedtown"),
        ("Sunderland set up “the best company” in April 2017.", PLACE, "quotation marks"),
        ("Supervision that is regular and reflective makes social workers leave their jobs.", STAY, "leave"),
        ("Supervision must be regular and reflective for social workers staying longer.", STAY, "must"),
        ("Supervision that is regular and reflective is not associated with social workers staying.", STAY, "denies"),
        ("All social workers stay longer with regular supervision.", STAY, "all"),
        ("Restructure while the service cannot see its own performance.", NOT_YET, "denies"),
        ("Your service cannot see its performance and has lost it.", NOT_YET, "own service"),
        ("Sunderland set up a company in April 2017 and the council left Together for Children.", PLACE, "left"),
        ("The council set up Sunderland, a company owned by Together for Children.", PLACE, "“"),
        ("Good supervision improves outcomes for families.", GOOD, "leaves out"),
        ("Supervision is a weak response in service breakdown.", SCOPE, "leaves out"),
        ("Supervision alone is a weak first response.", SCOPE, "where that holds"),
        ("A stable line of managers depends on better supervision in service breakdown.", SCOPE, "puts together"),
        ("Later, restructure with partners.", LATER, ""),
        ("Do not restructure.", LATER, "leaves out"),
        ("A restructure takes the best people's attention, and managers can leave first.", ATTENTION, "puts together"),
        ("Managers can leave first.", ATTENTION, "puts together"),
        ("A restructure keeps managers' attention for many months.", ATTENTION, "keeps"),
        ("The service was inadequate in 2021.", GRADES, "puts together"),
        ("Losing grip is unlikely.", WHERE, "leaves out"),
        ("It was good 27 months later.", TURN, "does not name"),
        ("The company is owned by the council.", PLACE, "leaves out the place"),
        ("See www.example.com for supervision that is regular.", STAY, "address"),
        ("Buy Acme software.", STAY, "Acme"),
        ("Agency workers put permanent workers in place.", WORKERS, "turns round"),
        ("Supervision. " * 80, STAY, "no single sentence"),
    ],
)
def test_each_kind_of_untruth_is_named(check: WrittenCheck, text: str, evidence: str, because: str) -> None:
    problem = check.problem(text, [unit(evidence)])
    assert problem is not None
    assert because in problem


SENTENCES = [
    json.loads(line) for line in Path(__file__).with_name("sentences.jsonl").read_text(encoding="utf-8").splitlines()
]
"""True and untrue sentences on passages of the corpus, written to break the rules; those that did have mended them."""


@pytest.mark.parametrize("row", SENTENCES, ids=[row["passage"][:30] for row in SENTENCES])
def test_no_untrue_sentence_passes_but_pieces_of_one(check: WrittenCheck, row: dict[str, Any]) -> None:
    pieces = {"Leaders can give this month's allocation.", "Waiting for the next inspection."}
    passed = {text for text in row["untrue"] if check.problem(text, [unit(row["passage"])]) is None}
    assert passed <= pieces


def test_two_in_five_true_sentences_pass(check: WrittenCheck) -> None:
    true = [(text, row["passage"]) for row in SENTENCES for text in row["true"]]
    passed = [text for text, passage in true if check.problem(text, [unit(passage)]) is None]
    assert len(passed) >= 0.4 * len(true)


def test_a_sentence_without_a_citation_is_none(check: WrittenCheck) -> None:
    assert check.problem("It rained.", []) == "it cites no passage"


def verdict(check: WrittenCheck | None, statement: DraftStatement) -> str | None:
    held = [each.chunk for each in statement.evidence]
    verifier = Verifier(lambda ids: [chunk for chunk in held if chunk.id in ids], "", check)
    return None if verifier.check(DraftSection("S", (statement,))) else verifier.dropped[0]


TEXT = "The vacancy rate fell from 18.9% to 17.3% in a year."


def test_the_verifier_judges_what_is_written_by_itself(check: WrittenCheck) -> None:
    assert verdict(check, DraftStatement(TEXT, "written", (unit(RATE),))) is None
    wrong = verdict(check, DraftStatement(TEXT.replace("17.3", "16.3"), "written", (unit(RATE),)))
    assert wrong is not None and "16.3" in wrong


@pytest.mark.parametrize(
    ("kind", "place", "holds"),
    [("written", "row", True), ("written", "inference", False), ("written_inference", "inference", True)],
)
def test_the_verifier_holds_judgement_and_source_apart(check: WrittenCheck, kind: str, place: str, holds: bool) -> None:
    statement = DraftStatement(TEXT, kind, (unit(RATE, place),))  # type: ignore[arg-type]
    assert (verdict(check, statement) is None) == holds


def test_the_verifier_lets_nothing_written_pass_unchecked(check: WrittenCheck) -> None:
    assert verdict(None, DraftStatement(TEXT, "written", (unit(RATE),))) is not None
    assert verdict(check, DraftStatement(TEXT, "written")) is not None
