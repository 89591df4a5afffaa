"""What can go wrong with accounts.

AssistantError
├── AccountError            an account cannot be made or changed as asked
│   ├── NoAccounts          the settings say that there are none
│   ├── SignInRefused       name and password do not go together, or the account is switched off: told alike
│   │   └── ProviderRefused somebody came through the provider and is not let in; `reason` says why in a word or two
│   ├── HeldUp              too many tries; the message and `seconds` say when the next is looked at
│   └── ProviderFault       the provider that the settings name cannot be asked, or answers what none should
├── QuestionError
│   └── PasswordRefused     a new password is too short, too long or too simple; it is never repeated
└── NotAllowed
    └── NotSignedIn         nobody has said who they are
"""

from assistant.errors import AssistantError, NotAllowed, QuestionError


class AccountError(AssistantError):
    """An account cannot be made or changed as asked."""

    code = "account"


class NoAccounts(AccountError):
    """The settings say that there are no accounts."""

    code = "no_accounts"


class SignInRefused(AccountError):
    """Name and password do not go together, or the account is switched off. The message is the same for all of these."""

    code = "sign_in_refused"


class ProviderRefused(SignInRefused):
    """Somebody came through the provider and is not let in. The message has the way out; `reason` is what the audit log says."""

    def __init__(self, message: str, reason: str) -> None:
        super().__init__(message)
        self.reason = reason


class ProviderFault(AccountError):
    """The provider cannot be asked, or answers what none should. The message is for whoever runs Regrip."""

    code = "provider"


class HeldUp(AccountError):
    """Too many tries. `seconds` is how long until the next is looked at."""

    code = "held_up"

    def __init__(self, message: str, seconds: int) -> None:
        super().__init__(message)
        self.seconds = seconds


class PasswordRefused(QuestionError):
    """A new password is too short, too long or too simple. The message never repeats it."""


class NotSignedIn(NotAllowed):
    """Nobody has said who they are."""

    code = "not_signed_in"
