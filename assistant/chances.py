"""Chances in words and figures that a director takes in at once."""

BANDS: tuple[tuple[float, str], ...] = ((0.85, "very likely"), (0.65, "likely"), (0.5, "more likely than not"))
"""The least calibrated chance for each word, surest first. How often each word was right: docs/reference/commands.md."""
LEAST_SURE = "only just the best fit"
_ALL_BUT_SURE, _HALF = 0.95, 5


def how_sure(confidence: float) -> str:
    """Return words for a calibrated chance in 0..1."""
    return next((words for least, words in BANDS if confidence >= least), LEAST_SURE)


def is_unsure(confidence: float) -> bool:
    """Return whether a judgement of calibrated chance `confidence`, 0..1, is said to be right fewer than 5 times in 10."""
    return _in_ten(confidence) < _HALF


def certainty(confidence: float, takes_signs: bool = False, alone: bool = False) -> str:
    """Return how sure a judgement of calibrated chance `confidence`, 0..1, is: a word of `BANDS`, and cases in ten.

    `takes_signs` says that it rests on signs that the user added, which no run has tried, `alone` that it rests on a single observation.
    """
    sentence = times_in_ten(confidence)
    added = " It takes the signs that you added as true." if takes_signs else ""
    single = " It rests on one observation: look for a second before you act on it." if alone else ""
    return f"{how_sure(confidence).capitalize()}: {sentence[0].lower()}{sentence[1:]}{added}{single}"


def times_in_ten(confidence: float) -> str:
    """Return a sentence that says how often a judgement of calibrated chance `confidence`, 0..1, is right."""
    times = "more than 9" if confidence >= _ALL_BUT_SURE else f"about {max(1, _in_ten(confidence))}"
    return f"A judgement as sure as this is right {times} times in 10."


def _in_ten(confidence: float) -> int:
    return int(10 * confidence + 0.5)


def percent(share: float) -> str:
    """Return a share of 0..1 as a reader sees it: never a bare 0% or 100%, which no forecast can mean."""
    if share < 0.01:
        return "under 1%"
    return "over 99%" if share > 0.99 else f"{share:.0%}"
