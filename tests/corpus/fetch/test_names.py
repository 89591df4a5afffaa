"""File names that no system refuses, and that keep every two ids apart."""

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.fetch.names import file_stem
from tests.corpus.fetch.conftest import Fetching
from tests.corpus.fetch.server import PDF, Reply, Site

IDS = st.text(min_size=1, max_size=200) | st.sampled_from(
    ["a", "A", "á", "a-", "con", "CON", "nul.x", "..", "a--0", "ﬁ"]
)


@pytest.mark.parametrize("plain", ["ofsted-torbay-2016-2022", "a", "csww_2025", "0", "console"])
def test_a_plain_id_is_its_own_name(plain: str) -> None:
    assert file_stem(plain) == plain


@pytest.mark.parametrize(
    ("odd", "start"),
    [
        ("../../etc/passwd", "etc-passwd--"),
        ("Año 2024: résumé", "ano-2024-resume--"),
        ("con", "con--"),
        ("com1", "com1--"),
    ],
)
def test_an_odd_id_becomes_a_plain_name_with_a_hash(odd: str, start: str) -> None:
    assert re.fullmatch(re.escape(start) + "[0-9a-f]{8}", file_stem(odd))


@given(IDS)
def test_any_id_makes_a_safe_name(identifier: str) -> None:
    stem = file_stem(identifier)
    assert re.fullmatch(r"[a-z0-9][a-z0-9_-]{0,119}", stem)
    assert stem not in {"con", "prn", "aux", "nul", "com1", "lpt9"}


@given(IDS, IDS)
def test_two_ids_never_share_a_name_whatever_the_system_makes_of_case(one: str, other: str) -> None:
    assert (file_stem(one).lower() == file_stem(other).lower()) == (one == other)


@given(IDS)
def test_a_made_name_is_not_the_name_of_another_id(identifier: str) -> None:
    stem = file_stem(identifier)
    assert stem == identifier or file_stem(stem) != stem


def test_odd_ids_stay_inside_the_folder(site: Site, fetching: Fetching, tmp_path: Path) -> None:
    site["/a.pdf"] = Reply()
    odd = ["../up", "/etc/passwd", "a\\b", "CON", "x" * 200, "report", "\u202ea", ".hidden", "a\nb"]
    report = fetching.run(*(fetching.entry(f"/a.pdf?{n}", name) for n, name in enumerate(odd)))
    assert report.counts["failed"] == len(odd)
    for number in range(len(odd)):
        site[f"/a.pdf?{number}"] = Reply()
    report = fetching.run(*(fetching.entry(f"/a.pdf?{n}", name) for n, name in enumerate(odd)))
    names = {r.file for r in report.results}
    assert len(names) == len(odd) and report.failed == []
    assert fetching.files() == names | {"report.json"}
    assert {p.name for p in tmp_path.iterdir()} == {"originals"}
    assert all((fetching.folder / str(name)).read_bytes() == PDF for name in names)
