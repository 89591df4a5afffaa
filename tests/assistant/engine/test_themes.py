"""On which themes nothing was said: a theme is not missing where a sign, its indicator or a plain word speaks of it."""

import pytest

from assistant.engine import SourceText, StageEngine
from assistant.engine.artefacts import FOLDER, load_model
from assistant.engine.texts import read_sentences
from assistant.engine.themes import missing_themes
from assistant.models import Signal
from corpus.vocabulary import THEMES, Theme

RUBRIC = load_model(FOLDER).rubric


def missing(text: str, *found: Signal) -> list[Theme]:
    return missing_themes(found, read_sentences([SourceText("question", text)]), RUBRIC)


@pytest.mark.parametrize(
    ("text", "theme"),
    [
        ("Nobody trusts the data any more.", "performance_data"),
        ("Four of eleven managers are agency.", "workforce"),
        ("The head of service resigned.", "leadership_governance"),
        ("Schools go to the police first.", "partnerships"),
        ("Our placements are overspent.", "resources_sufficiency"),
        ("Ofsted came in May.", "inspection_intervention"),
    ],
)
def test_a_theme_that_was_spoken_of_is_not_called_missing(text: str, theme: Theme) -> None:
    assert theme not in missing(text)


def test_where_nothing_was_said_every_theme_is_missing() -> None:
    assert missing("Where do we stand?") == list(THEMES)


def test_what_does_not_count_speaks_for_no_theme() -> None:
    assert "partnerships" in missing("In 2014 the schools went to the police first.")


def test_an_indicator_speaks_for_its_theme_beside_the_signs_own(engine: StageEngine) -> None:
    assessment = engine.assess(
        [SourceText("question", "Nobody can say how many children wait, and the reports are late.")]
    )
    for signal in assessment.signals:
        assert signal.theme not in assessment.missing_themes
        theme = next(i["theme"] for i in RUBRIC["indicators"] if i["code"] == signal.indicator)
        assert theme not in assessment.missing_themes
