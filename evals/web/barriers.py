"""`python -m evals.web.barriers`: axe on every screen, in both themes and three widths, and whether anything scrolls sideways.

The screens are of a fictional service with papers, a conversation and a plan. axe finds a part of what can be wrong: the rest is in
`docs/accessibility.md`. Needs Chromium and the package axe-playwright-python.
"""

import argparse
import datetime
import json
import shutil
import tempfile
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path
from typing import Any

import httpx

from evals.errors import EvaluationError
from evals.web.browsing import CHROMIUM
from evals.web.serving import Served
from indexes.layout import Layout
from indexes.settings import default_home

RESULTS = Path(__file__).parent.parent / "results" / "web"
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
GRAVE = ("serious", "critical")
WIDTHS = (1280, 390, 320)
_AXE = """tags => axe.run(document, {runOnly: tags}).then(found => ({
  version: axe.version, passes: found.passes.length, violations: found.violations}))"""


def main() -> int:
    """Print a line for each screen, write all findings into a file of today's date, and return 1 where one is grave."""
    parser = argparse.ArgumentParser(prog="python -m evals.web.barriers", description=__doc__)
    parser.add_argument("--out", type=Path, help="file for the findings (default: evals/results/web/axe-<date>.json)")
    options = parser.parse_args()
    today = datetime.datetime.now(datetime.UTC).date().isoformat()
    rows = list(_rows())
    grave = sum(len(row["grave"]) for row in rows)
    sideways = sum(row["sideways_px"] > 0 for row in rows)
    whole = {
        "date": today,
        "command": "python -m evals.web.barriers",
        "tags": TAGS,
        "grave": grave,
        "sideways": sideways,
    }
    out = options.out or RESULTS / f"axe-{today}.json"
    out.parent.mkdir(parents=True, exist_ok=True)
    out.write_text(json.dumps(whole | {"screens": rows}, indent=1) + "\n", encoding="utf-8")
    print(f"{len(rows)} views, {grave} serious or critical findings, {sideways} views that scroll sideways; {out.name}")
    return 1 if grave or sideways else 0


def _rows() -> Iterator[dict[str, Any]]:
    path = shutil.which("chromium")
    if path is None:
        raise EvaluationError("needs Chromium: apt-get install chromium")
    from playwright.sync_api import sync_playwright

    axe = (files("axe_playwright_python") / "axe.min.js").read_text(encoding="utf-8")
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        home = Path(folder) / "home"
        shutil.copytree(default_home() / "models", home / "models")
        shutil.copytree(Layout(default_home()).folder, Layout(home).folder)
        with Served(home) as served:
            screens = _screens(served.address)
            browser = playwright.chromium.launch(executable_path=path, args=CHROMIUM)
            for name, place in screens.items():
                for theme in ("light", "dark"):
                    for width in WIDTHS:
                        size: Any = {"width": width, "height": 900}
                        scheme: Any = theme
                        page = browser.new_context(
                            viewport=size, color_scheme=scheme, reduced_motion="reduce"
                        ).new_page()
                        yield _row(page, served.address + place, axe) | {"screen": name, "theme": theme, "width": width}
                        page.context.close()
            browser.close()


def _screens(address: str) -> dict[str, str]:
    with httpx.Client(base_url=f"{address}/api/v1", timeout=120) as api:
        loaded = api.post("/examples/fenhaven").raise_for_status().json()
        case = f"/cases/{loaded['case']['id']}"
        api.post(f"{case}/ask", json={"text": loaded["message"]}).raise_for_status()
        document = api.get(f"{case}/documents").json()[0]["id"]
        other = api.post("/examples/stannowby").raise_for_status().json()["case"]["id"]
    return {
        "home": "/",
        "start": "/new",
        "ask": "/ask",
        "conversation": case,
        "documents": f"{case}/documents",
        "document": f"{case}/documents/{document}",
        "timeline": f"{case}/timeline",
        "plan": f"{case}/plan",
        "briefing": f"{case}/briefing",
        "compare": f"/compare?case={loaded['case']['id']}&case={other}",
        "library": "/library",
        "note": "/library/cresswell-2013-four-stages",
        "stages": "/stages",
        "settings": "/settings",
        "about": "/about",
    }


def _row(page: Any, address: str, axe: str) -> dict[str, Any]:
    page.goto(address)
    page.locator("#main .loading").wait_for(state="detached")
    page.wait_for_load_state("networkidle")
    page.evaluate(axe)
    found = page.evaluate(_AXE, TAGS)
    lines = [f"{one['impact']}: {one['id']} ({len(one['nodes'])})" for one in found["violations"]]
    grave = [line for line in lines if line.startswith(GRAVE)]
    sideways = page.evaluate("document.documentElement.scrollWidth - innerWidth")
    return {
        "axe": found["version"],
        "passes": found["passes"],
        "findings": lines,
        "grave": grave,
        "sideways_px": max(0, sideways),
    }


if __name__ == "__main__":
    raise SystemExit(main())
