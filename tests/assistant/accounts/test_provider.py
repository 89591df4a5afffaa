"""Signing in through a real provider in a process of its own: who is let in, as whom, and everything that is refused."""

import socket
from collections.abc import Callable
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import pytest
from sqlalchemy import Engine, text

from assistant.accounts.audit import Audit
from assistant.accounts.errors import AccountError, HeldUp, ProviderFault, ProviderRefused, SignInRefused
from assistant.accounts.in_use import AccountsInUse
from assistant.accounts.models import Principal
from assistant.accounts.provider import outside
from assistant.accounts.provider.discovery import Discovery
from assistant.accounts.provider.door import ProviderDoor
from assistant.accounts.provider.links import Links
from assistant.accounts.tokens import Tokens
from assistant.accounts.tries import BY_ADDRESS
from assistant.settings import Settings
from tests.assistant.accounts.conftest import PASSWORD
from tests.assistant.openid.issuing import CLIENT, SECRET
from tests.assistant.openid.running import RunningProvider

HERE, BACK = "192.0.2.1", "http://127.0.0.1:7860/sign-in/provider/back"


class Visit:
    """Somebody's way to the provider and back, step by step."""

    def __init__(self, accounts: AccountsInUse, provider: RunningProvider, person: str, onward: str = "/") -> None:
        assert accounts.provider is not None
        self.door: ProviderDoor = accounts.provider
        self.sent, self.way = self.door.begin(onward, BACK)
        returned = urlsplit(provider.as_person(self.sent, person))
        assert returned.geturl().startswith(BACK)
        self.said = dict(parse_qsl(returned.query))

    def arrive(self, **said: str) -> str:
        """Come back, and return the secret of the session."""
        return self.door.arrive(self.way.cookie, self.said | said, BACK, HERE).secret

    def refused(self, **said: str) -> str:
        """Come back to be turned away, and return the reason."""
        with pytest.raises(ProviderRefused) as caught:
            self.arrive(**said)
        return caught.value.reason


