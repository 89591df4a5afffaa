"""The application as a visitor has it: a real server process on the real index, in a real browser.

`site` is one server for all tests, each of which makes cases of its own; `visit("/cases/…")` opens a page of it.
"""

import re
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from importlib.resources import files
from pathlib import Path
from typing import Any

import httpx
import pytest

from tests.assistant.web.serving import Site

HOSTILE = '<img src=x onerror="window.hacked=1"><script>window.hacked=1</script>'
PHONE = {"width": 390, "height": 844}
DESK = {"width": 1280, "height": 900}
PATIENCE_MS = 60_000
"""For what the page waits for, on a machine several times slower than a developer's; what is there is seen at once."""
OPENING = (
    "Our assessments are slowing, the dashboard does not match what teams say, and one duty team is all agency. "
    "What stage are we in and what should we do next?"
)


def until(page: Any, holds: Callable[[], bool]) -> None:
    """Let the browser go on until something holds, for what no locator can wait for; fail when it does not."""
    for _ in range(PATIENCE_MS // 50):
        if holds():
            return
        page.wait_for_timeout(50)
    raise AssertionError("it did not come to hold")


@contextmanager
def read_by(page: Any, path: str) -> Iterator[None]:
    """Let the page read what ends in `path` in the block, and give it a moment to make of that what it will."""
    with page.expect_event("requestfinished", lambda request: request.url.endswith(path)):
        yield
    page.evaluate("() => new Promise((done) => setTimeout(done, 200))")


@pytest.fixture(scope="session")
def site(home: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """The server that the tests share."""
    own = tmp_path_factory.mktemp("site")
    shutil.copytree(home, own, dirs_exist_ok=True)
    running = Site(own)
    running.begin()
    yield running
    running.end()


@pytest.fixture
def api(site: Site) -> Iterator[httpx.Client]:
    """A client of the API of the shared server: `api.post("/cases", json=…)`."""
    with httpx.Client(base_url=f"{site.address}/api/v1", timeout=PATIENCE_MS / 1000) as client:
        yield client


@pytest.fixture
def new_case(api: httpx.Client) -> Callable[..., str]:
    """A function that makes a case, with a first question answered if `said` is given, and returns its id."""

    def make(name: str = "Northbury", said: str | None = None) -> str:
        case_id: str = api.post("/cases", json={"name": name}).raise_for_status().json()["id"]
        if said is not None:
            api.post(f"/cases/{case_id}/ask", json={"text": said}).raise_for_status()
        return case_id

    return make


@pytest.fixture
def visit(browser: Any, site: Site) -> Iterator[Callable[..., Any]]:
    """A function that opens a path, or another server's whole address, as a new visitor and returns the page.

    Options are those of a browser context; `dark=True` is the dark theme. At the end every request must have stayed on 127.0.0.1,
    and no script may have failed; `expect_errors` lets the browser complain of requests that fail on purpose.
    """
    from playwright.sync_api import expect

    expect.set_options(timeout=PATIENCE_MS)
    contexts, asked, failures = list[Any](), list[str](), list[str]()

    def open_page(
        path: str = "/", size: dict[str, int] = DESK, dark: bool = False, expect_errors: bool = False, **options: Any
    ) -> Any:
        scheme = "dark" if dark else "light"
        context = browser.new_context(viewport=size, color_scheme=scheme, **options)
        contexts.append(context)
        context.on("request", lambda request: asked.append(request.url))
        page = context.new_page()
        page.on("pageerror", lambda error: failures.append(str(error)))
        if not expect_errors:
            page.on("console", lambda message: failures.append(message.text) if message.type == "error" else None)
        page.set_default_timeout(PATIENCE_MS)
        page.goto(path if path.startswith("http") else site.address + path)
        page.locator("#main .loading").wait_for(state="detached")
        return page

    yield open_page
    for context in contexts:
        context.close()
    outside = [url for url in asked if not re.match(r"(http://127\.0\.0\.1:\d+/|data:|blob:http://127\.0\.0\.1:)", url)]
    assert asked and not outside, f"requests left this machine: {outside}"
    assert not failures, f"errors in the browser: {failures}"


@pytest.fixture(scope="session")
def axe_script() -> str:
    """The source of axe."""
    return (files("axe_playwright_python") / "axe.min.js").read_text(encoding="utf-8")


@pytest.fixture
def barriers(axe_script: str) -> Callable[[Any], list[str]]:
    """A function that returns the serious and critical findings of axe (WCAG 2.2 AA) on a page, each in a line."""

    def find(page: Any) -> list[str]:
        page.evaluate(axe_script)
        tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
        found = page.evaluate("tags => axe.run(document, {runOnly: tags})", tags)["violations"]
        grave = [one for one in found if one["impact"] in ("serious", "critical")]
        return [f"{one['id']}: {one['nodes'][0]['html'][:160]} ({len(one['nodes'])})" for one in grave]

    return find
