"""The sides of a comparison put together, with the services that climbed out."""

from collections.abc import Sequence

from assistant.citations import CitationBook
from assistant.comparing.climbed import Climbers
from assistant.comparing.models import ClimbedFrom, Comparison, Side
from corpus.vocabulary import THEMES

NOT_A_LEAGUE = "Each service is read from its own papers, so a side with fewer papers may only look better. This is no ranking of services."


def joined(sides: Sequence[Side], climbers: Climbers, book: CitationBook, id: str = "") -> Comparison:
    """Return the comparison; the citations of all services that climbed out are numbered together."""
    climbed = [ClimbedFrom(name=side.name, services=climbers.like(side, book)) for side in sides]
    return Comparison(
        id=id,
        sides=list(sides),
        silent_themes=[theme for theme in THEMES if all(theme in side.missing_themes for side in sides)],
        climbed=climbed,
        citations=book.citations,
        warnings=[NOT_A_LEAGUE, *(f"{side.name}: {warning}" for side in sides for warning in side.warnings)],
    )
