"""From what the user typed to what the index is asked: follow-ups made to stand alone, and queries taken apart."""

from assistant.queries.analysis import analyse
from assistant.queries.boosts import boost
from assistant.queries.expansion import KeywordQuery, dense_text, keyword_query, search_text
from assistant.queries.follow_ups import standalone_query
from assistant.queries.models import QueryAnalysis

__all__ = [
    "KeywordQuery",
    "QueryAnalysis",
    "analyse",
    "boost",
    "dense_text",
    "keyword_query",
    "search_text",
    "standalone_query",
]
