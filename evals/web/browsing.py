"""What a browser measures: the first paint of each screen, what it weighs, and how soon an answer begins."""

import math
import shutil
from typing import Any

import httpx

from evals.errors import EvaluationError
from evals.web.asking import QUESTIONS

TURNS = 4
CHROMIUM = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost",
]
"""How the browser is started: as root, and knowing no machine but this one."""
"""Messages of one conversation before the next begins."""
_WEIGHT = """() => performance.getEntriesByType('resource').concat(performance.getEntriesByType('navigation'))
  .filter(entry => !entry.name.includes('/api/'))
  .reduce((sum, entry) => sum + entry.encodedBodySize, 0)"""
_PAINT = "() => performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? null"
_FIRST_TEXT = """text => new Promise(resolve => {
  const box = document.querySelector('.composer textarea');
  const turns = document.querySelectorAll('.turn').length;
  const began = performance.now();
  const watcher = new MutationObserver(() => {
    const turn = document.querySelectorAll('.turn')[turns];
    if (turn && turn.querySelector('.answer section')) { watcher.disconnect(); resolve(performance.now() - began); }
  });
  watcher.observe(document.body, {childList: true, subtree: true});
  box.value = text;
  document.querySelector('.composer').requestSubmit();
})"""


def browsed(address: str) -> dict[str, Any]:
    """Return `first_paint_ms` (the slowest screen's), `page_kb`, and `first_text_p50_ms` and `_p95_ms` of forty questions.

    The questions stand in conversations of four turns. First text is counted from the press of the button to the first section of the
    answer in the page; percentiles are by nearest rank. Each context is a new visitor with an empty cache. Raises EvaluationError
    without Chromium.
    """
    path = shutil.which("chromium")
    if path is None:
        raise EvaluationError("needs Chromium: apt-get install chromium")
    from playwright.sync_api import sync_playwright

    case = httpx.post(f"{address}/api/v1/cases", json={"name": "Measured"}).raise_for_status().json()["id"]
    screens = {"home": "/", "conversation": f"/cases/{case}", "library": "/library", "settings": "/settings"}
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=CHROMIUM)
        figures = dict[str, Any]()
        paints = dict[str, float]()
        for name, screen in screens.items():
            page = browser.new_context().new_page()
            page.goto(address + screen)
            page.locator("#main .loading").wait_for(state="detached")
            page.wait_for_load_state("networkidle")
            paints[name] = round(page.evaluate(_PAINT))
            figures[f"page_kb_{name}"] = round(page.evaluate(_WEIGHT) / 1024, 1)
            page.context.close()
        page = browser.new_page()
        times = list[int]()
        for number, question in enumerate(QUESTIONS * 2):
            if number % TURNS == 0:
                page.goto(f"{address}/cases/{case}?new")
                page.locator(".composer").wait_for()
            times.append(_first_text(page, question))
        times.sort()
        browser.close()
    figures |= {f"first_paint_ms_{name}": value for name, value in paints.items()}
    figures["first_paint_ms"] = max(paints.values())
    return figures | {
        "first_text_p50_ms": times[len(times) // 2],
        "first_text_p95_ms": times[math.ceil(len(times) * 0.95) - 1],
    }


def _first_text(page: Any, question: str) -> int:
    took: float = page.evaluate(_FIRST_TEXT, question)
    page.locator(".composer button[type=submit]:enabled").wait_for()
    page.wait_for_timeout(300)
    return round(took)
