"""The timeline: dated papers of one service to a direction, and to what changed between two days."""

from assistant.timeline.between import changes_between
from assistant.timeline.change_models import Changes
from assistant.timeline.models import Timeline, TimelinePoint, TurningPoint
from assistant.timeline.tracing import trace

__all__ = ["Changes", "Timeline", "TimelinePoint", "TurningPoint", "changes_between", "trace"]
