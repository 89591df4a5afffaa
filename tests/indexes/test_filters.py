"""Filters: what is allowed is found in every mode, what is not never is, however much of it stands in the way."""

import zlib
from collections.abc import Sequence
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from assistant.retriever import Retriever
from corpus.models import Document, DocumentInfo, Section
from corpus.vocabulary import STAGES
from indexes import dense
from indexes.builder import build_index
from indexes.embedders import Embedder
from indexes.filters import Columns, Filter
from indexes.hybrid import HybridIndex
from indexes.settings import Mode

MODES: tuple[Mode, ...] = ("hybrid", "dense", "keyword")
KINDS, CASES, IDS = ("guidance", "report", "letter"), (None, "North", "South"), ("a", "b", "c", "d")
DATES = ("2019", "2020-02", "2020-02-29", "2020-12-31", "2021", "2021-06")


def info(**known: Any) -> DocumentInfo:
    filled = {"id": "a", "title": "T", "publisher": "P", "date": "2024", "licence": "L", "kind": "guidance"} | known
    return DocumentInfo.model_validate(filled)


INFOS = st.builds(
    info,
    id=st.sampled_from(IDS),
    date=st.sampled_from(DATES),
    kind=st.sampled_from(KINDS),
    case=st.sampled_from(CASES),
    status=st.sampled_from(("current", "superseded", "historical")),
    stages=st.lists(st.sampled_from(STAGES), max_size=2).map(tuple),
    stage=st.sampled_from((None, *STAGES)),
    fit=st.dictionaries(st.sampled_from(STAGES), st.just("fits"), max_size=2),
)


def some(values: Sequence[Any]) -> st.SearchStrategy[frozenset[Any] | None]:
    return st.none() | st.frozensets(st.sampled_from(values), max_size=2)


FILTERS = st.builds(
    Filter,
    stages=some(STAGES),
    kinds=some(KINDS),
    statuses=some(("current", "superseded", "historical")),
    cases=some(CASES),
    documents=some(IDS),
    since=st.sampled_from((None, *DATES)),
    until=st.sampled_from((None, *DATES)),
)


@given(st.lists(INFOS, max_size=12), st.lists(FILTERS, min_size=1, max_size=3))
def test_many_documents_at_once_are_decided_as_each_by_itself(infos: list[DocumentInfo], filters: list[Filter]) -> None:
    columns = Columns(infos)
    for only in filters:
        assert columns.marks(only).tolist() == [only.allows(one) for one in infos]


@given(INFOS, FILTERS)
def test_a_filter_with_more_set_never_allows_more(one: DocumentInfo, only: Filter) -> None:
    assert Filter().allows(one)
    for name in Filter.model_fields:
        if only.allows(one):
            assert Filter(**{name: getattr(only, name)}).allows(one)


@pytest.mark.parametrize(
    ("date", "since", "until", "allowed"),
    [
        ("2024", "2024-06-15", None, True),
        ("2024", "2025", None, False),
        ("2024-02", "2024-02-28", "2024-03", True),
        ("2024-02", "2024-03-01", None, False),
        ("2024-02-10", None, "2024-02", True),
        ("2024-02-10", None, "2024-02-09", False),
        ("2024-12-31", None, "2024", True),
        ("2025-01-01", None, "2024", False),
    ],
)
def test_a_date_that_is_a_year_or_month_counts_where_any_of_its_days_would(
    date: str, since: str | None, until: str | None, allowed: bool
) -> None:
    assert Filter(since=since, until=until).allows(info(date=date)) is allowed


def test_a_response_card_speaks_of_the_stages_it_gives_the_fit_for() -> None:
    card = info(kind="response card", fit={"steady": "mismatch"})
    assert Filter(stages=frozenset({"steady"})).allows(card)
    assert not Filter(stages=frozenset({"complete_lock"})).allows(card)


def test_what_is_no_date_is_refused() -> None:
    with pytest.raises(ValidationError, match="since"):
        Filter(since="last year")


