"""Signs that the user adds: what they do to the probabilities, whatever their order, and that nothing counts twice."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.engine.additions import Sign, confirm
from assistant.engine.artefacts import FOLDER, load_model
from assistant.engine.questions import sign_chances
from corpus.vocabulary import OUTCOMES, STAGES, Stage

INDICATORS = load_model(FOLDER).rubric["indicators"]
NOTHING = np.array([0.01, 0.01, 0.01, 0.01, 0.01, 0.94, 0.01])
"""The outcomes where nothing has been said that counts."""
DOUBT = [OUTCOMES.index("insufficient"), OUTCOMES.index("out_of_scope")]

outcomes = st.lists(st.floats(0.001, 1), min_size=7, max_size=7).map(lambda xs: np.array(xs) / sum(xs))
signs = st.builds(
    lambda indicator, known: Sign(indicator["code"], sign_chances(indicator["stage"], indicator["weight"]), known),
    st.sampled_from(INDICATORS),
    st.floats(0, 1),
)


def strong(stage: Stage, count: int, known: float = 0.0) -> list[Sign]:
    return [Sign(f"{stage}{i}", sign_chances(stage, "strong"), known) for i in range(count)]


@given(outcomes, st.lists(signs, max_size=5, unique_by=lambda s: s.code), st.randoms())
def test_the_order_of_signs_changes_nothing(before: np.ndarray, found: list[Sign], random: object) -> None:
    shuffled = list(found)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    after = confirm(before, found)
    assert (confirm(before, shuffled) == after).all()
    assert after.sum() == pytest.approx(1)


@given(outcomes, st.sampled_from(STAGES), st.floats(0, 1))
def test_a_sign_makes_its_own_stage_likelier_and_the_doubt_smaller(
    before: np.ndarray, stage: Stage, known: float
) -> None:
    after = confirm(before, strong(stage, 1, known))
    own = STAGES.index(stage)
    assert after[own] >= before[own] - 1e-12
    assert after[DOUBT].sum() <= before[DOUBT].sum() + 1e-12


@given(outcomes, signs)
def test_the_more_of_a_sign_the_model_has_read_the_less_it_moves(before: np.ndarray, sign: Sign) -> None:
    moved = [
        np.abs(np.log(confirm(before, [Sign(sign.code, sign.chances, known)]) / before)).max() for known in (0, 0.5, 1)
    ]
    assert moved[0] >= moved[1] >= moved[2] == pytest.approx(0, abs=1e-9)


@pytest.mark.parametrize("stage", STAGES)
def test_out_of_nothing_one_sign_names_no_stage_and_three_strong_ones_do(stage: Stage) -> None:
    one, three = confirm(NOTHING, strong(stage, 1)), confirm(NOTHING, strong(stage, 3))
    assert OUTCOMES[int(one.argmax())] == "insufficient"
    assert OUTCOMES[int(three.argmax())] == stage


def test_without_signs_the_probabilities_are_the_models_own() -> None:
    assert confirm(NOTHING, []) is NOTHING
