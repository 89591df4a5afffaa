"""Places are shared out: one user cannot hold all of them, and whoever has had the least comes next."""

import threading
import time
from collections.abc import Callable
from contextlib import ExitStack

import pytest

from corpus.files.turns import Turns


def until(holds: Callable[[], bool]) -> None:
    """Wait until something holds, and fail where it never does."""
    for _ in range(2000):
        if holds():
            return
        time.sleep(0.005)
    raise AssertionError("it never came to that")


class Visitor(threading.Thread):
    """Somebody who waits for a place, says that they are in, and leaves at once."""

    def __init__(self, turns: Turns, by: str, let_in: list[str]) -> None:
        super().__init__(daemon=True)
        self._by, self._turns, self._let_in = by, turns, let_in

    def run(self) -> None:
        with self._turns.taken(self._by):
            self._let_in.append(self._by)


def test_one_user_holds_all_places_but_one_and_another_is_let_in_at_once() -> None:
    turns = Turns(2)
    with turns.taken("ann"):
        with pytest.raises(TimeoutError), turns.taken("ann", seconds=0.01):
            raise AssertionError("ann holds both")
        with turns.taken("ben", seconds=10):
            pass


def test_the_program_itself_and_a_user_of_a_machine_of_their_own_hold_all_places() -> None:
    turns = Turns(3)
    with ExitStack() as held:
        for _ in range(3):
            held.enter_context(turns.taken(seconds=10))
        with pytest.raises(TimeoutError):
            held.enter_context(turns.taken("ann", seconds=0.01))


def test_whoever_comes_late_passes_the_many_of_one_user_even_at_a_single_place() -> None:
    turns, let_in = Turns(1), list[str]()
    visitors = list[Visitor]()
    with turns.taken("ann"):
        for number, by in enumerate(["ann", "ann", "ann", "ben", "ben", "cam"], 1):
            visitors.append(Visitor(turns, by, let_in))
            visitors[-1].start()
            until(lambda number=number: turns.waiting() == number)  # type: ignore[misc]
    for one in visitors:
        one.join(30)

    assert let_in == ["ben", "cam", "ann", "ben", "ann", "ann"]


def test_a_place_is_free_again_when_what_was_done_in_it_broke_and_nobody_is_remembered() -> None:
    turns = Turns(1)
    with pytest.raises(ZeroDivisionError), turns.taken("ann"):
        raise ZeroDivisionError
    with turns.taken("ann", seconds=10):
        pass

    assert not turns._held and not turns._served and not turns._waiting
