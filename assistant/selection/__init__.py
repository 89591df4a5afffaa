"""Which sentences of the passages found belong into an answer."""

from assistant.selection.selector import Selected, Selection, Selector

__all__ = ["Selected", "Selection", "Selector"]
