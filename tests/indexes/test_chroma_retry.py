"""Asking again: as long as there is hope and time, and no longer."""

import pytest

from indexes.chroma_retry import persevere


class Failing:
    """Fails a number of times, then gives 7."""

    def __init__(self, times: int) -> None:
        self.times, self.calls = times, 0

    def __call__(self) -> int:
        self.calls += 1
        if self.calls <= self.times:
            raise ConnectionError(f"failure {self.calls}")
        return 7


def test_a_call_that_succeeds_is_made_once() -> None:
    call = Failing(0)
    assert persevere(call, lambda _: True, 10.0) == 7
    assert call.calls == 1


def test_a_call_is_made_again_while_there_is_hope() -> None:
    call = Failing(3)
    assert persevere(call, lambda _: True, 60.0) == 7
    assert call.calls == 4


def test_a_hopeless_error_is_raised_at_once() -> None:
    call = Failing(3)
    with pytest.raises(ConnectionError, match="failure 1"):
        persevere(call, lambda _: False, 60.0)


def test_without_time_left_the_last_error_is_raised() -> None:
    call = Failing(1_000)
    with pytest.raises(ConnectionError, match="failure"):
        persevere(call, lambda _: True, 0.35)
    assert 1 <= call.calls <= 3
    with pytest.raises(ConnectionError, match="failure 1"):
        persevere(Failing(1), lambda _: True, 0.0)
