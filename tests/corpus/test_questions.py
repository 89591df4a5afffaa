"""The questions written for the passages of the corpus."""

from pathlib import Path

from corpus.loaders import load_corpus, load_questions
from corpus.splitter import split_documents
from indexes.embedders import MAX_PIECES, Embedder


def test_every_question_belongs_to_a_passage_and_nearly_every_passage_has_one(embedder: Embedder) -> None:
    chunks = list(split_documents(load_corpus(), lambda text: embedder.pieces(text) <= MAX_PIECES))
    held = {chunk.id for chunk in chunks}
    questions = load_questions()
    assert not questions.keys() - held, "questions of passages that have gone: take them out or move them"
    assert len(held - questions.keys()) <= 0.01 * len(held), "passages without a question: write one to three by hand"
    assert all(chunk.questions == questions.get(chunk.id, ()) for chunk in chunks)


def test_hardly_a_question_is_asked_of_two_passages() -> None:
    asked = [question.lower() for questions in load_questions().values() for question in questions]
    assert len(asked) - len(set(asked)) <= 2, "the same question for two passages helps neither"


def test_no_question_stands_in_an_evaluation_set() -> None:
    asked = {question.lower() for questions in load_questions().values() for question in questions}
    sets = Path(__file__).parents[2] / "evals" / "sets"
    text = "\n".join(path.read_text(encoding="utf-8").lower() for path in sorted(sets.glob("*.jsonl")))
    assert [question for question in asked if len(question.split()) > 4 and f'"{question}"' in text] == []


def test_questions_are_searched_but_not_shown() -> None:
    chunk = next(chunk for chunk in split_documents(load_corpus()) if chunk.questions)
    assert chunk.questions[0] in chunk.keyword_text
    assert chunk.questions[0] not in chunk.index_text + chunk.text
