"""What is said of a fit: that it is a close call, why, and that the guidance says otherwise."""

from assistant.plans.models import PlanFit
from assistant.plans.reasons import CLOSE, REASONS, because_of, close_to


def chances(first: float, second: float) -> dict[PlanFit, float]:
    return {"fits": second, "partial": first, "mismatch": 1 - first - second, "unclear": 0.0}


def test_two_fits_about_as_likely_are_a_close_call() -> None:
    assert close_to("partial", chances(0.45, 0.45 - CLOSE + 0.01)) == "fits"
    assert close_to("partial", chances(0.45, 0.45 - CLOSE - 0.01)) is None
    assert close_to("partial", chances(0.45, 0.45)) == "fits"


def test_a_close_call_is_said_before_the_reason_with_both_fits() -> None:
    said = because_of("right_kind", "fits", "mismatch")
    assert said == f"A close call between a fit and a mismatch. {REASONS['right_kind']}"
    assert because_of("right_kind", "fits", None) == REASONS["right_kind"]


def test_that_the_guidance_says_otherwise_stands_in_the_sentence_of_the_reason() -> None:
    said = because_of("treats_symptom", "partial", None, differs=True)
    assert said.count(". ") == 0 and "says otherwise at this stage" in said
    assert said.startswith(REASONS["treats_symptom"].removesuffix("."))
