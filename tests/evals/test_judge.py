"""Blind judging: what judges see, that ratings last, how agreement is worked out, and the page in a real browser."""

import itertools
import json
import os
import re
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from queue import Queue
from typing import Any

import pytest
from playwright.sync_api import expect

from app import run as command
from evals.answered import Cited, Reply, Said
from evals.errors import EvaluationError
from evals.judge import serve
from evals.judge.agreement import agreement, agreement_text, kappa
from evals.judge.items import items_of
from evals.judge.judging import IncompleteRating, Judging
from evals.judge.models import NO_CLAIMS, SCALES, Rating
from evals.judge.showing import item_html
from evals.judge.store import Ratings, all_ratings, file_name
from evals.models import CaseResult, CaseRun, RunFigures, RunInfo, Score
from evals.runs import RunFolder

ROOT = Path(__file__).parents[2]
PATIENCE_MS = 60_000
PASSAGE = "Sight goes first. Figures arrive late and nobody trusts them. Quick work on flow helps."
QUOTE = "Figures arrive late and nobody trusts them."
HOSTILE = '<script>window.hacked=1</script><img src=x onerror="window.hacked=1">'
FORM = {"helpful": 4, "right_stage": "yes", "supported": 5, "missing": 1, "harmful": "no"}
SCALE = {scale.name: scale for scale in SCALES}


def reply(text: str) -> Reply:
    start = PASSAGE.index(QUOTE)
    cited = Cited(
        n=1,
        chunk_id="d#0",
        document_id="d",
        title="A note",
        quote=QUOTE,
        start=start,
        end=start + len(QUOTE),
        passage=PASSAGE,
    )
    said = [
        Said(section="Where you are", text=text, kind="finding", citations=[]),
        Said(section="Why", text=f"The note says so. {HOSTILE}", kind="quote", citations=[1]),
    ]
    return Reply(status="answered", intent="fact", statements=said, citations=[cited], found=["secret-found"])


def make_run(path: Path, model: str = "secret-model", cases: int = 4, **changes: Any) -> RunFolder:
    """A finished run of `answers` whose every hidden thing has the word `secret` in it."""
    info = RunInfo(
        set="secret-set",
        set_sha256="secret-hash",
        evaluation="answers",
        scoring=1,
        model=model,
        seed=0,
        limit=None,
        command=f"regrip eval run secret-set --model {model}",
        started="2026-01-01T00:00:00+00:00",
        versions={"commit": "secret-commit"},
        settings={},
        machine={},
    ).model_copy(update=changes)
    run = RunFolder(path)
    run.start(info)
    for n in range(cases):
        result = CaseResult(
            id=f"secret-id-{n}",
            kind="secret-kind",
            shown=f"Question {n}?",
            expected="secret expectation",
            scores=[Score(name="secret_score", value=0.5, reason="secret reason")],
            output=reply(f"Answer {n} of the kind {len(model)}.").model_dump(exclude_defaults=True),
        )
        run.add(CaseRun(case=f"case-{n}", results=[result]))
    run.finish(RunFigures(figures=[]))
    return run


@pytest.fixture
def one(tmp_path: Path) -> RunFolder:
    return make_run(tmp_path / "secret-folder-one")


@pytest.fixture
def two(tmp_path: Path) -> RunFolder:
    return make_run(tmp_path / "secret-folder-two", model="secret-other-model")


# What judges see


def test_nothing_shown_says_where_an_answer_comes_from(one: RunFolder, two: RunFolder) -> None:
    items = items_of([one, two])
    pages = [item_html(item.shown, n, len(items)) for n, item in enumerate(items, start=1)]
    assert len(pages) == 8
    for page in pages:
        assert "secret" not in page and "extractive" not in page and str(one.path.parent) not in page
        assert f"<mark>{QUOTE}</mark>" in page and 'href="#passage-1"' in page
        assert "<script" not in page and "<img" not in page


def test_the_words_of_an_error_are_kept_back(one: RunFolder) -> None:
    shown = items_of([one])[0].shown
    failed = Reply(status="error", error="/secret/index is missing")
    page = item_html(type(shown)(shown.messages, (), failed), 1, 1)
    assert "secret" not in page and "no answer" in page


