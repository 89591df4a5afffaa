"""What a page sends to have answered."""

from pydantic import Field, ValidationError

from assistant.models import Record


class Message(Record):
    """A message in a conversation: of a case, of none, or, where nothing is kept, with the messages `before` it.

    `waiting_id` names a message that was taken already, `replaces` the last exchange, which the new answer takes the place of.
    """

    text: str | None = None
    case_id: str | None = Field(default=None, max_length=64)
    conversation_id: str | None = Field(default=None, max_length=64)
    waiting_id: str | None = Field(default=None, max_length=64)
    replaces: str | None = Field(default=None, max_length=64)
    before: list[str] = Field(default=[], max_length=1000)


def first_fault(error: ValidationError) -> str:
    """Return the first thing that is wrong with what was sent, without its words."""
    fault = error.errors(include_input=False, include_url=False)[0]
    return f"{'.'.join(str(part) for part in fault['loc']) or 'message'}: {fault['msg']}"
