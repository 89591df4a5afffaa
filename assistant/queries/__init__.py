"""From what the user typed to what the index is asked: follow-ups made to stand alone."""

from assistant.queries.follow_ups import standalone_query

__all__ = ["standalone_query"]
