"""What counts: asking, taking back, saying twice, and dates."""

import pytest

from assistant.engine import SourceText
from assistant.engine.cues import clear_standing, is_ask
from assistant.engine.texts import Sentence, read_sentences


def turns(*texts: str) -> list[SourceText]:
    return [SourceText(f"turn {i}", text) for i, text in enumerate(texts, start=1)]


def counting(texts: list[SourceText]) -> list[str]:
    return [s.text for s in read_sentences(texts) if s.counts]


def named(texts: list[SourceText], word: str) -> Sentence:
    return next(s for s in read_sentences(texts) if word in s.text)


@pytest.mark.parametrize(
    "question",
    [
        "What stage are we in and what should we do next?",
        "So where are we?",
        "which stage is it?",
        "Any advice?",
        "What would you do first?",
        "Please advise.",
    ],
)
def test_a_question_to_the_assistant_is_no_evidence(question: str) -> None:
    assert is_ask(question)
    assert counting([SourceText("question", f"Work is piling up at the front door. {question}")]) == [
        "Work is piling up at the front door."
    ]


@pytest.mark.parametrize(
    "statement", ["Nobody can say what is late.", "Did the police stop ringing? Yes.", "We advise schools."]
)
def test_a_statement_is_not_taken_for_a_question(statement: str) -> None:
    assert not is_ask(statement)


@pytest.mark.parametrize(
    ("correction", "standing"),
    [
        ("Scrap that, it was one meeting and it clashed with a funeral.", "negated"),
        ("Sorry, wrong window, that is my note on another council.", "elsewhere"),
        ("I need to take that back, I have spoken to the heads.", "negated"),
        ("I misread the email.", "negated"),
    ],
)
def test_a_turn_that_opens_with_a_correction_takes_back_the_turn_before(correction: str, standing: str) -> None:
    texts = turns("The schools have stopped ringing us.", f"{correction} Reviews are late.")
    assert "The schools have stopped ringing us." not in counting(texts)
    assert "Reviews are late." in counting(texts)
    assert named(texts, "schools have stopped").standing == standing


ACCOUNT = "The reports are late. The police have stopped coming. Schools run their own triage."
WHOLE = ["The reports are late.", "The police have stopped coming.", "Schools run their own triage."]


@pytest.mark.parametrize(
    ("correction", "gone"),
    [
        ("Sorry, I got that wrong about the police, that's Dunmere. The rest is right.", ["The police have stopped coming."]),
        ("The schools bit is wrong, ignore it.", ["Schools run their own triage."]),
        ("I was wrong about the schools: they do come to us.", ["Schools run their own triage."]),
        ("The police have not stopped coming, my mistake.", ["The police have stopped coming."]),
        ("Correction: three police officers, not four.", []),
        ("Sorry, I misread that: it is 33, not 38.", []),
        ("Ignore that, it was about another council.", WHOLE),
        ("Sorry, wrong window, that was about the police next door.", WHOLE),
    ],
)  # fmt: skip
def test_a_correction_takes_back_what_it_means_and_no_more(correction: str, gone: list[str]) -> None:
    left = [s.text for s in read_sentences(turns(ACCOUNT, correction)) if s.counts]
    assert [s for s in ACCOUNT.replace(". ", ".|").split("|") if s not in left] == gone


@pytest.mark.parametrize(
    "turn",
    ["Scrap that: we have two teams and not one has a manager.", "Scrap that. We have 33 posts and not one is filled."],
)
def test_not_one_puts_no_number_right(turn: str) -> None:
    assert "The reports are late." not in counting(turns(ACCOUNT, turn))


@pytest.mark.parametrize(
    "unit", ["1,", " ", "aaa ", "bit ", "33 not ", "part about ", "if you ask ", "that was ", "and "]
)
def test_endless_turns_are_read_for_corrections_without_a_hang(unit: str) -> None:
    assert read_sentences(turns(ACCOUNT, f"Scrap that, the part about {unit * 20_000} is wrong"))


