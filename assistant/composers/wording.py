"""The connecting words of an answer: ours, plain, and short."""

from assistant.chances import LEAST_SURE, how_sure, times_in_ten
from assistant.models import Assessment
from assistant.phrases import listed
from corpus.vocabulary import STAGE_NAMES, STAGES, Stage

EMERGENCY = (
    "If a child is in danger now, call 999.",
    "Call the duty line of the local authority's children's services, day or night; outside office hours ask for the emergency duty team.",
    "For advice call the NSPCC helpline on 0808 800 5000. A child can call Childline on 0800 1111.",
)
BEFORE_ALL = f"Before anything else: {EMERGENCY[0]}"


def verdict(assessment: Assessment, by: str = "On what you have described") -> str:
    """Return a few sentences that name the stage, how sure in words and in cases of ten, and what else is possible.

    `by` opens them: what the stage is read from.
    """
    stage = assessment.stage or "insufficient"
    sure = how_sure(assessment.confidence)
    others = [STAGE_NAMES[s] for s in assessment.plausible if s != stage]
    text = f"{by}, {_placed(stage, sure)}. {times_in_ten(assessment.confidence)}"
    return text + (f" {listed(others).capitalize()} cannot be ruled out." if others else "")


def on_your_word(stage: Stage) -> str:
    """Return a sentence that takes a stage from the user, because none can be seen in what was described."""
    in_stage = "steady" if stage == "steady" else f"in {STAGE_NAMES[stage]}"
    return f"That the service is {in_stage} is taken on your word: too little was described to see a stage in it."


def _placed(stage: str, sure: str) -> str:
    if sure == LEAST_SURE:
        return f"{STAGE_NAMES[stage]} is {sure}"
    return f"the service is {sure} steady" if stage == "steady" else f"the service is {sure} in {STAGE_NAMES[stage]}"


def neighbours(stage: Stage) -> list[Stage]:
    """Return the stages just above and below, worse one first."""
    place = STAGES.index(stage)
    return [STAGES[i] for i in (place + 1, place - 1) if 0 <= i < len(STAGES)]
