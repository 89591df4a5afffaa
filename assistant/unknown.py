"""Names and years in a question that no document speaks of: a sign that it cannot be answered."""

import re
from collections.abc import Iterable

from assistant.retriever import Retriever
from assistant.understanding import Understanding
from corpus.names import COVER
from corpus.names.lists import lists

_HISTORY = re.compile(
    r"\b(?:ofsted|inspect\w*|judg\w+|grad(?:e|es|ed)|rated|recover\w*|turn(?:ed)? (?:itself |things )?r?a?round|improve[ds]?|went wrong"
    r"|fail\w*|inadequate|outstanding|intervention|commissioner|trust|direction)\b",
    re.IGNORECASE,
)
"""Words of what happened to a service: its inspections, its fall and its recovery."""
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


def only_mentioned(understanding: Understanding, retriever: Retriever, texts: Iterable[str]) -> list[str]:
    """Return councils whose inspection or recovery is asked about, that have no note, and of whose neither any of `texts` speaks."""
    if not _HISTORY.search(understanding.query):
        return []
    titles = " ".join(document.info.title for document in retriever.index.documents.values())
    told = " ".join(text for text in texts if _HISTORY.search(text))
    names = [name for place in understanding.places for name in place.split(" and ") if _is_place(name)]
    return [name for name in names if name not in titles and name not in told and not _own(name, understanding.query)]


def _is_place(name: str) -> bool:
    words = tuple(name.lower().split())
    return name.lower() in lists().places or words in lists().phrases.get(words[0], ())


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
