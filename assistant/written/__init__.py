"""Sentences that nobody of ours wrote: whether the passages they cite carry them, by rules first and the claim checker last."""

from assistant.written.check import WrittenCheck

__all__ = ["WrittenCheck"]
