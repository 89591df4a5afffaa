"""A replay in words, for the terminal."""

from collections.abc import Iterator

from assistant.replay.models import Change, Difference, Replay


def replay_text(replay: Replay) -> str:
    """Return what is the same and what changed: first in a sentence, then one line for each."""
    return "\n".join(_lines(replay))


def _lines(replay: Replay) -> Iterator[str]:
    yield f"Exchange {replay.exchange_id} of {replay.asked_at.astimezone():%Y-%m-%d %H:%M}: {_short(replay.words)}"
    kept = f"{replay.statements_same} of {replay.statements} statements are as they were, with their citations"
    yield f"The same answer: {kept}." if replay.same else f"Not the same answer: {kept}."
    if not replay.settings_known:
        yield "The settings of that time were not kept; only versions are compared."
    if replay.changes:
        yield "\nWhat it is made with has changed:"
        yield from (_change(change) for change in replay.changes)
    else:
        yield "Nothing that it is made with has changed." if replay.settings_known else "No version has changed."
    if replay.differences:
        yield "\nWhat differs (- then, + now):"
        for difference in replay.differences:
            yield from _difference(difference)


def _change(change: Change) -> str:
    return f"  {change.name}: {change.then or 'none'} then, {change.now or 'none'} now"


def _difference(difference: Difference) -> Iterator[str]:
    at = [difference.then_at, difference.now_at]
    where = " is now ".join(dict.fromkeys(place for place in at if place))
    if difference.part == "statement" and difference.then == difference.now:
        yield f"  statement {where}, in the same words: {_short(difference.now or '')}"
        return
    yield f"  {difference.part} {where}".rstrip() + (" is new" if difference.then is None else "")
    if difference.then is not None:
        yield f"  - {_one_line(difference.then)}"
    if difference.now is not None:
        yield f"  + {_one_line(difference.now)}"


def _short(text: str, most: int = 100) -> str:
    line = _one_line(text)
    return line if len(line) <= most else line[:most].rstrip() + "…"


def _one_line(text: str) -> str:
    return " ".join(text.split())
