"""What is left of an answer when a document that it read is removed."""

from datetime import UTC, datetime

from assistant.cases.covering import COVERED, without_document
from assistant.models import Answer, Assessment, Section, Signal, Statement
from assistant.state.case_models import CaseDocumentText
from corpus.vocabulary import STAGES

GONE = "Heads ring the police before us."
STAYS = "Our figures are late every month."


def _signal(quote: str, source: str) -> Signal:
    return Signal(
        quote=quote, source=source, start=0, end=len(quote), stage="systemic_crisis", standing="now_here", theme=None,
        indicator=None, weight=0.5,
    )  # fmt: skip


def _document(text: str) -> CaseDocumentText:
    return CaseDocumentText(
        id="d", case_id="c", title="letter.txt", name="letter.txt", kind="text", sha256="a", words=6, kept=False,
        added=datetime.now(UTC), version=1, text=text,
    )  # fmt: skip


def _answer() -> Answer:
    statements = [
        Statement(text=f"You wrote “{GONE}”: this matches a sign.", kind="own_words"),
        Statement(text=f"You wrote “{STAYS}”.", kind="own_words"),
        Statement(text="The guidance says: Heads ring the police before us.", kind="quote", citations=[1]),
    ]
    assessment = Assessment(
        outcome="systemic_crisis", stage="systemic_crisis", probabilities=dict.fromkeys(STAGES, 0.2), p_insufficient=0,
        p_out_of_scope=0, plausible=["systemic_crisis"], confidence=0.6, runner_up=None,
        signals=[_signal(GONE, "letter.txt"), _signal(STAYS, "question")], against=[], questions=[],
        separates=f"“{GONE}” speaks for it.",
    )  # fmt: skip
    return Answer(
        id="", status="answered", assessment=assessment, sections=[Section(title="Why", statements=statements)]
    )


def test_its_signs_and_words_go_and_everything_else_stays() -> None:
    left = Answer.model_validate_json(without_document(_answer().model_dump_json(), _document(f"Dear all,\n{GONE}")))
    assert left.assessment is not None
    assert [signal.quote for signal in left.assessment.signals] == [STAYS]
    assert left.assessment.separates == f"“{COVERED}” speaks for it."
    own, other, cited = left.sections[0].statements
    assert GONE not in own.text and STAYS in other.text
    assert cited.text == "The guidance says: Heads ring the police before us."
    assert left.warnings[-1].startswith("letter.txt was removed from the case")


def test_an_answer_without_its_words_is_only_told() -> None:
    answer = _answer()
    left = Answer.model_validate_json(without_document(answer.model_dump_json(), _document("Something else entirely.")))
    assert left.model_copy(update={"warnings": []}) == answer
