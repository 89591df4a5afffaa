"""Which sentences an answer may choose from, on the real index."""

import pytest

from assistant.retriever import Retriever
from assistant.selection.candidates import RELIANCE, WHOLE_PAGES, candidates

BACKLOG = "How do I clear a backlog of assessments?"
SUPERVISION = "How do I know if supervision is working?"


@pytest.mark.parametrize("question", [BACKLOG, "How did Sunderland recover?", "What is the agency rate in England?"])
def test_each_span_comes_once(retriever: Retriever, question: str) -> None:
    found = candidates(retriever.search(question), retriever)
    spans = [(c.unit.chunk.id, c.unit.start) for c in found]
    assert len(spans) == len(set(spans)) > 20


def test_how_sound_a_source_is_said_to_be_is_never_chosen_from(retriever: Retriever) -> None:
    results = retriever.search("How far to rely on the facts about Bradford, read in the original or in summaries")
    assert [c for r in results for c in r.chunks if c.heading[:1] == (RELIANCE,)]
    assert not [c for c in candidates(results, retriever) if c.unit.chunk.heading[:1] == (RELIANCE,)]


def test_what_a_topic_page_looked_for_and_did_not_find_may_be_an_answer(retriever: Retriever) -> None:
    results = retriever.search("What is the time limit for visits to a child on a child protection plan?")
    assert results[0].chunk.info.kind == "topic page"
    gaps = [c.unit.text for c in candidates(results, retriever) if c.unit.chunk.heading[:1] == (RELIANCE,)]
    assert len(gaps) == 1
    assert gaps[0].startswith("No national limit was found for visits")


def test_all_of_a_topic_page_is_looked_at_when_it_comes_first(retriever: Retriever) -> None:
    results = retriever.search(SUPERVISION)
    first = results[0].chunk.info
    assert first.kind in WHOLE_PAGES
    looked_at = {c.unit.chunk.id for c in candidates(results, retriever)}
    page = [c for c in retriever.index.document_chunks(first.id) if c.heading[0] != RELIANCE]
    assert {c.id for c in page} - {c.id for r in results for c in r.chunks}
    assert {c.id for c in page} <= looked_at


def test_of_a_report_only_what_was_found_is_looked_at(retriever: Retriever) -> None:
    results = [r for r in retriever.search(BACKLOG) if r.chunk.info.kind not in WHOLE_PAGES]
    found = {chunk.id for r in results for chunk in r.chunks}
    assert {c.unit.chunk.id for c in candidates(results, retriever)} <= found


def test_a_passage_that_was_not_found_itself_scores_nought_and_its_document_what_was_found_best(
    retriever: Retriever,
) -> None:
    results = retriever.search(SUPERVISION)
    of_first = [c for c in candidates(results, retriever) if c.unit.chunk.info.id == results[0].document_id]
    assert {c.document_rank for c in of_first} == {0}
    assert {c.document_score for c in of_first} == {
        max(r.score for r in results if r.document_id == results[0].document_id)
    }
    assert 0.0 in {c.passage_score for c in of_first}


def test_no_result_has_no_candidate(retriever: Retriever) -> None:
    assert candidates([], retriever) == []
