"""What is taken as a password, and that only an argon2id hash of it is kept."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.accounts.errors import PasswordRefused
from assistant.accounts.passwords import LONGEST, SHORTEST, check_new, fits, hash_password, is_outdated


def test_a_hash_is_argon2id_and_two_of_one_password_differ() -> None:
    first, second = hash_password("correct horse battery"), hash_password("correct horse battery")

    assert first.startswith("$argon2id$")
    assert first != second and "horse" not in first
    assert not is_outdated(first)
    assert is_outdated(first.replace("m=32768", "m=8192"))


@settings(max_examples=8)
@given(st.text(min_size=SHORTEST, max_size=LONGEST), st.text(max_size=40))
def test_a_password_fits_its_own_hash_and_another_does_not(password: str, other: str) -> None:
    kept = hash_password(password)

    assert fits(kept, password)
    assert fits(kept, other) == (other == password)


@pytest.mark.parametrize("kept", [None, "", "not a hash", "$argon2id$v=19$m=8,t=1,p=1$broken"])
def test_nothing_fits_where_there_is_no_hash(kept: str | None) -> None:
    assert not fits(kept, "the password of nobody")


def test_a_password_longer_than_any_that_is_taken_fits_nothing() -> None:
    longest = "ab cde fgh ij" + "x" * (LONGEST - 13)

    assert not fits(hash_password(longest), longest + "y")


@pytest.mark.parametrize(
    ("password", "said"),
    [
        ("", "fewer than 12"),
        ("elevenchars", "fewer than 12"),
        ("x" * 300, "more than 256"),
        ("abababababababab", "different characters"),
        ("i am Ann.Smith myself", "holds the account's name"),
    ],
)
def test_a_password_that_is_easily_guessed_is_refused_and_not_repeated(password: str, said: str) -> None:
    with pytest.raises(PasswordRefused, match=said) as caught:
        check_new(password, "ann.smith")

    assert not password or password not in str(caught.value)
