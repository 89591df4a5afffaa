"""Names and years in a question that no document speaks of: a sign that it cannot be answered."""

import re

from assistant.retriever import Retriever
from assistant.understanding import Understanding
from corpus.names import COVER

_YEAR = re.compile(r"\b(20\d{2})\b")


def unknown_in(understanding: Understanding, retriever: Retriever, case: str | None, newest_year: int) -> list[str]:
    """Return names and years in the question that no document of the corpus speaks of."""
    documents = retriever.index.documents.values()
    infos = [document.info for document in documents if document.info.case in (None, case)]
    titles = " ".join(f"{info.title} {info.publisher}" for info in infos)
    unknown = []
    for place in understanding.places:
        for name in place.split(" and "):
            if not _own(name, understanding.query) and name not in titles and not _spoken_of(name, retriever, case):
                unknown.append(name)
    late = [year for year in _YEAR.findall(understanding.query) if int(year) > newest_year]
    unknown += [year for year in late if not _spoken_of(year, retriever, case)]
    return list(dict.fromkeys(unknown))


def _own(place: str, query: str) -> bool:
    """Return whether the user speaks of a place of their own, or of one beside covered personal data: no source has to know it."""
    name = re.escape(place)
    return bool(
        re.search(
            rf"\b(?i:our|my|we|us)\b[^.?!]{{0,40}}{name}|{name}[^.?!]{{0,80}}{COVER}|{COVER}[^.?!]{{0,80}}{name}", query
        )
    )


def _spoken_of(name: str, retriever: Retriever, case: str | None) -> bool:
    return any(name in result.text for result in retriever.search(name, k=10, mode="keyword", case=case))
