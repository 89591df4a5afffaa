"""The report of a run: the page, the JSON object and the JUnit XML."""

import json
import re
from collections.abc import Callable, Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
from lxml import html

from app import run as regrip
from evals import gates
from evals.gates import Gate, Gates, Smoke
from evals.report.data import as_json, load
from evals.report.junit import junit
from evals.report.page import page
from evals.report.tables import as_rows, matrix
from evals.runs import RunFolder
from tests.evals.synthetic import LABELS, QUOTE, make_run

CONTRASTS = (Path(__file__).parents[1] / "assistant/web/contrasts.js").read_text(encoding="utf-8")


@pytest.fixture(autouse=True)
def gate(monkeypatch: pytest.MonkeyPatch) -> None:
    never = Gate(never=("citations_resolve",))
    held = Gates(smoke=Smoke(sets=(), limit=1), sets={"questions-dev": never})
    monkeypatch.setattr(gates, "read_gates", lambda: held)


@pytest.fixture
def finished(tmp_path: Path) -> RunFolder:
    return make_run(tmp_path / "run")


@pytest.fixture
def tree(finished: RunFolder) -> html.HtmlElement:
    return html.document_fromstring(page(load(finished)))


def test_the_worst_results_come_lowest_mean_first_and_ties_by_id(finished: RunFolder) -> None:
    worst = load(finished).worst
    assert [e.result.id for e in worst[:10]] == [f"q{n:02}" for n in range(3, 31, 3)]
    assert [e.result.id for e in worst[10:13]] == ["q04", "q01", "q02"]
    assert len(worst) == 20


def test_the_page_has_one_heading_of_the_first_level_and_skips_none(tree: html.HtmlElement) -> None:
    levels = [int(e.tag[1]) for e in tree.iter("h1", "h2", "h3", "h4", "h5", "h6")]
    assert levels.count(1) == 1 and levels[0] == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))


def test_ids_are_unique_and_every_link_leads_within_the_page(tree: html.HtmlElement) -> None:
    ids = tree.xpath("//@id")
    assert len(ids) == len(set(ids))
    assert {link[1:] for link in tree.xpath("//a/@href")} <= set(ids)
    assert {i for named in tree.xpath("//@aria-labelledby") for i in named.split()} <= set(ids)


def test_the_page_has_landmarks_a_skip_link_and_tables_with_captions_and_scopes(tree: html.HtmlElement) -> None:
    assert tree.get("lang") == "en-GB"
    assert [len(tree.findall(f".//{name}")) for name in ("main", "header", "nav", "footer")] == [1, 1, 1, 1]
    assert tree.xpath("//body/*[1]/@href") == ["#main"]
    for table in tree.iter("table"):
        assert table.find("caption").text_content().strip()
        assert all(cell.get("scope") in ("col", "row") for cell in table.iter("th"))
    assert all(svg.find("title").text and svg.find("desc").text for svg in tree.iter("svg"))


def test_nothing_is_asked_from_outside(tree: html.HtmlElement) -> None:
    assert tree.xpath("//@src") == []
    assert set(tree.xpath("//link/@href")) == {"data:,"}
    assert not re.search(r"https?://|url\(|@import", html.tostring(tree, encoding="unicode"))


def test_what_users_wrote_never_becomes_markup(tree: html.HtmlElement) -> None:
    assert tree.findall(".//img") == []
    assert len(tree.findall(".//script")) == 1
    assert '<img src=x onerror="window.hacked=1">' in tree.text_content()


def test_quotes_are_marked_in_their_passage_and_bad_citations_are_named(tree: html.HtmlElement) -> None:
    article = tree.get_element_by_id("worst-1")
    assert [mark.text_content() for mark in article.iter("mark")] == [QUOTE, QUOTE]
    said = article.text_content()
    assert "Figures arrive late. Nobody trusts them. Quick work on flow helps." in said
    assert "The quote is not what stands there." in said
    assert "This citation leads to no passage." in said
    assert "[9: no such citation]" in said
    assert article.xpath(".//a[text()='[1]']/@href") == ["#worst-1-passage-1"]


