"""What an answer says of the figures that the user gave: their words, England's from its passage, and how the two lie."""

import re
from collections.abc import Iterator, Sequence

from assistant import titles
from assistant.answerability.wanted import Wanted
from assistant.answerability.whom import of_whom
from assistant.composers.base import DraftStatement, quoted
from assistant.composers.leading import asks_count, holds_count
from assistant.engine import SourceText
from assistant.engine.artefacts import FOLDER, load_model
from assistant.engine.figures import read_figures
from assistant.engine.figures.comparators import COMPARATORS_PAGE, national_series, side_of
from assistant.engine.figures.measures import MEASURES
from assistant.engine.figures.reading import A_SIGN
from assistant.engine.texts import read_sentences
from assistant.models import Comparator, Figure, Measure
from assistant.passages import Unit
from assistant.retriever import Retriever
from assistant.selection.features import stems_of
from assistant.understanding import Understanding

TITLE = titles.FIGURES
MOST_FIGURES = 4
_SHOWN = (None, "part", "england", "earlier")
_NATION = ("England", "England's")
_NO_FIGURE = re.compile(r"\bhow (?:often|long|soon|quickly|fast)\b", re.IGNORECASE)
_ASKS_SHARE = re.compile(r"\b(?:percentage|per cent|proportion|share|fraction)\b|%", re.IGNORECASE)
_NUMBER = re.compile(r"\d+(?:\.\d+)?")


def figure_statements(figures: Sequence[Figure], retriever: Retriever) -> tuple[DraftStatement, ...]:
    """Return what to say of the figures worth it, the service's own first, each with England's from its passage once.

    Targets and figures of other places are left out.
    """
    shown = sorted(
        (f for f in figures if f.said_for in _SHOWN), key=lambda f: (_SHOWN.index(f.said_for), not f.comparator)
    )
    said = dict.fromkeys(statement for figure in shown[:MOST_FIGURES] for statement in _statements(figure, retriever))
    return tuple(said)


def figures_asked_about(question: str) -> list[Figure]:
    """Return the figures of a question that is not staged: "our vacancy rate is 31%, is that high?"."""
    texts = [SourceText("question", question)]
    return read_figures(texts, read_sentences(texts), load_model(FOLDER).rubric)


def national_figure(understanding: Understanding, retriever: Retriever) -> Unit | None:
    """Return the newest passage on England for a question that wants the figure of one measure and names no place or year.

    None where it wants anything else or asks it of others than the passage does, or the index has none.
    """
    wanted = Wanted.of(understanding)
    places = [place for place in understanding.places if place not in _NATION]
    asks = understanding.intent in ("fact", "measure", "definition") and {"share", "count"} & set(wanted.kinds)
    if (
        not asks
        or _NO_FIGURE.search(understanding.query)
        or "sum" in wanted.kinds
        or len(wanted.measures) != 1
        or places
        or wanted.years
    ):
        return None
    (measure,) = wanted.measures
    series = national_series(load_model(FOLDER).rubric).get(measure)
    newest = series.of_year(None) if series else None
    unit = comparator_unit(measure, newest[1], retriever) if newest else None
    if unit and not _is_of_its_kind(understanding.query, unit.text):
        return None
    return unit if unit and of_whom(understanding.query) <= stems_of(unit.in_context) else None


def _is_of_its_kind(query: str, text: str) -> bool:
    """Return whether a passage gives a count where it is asked how many there are, and a share where a share is asked for."""
    if asks_count(query):
        return holds_count(text)
    return "%" in text or not _ASKS_SHARE.search(query)


def _statements(figure: Figure, retriever: Retriever) -> Iterator[DraftStatement]:
    """Yield the user's words with how they lie to England's figure, then the passage that gives it; nothing without either."""
    unit = comparator_unit(figure.measure, figure.comparator, retriever) if figure.comparator else None
    if unit or figure.said_for not in ("england", "earlier"):
        text = f"You wrote \u201c{figure.quote}\u201d: {_verdict(figure, unit)}"
        yield DraftStatement(text, "own_words", (), figure.quote)
    if unit:
        yield quoted(unit)


def _verdict(figure: Figure, unit: Unit | None) -> str:
    """Say how the figure lies to the national one without a number, which would need a passage of its own."""
    if unit is None or figure.difference is None:
        name = MEASURES[figure.measure].name
        return f"Regrip has no verified national figure to cite for {name}, so judge it by your own trend. {A_SIGN}"
    if figure.said_for == "england":
        return "that is what you give for England; compare it with the source."
    where = side_of(figure.difference).removesuffix("it") + "England's"
    then = " at that time" if figure.said_for == "earlier" else ""
    part = (
        " It is a figure of one part, and England's is a mean of whole councils." if figure.said_for == "part" else ""
    )
    return f"{where}{then}.{part} {A_SIGN}"


def comparator_unit(measure: Measure, comparator: Comparator, retriever: Retriever) -> Unit | None:
    """Return the passage's words that hold a comparator, None when the index does not have them."""
    written = _NUMBER.search(comparator.text)
    if written is None:
        return None
    year = comparator.date[:4]
    for document_id in dict.fromkeys((comparator.document_id, COMPARATORS_PAGE, *comparator.sources)):
        for unit in _units(retriever, document_id):
            of_the_year = year in unit.text or document_id.endswith(f"-{year}")
            if of_the_year and _holds(unit, written[0], MEASURES[measure].word):
                return unit
    return None


def _units(retriever: Retriever, document_id: str) -> Iterator[Unit]:
    for units in retriever.parts(document_id).values():
        yield from (unit for unit in units if not unit.is_unverified and not unit.is_inference)


def _holds(unit: Unit, number: str, word: str) -> bool:
    found = re.search(rf"(?<![\d.]){re.escape(number.removesuffix('.0'))}(?:\.0)?(?![\d]|\.\d)", unit.text)
    return found is not None and word in unit.text.lower() and "England" in unit.text