def test_a_part_is_looked_for_in_the_turn_before_and_else_in_all_earlier_ones() -> None:
    texts = turns(ACCOUNT, "Vacancies are high.", "The police thing in my first message is wrong.")
    assert [s.text for s in read_sentences(texts) if not s.counts] == ["The police have stopped coming."]
    again = turns(ACCOUNT, "The police sit in our office.", "The police thing is wrong.")
    assert [s.text for s in read_sentences(again) if not s.counts] == ["The police sit in our office."]


def test_where_the_turn_meant_has_been_left_out_already_nothing_goes_in_its_place() -> None:
    texts = [
        SourceText("turn 1", ACCOUNT),
        SourceText("turn 3", "Ignore that last message, it was about another council."),
    ]
    assert "The reports are late." in counting(texts)


@pytest.mark.parametrize(
    ("sentence", "standing"),
    [
        ("If you asked me how many visits were late I could not tell you.", None),
        ("If partners left, we would be in trouble.", "hypothetical"),
        ("In 2023 the heads set up their own desk with the police, and that is where they go.", None),
        ("In 2023 the heads set up their own desk with the police.", "past"),
        ("Different thresholds in every office: that was us until 2021.", "past"),
        ("Our target is caseloads of 16 and no agency by April.", "planned"),
        ("Our target teams carry 16 each.", None),
        ("Our target is 15 but caseloads are 31.", None),
        ("Our aim was stability, and half of our social workers have left.", None),
    ],
)
def test_opening_words_settle_a_standing_only_where_they_do(sentence: str, standing: str | None) -> None:
    assert clear_standing(sentence) == standing


def test_a_correction_inside_a_turn_takes_back_only_the_sentence_before() -> None:
    texts = turns(
        "Reviews are late.", "Nobody applied for our posts last year. Strike that, I had it wrong. The data is old."
    )
    assert counting(texts)[0] == "Reviews are late."
    assert "Nobody applied for our posts last year." not in counting(texts)


def test_a_quoted_correction_takes_nothing_back() -> None:
    texts = turns("Nobody applies here.", 'One of them wrote "sorry, wrong council" in the box.')
    assert "Nobody applies here." in counting(texts)


def test_the_same_text_pasted_twice_is_read_once() -> None:
    report = "Contacts wait nine days. Nobody can say why."
    texts = [SourceText("report", report), SourceText("copy of report", f" {report}\n")]
    assert read_sentences(texts) == read_sentences(texts[:1])


def test_a_long_sentence_quoted_again_counts_once() -> None:
    sentence = "Contacts wait nine days at the front door and nobody can say why."
    texts = [SourceText("report", sentence), SourceText("letter", f"As we said: so be it. {sentence}")]
    assert counting(texts).count(sentence) == 1


def test_a_document_two_years_older_than_the_newest_tells_of_the_past() -> None:
    texts = [
        SourceText("old letter", "The schools go round us.", date="2021-03"),
        SourceText("new letter", "The schools ring us first.", date="2024"),
    ]
    assert counting(texts) == ["The schools ring us first."]
    assert named(texts, "round us").standing == "past"


@pytest.mark.parametrize(
    ("sentence", "standing"),
    [
        ("If the police stopped coming, what would that be?", "hypothetical"),
        ("In 2014 nobody would apply.", "past"),
        ("Ten years ago the schools went round us.", "past"),
        ("My last council could not recruit.", "elsewhere"),
    ],
)
def test_opening_words_that_settle_the_standing_stop_a_sentence_from_counting(sentence: str, standing: str) -> None:
    (read,) = read_sentences([SourceText("question", sentence)])
    assert (read.standing, read.counts) == (standing, False)


@pytest.mark.parametrize(
    "sentence", ["In 2014 it was so and it still is.", "If it is late we know.", "Since 2014 nobody applies."]
)
def test_what_also_speaks_of_now_counts(sentence: str) -> None:
    (read,) = read_sentences([SourceText("question", sentence)])
    assert read.counts