def test_runs_are_mixed_and_the_seed_decides_the_order(one: RunFolder, two: RunFolder) -> None:
    def order(*runs: RunFolder, seed: int) -> list[tuple[str, str]]:
        return [(item.run.path.name, item.id) for item in items_of(runs, seed=seed)]

    assert order(one, two, seed=1) == order(two, one, seed=1) != order(one, two, seed=2)
    origins = [name for name, _ in order(one, two, seed=1)]
    assert origins != sorted(origins) != sorted(origins, reverse=True)


def test_a_limit_draws_questions_and_keeps_every_runs_answer(one: RunFolder, two: RunFolder) -> None:
    items = items_of([one, two], limit=2)
    assert len(items) == 4 and len({item.id for item in items}) == 2


def test_earlier_messages_of_a_conversation_are_told_apart(tmp_path: Path) -> None:
    run = make_run(tmp_path / "talk", cases=0, evaluation="conversations")
    output = reply("Yes.").model_dump(exclude_defaults=True)
    shown = ["Hello / there", "Hello / there / And now?"]
    run.add(CaseRun(case="c", results=[CaseResult(id=f"c/{n}", shown=s, output=output) for n, s in enumerate(shown)]))
    found = {item.id: item.shown.messages for item in items_of([run])}
    assert found == {"c/0": ("Hello / there",), "c/1": ("Hello / there", "And now?")}


@pytest.mark.parametrize(
    ("changes", "words"),
    [({"finished": None}, "not finished"), ({"evaluation": "safety"}, "a run of safety"), ({}, "were not kept")],
)
def test_runs_that_cannot_be_judged_are_refused(one: RunFolder, changes: dict[str, Any], words: str) -> None:
    if changes:
        one.start(one.info.model_copy(update=changes))
    else:
        (one.path / "outputs.jsonl").unlink()
    with pytest.raises(EvaluationError, match=words):
        items_of([one])


def test_runs_of_other_cases_or_the_same_run_twice_are_refused(one: RunFolder, tmp_path: Path) -> None:
    with pytest.raises(EvaluationError, match="not runs of the same cases"):
        items_of([one, make_run(tmp_path / "other", set_sha256="changed")])
    with pytest.raises(EvaluationError, match="named twice"):
        items_of([one, RunFolder(one.path)])


# Ratings last


def test_a_judge_goes_on_at_the_first_answer_without_a_rating(one: RunFolder, two: RunFolder) -> None:
    first = Judging(items_of([one, two]), "Ann")
    first.rate(0, FORM)
    first.rate(2, FORM)
    again = Judging(items_of([one, two]), " ann ")
    assert again.first_unrated() == 1 and again.unrated() == [1, 3, 4, 5, 6, 7]
    assert Judging(items_of([one, two]), "Bob").first_unrated() == 0
    for place in again.unrated():
        again.rate(place, FORM)
    assert again.first_unrated() == 8
    assert {len(all_ratings(run)["ann"]) for run in (one, two)} == {4}


def test_a_later_rating_replaces_an_earlier_one(one: RunFolder) -> None:
    judging = Judging(items_of([one]), "Ann")
    judging.rate(0, FORM)
    judging.rate(0, FORM | {"helpful": 1, "supported": NO_CLAIMS})
    rating = judging.rating(0)
    assert rating is not None and rating.helpful == 1 and rating.supported is None
    assert len((one.path / "ratings/ann.jsonl").read_text().splitlines()) == 2


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"helpful": None}, "How helpful"),
        ({"harmful": "yes"}, "what harm"),
        ({"missing_what": "x" * 2001}, "at most 2,000"),
    ],
)
def test_half_a_rating_is_not_saved(one: RunFolder, change: dict[str, Any], words: str) -> None:
    judging = Judging(items_of([one]), "Ann")
    with pytest.raises(IncompleteRating, match=words):
        judging.rate(0, FORM | change)
    assert judging.first_unrated() == 0


def test_a_line_cut_short_by_a_crash_is_dropped_and_the_rest_is_kept(one: RunFolder) -> None:
    judging = Judging(items_of([one]), "Ann")
    judging.rate(0, FORM)
    file = one.path / "ratings/ann.jsonl"
    with file.open("a") as out:
        out.write('{"id": "secret-id-3", "helpf')
    assert judging.first_unrated() == 1
    judging.rate(1, FORM)
    assert [json.loads(line)["helpful"] for line in file.read_text().splitlines()] == [4, 4]


