"""On which themes of the rubric nothing was said: no sign shows one, and no word of it stands in what counts."""

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from assistant.engine.indicators import find_indicator
from assistant.engine.texts import Sentence
from assistant.models import Signal
from corpus.vocabulary import THEMES, Theme

_SPOKEN_OF: dict[Theme, str] = {
    "leadership_governance": r"directors?\b|dcs\b|chief exec|heads? of service|lead member|cabinet|scrutiny|councillors?|members\b|improvement board",
    "performance_data": r"data\b|dashboards?|figures\b|performance|reports? (?:don['’]?t|do not|are|is|run)|spreadsheets?|scorecard|backlog",
    "workforce": r"vacanc|agency|caseloads?|case loads?|turnover|leavers?|social workers?|recruit|adverts?|applicants?|sickness|managers? (?:have )?left",
    "practice_child_voice": r"audits?\b|supervision|visits?\b|assessments?|care plans?|thresholds?|children (?:say|said|told|tell)|practice|allocated",
    "partnerships": r"partners?\b|schools?|heads? (?:ring|go|told)|police|health\b|hospitals?|gps?\b|courts?|judges?|cafcass|strategy meetings?",
    "resources_sufficiency": r"placements?|budgets?|money|overspen|savings|funding|foster",
    "reputation_identity": r"reputation|our name|because of (?:the|our) name|press\b|apply here|heard of us",
    "inspection_intervention": r"ofsted|inspect|monitoring visit|focused visit|commissioner|intervention|ilacs|dfe\b",
}
"""Words by which a theme was spoken of, whether or not a sign was read. Where one stands, a reader is not told that nothing was said."""


def missing_themes(found: Iterable[Signal], sentences: Sequence[Sentence], rubric: Mapping[str, Any]) -> list[Theme]:
    """Return the themes of the rubric on which nothing that counts was said.

    A sign speaks for its own theme and for its indicator's, which may be another; words speak for theirs.
    """
    counting = [signal for signal in found if signal.standing == "now_here"]
    shown = {signal.theme for signal in counting}
    shown |= {find_indicator(signal.indicator, rubric)["theme"] for signal in counting if signal.indicator}
    said = " ".join(sentence.text for sentence in sentences if sentence.counts)
    return [
        theme
        for theme in THEMES
        if theme not in shown and not re.search(rf"\b(?:{_SPOKEN_OF[theme]})", said, re.IGNORECASE)
    ]
