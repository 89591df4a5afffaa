"""The regular expressions of the project: those a module holds, and those written where they are used."""

import ast
import importlib
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from typing import Any

ROOT = Path(__file__).parents[2]
PACKAGES = ("corpus", "indexes", "assistant")
_ANCHORED = {"match", "fullmatch"}
_CALLS = {"compile", "search", "sub", "subn", "split", "findall", "finditer", *_ANCHORED}


@dataclass(frozen=True)
class Found:
    """One expression: where it is, and the one way it is ever tried in, "match" or "fullmatch"; "" for along the whole text."""

    name: str
    pattern: re.Pattern[Any]
    way: str


def all_patterns(packages: tuple[str, ...] = PACKAGES) -> tuple[list[Found], list[str]]:
    """Return the expressions of `packages`, and the places of those that are only put together while the program runs."""
    trees = {path: ast.parse(path.read_text(encoding="utf-8")) for path in _files(packages)}
    anywhere = _uses(trees.values())
    found, unread, seen = [], [], set()
    for path, tree in trees.items():
        module, own = importlib.import_module(_module_name(path)), _uses([tree])
        for name, pattern in _held(module, tree):
            if (pattern.pattern, pattern.flags) not in seen:
                seen.add((pattern.pattern, pattern.flags))
                ways = (own if name.startswith("_") else anywhere).get(name, set())
                found.append(Found(f"{module.__name__}.{name}", pattern, _way(ways)))
        inline, unknown = _inline(tree, module)
        found += inline
        unread += unknown
    return found, unread


def _way(ways: set[str]) -> str:
    if not ways or not ways <= _ANCHORED:
        return ""
    return "fullmatch" if "fullmatch" in ways else "match"


def _files(packages: tuple[str, ...]) -> list[Path]:
    files = [path for package in packages for path in sorted((ROOT / package).rglob("*.py"))]
    return [path for path in files if path.name != "__main__.py" and "migrations" not in path.parts]


def _module_name(path: Path) -> str:
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def _uses(trees: Iterable[ast.Module]) -> dict[str, set[str]]:
    """Return for each name the methods called on it anywhere, and "" where it is handed on and may be tried in any way."""
    uses: dict[str, set[str]] = defaultdict(set)
    for tree in trees:
        called = set()
        for node in ast.walk(tree):
            if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
                uses[node.value.id].add(node.attr)
                called.add(node.value)
        for node in ast.walk(tree):
            if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load) and node not in called:
                uses[node.id].add("")
    return uses


def _held(module: ModuleType, tree: ast.Module) -> Iterator[tuple[str, re.Pattern[Any]]]:
    """Yield the expressions that the module itself makes."""
    made = {node.id for node in ast.walk(tree) if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)}
    for name, value in list(vars(module).items()):
        if name in made:
            yield from _within(name, value, 0)


def _within(name: str, value: object, depth: int) -> Iterator[tuple[str, re.Pattern[Any]]]:
    if isinstance(value, re.Pattern):
        yield name, value
    elif depth < 4 and isinstance(value, dict):
        for key, item in value.items():
            yield from _within(f"{name}[{key!r}]", item, depth + 1)
            yield from _within(f"{name}[key]", key, depth + 1)
    elif depth < 4 and isinstance(value, list | tuple | set | frozenset):
        for number, item in enumerate(value):
            yield from _within(f"{name}[{number}]", item, depth + 1)
    elif depth < 4 and hasattr(value, "__dataclass_fields__") and not isinstance(value, type):
        for field in value.__dataclass_fields__:
            yield from _within(f"{name}[{field}]", getattr(value, field, None), depth + 1)


def _inline(tree: ast.Module, module: ModuleType) -> tuple[list[Found], list[str]]:
    found, unread = [], []
    for node in (n for f in ast.walk(tree) if isinstance(f, ast.FunctionDef) for n in ast.walk(f)):
        if not (isinstance(node, ast.Call) and _is_re(node.func) and node.args):
            continue
        name = f"{module.__name__}:{node.lineno}"
        flags = [k.value for k in node.keywords if k.arg == "flags"]
        flags += [a for a in node.args[1:] if isinstance(a, ast.Attribute) and ast.unparse(a).startswith("re.")]
        try:
            text = _value(node.args[0], module)
            pattern = re.compile(text, _value(flags[0], module) if flags else 0)
        except (NameError, TypeError, KeyError, AttributeError):
            unread.append(f"{name} {ast.unparse(node.args[0])[:80]}")
            continue
        found.append(Found(name, pattern, _way({node.func.attr})))
    return found, unread


def _is_re(function: ast.expr) -> bool:
    return (
        isinstance(function, ast.Attribute)
        and function.attr in _CALLS
        and isinstance(function.value, ast.Name)
        and function.value.id == "re"
    )


def _value(node: ast.expr, module: ModuleType) -> Any:
    return eval(compile(ast.Expression(node), module.__name__, "eval"), vars(module))
