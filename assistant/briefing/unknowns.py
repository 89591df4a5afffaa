"""What a paper does not know: the age of its evidence, what nobody spoke of, what came too late."""

from collections.abc import Iterator, Sequence

from assistant.briefing.material import Material
from assistant.briefing.models import Line
from assistant.briefing.statements import Reader
from assistant.models import UserDocument
from assistant.phrases import listed
from assistant.rendering.words import readable_date, status_message
from assistant.timeline.dates import sortable
from corpus.vocabulary import THEME_NAMES


def unknowns(material: Material, reader: Reader) -> Iterator[Line]:
    """Yield what is not known, each a sentence."""
    assessment = material.answer.assessment
    if assessment is not None and assessment.separates:
        yield Line(text=assessment.separates)
    if assessment is not None and assessment.missing_themes:
        yield Line(text=f"Nothing was said yet about {listed([THEME_NAMES[t] for t in assessment.missing_themes])}.")
    if assessment is not None and assessment.stage is not None and (partial := status_message(material.answer)):
        yield Line(text=partial)
    yield from _ages(material.documents, reader)
    yield from (Line(text=text) for text in (*material.notes, *material.answer.warnings))


def _ages(documents: Sequence[UserDocument], reader: Reader) -> Iterator[Line]:
    dated = sorted((d for d in documents if sortable(d.date)), key=lambda d: sortable(d.date) or "")
    if dated:
        newest = dated[-1]
        said = f"The newest dated document is of {readable_date(newest.date or '')}."
        yield Line(text=said, notes=[reader.own(newest.title)])
    undated = [d for d in documents if not sortable(d.date)]
    if undated:
        count = f"{len(undated)} documents have" if len(undated) > 1 else "One document has"
        yield Line(text=f"{count} no date.", notes=[reader.own(document.title) for document in undated])
