"""The keyword baseline: count the rubric's own words. It says how far wording alone goes without learning anything."""

import re

import numpy as np

from corpus.vocabulary import OUTCOMES, STAGES

KEYWORDS: dict[str, str] = {
    "steady": r"stable|on time|up to date|agreed?s? with|known|shortlist|explained|permanent|within one working day|monthly",
    "losing_grip": r"backlog|queue|no one knew|nobody knew|dashboard|cannot say|couldn['’]t tell|slow\w*|overdue|unallocated|late",
    "service_breakdown": r"thresholds|interims?|turnover|agency|plans?|repeat\w*|different|inconsisten\w*|chronic|caseloads",
    "systemic_crisis": r"police|schools?|heads|partners?|judge|hospital|own list|own triage|stopped|withdr\w+|instead|refus\w+",
    "complete_lock": r"reputation|name|applicants?|appl(?:y|ied)|nobody will|before (?:they|she|he|we)|believe|commissioner|invest\w*",
}
SERVICE = r"child\w*|social work\w*|ofsted|dcs|safeguarding|front door|looked after|foster\w*|inspect\w*|caseloads?|mash|director"
_ENOUGH = 3


def keyword_probabilities(text: str) -> np.ndarray:
    """Return outcome probabilities, shape (7,): the stage with most matches, given enough of them and words of the service."""
    counts = np.array([len(re.findall(rf"\b(?:{KEYWORDS[s]})\b", text, re.IGNORECASE)) for s in STAGES], dtype=float)
    scores = np.zeros(len(OUTCOMES))
    if not re.search(rf"\b(?:{SERVICE})\b", text, re.IGNORECASE):
        scores[OUTCOMES.index("out_of_scope")] = 1.0
    elif counts.max() < _ENOUGH:
        scores[OUTCOMES.index("insufficient")] = 1.0
    scores[: len(STAGES)] += 0.5 * counts / max(counts.sum(), 1.0)
    return scores / scores.sum() if scores.sum() else np.full(len(OUTCOMES), 1 / len(OUTCOMES))
