"""Reads the figures of each text with the reader that ships."""

import time
from collections.abc import Iterator, Sequence

from assistant.engine import SourceText
from assistant.engine.artefacts import FOLDER, load_model
from assistant.engine.figures import read_figures
from assistant.engine.texts import read_sentences
from assistant.models import Figure
from evals.cases import FigureCase


def readings(cases: Sequence[FigureCase]) -> Iterator[tuple[list[Figure], float]]:
    """Yield (figures, seconds) of each case, in order."""
    rubric = load_model(FOLDER).rubric
    for case in cases:
        begun = time.perf_counter()
        texts = [SourceText("question", case.text)]
        found = read_figures(texts, read_sentences(texts), rubric)
        yield found, time.perf_counter() - begun
