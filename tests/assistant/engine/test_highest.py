"""The highest stage whose mechanism a sentence plainly shows wins over many signs below it, but never surely."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.engine import SourceText, StageEngine
from assistant.engine.highest import HEARD, LIFTED, PLAIN, SHORT, highest
from corpus.vocabulary import OUTCOMES, STAGES

GRIP, BREAKDOWN, CRISIS, LOCK = (STAGES.index(stage) for stage in STAGES[1:])
LOWER = (
    "The adviser's third report says much what the first two did. We are on our third plan since 2022. The assessment service has had "
    "four team managers in eighteen months, more than a third of the workers there are agency and most of the others are newly "
    "qualified, with twenty-eight children each. The east and west offices work to different thresholds."
)
HIGHER = (
    "What has changed this spring is that the police no longer wait for us: they hold their own weekly meeting about children at risk "
    "and tell us afterwards what they decided."
)


def chances(likeliest: int, sure: float = 0.9) -> np.ndarray:
    row = np.full(len(OUTCOMES), (1 - sure) / (len(OUTCOMES) - 1))
    row[likeliest] = sure
    return row


def counted(n: int, stage: int, chance: float) -> np.ndarray:
    rows = np.zeros((n, len(STAGES) + 1))
    rows[:, -1] = 1.0
    rows[0, stage], rows[0, -1] = chance, 1 - chance
    return rows


def named(likeliest: int, stage: int, chance: float, n: int = 5, heard: float = 0.0) -> int:
    by_network = chances(stage, heard) if heard else chances(likeliest)
    return int(np.argmax(highest(chances(likeliest), by_network, counted(n, stage, chance))))


@pytest.mark.parametrize("likeliest", [GRIP, BREAKDOWN])
@pytest.mark.parametrize("stage", [CRISIS, LOCK])
def test_a_plain_sentence_of_a_higher_stage_decides_in_a_short_text(likeliest: int, stage: int) -> None:
    assert named(likeliest, stage, PLAIN) == stage
    assert named(likeliest, stage, PLAIN - 0.01) == likeliest


def test_in_a_long_text_the_network_has_to_hear_it_too() -> None:
    assert named(BREAKDOWN, CRISIS, 0.99, n=SHORT + 1) == BREAKDOWN
    assert named(BREAKDOWN, CRISIS, 0.99, n=SHORT + 1, heard=HEARD) == CRISIS


@pytest.mark.parametrize("outcome", ["steady", "insufficient", "out_of_scope"])
def test_a_steady_service_and_one_of_which_too_little_is_said_stay_as_they_are(outcome: str) -> None:
    likeliest = [*OUTCOMES].index(outcome)
    assert named(likeliest, LOCK, 0.99) == likeliest


def test_a_lower_stage_is_never_named_for_a_sentence() -> None:
    assert named(LOCK, CRISIS, 0.99) == LOCK


@given(st.lists(st.floats(0.001, 1), min_size=7, max_size=7), st.sampled_from([CRISIS, LOCK]), st.floats(0, 1))
def test_chances_stay_chances(row: list[float], stage: int, chance: float) -> None:
    outcomes = np.array(row) / sum(row)
    lifted = highest(outcomes, outcomes, counted(4, stage, chance))
    assert lifted.sum() == pytest.approx(1) and (lifted >= 0).all()
    if int(np.argmax(lifted)) != int(np.argmax(outcomes)):
        assert lifted[stage] == pytest.approx(LIFTED)


def test_partners_who_go_round_the_service_make_a_breakdown_a_crisis(engine: StageEngine) -> None:
    assert engine.assess([SourceText("question", LOWER)]).stage == "service_breakdown"
    found = engine.assess([SourceText("question", f"{LOWER} {HIGHER}")])
    assert found.stage == "systemic_crisis" and "service_breakdown" in found.plausible
    assert HIGHER in {signal.quote for signal in found.signals}
    assert found.certainty.startswith("More likely than not")
