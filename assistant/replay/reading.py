"""An answer as things that can be compared: facts in words, chances, and lists whose items come or go."""

from assistant.models import Answer, Assessment, Signal
from corpus.vocabulary import STAGE_NAMES


def facts(answer: Answer) -> dict[str, str | None]:
    """Return what the answer says once, by name."""
    found: dict[str, str | None] = {
        name: getattr(answer, name) for name in ("status", "completeness", "language", "intent", "standalone_query")
    }
    assessment = answer.assessment
    if assessment is not None:
        found |= {
            "outcome": assessment.outcome,
            "runner_up": assessment.runner_up,
            "certainty": assessment.certainty,
            "separates": assessment.separates,
            "plausible": ", ".join(STAGE_NAMES[stage] for stage in assessment.plausible),
        }
    return found


def numbers(answer: Answer) -> dict[str, float]:
    """Return the chances of the assessment by name; none without one."""
    assessment = answer.assessment
    if assessment is None:
        return {}
    stages = {f"chance of {STAGE_NAMES[stage]}": chance for stage, chance in assessment.probabilities.items()}
    names = ("confidence", "p_insufficient", "p_out_of_scope")
    return stages | {name: getattr(assessment, name) for name in names}


def lists(answer: Answer) -> dict[str, list[str]]:
    """Return the answer's lists by name, each item in words."""
    return {"warnings": answer.warnings} | (_lists(answer.assessment) if answer.assessment else {})


def _lists(assessment: Assessment) -> dict[str, list[str]]:
    return {
        "signals": [_signal(signal) for signal in assessment.signals],
        "against": [_signal(signal) for signal in assessment.against],
        "questions": [question.text for question in assessment.questions],
        "missing_themes": list(assessment.missing_themes),
        "figures": [f"“{each.quote}”: {each.note} {each.difference or ''}".rstrip() for each in assessment.figures],
    }


def _signal(signal: Signal) -> str:
    sign = f", sign {signal.indicator}" if signal.indicator else ""
    standing = signal.standing.replace("_", " ")
    return f"“{signal.quote}” ({signal.source}: {STAGE_NAMES[signal.stage]}{sign}, {standing})"
