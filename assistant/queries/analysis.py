"""A query taken apart: what in it is exact, what it names, which sources it asks for, and how new they should be."""

import re
from collections.abc import Iterator

from assistant.queries.entities import known_places, stages_in
from assistant.queries.identifiers import identifiers_in
from assistant.queries.lexicon import load_lexicon
from assistant.queries.models import Expansion, QueryAnalysis, Recency
from assistant.queries.words import normal, words_of
from corpus.vocabulary import STAGES

_QUOTED = re.compile(
    r"\"([^\"\n]{2,200})\"|\u201c([^\u201d\n]{2,200})\u201d"
    r"|(?<![\w'\u2019])['\u2018]([^'\u2018\u2019\n]{1,100}[\s-][^'\u2018\u2019\n]{1,100})['\u2019](?!\w)"
)
_UNIT = (
    r"%|per ?cent\b|percentage points?\b|million\b|billion\b|thousand\b|bn\b|m\b|k\b"
    r"|(?:working )?(?:days?|weeks?|months?|years?|hours?)\b|per \d[\d,]*\b"
    r"|(?:children|cases|families|posts?|workers?|staff|referrals?|councils?|authorities|teams?"
    r"|judgements?|points?|fte)\b"
)
_NUMBER = re.compile(
    rf"(?<![\w.,])(?:\u00a3\s?\d[\d,]*(?:\.\d+)?(?:\s?(?:{_UNIT}))?|\d[\d,]*(?:\.\d+)?[ -]?(?:{_UNIT}))", re.IGNORECASE
)
_YEAR = re.compile(r"(?<![\w\u00a3.,/])(?:19[89]\d|20[0-4]\d)(?![\d%]|[.,]\d)")
_LATEST = re.compile(
    r"\b(?:latest|newest|most recent(?:ly)?|current(?:ly)?|up[- ]to[- ]date|at the moment|right now"
    r"|nowadays|these days|this year|today'?s?|as it stands|in force now)\b",
    re.IGNORECASE,
)
_DATED = re.compile(
    r"\b(?:in|for|since|from|before|after|by|during|between|of|as at|until|back in|year(?: to"
    r"| ending)?)\s+(?:\w+\s+){0,2}(?:19[89]\d|20[0-4]\d)\b",
    re.IGNORECASE,
)
_SOURCES: tuple[tuple[re.Pattern[str], frozenset[str]], ...] = tuple(
    (re.compile(rf"\b(?:{cue})", re.IGNORECASE), frozenset(words.split()))
    for cue, words in (
        (
            r"inspection (?:reports?|letters?|findings)|ofsted (?:reports?|inspections? (?:of|reports?))"
            r"|(?:what|did) (?:the )?(?:ofsted|inspectors?) (?:say|said|find|found|report)",
            "inspection+report inspection+letter",
        ),
        (
            r"(?:statutory )?guidance\b(?=[^?.!]{0,30}\b(?:say|says|on|about|require|requires|expect|expects"
            r"|for|is there)\b)|(?:is there|what) (?:statutory )?guidance|statutory guidance",
            "guidance",
        ),
        (
            r"(?:official |national )?statistics\b|national (?:figures?|data|rates?|averages?|comparators?)"
            r"|(?:figures|data) for england",
            "statistics comparators",
        ),
        (
            r"examples? of (?:\w+ )?(?:councils?|places|authorities|services|recover\w+)|which (?:councils?"
            r"|places|authorities|services) (?:have|has|did|got|recovered|improved|managed|came)|case stud(?:y"
            r"|ies)|who (?:has|else has) (?:recovered|climbed|done)",
            "recovered",
        ),
        (
            r"(?:what does (?:the )?|any |is there (?:any )?|the )(?:research|evidence|evaluations?|stud(?:y"
            r"|ies))\b|research (?:says?|shows?|on|about)|evaluations? of",
            "research evaluation evidence journal",
        ),
        (
            r"(?:what does the |which |the )(?:law|legislation|act)\b(?=[^?.!]{0,30}\b(?:say|says|require"
            r"|requires|allow|allows)\b)|legislation on|in law\b",
            "legislation",
        ),
        (r"commissioner'?s'? reports?", "commissioner"),
    )
)


def analyse(query: str) -> QueryAnalysis:
    """Return what can be read off `query`. Never raises; the same query always gives the same analysis."""
    named = {entity.key for entity in stages_in(query)}
    return QueryAnalysis(
        text=query,
        phrases=tuple(dict.fromkeys(_phrases(query))),
        identifiers=identifiers_in(query),
        numbers=tuple(dict.fromkeys(match[0].strip() for match in _NUMBER.finditer(query))),
        years=tuple(dict.fromkeys(int(year) for year in _YEAR.findall(query))),
        expansions=tuple(_expansions(query)),
        places=tuple(known_places(query)),
        stages=tuple(stage for stage in STAGES if stage in named),
        sources=_sources(query),
        recency=_recency(query),
    )


def _phrases(query: str) -> Iterator[str]:
    for match in _QUOTED.finditer(query):
        phrase = next(group for group in match.groups() if group is not None)
        if phrase.strip():
            yield phrase


def _recency(query: str) -> Recency | None:
    if _LATEST.search(query):
        return "latest"
    return "dated" if _DATED.search(query) else None


def _sources(query: str) -> tuple[str, ...]:
    """Return the kinds of document asked for: those that hold all words of a cue's kind ("inspection+report"), or are named whole."""
    plain = f" {normal(query)} "
    wanted = [set(kind.split("+")) for cue, kinds in _SOURCES if cue.search(query) for kind in kinds]
    return tuple(
        kind
        for form, kind in load_lexicon().kinds.items()
        if any(words <= set(kind.split()) for words in wanted) or (" " in form and f" {form} " in plain)
    )


def _expansions(query: str) -> Iterator[Expansion]:
    """Yield every other name of the terms in the query, and of those names in turn, that the query does not hold already."""
    index, held = load_lexicon(), f" {normal(query)} "
    said = list(_terms_said(query))
    done = {term.casefold() for term in said}
    while said:
        term = said.pop(0)
        for other in (*index.short_forms.get(term, ()), *index.long_forms.get(normal(term), ())):
            if other.casefold() not in done:
                done.add(other.casefold())
                said.append(other)
                if f" {normal(other)} " not in held:
                    yield Expansion(said=term, other=other)


def _terms_said(query: str) -> Iterator[str]:
    """Yield the short forms in the query as the glossary writes them, then the terms that have one as the query has them."""
    words, index = words_of(query), load_lexicon()
    yield from filter(None, (index.short_form(word.text) for word in words))
    for first, last in index.terms_in(words):
        yield query[words[first].start : words[last - 1].end]
