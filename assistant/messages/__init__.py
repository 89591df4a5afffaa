"""What kind of message has come in: a small learned reader beside the rules of `guardrails` and `understanding`."""

from assistant.messages.models import KINDS, Kind, Reading
from assistant.messages.reader import MessageReader

__all__ = ["KINDS", "Kind", "MessageReader", "Reading"]
