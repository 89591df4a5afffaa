"""The timeline: dated papers of one service to a direction."""

from assistant.timeline.models import Timeline, TimelinePoint, TurningPoint
from assistant.timeline.tracing import trace

__all__ = ["Timeline", "TimelinePoint", "TurningPoint", "trace"]