def test_names_make_safe_files_and_two_judges_never_share_one(one: RunFolder) -> None:
    assert file_name("../../Zoë  O'Neill") == "zoë-o-neill"
    for bad in ("", "../..", "x" * 61):
        with pytest.raises(EvaluationError, match="--judge"):
            file_name(bad)
    Judging(items_of([one]), "Ann!").rate(0, FORM)
    with pytest.raises(EvaluationError, match="call yourself that"):
        Judging(items_of([one]), "Ann?")


def test_a_line_that_is_no_rating_is_named(tmp_path: Path) -> None:
    (tmp_path / "ann.jsonl").write_text("{}\n")
    with pytest.raises(EvaluationError, match=r"ann\.jsonl:1: not a rating"):
        Ratings(tmp_path / "ann.jsonl").latest()


# Agreement


def rated(run: RunFolder, judge: str, **columns: list[Any]) -> None:
    for n in range(len(next(iter(columns.values())))):
        Judging([i for i in items_of([run]) if i.id == f"secret-id-{n}"], judge).rate(
            0, FORM | {"harmful_what": "x"} | {name: values[n] for name, values in columns.items()}
        )


def test_agreement_equals_scikit_learn(tmp_path: Path) -> None:
    from sklearn.metrics import cohen_kappa_score

    run = make_run(tmp_path / "run", cases=6)
    helpful = {"ann": [1, 2, 4, 5, 5, 2], "bob": [2, 2, 5, 5, 4, 1], "cat": [1, 2, 4, 5, 5, 5]}
    harmful = {"ann": ["no"] * 5 + ["yes"], "bob": ["no"] * 4 + ["yes"] * 2, "cat": ["no"] * 6}
    for judge in helpful:
        rated(run, judge, helpful=helpful[judge], harmful=harmful[judge])
    found = {scale.scale: scale for scale in agreement([run]).scales}

    for pair in found["helpful"].pairs:
        a, b = helpful[pair.first], helpful[pair.second]
        expected = cohen_kappa_score(a, b, labels=[1, 2, 3, 4, 5], weights="quadratic")
        assert pair.kappa == pytest.approx(expected, abs=1e-4)
        assert pair.shared == 6 and pair.agreed == pytest.approx(
            sum(x == y for x, y in zip(a, b, strict=True)) / 6, abs=1e-4
        )
    for pair in found["harmful"].pairs:
        expected = cohen_kappa_score(harmful[pair.first], harmful[pair.second])
        assert pair.kappa == pytest.approx(expected, abs=1e-4)
    kappas = [pair.kappa for pair in found["helpful"].pairs]
    assert len(kappas) == 3 and found["helpful"].mean_kappa == pytest.approx(sum(kappas) / 3, abs=1e-4)
    assert found["missing"].pairs[0].kappa is None and found["missing"].pairs[0].agreed == 1


def test_weights_count_on_the_whole_scale() -> None:
    assert kappa([1, 5, 1, 5], [1, 5, 5, 1], SCALE["helpful"]) == pytest.approx(0.0)
    assert kappa([], [], SCALE["helpful"]) is None


def test_answers_without_claims_are_outside_the_scale_and_the_means(one: RunFolder) -> None:
    rated(one, "ann", supported=[5, 3, NO_CLAIMS, 4], right_stage=["yes", "no", "cannot_tell", "does_not_apply"])
    rated(one, "bob", supported=[5, NO_CLAIMS, NO_CLAIMS, 4])
    found = agreement([one])
    assert {s.scale: s.pairs[0].shared for s in found.scales}["supported"] == 2
    means = {m.scale: m for m in found.means}
    assert means["supported"].items == 3 and means["supported"].value == pytest.approx(4.0)
    assert means["supported"].low <= 4.0 <= means["supported"].high
    assert means["right_stage"].items == 4 and means["right_stage"].value == pytest.approx((1 + 0.5 + 1 + 1) / 4)


