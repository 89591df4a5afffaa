"""One sentence against the passages that it cites: the rules, then the claim checker."""

import re
from collections.abc import Sequence

from assistant.claims import ClaimChecker
from assistant.claims.words import take_apart
from assistant.passages import Unit
from assistant.written.contrast import contrast_problem
from assistant.written.figures import figure_problem
from assistant.written.keeping import clause_problem
from assistant.written.names import name_problem, place_problem

LONGEST = 70
"""Words of one sentence; a longer one says too much to be judged as one claim."""
_ENDS_INSIDE = re.compile(r"\n")
_POINTS = re.compile(
    r"\W*(?:it|its|they|their|them|this(?! (?:week|month|year))|that|these|those|he|she|here|there|both|the same)\b",
    re.IGNORECASE,
)
_ABOUT_THE_READER = re.compile(
    r"\b(?:you|we)\s+(?:\w+\s+){0,2}?(?:are|were|have|had|lack|lost|need not)\b"
    r"|\b(?:your|our|this)\s+(?:\w+\s+){0,2}?(?:service|council|authority|department|teams?|leaders|managers|dashboard|staff|workforce)\s+"
    r"(?:\w+\s+){0,2}?(?:is|are|was|were|has|have|had|lacks?|shows?|seems?|cannot|does|did)\b",
    re.IGNORECASE,
)


class WrittenCheck:
    """Says whether cited passages carry a sentence. Works offline; safe to share between threads."""

    def __init__(self, checker: ClaimChecker) -> None:
        self._checker = checker

    def problem(self, text: str, evidence: Sequence[Unit]) -> str | None:
        """Return in words why the sentence may not be shown, None when its evidence carries it.

        It may not state anything of the reader's own service, which no passage can carry.
        """
        if not evidence:
            return "it cites no passage"
        if len(text.split()) > LONGEST or _ENDS_INSIDE.search(text) or not text.strip():
            return "it is no single sentence"
        if _POINTS.match(text):
            return "it does not name what it speaks of"
        if _ABOUT_THE_READER.search(text):
            return "it states something of the reader's own service"
        said = [unit.text for unit in evidence]
        titles = [f"{unit.code or ''} {unit.chunk.info.title}" for unit in evidence]
        return (
            figure_problem(text, said, titles)
            or name_problem(text, " \n".join(said + titles + [unit.chunk.info.publisher for unit in evidence]))
            or next(filter(None, (place_problem(text, f"{t} {s}") for s, t in zip(said, titles, strict=True))), None)
            or contrast_problem(take_apart(text), [take_apart(each) for each in said])
            or clause_problem(text, said, titles)
            or self._unsupported(text, evidence)
        )

    def carrying(self, text: str, evidence: Sequence[Unit]) -> tuple[Unit, ...]:
        """Return those of the cited units that carry a sentence, all of them when no fewer do. None may be enough alone."""
        reply = self._checker.check(text, _passages(evidence))
        fewer = tuple(evidence[i] for i in sorted(reply.supporting))
        return fewer if fewer and self.problem(text, fewer) is None else tuple(evidence)

    def _unsupported(self, text: str, evidence: Sequence[Unit]) -> str | None:
        label = self._checker.check(text, _passages(evidence)).label
        return None if label == "supported" else f"what it cites does not carry it ({label.replace('_', ' ')})"


def _passages(evidence: Sequence[Unit]) -> list[str]:
    return [f"{unit.chunk.info.title}. {unit.text}" for unit in evidence]
