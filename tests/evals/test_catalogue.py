import json
from pathlib import Path

import pytest

from assistant.training.build import training_sentences, training_texts
from evals.cases import ConversationCase, QuestionCase
from evals.catalogue import SETS, all_sets, get_set
from evals.errors import EvaluationError
from evals.evaluation import get_evaluation
from evals.runner import case_id
from evals.wording import says, simplified


@pytest.mark.parametrize("name", sorted(all_sets()))
def test_every_set_is_read_whole_and_its_card_counts_right(name: str) -> None:
    chosen = get_set(name)
    cases = get_evaluation(chosen.card.evaluation).read(chosen)
    assert len(cases) == chosen.half.cases
    assert len({case_id(case) for case in cases}) == len(cases)


def test_the_halves_of_our_own_sets_share_no_text() -> None:
    for first, second in (
        ("questions-dev", "questions-test"),
        ("safety-dev", "safety-test"),
        ("plans-dev", "plans-test"),
    ):
        texts = [
            {
                simplified(json.dumps(row.get("question") or row.get("turns") or row.get("situation")))
                for _, row in get_set(n).rows()
            }
            for n in (first, second)
        ]
        assert not texts[0] & texts[1]


def test_no_text_that_trains_the_stage_model_is_in_a_set_that_judges_the_shipped_one() -> None:
    trained = {simplified(" ".join(p.turns)) for p in training_texts()} | {
        simplified(s.text) for s in training_sentences()
    }
    for chosen in all_sets().values():
        if chosen.card.evaluation in ("stages", "groups") and not chosen.options.get("held_out"):
            texts = [text for _, row in chosen.rows() for text in row.get("members", [row])]
            judged = {simplified(text.get("text") or " ".join(text["turns"])) for text in texts}
            assert not judged & trained, chosen.name


@pytest.mark.parametrize("name", ["questions-dev", "questions-test", "conversations-dev", "conversations-test"])
def test_every_expected_source_and_quote_is_in_the_corpus(name: str) -> None:
    from corpus.loaders import load_corpus

    texts = {d.info.id: "\n".join(s.text for s in d.sections) for d in load_corpus()}
    chosen = get_set(name)
    if chosen.card.id == "questions":
        expected = [case.expected for case in chosen.cases(QuestionCase)]
    else:
        expected = [turn.expected for case in chosen.cases(ConversationCase) for turn in case.turns]
    for wanted in expected:
        assert set(wanted.sources) <= texts.keys()
        quotes = [q for p in wanted.points for q in p.quotes] + list(wanted.premise.quotes if wanted.premise else ())
        for quote in quotes:
            assert quote.quote in texts[quote.document_id], quote


@pytest.mark.parametrize("name", ["questions-dev", "questions-test"])
def test_what_must_not_be_said_is_said_by_no_sentence_of_the_corpus(name: str) -> None:
    from corpus.loaders import load_corpus

    sentences = [line for d in load_corpus() for s in d.sections for line in s.text.splitlines()]
    for case in get_set(name).cases(QuestionCase):
        for rule in case.expected.must_not:
            assert not [s for s in sentences if says(s, rule.words)], (case.id, rule.what)


@pytest.mark.parametrize("name", ["questions-dev", "questions-test", "conversations-dev", "conversations-test"])
def test_every_message_of_our_own_sets_expects_a_status(name: str) -> None:
    for _, row in get_set(name).rows():
        assert all(part["expected"]["status"] for part in row.get("turns", [row])), row["id"]


def test_a_file_that_is_no_card_is_refused_by_name(tmp_path: Path) -> None:
    (tmp_path / "notes.md").write_text("only notes")
    for name in ("notes.md", "missing.md"):
        with pytest.raises(EvaluationError, match=rf"{name}: not the card of a set with one half"):
            get_set(str(tmp_path / name))


def test_an_unknown_set_is_refused_with_the_names_there_are() -> None:
    with pytest.raises(EvaluationError, match=r"no set is called 'questons'; there are .*questions-dev"):
        get_set("questons")


def test_a_bad_line_is_named_by_file_line_and_field(tmp_path: Path) -> None:
    from tests.evals.conftest import small_set

    chosen = small_set(
        tmp_path,
        "bad",
        "answers",
        [{"id": "a", "asker": "director", "kind": "fact", "question": "?", "expected": {"status": ["ok"]}}],
    )
    with pytest.raises(EvaluationError, match=r"bad\.dev\.jsonl:1: expected\.status\.0"):
        chosen.cases(QuestionCase)


def test_every_card_has_a_text_for_people() -> None:
    for path in SETS.glob("*.md"):
        text = path.read_text(encoding="utf-8")
        assert len(text.split("---\n", 2)[-1].split()) > 20, path


def test_line_separators_inside_a_string_do_not_end_a_line(tmp_path: Path) -> None:
    from evals.catalogue import read_rows

    (tmp_path / "odd.jsonl").write_text('{"id": "a\u2028b\u0085c"}\n\n{"id": "d"}\n', encoding="utf-8")
    assert [row["id"] for _, row in read_rows(tmp_path / "odd.jsonl")] == ["a\u2028b\u0085c", "d"]