class Remembering:
    """The real embedder, asked once for each text."""

    def __init__(self, inner: Embedder) -> None:
        self._inner, self._known = inner, dict[int, np.ndarray]()
        self.name, self.dimension, self.fingerprint = inner.name, inner.dimension, inner.fingerprint

    def embed(self, texts: Sequence[str]) -> np.ndarray:
        new = list(dict.fromkeys(t for t in texts if zlib.crc32(t.encode()) not in self._known))
        self._known.update(zip((zlib.crc32(t.encode()) for t in new), self._inner.embed(new), strict=True))
        return np.stack([self._known[zlib.crc32(text.encode())] for text in texts])

    def pieces(self, text: str) -> int:
        return self._inner.pieces(text)


QUERY = "How long does a duty team take to clear a queue of assessments?"


def document(text: str, sections: int = 1, **known: Any) -> Document:
    parts = [Section(heading=(f"Part {n}",), text=f"{text} {n}.", line=1) for n in range(sections)]
    return Document(info=info(**known), sections=tuple(parts))


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory, embedder: Embedder) -> HybridIndex:
    """Forty documents that all match the query: by turns of two kinds, two stages and two years, a quarter of a case."""
    home = tmp_path_factory.mktemp("small")
    documents = [
        document(
            f"The duty team of council {n} took weeks to clear its queue of assessments",
            id=f"d{n}",
            kind=("guidance", "report")[n % 2],
            stages=(("steady",), ("complete_lock",))[n // 2 % 2],
            date=("2019", "2024")[n // 4 % 2],
            case="North" if n % 4 == 3 else None,
        )
        for n in range(40)
    ]
    build_index(home, documents, embedder)
    return HybridIndex(home, embedder)


@pytest.mark.parametrize("exact", [0, dense.EXACT])
@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize(
    "only",
    [
        Filter(kinds=frozenset({"report"})),
        Filter(stages=frozenset({"steady"}), since="2020"),
        Filter(cases=frozenset({"North"})),
        Filter.of_case(None),
        Filter(documents=frozenset({"d7"})),
    ],
    ids=lambda only: ",".join(sorted(only.model_dump(exclude_none=True))),
)
def test_a_search_finds_all_that_is_allowed_and_nothing_else(
    small: HybridIndex, only: Filter, mode: Mode, exact: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(dense, "EXACT", exact)
    allowed = {i for i, held in small.documents.items() if only.allows(held.info)}
    found = small.search(QUERY, k=40, mode=mode, only=only)
    assert {result.document_id for result in found} == allowed
    assert [result.rank for result in found] == list(range(1, len(allowed) + 1))


@pytest.mark.parametrize("mode", MODES)
def test_a_filter_that_allows_everything_changes_nothing(small: HybridIndex, mode: Mode) -> None:
    everything = Filter(cases=frozenset({None, "North"}))
    assert small.search(QUERY, k=40, mode=mode, only=everything) == small.search(QUERY, k=40, mode=mode)


@pytest.mark.parametrize("mode", MODES)
def test_a_filter_that_allows_nothing_finds_nothing(small: HybridIndex, mode: Mode) -> None:
    assert small.search(QUERY, mode=mode, only=Filter(kinds=frozenset())) == []


@pytest.fixture(scope="module")
def crowded(tmp_path_factory: pytest.TempPathFactory, embedder: Embedder) -> Retriever:
    """One passage of the corpus, and 5,000 of other cases' that say the query itself."""
    home, remembering = tmp_path_factory.mktemp("crowded"), Remembering(embedder)
    others = [document(QUERY, 50, id=f"other-{n}", kind="own file", case=f"Other {n % 5}") for n in range(100)]
    own = document("A team of agency staff cleared the assessments within nine weeks", id="note")
    build_index(home, [*others, own], remembering)
    return Retriever(HybridIndex(home, embedder))


@pytest.mark.slow
@pytest.mark.parametrize("exact", [0, dense.EXACT])
@pytest.mark.parametrize("mode", MODES)
def test_files_of_other_cases_do_not_crowd_out_a_passage_however_many_and_near(
    crowded: Retriever, mode: Mode, exact: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(dense, "EXACT", exact)
    assert [r.document_id for r in crowded.search(QUERY, mode=mode)] == ["note"]
    assert {r.chunk.info.case for r in crowded.search(QUERY, mode=mode, case="Other 3")} == {"Other 3"}
