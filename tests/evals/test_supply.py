"""What Regrip is made of: every licence allowed, every version pinned, the page and the bill of materials true."""

import dataclasses
import re

import pytest

from evals.supply.__main__ import PAGE
from evals.supply.models import model_files
from evals.supply.packages import Package, faults, is_allowed, packages
from evals.supply.writing import bill_of_materials, page


@pytest.fixture(scope="module")
def found() -> list[Package]:
    return packages()


def test_every_package_is_pinned_and_its_licence_allowed(found: list[Package]) -> None:
    assert len(found) > 100
    assert {"chromadb", "gradio", "torch", "langchain"} <= {package.name for package in found}
    assert faults(found) == []


def test_the_page_says_what_is_installed_or_needs_writing_again(found: list[Package]) -> None:
    assert PAGE.read_text(encoding="utf-8") == page(found, model_files()), "run `python -m evals.supply --write`"


@pytest.mark.parametrize(
    "licence",
    [
        "AGPL-3.0-only",
        "GPL-3.0-or-later",
        "GPL-2.0-only",
        "SSPL-1.0",
        "MIT AND AGPL-3.0-only",
        "LicenseRef-Ours",
        "Proprietary",
        "",
    ],
)
def test_licences_that_would_bind_regrip_or_are_unknown_are_refused(found: list[Package], licence: str) -> None:
    assert not is_allowed(licence)
    assert faults([dataclasses.replace(found[0], licence=licence)]) != []


@pytest.mark.parametrize(
    "licence", ["MIT", "Apache-2.0 OR GPL-3.0-only", "(MIT OR Apache-2.0) AND BSD-3-Clause", "LGPL-3.0-only"]
)
def test_licences_that_leave_regrip_free_are_allowed(licence: str) -> None:
    assert is_allowed(licence)


def test_a_package_that_is_not_pinned_or_of_another_version_is_named(found: list[Package]) -> None:
    (unpinned,) = faults([Package("left-pad", "1.0", "MIT", "run")])
    assert "not pinned; add left-pad==1.0" in unpinned
    gradio = next(package for package in found if package.name == "gradio")
    (other,) = faults([dataclasses.replace(gradio, version="0.1")])
    assert "install from constraints.txt" in other


def test_the_bill_of_materials_names_each_part_once_and_only_parts_that_it_names(found: list[Package]) -> None:
    bill = bill_of_materials(found, model_files())
    refs = [part["bom-ref"] for part in bill["components"]] + [bill["metadata"]["component"]["bom-ref"]]
    assert len(refs) == len(set(refs))
    for one in bill["dependencies"]:
        assert {one["ref"], *one["dependsOn"]} <= set(refs)
    assert all(
        re.fullmatch(r"pkg:pypi/[\w.-]+@[\w.+!-]+", part["purl"])
        for part in bill["components"]
        if part["type"] == "library"
    )
    assert all(
        re.fullmatch(r"[0-9a-f]{64}", part["hashes"][0]["content"])
        for part in bill["components"]
        if part["type"] != "library"
    )
    assert bill == bill_of_materials(found, model_files())
