"""The time of one expression on longer and longer texts, in a process of its own that is ended when it hangs."""

import math
import multiprocessing
import re
import time
from dataclasses import dataclass
from multiprocessing.connection import Connection
from typing import Any

from tests.growth.attacks import attacks
from tests.growth.patterns import Found

SIZES = (32, 128, 512, 2048, 8192)
LINEAR = 1.35
"""From this power of the length on, the time is said to grow faster than linearly."""
_LOOK = 2048
_QUICK = 4e-8 * _LOOK
"""Seconds at `_LOOK` characters below which nothing can be growing."""
_SLOW = 0.05
_ENOUGH = 4
_PATIENCE = 60.0
Attack = tuple[str, str, str]


@dataclass(frozen=True)
class Growth:
    """The worst attack on an expression: time grows with the length to the `power`; inf is a hang. `cost` is µs per character."""

    name: str
    power: float
    cost: float
    attack: Attack

    @property
    def linear(self) -> bool:
        """Whether no text tried made it grow faster than linearly."""
        return self.power < LINEAR


class Measurer:
    """Measures one expression after the other in a second process, which is replaced when an expression hangs."""

    def __init__(self) -> None:
        self._start()

    def _start(self) -> None:
        context = multiprocessing.get_context("spawn")
        self._pipe, there = context.Pipe()
        self._worker = context.Process(target=_serve, args=(there,), daemon=True)
        self._worker.start()
        there.close()

    def growth_of(self, found: Found) -> Growth:
        """Return how the time of an expression grows at worst."""
        attack: Attack = ("", "", "")
        self._pipe.send(found)
        while self._pipe.poll(_PATIENCE):
            said = self._pipe.recv()
            if isinstance(said, Growth):
                return said
            attack = said
        self.end()
        self._start()
        return Growth(found.name, math.inf, math.inf, attack)

    def end(self) -> None:
        """End the second process."""
        self._worker.kill()
        self._worker.join()


def _serve(pipe: Connection) -> None:
    while True:
        pipe.send(_worst(pipe.recv(), pipe))


def _worst(found: Found, to: Connection) -> Growth:
    """Try the attacks until a few have been worse than linear."""
    worst, bad = Growth(found.name, 0.0, 0.0, ("", "", "")), 0
    for attack in attacks(found.pattern):
        to.send(attack)
        power, cost = _power(found, attack)
        if power >= LINEAR:
            power = min(power, _power(found, attack)[0])
        growth = Growth(found.name, power, cost, attack)
        worst = max(worst, growth, key=lambda g: (not g.linear, g.cost))
        bad += not growth.linear
        if bad == _ENOUGH:
            break
    return worst


def _power(found: Found, attack: Attack) -> tuple[float, float]:
    """Return the power of the length by which the time grows, and the microseconds a character."""
    times = []
    for size in SIZES:
        times.append(_time(found, attack, size))
        if times[-1] > _SLOW:
            break
        if size == _LOOK and times[-1] < _QUICK:
            return 0.0, 1e6 * times[-1] / size
    if len(times) == 1:
        return math.inf, math.inf
    return math.log(times[-1] / times[-2], 4), 1e6 * times[-1] / size


def _time(found: Found, attack: Attack, size: int) -> float:
    head, unit, tail = attack
    text = head + unit * max(1, (size - len(head)) // len(unit)) + tail
    held: Any = text if isinstance(found.pattern.pattern, str) else text.encode("utf-8")
    start = time.process_time()
    _run(found, held)
    return time.process_time() - start


def _run(found: Found, text: Any) -> None:
    pattern: re.Pattern[Any] = found.pattern
    if found.way:
        getattr(pattern, found.way)(text)
        return
    for _ in pattern.finditer(text):
        pass
