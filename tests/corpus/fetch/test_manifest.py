"""Manifests: the register's own, and files that users bring, right and wrong."""

import json
from pathlib import Path
from typing import Any

import pytest

from corpus.errors import CorpusError
from corpus.fetch import (
    FetchError,
    FetchOptions,
    ManifestError,
    OptionError,
    fetch_originals,
    load_manifest,
    make_options,
    register_manifest,
    select_entries,
)

ONE = {"id": "a", "url": "https://example.org/a.pdf", "licence": "OGL"}


def write(folder: Path, text: str, name: str = "list.yaml") -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def test_the_register_is_a_manifest(tmp_path: Path) -> None:
    manifest = register_manifest()
    assert len(manifest) >= 90
    assert len({e.id for e in manifest}) == len(manifest)
    assert all(e.url.startswith("http") and e.title and e.licence for e in manifest)
    report = fetch_originals(manifest, tmp_path / "x", FetchOptions(dry_run=True))
    assert report.counts["would_fetch"] == len(manifest)
    assert not (tmp_path / "x").exists()


@pytest.mark.parametrize("shape", [[ONE], {"originals": [ONE]}, {"sources": [{**ONE, "more": 1}], "x": 2}])
def test_lists_are_read_from_json_and_yaml(tmp_path: Path, shape: Any) -> None:
    for name in ("list.json", "list.yaml", "list.JSON"):
        (entry,) = load_manifest(write(tmp_path, json.dumps(shape), name))
        assert (entry.id, entry.url, entry.licence, entry.sha256) == ("a", ONE["url"], "OGL", None)


def test_a_byte_order_mark_and_capitals_in_a_checksum_do_no_harm(tmp_path: Path) -> None:
    (entry,) = load_manifest(write(tmp_path, "\ufeff" + json.dumps([{**ONE, "sha256": "AB" * 32}]), "list.json"))
    assert entry.sha256 == "ab" * 32


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "a list of originals is missing"),
        ("[]", "a list of originals is missing"),
        ("hello", "a list of originals is missing"),
        ("other: 1", "a list of originals is missing"),
        ("- 1", "entry 1: entry: Input should be"),
        ("- {id: a, url: 'https://x/'}", "entry 1: licence: Field required"),
        ("- {id: a, licence: OGL}", "entry 1: url: Field required"),
        ("- {id: 7, url: 'https://x/', licence: OGL}", "entry 1: id: Input should be a valid string"),
        ("- {id: '', url: 'https://x/', licence: OGL}", "entry 1: id: String should have at least 1"),
        ("- {id: a, url: 'https://x/', licence: OGL, sha256: abc}", "entry 1: sha256: String should match"),
        ("- &e {id: a, url: 'https://x/', licence: OGL}\n- *e", "entry 2: the id 'a' is there twice"),
        ("a: [", "list.yaml:2: not valid YAML"),
        ("- !!python/object/apply:os.system [ls]", "list.yaml:1: not valid YAML"),
    ],
)
def test_a_broken_manifest_is_refused_with_its_entry(tmp_path: Path, text: str, words: str) -> None:
    with pytest.raises(ManifestError) as caught:
        load_manifest(write(tmp_path, text))
    assert words in str(caught.value) and "\n" not in str(caught.value)


def test_broken_json_and_unreadable_files_are_refused(tmp_path: Path) -> None:
    with pytest.raises(ManifestError, match=r"list\.json:2: not valid JSON"):
        load_manifest(write(tmp_path, "[\n{]", "list.json"))
    with pytest.raises(ManifestError, match="cannot be read"):
        load_manifest(write(tmp_path, "[" * 100_000, "deep.json"))
    with pytest.raises(ManifestError, match=r"cannot be read \(No such file"):
        load_manifest(tmp_path / "none.yaml")
    with pytest.raises(ManifestError, match="cannot be read"):
        load_manifest(tmp_path)
    (tmp_path / "list.yaml").write_bytes(b"- id: \xff")
    with pytest.raises(ManifestError, match="not UTF-8"):
        load_manifest(tmp_path / "list.yaml")


def test_entries_are_chosen_by_id_and_licence() -> None:
    manifest = register_manifest()
    first = manifest[0].id
    assert [e.id for e in select_entries(manifest, [first])] == [first]
    open_ones = select_entries(manifest, licence="open government")
    assert 50 < len(open_ones) < len(manifest)
    assert select_entries(manifest) == manifest
    with pytest.raises(ManifestError, match="'nothing' is not in the manifest"):
        select_entries(manifest, ["nothing"])


def test_options_have_the_promised_defaults() -> None:
    options = make_options()
    assert (options.gap, options.timeout, options.retries, options.max_bytes) == (2.0, 30.0, 3, 50_000_000)
    assert options.hosts is None and not options.dry_run


@pytest.mark.parametrize(
    "wrong",
    [
        {"gap": -1},
        {"gap": float("nan")},
        {"timeout": 0},
        {"retries": 99},
        {"max_bytes": 0},
        {"proxy": "example.org"},
        {"proxy": "socks5://example.org"},
        {"contact": "a\r\nX-Evil: 1"},
        {"contact": "ä"},
        {"surprise": 1},
    ],
)
def test_options_that_cannot_be_used_are_one_line(wrong: dict[str, Any]) -> None:
    with pytest.raises(OptionError, match="^--" + next(iter(wrong)).replace("max_bytes", "max-mb")) as caught:
        make_options(**wrong)
    assert "\n" not in str(caught.value)


def test_every_error_of_a_fetch_is_a_corpus_error() -> None:
    assert issubclass(ManifestError, FetchError) and issubclass(FetchError, CorpusError)
