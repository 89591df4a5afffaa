"""Names for the ids that cases are owned and shared by, and ids for names."""

from assistant.accounts.store import Accounts
from assistant.errors import NotFound
from assistant.state.case_models import Share

_NOBODY = "nobody signs in with this name; ask them for it"


class People:
    """Who is called what. Without accounts a name is an id."""

    def __init__(self, accounts: Accounts | None) -> None:
        self._accounts = accounts

    def id_of(self, name: str) -> str:
        """Return the id of somebody who may sign in. Raises NotFound."""
        if self._accounts is None:
            return name
        try:
            account = self._accounts.get(name)
        except NotFound as error:
            raise NotFound(_NOBODY) from error
        if account.disabled:
            raise NotFound(_NOBODY)
        return account.id

    def id_of_anybody(self, name: str) -> str:
        """Return the id of an account, switched off or not; what is no account's name stays as it is."""
        if self._accounts is None:
            return name
        try:
            return self._accounts.get(name).id
        except NotFound:
            return name

    def named(self, shares: list[Share]) -> list[Share]:
        """Return shares with names in the place of ids."""
        if self._accounts is None or not shares:
            return shares
        names = self._accounts.names()
        return [share.model_copy(update={"user": names.get(share.user, share.user)}) for share in shares]
