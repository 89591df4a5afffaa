"""Figures that people say of a service: found with their place, tied to a measure, set beside England's."""

from assistant.engine.figures.reading import read_figures

__all__ = ["read_figures"]
