"""The library: the notes, pages and files that answers are made from, to be browsed, searched and read."""

from assistant.library.shelf import Shelf

__all__ = ["Shelf"]
