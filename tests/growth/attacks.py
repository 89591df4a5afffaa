"""Texts made to be hard for one expression: each of its repeats is led up to, fed much, and then let down."""

import random
import re
from collections.abc import Iterator
from re import _constants as op
from re import _parser
from typing import Any

_TRIED = " \n\t0aA.,-'\"(|/_:;é•%#@<[{*=&"
_UNITS = (
    *_TRIED,
    *(f"{c} " for c in ".aA1?-"),
    *(f"a{c}" for c in "-.',b\n"),
    "\r\n",
    " \n",
    "1,",
    "1.",
    "1a",
    "a, ",
    "a. ",
    "Aa ",
)
_WORDS = ("Aa, ", "- a\n", "(a) ", "()", "[a](", '"a" ', "<a>", "<!--", "the ", "we ", "and ", "not ", "of ", "stage ")
_LONG = 8
_MOST = 240
Pump = tuple[str, str]


def attacks(pattern: re.Pattern[Any]) -> Iterator[tuple[str, str, str]]:
    """Yield (head, unit, tail): a text of any length is the head, the unit again and again, the tail."""
    source = pattern.pattern if isinstance(pattern.pattern, str) else pattern.pattern.decode("latin-1")
    tree = _parser.parse(source, pattern.flags & ~re.UNICODE if isinstance(pattern.pattern, bytes) else pattern.flags)
    chance = random.Random(repr(source))
    pumps = list(dict.fromkeys(_pumps(list(tree), "", chance)))
    if len(pumps) > _MOST:
        pumps = chance.sample(pumps, _MOST)
    seen = set()
    for head, unit, tail in [*_plain(), *_fed(pumps), *_whole(list(tree), chance)]:
        if unit and (head, unit, tail) not in seen:
            seen.add((head, unit, tail))
            yield head, unit, tail


def _plain() -> Iterator[tuple[str, str, str]]:
    for unit in (*_UNITS, *_WORDS):
        yield "", unit, "~"


def _fed(pumps: list[Pump]) -> Iterator[tuple[str, str, str]]:
    for head, unit in pumps:
        yield head, unit, "~"
        yield "", head + unit, "~"
    for head, unit in pumps[:: len(pumps) // 40 + 1]:
        yield "", head + unit * 12, ""
        yield head, f"{unit}\n", "~"


def _whole(tree: list[Any], chance: random.Random) -> Iterator[tuple[str, str, str]]:
    for _ in range(6):
        whole = _example(tree, chance)
        for text in (whole, whole[:-1], f"{whole} ", whole[: len(whole) // 2]):
            yield "", text, ""


def _pumps(nodes: list[Any], head: str, chance: random.Random) -> Iterator[Pump]:
    """Yield what leads up to each repeat of `nodes` with one turn of it."""
    for kind, value in nodes:
        if kind in (op.MAX_REPEAT, op.MIN_REPEAT, op.POSSESSIVE_REPEAT):
            body = list(value[2])
            if value[1] == op.MAXREPEAT or value[1] >= _LONG:
                for unit in _units(body, chance):
                    yield head, unit
            yield from _pumps(body, head, chance)
        elif kind is op.SUBPATTERN:
            yield from _pumps(list(value[3]), head, chance)
        elif kind is op.ATOMIC_GROUP:
            yield from _pumps(list(value), head, chance)
        elif kind in (op.ASSERT, op.ASSERT_NOT) and value[0] == 1:
            yield from _pumps(list(value[1]), head, chance)
        elif kind is op.BRANCH:
            for way in value[1]:
                yield from _pumps(list(way), head, chance)
        head += _example([(kind, value)], chance)


def _units(body: list[Any], chance: random.Random) -> list[str]:
    """Return what may be repeated: each character that fits, or for each way through the body's choices an example."""
    if len(body) == 1 and body[0][0] in (op.IN, op.ANY, op.NOT_LITERAL, op.LITERAL, op.CATEGORY):
        return [c for c in _TRIED if _fits(c, *body[0])] or [_example(body, chance)]
    ways = [[*body[:n], *way, *body[n + 1 :]] for n, node in enumerate(body) for way in _ways(*node)]
    examples = [_example(way, chance) for way in [*ways, body] for _ in range(2)]
    return [*examples, *(f"{example} " for example in examples)]


def _ways(kind: Any, value: Any) -> list[list[Any]]:
    """Return the choices that a part of an expression leaves, none where it leaves none."""
    if kind is op.BRANCH:
        return [list(way) for way in value[1]]
    if kind in (op.SUBPATTERN, op.ATOMIC_GROUP):
        inner = list(value[3] if kind is op.SUBPATTERN else value)
        ways = [(n, way) for n, node in enumerate(inner) for way in _ways(*node)]
        return [[*inner[:n], *way, *inner[n + 1 :]] for n, way in ways]
    return []


def _example(nodes: list[Any], chance: random.Random) -> str:
    """Return a text that `nodes` may match; what looks ahead or back is not seen to."""
    return "".join(_example_of(kind, value, chance) for kind, value in nodes)


def _example_of(kind: Any, value: Any, chance: random.Random) -> str:
    if kind is op.LITERAL:
        return chr(value)
    if kind in (op.IN, op.ANY, op.NOT_LITERAL):
        fitting = [c for c in _TRIED if _fits(c, kind, value)] or [_first_of(kind, value)]
        return chance.choice(fitting)
    if kind in (op.MAX_REPEAT, op.MIN_REPEAT, op.POSSESSIVE_REPEAT):
        least, most, body = value
        times = chance.choice([least, min(most, max(1, least))])
        return "".join(_example(list(body), chance) for _ in range(times))
    if kind is op.SUBPATTERN:
        return _example(list(value[3]), chance)
    if kind is op.ATOMIC_GROUP:
        return _example(list(value), chance)
    if kind is op.BRANCH:
        return _example(list(chance.choice(value[1])), chance)
    return ""


def _first_of(kind: Any, value: Any) -> str:
    if kind is op.IN:
        for inner, what in value:
            if inner is op.LITERAL:
                return chr(what)
            if inner is op.RANGE:
                return chr(what[0])
    return "x"


def _fits(character: str, kind: Any, value: Any) -> bool:
    if kind is op.ANY:
        return character != "\n"
    if kind is op.LITERAL:
        return ord(character) == value
    if kind is op.NOT_LITERAL:
        return ord(character) != value
    if kind is op.IN:
        negated = any(inner is op.NEGATE for inner, _ in value)
        return negated != any(_fits_part(character, inner, what) for inner, what in value)
    return False


def _fits_part(character: str, kind: Any, value: Any) -> bool:
    if kind is op.LITERAL:
        return ord(character) == value
    if kind is op.RANGE:
        return value[0] <= ord(character) <= value[1]
    if kind is op.CATEGORY:
        name = str(value)
        held = {"DIGIT": str.isdigit, "SPACE": str.isspace, "WORD": _is_word}[name.rsplit("_", 1)[-1]](character)
        return bool(held) != ("NOT" in name)
    return False


def _is_word(character: str) -> bool:
    return character.isalnum() or character == "_"
