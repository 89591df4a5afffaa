"""The committed lexicon: what the corpus calls things, and nothing typed by hand."""

from itertools import pairwise
from pathlib import Path

import pytest

from assistant.errors import ModelFileError
from assistant.queries import lexicon
from assistant.queries.building import extract_lexicon, write_lexicon
from assistant.queries.entities import entities_in, known_places
from assistant.queries.glossary import glossary_lines, short_forms
from assistant.queries.lexicon import FILE, load_lexicon
from assistant.queries.models import Lexicon
from corpus.loaders import load_corpus


@pytest.fixture(scope="module")
def fresh() -> Lexicon:
    return extract_lexicon(load_corpus())


def test_the_committed_lexicon_is_that_of_the_corpus(fresh: Lexicon, tmp_path: Path) -> None:
    write_lexicon(fresh, tmp_path / "lexicon.json")
    said = "the corpus has changed; write the lexicon anew with `python -m assistant.queries`"
    assert (tmp_path / "lexicon.json").read_bytes() == FILE.read_bytes(), said


def test_the_order_of_documents_does_not_matter(fresh: Lexicon) -> None:
    assert extract_lexicon(list(reversed(load_corpus()))) == fresh


def test_every_recovered_service_has_its_place() -> None:
    for document in load_corpus():
        if document.info.kind == "recovered service":
            assert known_places(document.info.title), document.info.title


def test_no_place_is_an_ordinary_word_or_a_body(fresh: Lexicon) -> None:
    names = {name.name for name in fresh.names if name.kind == "place"}
    assert not names & {"Ofsted", "England", "Recovered", "Relapse", "Workforce", "Department", "Council"}
    assert {"Torbay", "Isle of Wight", "Reading", "Cheshire East"} <= names


@pytest.mark.parametrize(
    ("text", "kind", "key"),
    [
        ("what did torbay do", "place", "torbay"),
        ("ask BCP", "place", "bournemouth christchurch and poole"),
        ("is Reading better", "place", "reading"),
        ("our DCSs", "topic", "director of child service"),
        ("would a partner compact help", "topic", "partner compact"),
        ("the compact", "topic", "partner compact"),
        ("Signs of Safety", "topic", "sign of safety"),
        ("the vacancy rate", "measure", "vacancy_rate"),
        ("stage three", "stage", "systemic_crisis"),
        ("losing its grip", "stage", "losing_grip"),
        ("and breakdown", "stage", "service_breakdown"),
        ("since 2019", "year", "2019"),
        ("what about Leicester", "place", "leicester"),
    ],
)
def test_what_a_text_names_is_found_under_its_names(text: str, kind: str, key: str) -> None:
    assert (kind, key) in {(e.kind, e.key) for e in entities_in(text)}


@pytest.mark.parametrize(
    "text", ["I was reading about it", "a family breakdown", "please send it", "they gave no reason"]
)
def test_ordinary_words_name_nothing(text: str) -> None:
    assert entities_in(text) == []


def test_entities_do_not_overlap_and_stand_where_they_say() -> None:
    text = "Leeds Family Valued and Leeds, stage 3, children's services in Torbay and the Children Act 1989"
    found = entities_in(text)
    assert all(text[e.start : e.end] == e.text for e in found)
    assert all(one.end <= other.start for one, other in pairwise(found))


def test_short_forms_are_parsed_from_the_glossarys_lines() -> None:
    lines = glossary_lines(
        "- DCS: The director of children's services, who answers. [inference]\n"
        "- EHCP: An education, health and care plan. [inference]\n"
        "- Pre-proceedings: The stage before an application; also called PLO. [inference]\n"
        "- Special educational needs: Extra needs; with disabilities, in short SEND. [inference]\n"
        "- Ofsted: The national inspectorate. [inference]\n"
        "not a line of a glossary"
    )
    assert short_forms(lines) == [
        ("DCS", "director of children's services"),
        ("EHCP", "education, health and care plan"),
        ("PLO", "pre-proceedings"),
        ("SEND", "special educational needs"),
    ]


@pytest.mark.parametrize(
    "short", ["DCS", "CIN", "MASH", "LADO", "IRO", "LAC", "CLA", "UASC", "ICPC", "SGO", "ILACS", "SEND"]
)
def test_the_sectors_common_short_forms_are_in_the_glossary(short: str) -> None:
    assert short in load_lexicon().short_forms


@pytest.mark.parametrize("content", [None, "{", '{"names": []}'])
def test_a_missing_or_damaged_lexicon_is_refused_with_the_way_out(
    content: str | None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "lexicon.json"
    if content is not None:
        path.write_text(content)
    monkeypatch.setattr(lexicon, "FILE", path)
    with pytest.raises(ModelFileError, match=r"python -m assistant\.queries"):
        load_lexicon.__wrapped__()
