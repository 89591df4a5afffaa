"""A line of `regrip feedback --jsonl`, and a verdict as it is typed."""

from typing import get_args

from pydantic import BaseModel, ConfigDict

from assistant.errors import QuestionError
from assistant.state.models import FeedbackVerdict


class FeedbackLine(BaseModel):
    """Feedback on an exchange; `statement` is a place such as 2.1. What else the line holds is not read."""

    model_config = ConfigDict(extra="ignore")

    exchange_id: str
    verdict: FeedbackVerdict
    statement: str | None = None
    note: str = ""


def read_verdict(text: str) -> FeedbackVerdict:
    """Return the verdict. Raises QuestionError with those there are."""
    for verdict in get_args(FeedbackVerdict):
        if text == verdict:
            return verdict  # type: ignore[no-any-return]
    raise QuestionError(f"verdict {text!r}: no such verdict; use {', '.join(get_args(FeedbackVerdict))}")
