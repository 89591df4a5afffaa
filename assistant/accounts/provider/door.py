"""The door for people who come through a provider: sent there, and let in when they come back."""

import logging
from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import Engine

from assistant.accounts.audit import Audit
from assistant.accounts.base import AccountStore, Clock, hash_of
from assistant.accounts.errors import HeldUp, ProviderFault, ProviderRefused
from assistant.accounts.models import Account
from assistant.accounts.provider.discovery import Discovery
from assistant.accounts.provider.exchange import asking_address, redeemed, user_info
from assistant.accounts.provider.id_token import claims_of
from assistant.accounts.provider.links import Links
from assistant.accounts.provider.persons import Person, is_told, joined, person_of
from assistant.accounts.provider.settings import ProviderSettings
from assistant.accounts.provider.way import Way
from assistant.accounts.sessions import Sessions
from assistant.accounts.tries import Tries
from assistant.errors import Conflict
from assistant.state.base import now

logger = logging.getLogger(__name__)
DEED = "sign in, provider"
"""What the audit log calls it."""
_LONGEST_CODE = 4000


@dataclass(frozen=True)
class LetIn:
    """Somebody who was let in: the secret of their session, and the screen that they asked for, yet to be checked."""

    secret: str
    onward: str


class ProviderDoor(AccountStore):
    """Signing in through the provider that the settings name. Safe between threads."""

    def __init__(
        self, engine: Engine, settings: ProviderSettings, sessions: Sessions, tries: Tries, clock: Clock = now
    ) -> None:
        """`settings` must name an issuer and a client."""
        super().__init__(engine, clock)
        assert settings.issuer is not None
        assert settings.client_id is not None
        self._settings, self._issuer, self._client_id = settings, settings.issuer, settings.client_id
        self._sessions, self._tries = sessions, tries
        self._links, self._audit = Links(engine, clock), Audit(engine, clock)
        self._discovery = Discovery(self._issuer)

    @property
    def name(self) -> str:
        """What the provider is called on the page."""
        return self._settings.name

    def begin(self, onward: str, back: str) -> tuple[str, Way]:
        """Return where to send a browser, and the way whose cookie it keeps meanwhile. Raises ProviderFault."""
        way = Way.begun(onward, self._clock())
        try:
            return asking_address(self._discovery.metadata(), self._settings, way, back), way
        except ProviderFault as error:
            logger.warning("nobody can sign in through the provider: %s", error)
            raise

    def arrive(self, cookie: str, said: Mapping[str, str], back: str, address: str) -> LetIn:
        """Let in whom the provider sends `back` with what it `said` in the address.

        Raises ProviderRefused, HeldUp, ProviderFault, Conflict; each stands in the audit log.
        """
        person: Person | None = None
        done = list[str]()
        try:
            way = self._way(cookie, said)
            person = self._proved(way, said, back, address)
            self._links.spend(hash_of(way.cookie))
            account = self._links.account_of(person, self._settings.new_accounts, done)
        except (ProviderRefused, HeldUp, ProviderFault, Conflict) as error:
            actor = self._links.known(person) if person else ""
            self._note_done(done, actor, address)
            self._note(error, actor, address)
            raise
        self._note_done(done, account.id, address)
        return self._let_in(account, way, address)

    def _way(self, cookie: str, said: Mapping[str, str]) -> Way:
        """Return the way that somebody went, if this browser began it here."""
        way = Way.kept(cookie, self._clock())
        if way is None or not way.is_of(said.get("state", "")) or said.get("iss", self._issuer) != self._issuer:
            raise ProviderRefused("it took too long, or was begun in another window; begin again", "state")
        if "error" in said:
            raise ProviderRefused(
                "the provider did not sign you in; begin again, or ask those who run it", "provider's no"
            )
        if not 0 < len(said.get("code", "")) <= _LONGEST_CODE:
            raise ProviderRefused("the provider sent nothing to sign you in with; begin again", "no code")
        return way

    def _proved(self, way: Way, said: Mapping[str, str], back: str, address: str) -> Person:
        """Return who came. Tries are counted, but not those of people whom the provider knows, nor those that it is to blame for."""
        self._tries.count(way.state, address)
        try:
            person = self._person(way, said, back)
        except ProviderFault:
            self._tries.forget(way.state, address)
            raise
        self._tries.forget(way.state, address)
        return person

    def _person(self, way: Way, said: Mapping[str, str], back: str) -> Person:
        metadata = self._discovery.metadata()
        tokens = redeemed(metadata, self._settings, said["code"], way, back)
        claims = claims_of(
            tokens.id_token, self._discovery, self._issuer, self._client_id, way.nonce, tokens.access_token
        )
        if not is_told(claims, self._settings):
            claims = joined(claims, user_info(metadata, tokens, claims["sub"]))
        return person_of(claims, self._settings)

    def _note_done(self, done: list[str], account_id: str, address: str) -> None:
        for deed in done:
            self._audit.add(deed, account_id, account_id, address, "by the provider")

    def _let_in(self, account: Account, way: Way, address: str) -> LetIn:
        self._audit.add(DEED, account.id, address=address)
        return LetIn(self._sessions.begin(account.id), way.onward)

    def _note(self, error: Exception, actor: str, address: str) -> None:
        reason = "held up" if isinstance(error, HeldUp) else "fault" if isinstance(error, ProviderFault) else "at once"
        if isinstance(error, ProviderRefused):
            reason = error.reason
        if isinstance(error, ProviderFault):
            logger.warning("somebody could not sign in through the provider: %s", error)
        self._audit.add_refusal(DEED, actor, address, reason)