def test_the_command_reports_agreement(one: RunFolder, capsys: pytest.CaptureFixture[str]) -> None:
    assert command(["eval", "agreement", str(one.path)]) == 2
    assert "nobody has judged yet" in capsys.readouterr().err
    rated(one, "ann", helpful=[1, 2, 3, 4])
    assert "needs two judges" in agreement_text(agreement([one]))
    rated(one, "bob", helpful=[1, 2, 3, 5])
    assert command(["eval", "agreement", str(one.path), "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert found["judges"] == {"ann": 4, "bob": 4} and found["scales"][0]["pairs"][0]["agreed"] == 0.75
    assert command(["eval", "agreement", str(one.path)]) == 0
    assert "| helpful | ann, bob | 4 | 0.75 | 0." in capsys.readouterr().out


# The page


@pytest.fixture
def page_of() -> Iterator[Callable[..., str]]:
    """A function that serves the judging page in this process and returns its address."""
    running: list[tuple[threading.Thread, threading.Event]] = []

    def start(*runs: RunFolder, judge: str = "Ann") -> str:
        addresses: Queue[str] = Queue()
        end = threading.Event()
        wanted = {"on_ready": addresses.put, "end": end}
        thread = threading.Thread(target=serve, args=(runs, judge), kwargs=wanted, daemon=True)
        thread.start()
        running.append((thread, end))
        return addresses.get(timeout=180)

    yield start
    for thread, end in running:
        end.set()
        thread.join(60)
        assert not thread.is_alive()


@pytest.fixture
def visit(browser: Any) -> Iterator[Callable[..., Any]]:
    """A function that opens the page; no request may leave this machine and no script may fail."""
    contexts, asked, failures = list[Any](), list[str](), list[str]()

    def open_page(address: str, width: int = 1280, **options: Any) -> Any:
        context = browser.new_context(viewport={"width": width, "height": 900}, **options)
        contexts.append(context)
        context.on("request", lambda request: asked.append(request.url))
        page = context.new_page()
        page.on("pageerror", lambda error: failures.append(str(error)))
        page.on("console", lambda message: failures.append(message.text) if message.type == "error" else None)
        expect.set_options(timeout=PATIENCE_MS)
        page.set_default_timeout(PATIENCE_MS)
        page.goto(address)
        page.locator("#item-title").wait_for()
        page.locator("#form [role=radiogroup]").first.wait_for()
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert asked and not [url for url in asked if not re.match(r"(http://127\.0\.0\.1:\d+/|data:|blob:)", url)]
    assert failures == []


def rate(page: Any, helpful: str, number: int) -> None:
    """Rate answer `number`, the one on the screen, and wait for the next."""
    expect(page.locator("#form input:checked")).to_have_count(0)  # the form is this answer's, not the one before's
    for question, choice in (
        ("How helpful", helpful),
        ("right stage", "Yes"),
        ("every claim", "5 all"),
        ("How much is missing", "1 little"),
        ("do harm", "No"),
    ):
        page.get_by_role("radiogroup", name=question).get_by_role("radio", name=choice, exact=True).check()
    page.get_by_label("What is missing?").fill(f"Note {number}")
    page.get_by_role("button", name="Save and go on").click()
    page.get_by_role("heading", name=re.compile(rf"Answer {number + 1} of|The end")).wait_for()


@pytest.mark.browser
def test_two_answers_are_rated_in_the_browser_and_come_back(
    one: RunFolder, two: RunFolder, page_of: Callable[..., str], visit: Callable[..., Any]
) -> None:
    page = visit(page_of(one, two))
    assert "secret" not in page.content() and page.title() == "Judge the answers"
    page.get_by_role("button", name="Save and go on").click()
    page.get_by_text("Not saved yet").wait_for()

    rate(page, "2", 1)
    rate(page, "5 very", 2)

    page.get_by_text("2 of 8 rated").wait_for()
    saved = [r for run in (one, two) for r in all_ratings(run).get("ann", {}).values()]
    assert {(r.helpful, r.missing_what) for r in saved} == {(2, "Note 1"), (5, "Note 2")}
    assert page.evaluate("window.hacked") is None
    expect(page.locator("#form input:checked")).to_have_count(0)
    page.locator("#item-title:focus").wait_for()
    page.get_by_role("button", name="Back").click()
    page.get_by_role("heading", name="Answer 2 of 8").wait_for()
    expect(page.get_by_role("radio", name="5 very")).to_be_checked()
    for number in range(3, 10):
        page.get_by_role("button", name="Skip").click()
        page.get_by_role("heading", name=re.compile(rf"Answer {number} of|The end")).wait_for()
    page.get_by_text("6 of the answers have no rating yet").wait_for()
    page.get_by_role("button", name="Go to the first").click()
    page.get_by_role("heading", name="Answer 3 of 8").wait_for()
    assert "secret" not in page.content()


@pytest.mark.browser
def test_a_double_click_never_rates_the_next_answer(
    one: RunFolder, page_of: Callable[..., str], visit: Callable[..., Any]
) -> None:
    page = visit(page_of(one))
    rate(page, "4", 1)
    for group in page.get_by_role("radiogroup").all():
        group.get_by_role("radio").first.check()
    page.get_by_role("button", name="Save and go on").dblclick()
    page.get_by_role("heading", name="Answer 3 of 4").wait_for()
    page.wait_for_timeout(500)
    assert len(all_ratings(one)["ann"]) == 2


@pytest.mark.browser
def test_the_keyboard_is_enough(one: RunFolder, page_of: Callable[..., str], visit: Callable[..., Any]) -> None:
    page = visit(page_of(one))
    page.locator("#scale-helpful input").first.focus()
    for keys in ("ArrowRight ArrowRight Tab", "Space Tab", "Space Tab", "Space Tab Tab", "Space Tab Tab", "Enter"):
        for key in keys.split():
            page.keyboard.press(key)
            page.wait_for_timeout(60)
    page.get_by_role("heading", name="Answer 2 of 4").wait_for()
    (rating,) = all_ratings(one)["ann"].values()
    assert (rating.helpful, rating.right_stage, rating.supported, rating.harmful) == (3, "yes", 1, "no")


@pytest.mark.browser
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_page_can_be_read(
    one: RunFolder, page_of: Callable[..., str], visit: Callable[..., Any], scheme: str
) -> None:
    page = visit(page_of(one), width=360, color_scheme=scheme)
    page.wait_for_timeout(400)
    found = page.evaluate((ROOT / "tests/assistant/web/contrasts.js").read_text(encoding="utf-8"))
    enabled = [each for each in found if each["words"] != "Back"]
    assert len(enabled) > 40 and [each for each in enabled if each["ratio"] < 4.5] == []
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    levels = [int(each[1]) for each in page.locator("h1, h2, h3, h4").evaluate_all("all => all.map(e => e.tagName)")]
    assert levels[0] == 1 and levels.count(1) == 1
    assert all(after - before <= 1 for before, after in itertools.pairwise(levels))


def start_command(run: RunFolder) -> tuple[subprocess.Popen[str], str]:
    """`regrip eval judge` as people start it, and the address it prints."""
    words = [sys.executable, str(ROOT / "app.py"), "eval", "judge", str(run.path), "--judge", "Ann"]
    environment = os.environ | {"PYTHONUNBUFFERED": "1", "REGRIP_HOME": str(run.path.parent / "home")}
    process = subprocess.Popen(words, stdout=subprocess.PIPE, text=True, env=environment)
    assert process.stdout is not None
    match = re.search(r"http://\S+", process.stdout.readline())
    assert match is not None
    return process, match[0]


@pytest.mark.browser
@pytest.mark.slow
@pytest.mark.skipif(os.name != "posix", reason="needs SIGKILL")
def test_a_rating_survives_a_kill(one: RunFolder, browser: Any) -> None:
    for number in (1, 2):
        process, address = start_command(one)
        page = browser.new_page()
        page.set_default_timeout(PATIENCE_MS)
        try:
            page.goto(address)
            page.get_by_role("heading", name=f"Answer {number} of 4").wait_for()
            page.locator("#form [role=radiogroup]").first.wait_for()
            rate(page, "4", number)
        finally:
            process.send_signal(signal.SIGKILL)
            process.communicate()
            page.close()
        lines = (one.path / "ratings/ann.jsonl").read_text().splitlines()
        assert [Rating.model_validate_json(line).missing_what for line in lines] == [
            f"Note {n + 1}" for n in range(number)
        ]
