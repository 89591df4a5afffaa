"""Whose the record is read and written for."""

from typing import Literal

from pydantic import ConfigDict, Field

from assistant.models import Record

Role = Literal["reader", "editor"]
"""What a case is shared for: an editor asks, adds and corrects; a reader reads, and says what was wrong in an answer."""


class User(Record):
    """Somebody who may use Regrip. `id` is what owners and sharers are kept as."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    id: str = Field(min_length=1, max_length=64)

    @property
    def shares_with(self) -> str:
        """Return who this is where people take turns; empty for the one user of a machine, who has it to themselves."""
        return "" if self.id == "local" else self.id


LOCAL = User(id="local")
"""The one user where there are no accounts: whoever sits at this machine."""
