"""A query as each half of the index is asked it: more words for meaning, weighted terms for keywords."""

import re
from dataclasses import dataclass

from assistant.queries.lexicon import load_lexicon
from assistant.queries.models import QueryAnalysis
from assistant.queries.words import normal
from corpus.vocabulary import STAGE_NAMES

SPELT_OUT, SHORTENED = 1.0, 0.5
"""Weights of a name in full, or an exact spelling, and of a short form, where the query's own words weigh 1."""
MOST_WORDS = 30
"""A longer query is an account that has words enough: nothing is added to it but exact spellings."""

_USUALLY_CALLED: tuple[tuple[re.Pattern[str], str], ...] = (
    (
        re.compile(
            r"\bagency (?:share|proportion|percentage|levels?|reliance|dependency|numbers)\b"
            r"|\b(?:rel(?:y|ies|ied|ying|iance)|depend\w*|share|proportion|percentage) (?:of|on|upon) (?:[\w-]+ ){0,2}agency\b"
            r"(?! (?:rules?|returns?)\b)"
            r"|\b(?:workforce|workers|staff) (?:is|are|was|were) (?:from )?(?:an )?agency\b"
        ),
        "agency rate",
    ),
)
"""What notes call a measure that people name in other words."""


@dataclass(frozen=True)
class KeywordQuery:
    """What the keyword half is asked: `text`, and `terms` to be added with their weights."""

    text: str
    terms: tuple[tuple[str, float], ...] = ()


def dense_text(analysis: QueryAnalysis) -> str:
    """Return the text for the dense half: the query with short forms spelt out and numbered stages named.

    Idempotent: such a text is left as it is.
    """
    return _with(analysis.text, _names_in_full(analysis))


def keyword_query(analysis: QueryAnalysis) -> KeywordQuery:
    """Return the text for the keyword half and what to add to it: other names of its terms, named stages, exact spellings."""
    added = [(name, SPELT_OUT) for name in (*_names_in_full(analysis), *_exact_spellings(analysis))]
    if not _is_long(analysis):
        short = load_lexicon().short_forms
        added += [(e.other, SHORTENED) for e in analysis.expansions if e.other in short]
    return KeywordQuery(analysis.text, tuple(dict.fromkeys(added)))


def search_text(analysis: QueryAnalysis) -> str:
    """Return one text for both halves, for an index that takes no weights: the query, names in full and exact spellings."""
    return _with(analysis.text, [*_names_in_full(analysis), *_exact_spellings(analysis)])


def _names_in_full(analysis: QueryAnalysis) -> list[str]:
    """What the short forms in a short query stand for, the names of stages that it gives by number or in part, and of measures."""
    if _is_long(analysis):
        return []
    short = load_lexicon().short_forms
    plain = " ".join(analysis.text.lower().split())
    stages = [STAGE_NAMES[stage] for stage in analysis.stages]
    return [
        *(e.other for e in analysis.expansions if e.other not in short),
        *(name for name in stages if name not in plain),
        *(name for said, name in _USUALLY_CALLED if said.search(plain) and name not in plain),
    ]


def _exact_spellings(analysis: QueryAnalysis) -> list[str]:
    plain = f" {normal(analysis.text)} "
    return [found for found in analysis.identifiers if f" {normal(found)} " not in plain]


def _is_long(analysis: QueryAnalysis) -> bool:
    return len(analysis.text.split()) > MOST_WORDS


def _with(text: str, more: list[str]) -> str:
    return f"{text} ({', '.join(dict.fromkeys(more))})" if more else text
