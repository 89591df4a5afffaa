"""Figures that people say of a service: found with their place, tied to a measure, set beside England's."""

from assistant.engine.figures.alone import figures_alone
from assistant.engine.figures.reading import read_figures

__all__ = ["figures_alone", "read_figures"]
