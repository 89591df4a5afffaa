"""The chart that `regrip timeline --chart` writes."""

import sys
from pathlib import Path

from assistant.briefing.output import check_free, put
from assistant.errors import QuestionError
from assistant.timeline.models import Timeline
from assistant.timeline.pictures import draw, picture_of


def check_chart(path: Path, force: bool, alone: bool) -> None:
    """Raise BriefingError or QuestionError, before anything is read, for a chart that could not be written."""
    picture_of(path)
    if not alone:
        raise QuestionError(
            "--chart draws the papers of one service over all their time; leave out --between and --jsonl"
        )
    check_free(path, force)


def put_chart(timeline: Timeline, path: Path, force: bool) -> None:
    """Write the chart and say so on standard error. Raises BriefingError."""
    put(draw(timeline, picture_of(path)), path, force)
    print(f"regrip: the chart is in {path}", file=sys.stderr)
