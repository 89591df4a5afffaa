"""What is read off a query."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.queries import QueryAnalysis, analyse


@pytest.mark.parametrize(
    ("query", "identifiers"),
    [
        ("What does LG3 mean?", ("LG3",)),
        ("is sc 5 the same as SC 5", ("SC5",)),
        ("s.47 enquiries and s17 plans", ("section 47", "section 17")),
        ("duties under section 20(1) and Regulation 44 visits", ("section 20", "regulation 44")),
        ("section 497A directions", ("section 497A",)),
        ("Working Together 2023 on thresholds", ("working together 2023",)),
        ("what the Children Act 1989 says", ("child act 1989",)),
        ("HC 723 and Cm 8062", ("HC 723", "Cm 8062")),
        ("UPRN 100023336956", ("UPRN 100023336956",)),
        ("property 100023336956", ("100023336956",)),
        ("Ofsted's 47 visits in 2018, 22% of 104 reports for \u00a312,000,000", ()),
        ("is 20 a safe caseload", ()),
    ],
)
def test_identifiers_come_in_one_spelling(query: str, identifiers: tuple[str, ...]) -> None:
    assert analyse(query).identifiers == identifiers


@pytest.mark.parametrize(
    ("query", "phrases"),
    [
        ('who counts "drift and delay" in reports', ("drift and delay",)),
        ("the \u201ccorporate settlement\u201d and \u2018one page\u2019", ("corporate settlement", "one page")),
        ("people want a 'partner compact' and don't say why it's good", ("partner compact",)),
        ("directors' and children's plans", ()),
        ('an empty "" one', ()),
    ],
)
def test_quoted_phrases_are_kept_verbatim(query: str, phrases: tuple[str, ...]) -> None:
    assert analyse(query).phrases == phrases


def test_numbers_keep_their_units_and_years_are_years() -> None:
    analysis = analyse("Spent \u00a31.7 million a month and 22% vacancies for 90 days in 2022, up from 2019")
    assert analysis.numbers == ("\u00a31.7 million", "22%", "90 days")
    assert analysis.years == (2022, 2019)


@pytest.mark.parametrize(
    ("query", "others"),
    [
        ("what does a LADO do", ["local authority designated officer"]),
        ("our dcs and the IROs", ["director of children's services", "independent reviewing officer"]),
        ("who is the director of children\u2019s services", ["DCS"]),
        ("CIN plans", ["child in need"]),
        ("children in need", ["CIN"]),
        ("our multi-agency safeguarding hubs", ["MASH"]),
        ("is SEND included", ["special educational needs"]),
        ("please send the plan", []),
        ("a DCS is a director of children's services", []),
    ],
)
def test_terms_are_expanded_both_ways_by_the_glossary(query: str, others: list[str]) -> None:
    assert [e.other for e in analyse(query).expansions] == others


def test_places_and_stages_are_named_as_the_corpus_names_them() -> None:
    analysis = analyse("Is torbay or BCP in stage 3, or is it losing its grip? I was reading about it.")
    assert analysis.places == ("Torbay", "Bournemouth, Christchurch and Poole")
    assert analysis.stages == ("losing_grip", "systemic_crisis")


@pytest.mark.parametrize(
    ("query", "kind"),
    [
        ("inspection reports on Torbay", "inspection report"),
        ("what does the guidance say about agency staff", "statutory guidance"),
        ("statistics on caseloads", "official statistics"),
        ("examples of councils that got out", "recovered service"),
        ("what does the research say about supervision", "research report"),
        ("is there a thesis, or any journal article?", "journal article"),
    ],
)
def test_the_sources_asked_for_are_kinds_of_the_corpus(query: str, kind: str) -> None:
    assert kind in analyse(query).sources


@pytest.mark.parametrize(
    ("query", "recency"),
    [
        ("the latest vacancy rate", "latest"),
        ("what are current agency rules", "latest"),
        ("the vacancy rate in 2019", "dated"),
        ("what changed since March 2022?", "dated"),
        ("the latest one, not that of 2019", "latest"),
        ("how do we recover?", None),
    ],
)
def test_how_new_the_answer_should_be_is_read(query: str, recency: str | None) -> None:
    assert analyse(query).recency == recency


@pytest.mark.parametrize(
    "query", ["", "how do we rebuild trust with schools", "our people leave, what helps?", "I'm new here"]
)
def test_a_plain_query_has_an_empty_analysis(query: str) -> None:
    analysis = analyse(query)
    assert analysis.is_empty
    assert analysis == QueryAnalysis(text=query)


PIECES = st.sampled_from(
    [
        "LG3",
        "s.47",
        "section",
        "Regulation 44",
        '"',
        "'",
        "DCS",
        "cin",
        "Working Together",
        "2023",
        "\u00a3",
        "22%",
        "stage 3",
        "Torbay",
        "latest",
        "Act",
        ",",
        "(",
        "1.5",
    ]
)
QUERIES = st.one_of(st.text(max_size=200), st.lists(PIECES, max_size=12).map(" ".join))


@given(QUERIES)
def test_any_text_has_one_analysis(text: str) -> None:
    analysis = analyse(text)
    assert analysis == analyse(text)
    assert analysis.text == text
    assert all(phrase in text for phrase in analysis.phrases)
    assert all(number in text for number in analysis.numbers)


@given(
    st.text(
        alphabet=st.characters(exclude_characters='"\u201c\u201d\n\r', exclude_categories=("Cs", "Cc", "Zl", "Zp")),
        min_size=2,
        max_size=60,
    )
)
def test_a_phrase_in_double_quotes_is_found_as_it_stands(phrase: str) -> None:
    found = analyse(f'who says "{phrase}" now').phrases
    assert found[:1] == ((phrase,) if phrase.strip() else ())
