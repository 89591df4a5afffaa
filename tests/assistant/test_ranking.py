"""What is shown of what the index finds."""

from hypothesis import given
from hypothesis import strategies as st

from assistant.ranking import MOST_OF_ONE, joined, ranked, spread
from corpus.models import Chunk, DocumentInfo
from indexes.models import SearchResult

WORDS = "queue court board agency partner manager visit plan threshold referral duty audit budget school".split()


def found(
    document: str, ordinal: int = 0, score: float = 0.5, text: str = "", heading: str = "Signs", status: str = "current"
) -> SearchResult:
    info = DocumentInfo(id=document, title=document, publisher="P", date="2024", licence="L", kind="k", status=status)
    chunk = Chunk(
        id=f"{document}/{ordinal}",
        info=info,
        heading=(heading,),
        locator="p",
        ordinal=ordinal,
        text=text or f"{WORDS[ordinal % len(WORDS)]} {document} {ordinal}",
    )
    return SearchResult.of(chunk, 1, score)


RESULTS = st.lists(
    st.builds(found, st.sampled_from("abcd"), st.integers(0, 9), st.floats(0, 1)),
    max_size=14,
    unique_by=lambda result: result.chunk_id,
).map(lambda results: sorted(results, key=lambda r: -r.score))


@given(RESULTS, st.integers(0, 8))
def test_ranks_count_up_no_document_takes_over_and_nothing_is_shown_twice(results: list[SearchResult], k: int) -> None:
    shown = ranked(results, k)
    assert [result.rank for result in shown] == list(range(1, len(shown) + 1))
    assert len(shown) <= k
    chunks = [chunk.id for result in shown for chunk in result.chunks]
    assert len(chunks) == len(set(chunks))
    assert all(sum(r.document_id == name for r in shown) <= MOST_OF_ONE for name in "abcd")


def test_the_best_result_stays_the_best() -> None:
    assert ranked([found("a", 0, 0.9), found("b", 0, 0.8)], 2)[0].document_id == "a"


def test_a_second_passage_of_a_document_gives_way_to_another_document_that_is_nearly_as_good() -> None:
    shown = ranked([found("a", 0, 0.9), found("a", 5, 0.8), found("b", 0, 0.75)], 3)
    assert [result.document_id for result in shown] == ["a", "b", "a"]


def test_neighbours_under_one_heading_are_one_passage_in_reading_order() -> None:
    results = [
        found("a", 3, 0.9, "Third."),
        found("b", 0, 0.8),
        found("a", 2, 0.7, "Second."),
        found("a", 4, 0.6, "Fourth."),
    ]
    first, second = joined(results)
    assert (first.chunk_id, first.text) == ("a/3", "Second.\n\nThird.\n\nFourth.")
    assert second.document_id == "b"


def test_neighbours_under_different_headings_stay_apart() -> None:
    assert len(joined([found("a", 3, 0.9), found("a", 2, 0.7, heading="What helped")])) == 2


def test_a_passage_that_repeats_a_better_one_is_left_out() -> None:
    text = "The board asked who owned each action and whether managers checked the oldest referrals."
    kept = spread([found("a", 0, 0.9, text), found("b", 0, 0.8, text + " Indeed."), found("c", 0, 0.7)], 3)
    assert [result.document_id for result in kept] == ["a", "c"]


def test_what_has_been_replaced_comes_after_what_stands() -> None:
    assert [r.document_id for r in ranked([found("old", 0, 0.8, status="superseded"), found("new", 0, 0.75)], 2)] == [
        "new",
        "old",
    ]
