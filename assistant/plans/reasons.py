"""Why an action has its fit, in a sentence for a director: one for each reason that the labelled plans know."""

from collections.abc import Mapping

from assistant.plans.models import PlanFit

REASONS: dict[str, str] = {
    "right_kind": "It is the kind of step that the trouble described calls for.",
    "safety_first": "It makes sure of children first, which comes before everything else.",
    "keeps_learning": "It keeps a steady service looking at its own work.",
    "right_kind_wrong_reach": "It is the right kind of step, but it reaches too far, not far enough or the wrong people.",
    "right_kind_too_soon": "It is the right kind of step, but something else has to come first.",
    "treats_symptom": "It works on a symptom; the cause that was described stays as it is.",
    "relies_on_lost_capacity": "It relies on people or time that, from what was described, are not there now.",
    "cosmetic_unity": "It shows agreement without changing how people work together.",
    "disturbs_partners": "It draws in partners who, from what was described, are not part of the trouble.",
    "heavy_on_small": "It is heavy change for trouble that is small, recent or in one place.",
    "inward_on_outward": "It works inside the service, while the trouble described lies between the service and others.",
    "outward_on_inward": "It works on others, while the trouble described lies inside the service.",
    "quick_fix_on_chronic": "It is a quick fix for trouble that has lasted for years.",
    "repeats_failed": "It is much like something that was tried before and, from what was described, did not work.",
    "targets_nobody_owns": "It sets a target that nobody has the means to meet.",
    "too_vague": "The action does not say what would change, by whom or by when, so its fit cannot be judged.",
    "off_topic": "It has no bearing on the trouble described, so its fit cannot be judged.",
}
GUIDANCE_DIFFERS = "in general the guidance on this kind of response says otherwise at this stage, but what was described decides here."
CLOSE = 0.15
"""Two fits whose chances lie nearer than this are a close call. On plans-dev 3 of 10 such actions had the right fit, of the
others 60 of 64."""
_FITS: dict[PlanFit, str] = {
    "fits": "a fit",
    "partial": "a fit in part",
    "mismatch": "a mismatch",
    "unclear": "too unclear to judge",
}


def close_to(fit: PlanFit, chances: Mapping[PlanFit, float]) -> PlanFit | None:
    """Return the likeliest other fit where it is a close call, None where `fit` is clearly likelier."""
    second = max(chances.keys() - {fit}, key=lambda other: chances[other])
    return second if chances[fit] - chances[second] < CLOSE else None


def because_of(reason: str, fit: PlanFit, runner_up: PlanFit | None, differs: bool = False) -> str:
    """Return Regrip's reason for a fit: first whether it is a close call, last whether the guidance that is quoted `differs`."""
    call = f"A close call between {_FITS[fit]} and {_FITS[runner_up]}. " if runner_up else ""
    said = REASONS[reason]
    return call + (f"{said.removesuffix('.')}; {GUIDANCE_DIFFERS}" if differs else said)
