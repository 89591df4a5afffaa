"""A question in parts on the real index: each part leads with a sentence of its own. No question is from the training files."""

from assistant.queries.parts import parts_of
from assistant.retriever import Retriever
from assistant.selection import Selection, Selector
from assistant.selection.parts import with_parts
from assistant.understanding import understand
from indexes.models import SearchResult

CHAIR = "Who chairs an improvement board, and what is the national vacancy rate for social workers?"


def selected(retriever: Retriever, question: str, *parts: str) -> tuple[Selection, Selection, list[SearchResult]]:
    """Return the selection for the whole question, that with its parts or those given, and what only the parts found."""
    understanding = understand([question])
    results, selector = retriever.search(understanding.query), Selector(retriever)
    whole = selector.select(understanding, results)
    found = with_parts(whole, results, parts or parts_of(question), retriever.search, selector)
    return whole, found.selection, found.further


def test_each_part_leads_with_a_sentence_that_answers_it(retriever: Retriever) -> None:
    _, in_parts, _ = selected(retriever, CHAIR)
    board, rate = in_parts.leads
    assert "improvement board" in board.text.lower()
    assert "vacancy rate" in rate.text
    assert in_parts.chosen[:2] == [board, rate]


def test_what_the_whole_question_found_stays_as_likely_or_becomes_likelier(retriever: Retriever) -> None:
    whole, in_parts, _ = selected(retriever, CHAIR)
    chances = {(span.unit.chunk.id, span.unit.start): span.chance for span in in_parts.spans}
    assert all(chances[span.unit.chunk.id, span.unit.start] >= span.chance for span in whole.spans)
    assert list(chances.values()) == sorted(chances.values(), reverse=True)


def test_a_part_that_nothing_answers_has_no_lead(retriever: Retriever) -> None:
    parts = "Who chairs an improvement board?", "which wallpaper suits a dining room?"
    _, in_parts, _ = selected(retriever, " And ".join(parts), *parts)
    assert len(in_parts.leads) == 1


def test_passages_that_only_a_part_found_are_given_back_once(retriever: Retriever) -> None:
    understanding = understand([CHAIR])
    held = {result.chunk_id for result in retriever.search(understanding.query)}
    _, _, further = selected(retriever, CHAIR)
    ids = [result.chunk_id for result in further]
    assert len(ids) == len(set(ids))
    assert not held & set(ids)
