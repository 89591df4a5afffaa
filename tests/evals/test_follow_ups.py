"""Follow-ups: the query made of a last turn is judged by its words and by the documents that it finds."""

import pytest

from corpus.loaders import load_corpus
from evals.cases import FollowUpCase
from evals.catalogue import all_sets
from evals.follow_ups.generate import Found
from evals.follow_ups.score import score

CASE = FollowUpCase(
    id="x-1",
    kind="place",
    turns=("How did Torbay recover?", "and Leeds?"),
    query_has=(("leeds",), ("recover*", "improve*")),
    query_lacks=("torbay",),
    relevant=("a", "b"),
)


def scores(query: str, *documents: str) -> dict[str, float]:
    return {s.name: s.value for s in score(CASE, Found(query=query, documents=list(documents), seconds=0.0)).scores}


def test_all_relevant_documents_found_first_give_full_marks() -> None:
    assert scores("How did Leeds recover?", "a", "b") == {
        "recall@10": 1.0,
        "success@5": 1.0,
        "success@1": 1.0,
        "rr@10": 1.0,
        "query_whole": 1.0,
        "query_clean": 1.0,
    }


def test_one_of_two_found_late_counts_half_in_recall_and_by_its_place() -> None:
    found = scores("How did Leeds recover?", *"cdefg", "b")
    assert (found["recall@10"], found["success@5"], found["success@1"]) == (0.5, 0.0, 0.0)
    assert found["rr@10"] == pytest.approx(1 / 6, abs=1e-4)


def test_nothing_found_gives_nothing() -> None:
    assert scores("Leeds", "c")["rr@10"] == 0.0


def test_a_query_that_lacks_or_holds_what_it_may_not_says_so() -> None:
    result = score(CASE, Found(query="and Leeds? (Torbay)", documents=[], seconds=0.0))
    reasons = {s.name: (s.value, s.reason) for s in result.scores}
    assert reasons["query_whole"][0] == 0.0 and "recover*" in reasons["query_whole"][1]
    assert reasons["query_clean"][0] == 0.0 and "torbay" in reasons["query_clean"][1]


@pytest.mark.parametrize("name", [name for name, s in all_sets().items() if s.card.evaluation == "follow_ups"])
def test_every_relevant_document_is_in_the_corpus_and_no_conversation_comes_twice(name: str) -> None:
    known = {document.info.id for document in load_corpus()}
    cases = all_sets()[name].cases(FollowUpCase)
    assert {i for case in cases for i in case.relevant} <= known
    assert len({case.turns for case in cases}) == len(cases)