def test_every_score_has_its_reason_and_a_mark_in_words(tree: html.HtmlElement) -> None:
    rows = [[c.text_content() for c in row] for row in tree.get_element_by_id("worst-1").iter("tr")]
    assert ["status_right", "0", "✗ wrong", "refused, expected answered"] in rows
    assert ["crag", "-1", "✗ wrong", "wrong"] in rows
    broken = tree.get_element_by_id("worst-11").text_content()
    assert "✗ may never fail" in broken and "Breaks what may never fail: citations_resolve." in broken


def test_all_results_are_shown_with_what_the_filter_needs(tree: html.HtmlElement) -> None:
    rows = tree.get_element_by_id("all-results").findall("tbody/tr")
    assert len(rows) == 30
    assert sum(row.get("data-wrong") == "true" for row in rows) == 11
    assert {row.get("data-kind") for row in rows} == {"stage", "fact & <figure>"}
    assert not any(row.get("hidden") for row in rows)
    assert [row[4].text_content() for row in rows[:4]] == ["◐ in part", "◐ in part", "✗ wrong", "✗ wrong"]


def test_a_run_without_outputs_says_so_and_how_to_make_them_again(tmp_path: Path) -> None:
    text = html.document_fromstring(page(load(make_run(tmp_path, outputs=False)))).text_content()
    assert "Answers and passages were not kept with this run." in text
    assert "To make them again: regrip eval run questions-dev --model extractive --seed 0" in text


def test_a_run_without_results_kinds_or_tables_still_has_a_page(tmp_path: Path) -> None:
    run = make_run(tmp_path, results=0)
    run.finish(run.figures.model_copy(update={"by_kind": {}, "tables": {}, "figures": []}))
    headings = html.document_fromstring(page(load(run))).xpath("//h2/text()")
    assert headings == ["What was run", "Figures", "All results"]


@pytest.mark.parametrize(
    "kept",
    [
        {"labels": LABELS, "counts": [[9, 1, 0], [2, 7, 1], [0, 1, 9]]},
        {
            "steady": {"steady": 9, "losing_grip": 1},
            "losing_grip": {"steady": 2, "losing_grip": 7, "service_breakdown": 1},
        }
        | {"service_breakdown": {"losing_grip": 1, "service_breakdown": 9}},
        [
            {"label": "steady", "steady": 9, "losing_grip": 1, "service_breakdown": 0},
            {"label": "losing_grip", "steady": 2, "losing_grip": 7, "service_breakdown": 1},
            {"label": "service_breakdown", "steady": 0, "losing_grip": 1, "service_breakdown": 9},
        ],
    ],
)
def test_a_confusion_matrix_is_read_however_it_was_kept(kept: Any) -> None:
    assert matrix(kept) == (LABELS, LABELS, [[9, 1, 0], [2, 7, 1], [0, 1, 9]])


def test_bare_counts_are_in_the_order_of_the_outcomes() -> None:
    assert matrix([[0] * 7 for _ in range(7)])[0][-1] == "out_of_scope"


@pytest.mark.parametrize(
    ("kept", "rows"),
    [
        ({"a": [1, 2], "b": [3, 4]}, [{"a": 1, "b": 3}, {"a": 2, "b": 4}]),
        ({"w1": {"f1": 0.9}}, [{"name": "w1", "f1": 0.9}]),
        ({"f1": 0.9}, [{"name": "f1", "value": 0.9}]),
        ([1, 2], [{"value": 1}, {"value": 2}]),
        (None, [{"value": None}]),
    ],
)
def test_tables_of_any_shape_become_rows(kept: Any, rows: Any) -> None:
    assert as_rows(kept) == rows