@pytest.fixture
def closed_port() -> int:
    """A port of this machine on which nobody listens."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        return int(listener.getsockname()[1])


Opened = Callable[..., AccountsInUse]


@pytest.fixture
def opened(engine: Engine, provider: RunningProvider) -> Opened:
    """A function that gives the accounts of a server with `[oidc]` as it is told; Ann has an account."""
    AccountsInUse.on(engine, Settings()).accounts.add("ann@council.example", "director", None)

    def open_with(**oidc: Any) -> AccountsInUse:
        given = {"issuer": provider.issuer, "client_id": CLIENT, "client_secret": SECRET, **oidc}
        return AccountsInUse.on(
            engine, Settings.model_validate({"accounts": {"enabled": True, "tries": 2}, "oidc": given})
        )

    return open_with


def who(accounts: AccountsInUse, secret: str) -> Principal:
    principal = accounts.door.sessions.principal(secret)
    assert principal is not None
    return principal


def results(engine: Engine) -> list[tuple[str, str]]:
    """Return what the audit log says, the oldest first."""
    return [(line.action, line.result) for line in reversed(Audit(engine).lines())]


def links(engine: Engine) -> int:
    """Return how many people of a provider have an account."""
    with engine.connect() as connection:
        return int(connection.execute(text("select count(*) from links")).scalar_one())


def test_somebody_with_an_account_is_let_in_as_with_a_password(
    opened: Opened,
    engine: Engine,
    provider: RunningProvider,
) -> None:
    accounts = opened()
    visit = Visit(accounts, provider, "s-ann", "/library")
    let_in = visit.door.arrive(visit.way.cookie, visit.said, BACK, HERE)

    principal = who(accounts, let_in.secret)
    assert (principal.name, principal.role, let_in.onward) == ("ann@council.example", "director", "/library")
    assert results(engine) == [("account linked", "by the provider"), ("sign in, provider", "done")]
    with engine.connect() as connection:
        kept = str(
            [connection.execute(text(f"select * from {table}")).all() for table in ("sessions", "ways", "links")]
        )
    assert let_in.secret not in kept and visit.way.cookie not in kept
    accounts.door.sign_out(principal, HERE)
    assert accounts.door.sessions.principal(let_in.secret) is None


def test_the_address_at_the_provider_asks_for_a_code_with_s256_and_tells_no_secret(
    opened: Opened,
    provider: RunningProvider,
) -> None:
    visit = Visit(opened(), provider, "s-ann")
    asked = dict(parse_qsl(urlsplit(visit.sent).query))

    assert asked["response_type"] == "code" and asked["code_challenge_method"] == "S256"
    assert asked["scope"] == "openid email profile" and asked["redirect_uri"] == BACK
    assert asked["state"] == visit.way.state and asked["nonce"] == visit.way.nonce
    assert visit.way.verifier not in visit.sent and visit.way.cookie not in visit.sent and SECRET not in visit.sent


def test_the_provider_gives_no_token_for_a_code_without_the_verifier_of_its_way(
    opened: Opened,
    provider: RunningProvider,
) -> None:
    accounts = opened()
    visit = Visit(accounts, provider, "s-ann")
    other = Visit(accounts, provider, "s-ann")

    assert visit.refused(code=other.said["code"]) == "code"


def test_the_second_time_it_is_the_subject_that_counts_and_not_the_name(
    opened: Opened,
    provider: RunningProvider,
) -> None:
    accounts = opened()
    first = who(accounts, Visit(accounts, provider, "s-ann").arrive())
    provider.know(**{"s-ann": {"email": "ann.married@council.example", "email_verified": True}})

    assert who(accounts, Visit(accounts, provider, "s-ann").arrive()).user == first.user


def test_whoever_is_given_a_name_later_does_not_get_its_account(
    opened: Opened,
    engine: Engine,
    provider: RunningProvider,
) -> None:
    accounts = opened(new_accounts="director")
    ann = who(accounts, Visit(accounts, provider, "s-ann").arrive())

    assert Visit(accounts, provider, "s-other-ann").refused() == "name taken"
    Links(engine).remove(ann.user.id)
    assert not accounts.door.sessions.holds(ann)
    assert who(accounts, Visit(accounts, provider, "s-other-ann").arrive()).user == ann.user
    assert Visit(accounts, provider, "s-ann").refused() == "name taken"


@pytest.mark.parametrize(
    ("person", "reason"),
    [("s-ben", "unknown person"), ("s-unchecked", "no name"), ("s-nameless", "no name"), ("s-odd", "unknown person")],
)
def test_who_has_no_account_is_refused_and_none_is_made(
    opened: Opened,
    engine: Engine,
    provider: RunningProvider,
    person: str,
    reason: str,
) -> None:
    accounts = opened()

    assert Visit(accounts, provider, person).refused() == reason
    assert len(accounts.accounts.listed()) == 1 and links(engine) == 0
    assert results(engine) == [("sign in, provider", reason)]


def test_an_account_is_made_where_the_settings_say_so_and_it_has_no_password(
    opened: Opened,
    engine: Engine,
    provider: RunningProvider,
) -> None:
    accounts = opened(new_accounts="evaluator")
    ben = who(accounts, Visit(accounts, provider, "s-ben").arrive())

    assert (ben.name, ben.role) == ("ben@council.example", "evaluator")
    assert not accounts.accounts.get("ben@council.example").has_password
    assert results(engine)[:2] == [("account made", "by the provider"), ("account linked", "by the provider")]
    for password in ("", PASSWORD):
        with pytest.raises(SignInRefused):
            accounts.door.sign_in("ben@council.example", password, HERE)
    assert Visit(accounts, provider, "s-odd").refused() == "no name"


def test_another_claim_may_be_an_accounts_name(opened: Opened, provider: RunningProvider) -> None:
    accounts = opened(claim="preferred_username")
    accounts.accounts.add("ann", "adviser", PASSWORD)

    assert who(accounts, Visit(accounts, provider, "s-ann").arrive()).role == "adviser"


def test_what_the_token_leaves_out_is_asked_for_and_believed_of_the_same_person_only(
    opened: Opened,
    provider: RunningProvider,
) -> None:
    accounts = opened()
    provider.be(**{"claims in userinfo only": True, "userinfo": {"sub": "s-ben"}})
    assert Visit(accounts, provider, "s-ann").refused() == "userinfo: sub"
    provider.be(**{"claims in userinfo only": True})
    assert who(accounts, Visit(accounts, provider, "s-ann").arrive()).name == "ann@council.example"


def test_groups_give_the_role_at_each_sign_in_and_the_first_in_the_settings_counts(
    opened: Opened,
    engine: Engine,
    provider: RunningProvider,
) -> None:
    accounts = opened(
        new_accounts="evaluator",
        roles_claim="groups",
        roles={"directors": "director", "helpers": "administrator", "staff": "adviser"},
    )
    assert who(accounts, Visit(accounts, provider, "s-ben").arrive()).role == "director"
    secret = Visit(accounts, provider, "s-ann").arrive()
    assert who(accounts, secret).role == "adviser"
    assert ("role changed", "by the provider") in results(engine)
    provider.know(**{"s-ann": {"groups": "helpers"}, "s-ben": {"groups": ["others"]}})

    assert who(accounts, Visit(accounts, provider, "s-ann").arrive()).role == "administrator"
    assert accounts.door.sessions.principal(secret) is None
    assert Visit(accounts, provider, "s-ben").refused() == "no role"
    provider.know(**{"s-ann": {"groups": ["staff"]}})
    assert Visit(accounts, provider, "s-ann").refused() == "last one"
    assert accounts.accounts.get("ann@council.example").role == "administrator"


def test_who_is_unlinked_loses_the_tokens_too_and_a_link_is_noted_though_what_follows_is_refused(
    opened: Opened,
    engine: Engine,
    provider: RunningProvider,
) -> None:
    accounts = opened(roles_claim="groups", roles={"helpers": "administrator", "staff": "adviser"})
    ann = accounts.accounts.set_role("ann@council.example", "administrator")
    token, links = Tokens(engine).add(ann.id, "nightly"), Links(engine)
    provider.know(**{"s-ann": {"email": "ann@council.example", "email_verified": True, "groups": ["staff"]}})
    assert Tokens(engine).principal(token.secret) is not None
    links.remove(ann.id)
    assert Tokens(engine).principal(token.secret) is None

    assert Visit(accounts, provider, "s-ann").refused() == "last one"
    assert results(engine).count(("account linked", "by the provider")) == 1


def test_an_account_that_is_switched_off_is_refused_and_not_linked(
    opened: Opened,
    engine: Engine,
    provider: RunningProvider,
) -> None:
    accounts = opened()
    accounts.accounts.set_disabled("ann@council.example", True)
    assert Visit(accounts, provider, "s-ann").refused() == "switched off"
    assert links(engine) == 0
    accounts.accounts.set_disabled("ann@council.example", False)
    Visit(accounts, provider, "s-ann").arrive()
    accounts.accounts.set_disabled("ann@council.example", True)

    assert Visit(accounts, provider, "s-ann").refused() == "switched off"
    last = Audit(engine).lines(1)[0]
    assert (last.actor, last.result) == (accounts.accounts.get("ann@council.example").id, "switched off")


def test_a_deleted_account_takes_its_link_along(opened: Opened, engine: Engine, provider: RunningProvider) -> None:
    accounts = opened()
    Visit(accounts, provider, "s-ann").arrive()
    accounts.accounts.delete("ann@council.example")

    assert links(engine) == 0
    assert Visit(accounts, provider, "s-ann").refused() == "unknown person"


@pytest.mark.parametrize(
    ("crooked", "reason"),
    [
        ({"claims": {"nonce": "another"}}, "token: nonce"),
        ({"claims": {"nonce": None}}, "token: nonce"),
        ({"claims": {"aud": "another client"}}, "token: aud"),
        ({"claims": {"aud": [CLIENT, "another client"]}}, "token: azp"),
        ({"claims": {"azp": "another client"}}, "token: azp"),
        ({"claims": {"iss": "http://127.0.0.1:1"}}, "token: iss"),
        ({"claims": {"iss": None}}, "token: iss"),
        ({"claims": {"exp": 1_000_000_000}}, "token: old"),
        ({"claims": {"exp": None}}, "token: exp"),
        ({"claims": {"exp": "tomorrow"}}, "token: exp"),
        ({"claims": {"iat": 1_000_000_000}}, "token: old"),
        ({"claims": {"iat": 9_000_000_000, "exp": 9_000_000_900}}, "token: iat"),
        ({"claims": {"nbf": 9_000_000_000}}, "token: nbf"),
        ({"claims": {"sub": ""}}, "token: sub"),
        ({"claims": {"sub": 7}}, "token: sub"),
        ({"claims": {"sub": "s" * 256}}, "token: sub"),
        ({"claims": {"sub": "s-ann\0"}}, "token: sub"),
        ({"claims": {"at_hash": "0" * 22}}, "token: at_hash"),
        ({"signed": "none"}, "token: algorithm"),
        ({"signed": "HS256 with the secret"}, "token: algorithm"),
        ({"signed": "HS256 with the public key"}, "token: algorithm"),
        ({"signed": "with another algorithm of the key"}, "token: algorithm"),
        ({"signed": "by nobody"}, "token: key"),
        ({"signed": "by nobody in the provider's name"}, "token: signature"),
    ],
    ids=str,
)
def test_a_token_that_is_not_the_providers_for_us_and_for_now_is_refused(
    opened: Opened,
    engine: Engine,
    provider: RunningProvider,
    crooked: dict[str, Any],
    reason: str,
) -> None:
    provider.be(**crooked)
    accounts = opened()

    assert Visit(accounts, provider, "s-ann").refused() == reason
    assert results(engine) == [("sign in, provider", reason[:16])]
    with engine.connect() as connection:
        assert connection.execute(text("select count(*) from sessions")).scalar() == 0
    provider.be()
    assert Visit(accounts, provider, "s-ann").arrive()


def test_a_token_may_be_signed_with_es256_too(opened: Opened, provider: RunningProvider) -> None:
    provider.be(signed="ES256")

    accounts = opened()
    assert who(accounts, Visit(accounts, provider, "s-ann").arrive()).name == "ann@council.example"


@pytest.mark.parametrize("changed", ["state", "cookie", "another window's", "no cookie", "iss"])
def test_who_comes_back_from_a_way_that_this_browser_did_not_begin_is_refused(
    opened: Opened,
    provider: RunningProvider,
    changed: str,
) -> None:
    accounts = opened()
    visit, other = Visit(accounts, provider, "s-ann"), Visit(accounts, provider, "s-ben")
    cookie = {
        "cookie": visit.way.cookie[:-1] + "X",
        "another window's": other.way.cookie,
        "no cookie": "",
    }.get(changed, visit.way.cookie)
    said = visit.said | {"state": {"state": "x" * 43}, "iss": {"iss": "http://127.0.0.1:1"}}.get(changed, {})

    with pytest.raises(ProviderRefused) as caught:
        visit.door.arrive(cookie, said, BACK, HERE)
    assert caught.value.reason == "state"
    assert visit.arrive()


def test_nobody_comes_the_same_way_twice(opened: Opened, engine: Engine, provider: RunningProvider) -> None:
    accounts = opened()
    visit = Visit(accounts, provider, "s-ann")
    visit.arrive()
    assert visit.refused() == "code"
    provider.be(**{"codes are good again": True})
    careless = Visit(accounts, provider, "s-ann")
    careless.arrive()

    assert careless.refused() == "used before"


def test_a_way_that_took_too_long_is_refused(engine: Engine, provider: RunningProvider, clock: Any) -> None:
    oidc = {"issuer": provider.issuer, "client_id": CLIENT, "client_secret": SECRET}
    accounts = AccountsInUse.on(engine, Settings.model_validate({"oidc": oidc}), clock)
    visit = Visit(accounts, provider, "s-ann")
    clock.on(minutes=10)

    assert visit.refused() == "state"


def test_what_the_provider_says_no_to_is_refused_without_its_words(opened: Opened, provider: RunningProvider) -> None:
    visit = Visit(opened(), provider, "s-ann")
    with pytest.raises(ProviderRefused) as caught:
        visit.arrive(error="access_denied<script>")

    assert caught.value.reason == "provider's no" and "denied" not in str(caught.value)
    assert visit.refused(code="x" * 5000) == "no code"


def test_many_tries_that_come_to_nothing_are_held_up(opened: Opened, provider: RunningProvider) -> None:
    accounts = opened()
    visit = Visit(accounts, provider, "s-ann")
    for _ in range(2):
        assert visit.refused(code="guessed") == "code"
    before = provider.asked()["token"]

    with pytest.raises(HeldUp):
        visit.arrive(code="guessed")
    assert provider.asked()["token"] == before
    assert Visit(accounts, provider, "s-ann").arrive()


def test_a_provider_that_is_away_holds_nobody_up(opened: Opened, provider: RunningProvider) -> None:
    accounts = opened()
    accounts.accounts.add("olive", "director", PASSWORD)
    visit = Visit(accounts, provider, "s-ann")
    provider.end()
    try:
        for _ in range(BY_ADDRESS * 2 + 1):
            with pytest.raises(ProviderFault, match="no answer"):
                visit.arrive()
        assert accounts.door.sign_in("olive", PASSWORD, HERE)
    finally:
        provider.begin()


def test_what_the_provider_says_of_itself_and_its_keys_are_fetched_once(
    opened: Opened,
    provider: RunningProvider,
) -> None:
    before, accounts = provider.asked(), opened()
    assert provider.asked().get("metadata", 0) == before.get("metadata", 0)
    for _ in range(3):
        Visit(accounts, provider, "s-ann").arrive()
    after = provider.asked()

    assert [after[name] - before.get(name, 0) for name in ("metadata", "keys", "token")] == [1, 1, 3]


@pytest.mark.parametrize(
    ("metadata", "said"),
    [
        ({"issuer": "http://127.0.0.1:1"}, "names another issuer"),
        ({"token_endpoint": "http://login.example/token"}, "its token_endpoint is not https"),
        ({"authorization_endpoint": "javascript:alert(1)"}, "its authorization_endpoint is not an address"),
        ({"jwks_uri": None}, "its jwks_uri is not an address"),
    ],
)
def test_a_provider_that_says_of_itself_what_cannot_be_is_not_used(
    opened: Opened,
    provider: RunningProvider,
    caplog: pytest.LogCaptureFixture,
    metadata: Any,
    said: str,
) -> None:
    provider.be(metadata=metadata)
    door = opened().provider
    assert door is not None

    with pytest.raises(ProviderFault, match=said):
        door.begin("/", BACK)
    assert said in caplog.text


def test_a_wrong_secret_is_told_to_whoever_runs_regrip_and_is_in_no_log(
    opened: Opened,
    engine: Engine,
    provider: RunningProvider,
    caplog: pytest.LogCaptureFixture,
) -> None:
    accounts = opened(client_secret="not the right secret")
    visit = Visit(accounts, provider, "s-ann")

    with pytest.raises(AccountError, match=r"invalid_client.*oidc.client_secret"):
        visit.arrive()
    assert "invalid_client" in caplog.text
    assert not any(secret in caplog.text for secret in ("not the right secret", visit.said["code"], visit.way.verifier))
    assert results(engine) == [("sign in, provider", "fault")]


def test_a_provider_that_is_not_there_is_told(closed_port: int) -> None:
    with pytest.raises(ProviderFault, match="no answer"):
        Discovery(f"http://127.0.0.1:{closed_port}").metadata()


def test_a_provider_whose_reply_drips_in_is_given_up_in_time(
    provider: RunningProvider, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(outside, "_SECONDS_IN_ALL", 1.0)
    with pytest.raises(ProviderFault, match="no answer \\(TimeoutError\\)"):
        outside.ask(provider.dripping())
