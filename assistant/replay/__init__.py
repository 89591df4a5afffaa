"""A kept answer made again: what is the same, and what changed."""

from assistant.replay.comparing import compared
from assistant.replay.models import Change, Difference, Replay
from assistant.replay.text import replay_text

__all__ = ["Change", "Difference", "Replay", "compared", "replay_text"]