def test_junit_has_a_testcase_for_each_result_and_fails_those_the_gate_or_the_main_score_fails(
    finished: RunFolder,
) -> None:
    suite = ElementTree.fromstring(junit(load(finished))).find("testsuite")
    assert suite is not None
    failed = {case.get("name"): case.find("failure") for case in suite.iter("testcase") if len(case)}
    assert len(suite.findall("testcase")) == 30
    assert suite.get("failures") == str(len(failed)) == "11"
    assert set(failed) == {"q04", *(f"q{n:02}" for n in range(3, 31, 3))}
    assert failed["q04"].get("message") == "citations_resolve 0: 1 leads nowhere"
    assert failed["q03"].get("message") == "status_right 0: refused, expected answered"


def test_the_json_object_holds_what_was_run_the_figures_and_the_worst(finished: RunFolder) -> None:
    found = json.loads(json.dumps(as_json(load(finished))))
    assert found["info"]["set"] == "questions-dev"
    assert found["figures"]["figures"][0]["value"] == 0.8
    assert found["worst"][0]["id"] == "q03" and found["worst"][0]["output"]["status"] == "answered"


def test_the_command_writes_the_page_into_the_folder_or_where_it_is_told(
    finished: RunFolder, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert regrip(["eval", "report", str(finished.path)]) == 0
    assert capsys.readouterr().out.strip() == str(finished.path / "report.html")
    assert (finished.path / "report.html").read_text(encoding="utf-8").startswith("<!doctype html>")
    out, xml = tmp_path / "new" / "a.html", tmp_path / "a.xml"
    assert regrip(["eval", "report", str(finished.path), "--out", str(out), "--junit", str(xml), "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["folder"] == str(finished.path)
    assert out.exists() and xml.exists()
    assert regrip(["eval", "report", "no-such-set"]) == 2
    assert "neither the folder of a run nor a set" in capsys.readouterr().err


@pytest.fixture
def visit(finished: RunFolder, browser: Any) -> Iterator[Callable[..., Any]]:
    """A function that opens the report; every request must have been for the file itself."""
    file = finished.path / "report.html"
    file.write_text(page(load(finished)), encoding="utf-8")
    contexts, asked, failures = list[Any](), list[str](), list[str]()

    def open_page(width: int = 1280, **options: Any) -> Any:
        context = browser.new_context(viewport={"width": width, "height": 900}, **options)
        contexts.append(context)
        context.on("request", lambda request: asked.append(request.url))
        shown = context.new_page()
        shown.on("pageerror", lambda error: failures.append(str(error)))
        shown.on("console", lambda message: failures.append(message.text) if message.type == "error" else None)
        shown.goto(file.as_uri())
        return shown

    yield open_page
    for context in contexts:
        context.close()
    assert {url.split("#")[0] for url in asked if not url.startswith("data:")} == {file.as_uri()}
    assert failures == []


@pytest.mark.browser
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_text_has_contrast_and_nothing_a_user_wrote_runs(visit: Callable[..., Any], scheme: str) -> None:
    shown = visit(color_scheme=scheme)
    weak = [found for found in shown.evaluate(CONTRASTS) if found["ratio"] < 4.5]
    assert weak == []
    assert shown.evaluate("window.hacked") is None


@pytest.mark.browser
def test_the_page_fits_a_narrow_screen(visit: Callable[..., Any]) -> None:
    assert visit(width=320).evaluate("document.documentElement.scrollWidth") == 320


@pytest.mark.browser
def test_the_filter_works_from_the_keyboard_and_says_how_many_are_shown(visit: Callable[..., Any]) -> None:
    shown = visit()
    shown.get_by_role("combobox", name="Kind", exact=True).select_option("stage")
    assert shown.get_by_role("status").inner_text() == "15 of 30 results shown"
    shown.get_by_label("Only wrong").focus()
    shown.keyboard.press("Space")
    assert shown.get_by_role("status").inner_text() == "5 of 30 results shown"
    assert shown.locator("#all-results tbody tr:visible").count() == 5


@pytest.mark.browser
def test_without_javascript_everything_is_shown_and_there_is_no_idle_filter(visit: Callable[..., Any]) -> None:
    shown = visit(java_script_enabled=False)
    assert shown.locator("#all-results tbody tr:visible").count() == 30
    assert shown.locator("#filter:visible").count() == 0
    assert shown.locator("article mark:visible").count() == 40
