"""Signing in: sessions that end, tries that are counted, and nothing that tells whether a name is known."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Engine, text

from assistant.accounts import passwords, signing_in
from assistant.accounts.access import OnThisMachine, WithAccounts
from assistant.accounts.audit import Audit
from assistant.accounts.errors import AccountError, HeldUp
from assistant.accounts.models import ALONE_HERE, Principal
from assistant.accounts.signing_in import SignIn
from assistant.accounts.store import Accounts
from assistant.accounts.tokens import Tokens
from assistant.accounts.tries import BY_ADDRESS, BY_NAME
from assistant.settings import AccountSettings
from tests.assistant.accounts.conftest import PASSWORD, Clock

HERE, THERE = "192.0.2.1", "192.0.2.2"
SETTINGS = AccountSettings(enabled=True, tries=3, tries_minutes=15, idle_minutes=30, session_hours=8)


@pytest.fixture
def door(engine: Engine, clock: Clock) -> SignIn:
    """The door, with accounts for ann and ben."""
    for name in ("ann", "ben"):
        Accounts(engine, clock).add(name, "director", PASSWORD)
    return SignIn(engine, SETTINGS, clock)


def refused(call: Callable[[], object]) -> str:
    """Return what is said to a try that comes to nothing."""
    with pytest.raises(AccountError) as caught:
        call()
    return f"{type(caught.value).__name__}: {caught.value}"


def at_door(door: SignIn, name: str, password: str, address: str) -> str:
    """Return what is said to a try to sign in that comes to nothing."""
    return refused(lambda: door.sign_in(name, password, address))


def who(door: SignIn, secret: str) -> Principal:
    principal = door.sessions.principal(secret)
    assert principal is not None
    return principal


def test_a_session_says_who_is_signed_in_and_its_secret_is_not_kept(engine: Engine, door: SignIn) -> None:
    secret = door.sign_in(" ANN ", PASSWORD, HERE)

    assert (who(door, secret).name, who(door, secret).role) == ("ann", "director")
    assert door.sign_in("ann", PASSWORD, HERE) != secret
    with engine.connect() as connection:
        assert secret not in str(connection.execute(text("select * from sessions")).all())


def test_a_session_ends_when_it_is_not_used(door: SignIn, clock: Clock) -> None:
    secret = door.sign_in("ann", PASSWORD, HERE)
    for _ in range(4):
        clock.on(minutes=29)
        assert door.sessions.principal(secret) is not None
    clock.on(minutes=30)
    assert door.sessions.principal(secret) is None


def test_a_session_that_is_used_ends_too_after_its_hours(door: SignIn, clock: Clock) -> None:
    secret = door.sign_in("ann", PASSWORD, HERE)
    for _ in range(8 * 4 - 1):
        clock.on(minutes=15)
        assert door.sessions.principal(secret) is not None
    clock.on(minutes=15)
    assert door.sessions.principal(secret) is None


def test_sessions_that_are_over_are_cleared_away(engine: Engine, door: SignIn, clock: Clock) -> None:
    door.sign_in("ann", PASSWORD, HERE)
    clock.on(hours=9)
    door.sign_in("ben", PASSWORD, HERE)

    with engine.connect() as connection:
        assert connection.execute(text("select count(*) from sessions")).scalar() == 1


def test_signing_out_ends_this_session_and_no_other(door: SignIn) -> None:
    first, second = door.sign_in("ann", PASSWORD, HERE), door.sign_in("ann", PASSWORD, THERE)
    door.sign_out(who(door, first), HERE)

    assert door.sessions.principal(first) is None
    assert door.sessions.principal(second) is not None


def test_another_password_ends_the_other_sessions(door: SignIn) -> None:
    here, there = door.sign_in("ann", PASSWORD, HERE), door.sign_in("ann", PASSWORD, THERE)
    assert "SignInRefused" in refused(
        lambda: door.change_password(who(door, here), "not it at all", "a new long one", HERE)
    )
    door.change_password(who(door, here), PASSWORD, "a new long one", HERE)

    assert door.sessions.principal(here) is not None
    assert door.sessions.principal(there) is None
    assert "SignInRefused" in at_door(door, "ann", PASSWORD, HERE)
    assert door.sign_in("ann", "a new long one", HERE)


@pytest.mark.parametrize("change", ["set_role", "set_disabled", "set_password", "delete"])
def test_a_change_of_the_account_signs_it_out(engine: Engine, door: SignIn, change: str) -> None:
    secret = door.sign_in("ann", PASSWORD, HERE)
    principal = who(door, secret)
    values = {"set_role": ["evaluator"], "set_disabled": [True], "set_password": ["a new long one"], "delete": []}
    getattr(Accounts(engine), change)("ann", *values[change])

    assert door.sessions.principal(secret) is None
    assert not door.sessions.holds(principal)


def test_a_wrong_password_or_none_an_unknown_name_and_a_switched_off_account_are_told_alike(
    engine: Engine, door: SignIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    Accounts(engine).set_disabled("ben", True)
    Accounts(engine).add("no-password", "director", None)
    hashed = list[bool]()

    def counted(kept: str | None, password: str) -> bool:
        hashed.append(True)
        return passwords.fits(kept, password)

    monkeypatch.setattr(signing_in, "fits", counted)
    said = {
        at_door(door, name, password, HERE)
        for name, password in (
            ("ann", "wrong"),
            ("nobody", PASSWORD),
            ("ben", PASSWORD),
            ("", ""),
            ("x" * 500, PASSWORD),
            ("no-password", PASSWORD),
            ("no-password", ""),
        )
    }

    assert len(said) == 1
    assert len(hashed) == 7


@pytest.mark.parametrize("name", ["ann", "nobody"])
def test_tries_are_held_up_alike_whether_or_not_the_name_is_known(door: SignIn, clock: Clock, name: str) -> None:
    for _ in range(SETTINGS.tries):
        assert "SignInRefused" in at_door(door, name, "wrong", HERE)
    clock.on(minutes=5)

    with pytest.raises(HeldUp, match="wait 10 minutes") as caught:
        door.sign_in(name, PASSWORD, HERE)
    assert caught.value.seconds == 600
    clock.on(minutes=10)
    if name == "ann":
        assert door.sign_in("ann", PASSWORD, HERE)
    else:
        assert "SignInRefused" in at_door(door, name, PASSWORD, HERE)


def test_whoever_is_held_up_in_one_place_may_sign_in_from_another(door: SignIn) -> None:
    for _ in range(SETTINGS.tries):
        at_door(door, "ann", "wrong", HERE)

    assert "HeldUp" in at_door(door, "ann", PASSWORD, HERE)
    assert door.sign_in("ann", PASSWORD, THERE)
    assert door.sign_in("ben", PASSWORD, HERE)


def test_guessing_one_name_from_many_places_is_held_up(door: SignIn) -> None:
    for number in range(BY_NAME * SETTINGS.tries):
        at_door(door, "ann", "wrong", f"198.51.100.{number}")

    assert "HeldUp" in at_door(door, "ann", PASSWORD, "203.0.113.9")


def test_guessing_many_names_from_one_place_is_held_up(door: SignIn) -> None:
    for number in range(BY_ADDRESS * SETTINGS.tries):
        at_door(door, f"name{number}", "wrong", HERE)

    assert "HeldUp" in at_door(door, "ann", PASSWORD, HERE)


def test_a_success_forgets_the_tries_before_it(door: SignIn) -> None:
    for _ in range(3):
        for _ in range(SETTINGS.tries - 1):
            at_door(door, "ann", "wrong", HERE)
        assert door.sign_in("ann", PASSWORD, HERE)


def test_many_tries_at_the_same_moment_are_counted_too(door: SignIn) -> None:
    def attempt(_: int) -> str:
        return at_door(door, "ann", "wrong", HERE)

    with ThreadPoolExecutor(8) as pool:
        looked_at = [said for said in pool.map(attempt, range(16)) if "SignInRefused" in said]

    assert len(looked_at) <= SETTINGS.tries


def test_a_try_does_not_keep_the_name_that_was_typed(engine: Engine, door: SignIn) -> None:
    at_door(door, "my secret password", "ann", HERE)

    with engine.connect() as connection:
        for table in ("tries", "audit"):
            assert "secret" not in str(connection.execute(text(f"select * from {table}")).all())


def test_what_happens_at_the_door_is_in_the_audit_log(engine: Engine, door: SignIn) -> None:
    secret = door.sign_in("ann", PASSWORD, HERE)
    ann = who(door, secret)
    at_door(door, "ann", "wrong", THERE)
    door.change_password(ann, PASSWORD, "a new long one", HERE)
    door.sign_out(ann, HERE)

    lines = [(line.action, line.actor, line.address, line.result) for line in Audit(engine).lines()]
    assert lines[::-1] == [
        ("sign in", ann.user.id, HERE, "done"),
        ("sign in", ann.user.id, THERE, "refused"),
        ("change password", ann.user.id, HERE, "done"),
        ("sign out", ann.user.id, HERE, "done"),
    ]


def test_an_older_hash_is_made_anew_at_the_next_sign_in(
    engine: Engine, door: SignIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept = text("select password from accounts where name = 'ann'")
    with engine.connect() as connection:
        before = connection.execute(kept).scalar()
    monkeypatch.setattr(signing_in, "is_outdated", lambda _: True)
    door.sign_in("ann", PASSWORD, HERE)

    with engine.connect() as connection:
        after = connection.execute(kept).scalar()
    assert after != before
    assert door.sign_in("ann", PASSWORD, HERE)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=40)
@given(st.dictionaries(st.sampled_from(["cookie", "authorization"]), st.text(max_size=150)))
def test_whatever_is_sent_instead_of_a_session_is_nobody(engine: Engine, headers: dict[str, str]) -> None:
    door = SignIn(engine, SETTINGS)
    access = WithAccounts(door.sessions, Tokens(engine))
    for secure in (False, True):
        cookies = {"cookie": f"regrip_session={headers['cookie']}"} if "cookie" in headers else {}
        assert access.principal(headers, HERE, secure) is None
        assert access.principal(headers | cookies, HERE, secure) is None


def test_the_cookie_of_plain_http_is_none_over_https(engine: Engine, door: SignIn) -> None:
    access, secret = WithAccounts(door.sessions, Tokens(engine)), door.sign_in("ann", PASSWORD, HERE)

    assert access.principal({"cookie": f"regrip_session={secret}"}, HERE, False) is not None
    assert access.principal({"cookie": f"__Host-regrip_session={secret}"}, HERE, True) is not None
    assert access.principal({"cookie": f"regrip_session={secret}"}, HERE, True) is None


def test_a_wrong_token_is_nobody_whatever_cookie_comes_with_it(engine: Engine, door: SignIn) -> None:
    access, secret = WithAccounts(door.sessions, Tokens(engine)), door.sign_in("ann", PASSWORD, HERE)

    assert access.principal({"cookie": f"regrip_session={secret}", "authorization": "Bearer no"}, HERE, False) is None


@pytest.mark.parametrize(
    ("address", "let_in"),
    [("127.0.0.1", True), ("127.9.9.9", True), ("::1", True), ("192.0.2.1", False), ("", False), ("localhost", False)],
)
def test_without_accounts_only_this_machine_is_let_in(address: str, let_in: bool) -> None:
    assert (OnThisMachine().principal({}, address, False) == ALONE_HERE) is let_in
