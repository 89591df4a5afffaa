"""The page as a director has it: a real server process on the real index, in a real browser."""

import os
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from assistant.web.page import EXAMPLES

pytestmark = pytest.mark.browser

ROOT = Path(__file__).parents[3]


@pytest.fixture(scope="module")
def address(home: Path) -> Iterator[str]:
    """Start `python app.py` as `make run` does, on a free port, and give the address it prints."""
    environment = {**os.environ, "REGRIP_HOME": str(home), "REGRIP_WEB__PORT": "0", "REGRIP_RECORD__KEEP": "false"}
    environment |= {"PYTHONUNBUFFERED": "1"}
    command = [sys.executable, str(ROOT / "app.py")]
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, env=environment, cwd=home
    ) as process:
        assert process.stdout is not None
        said = ""
        for line in process.stdout:
            said += line
            if found := re.search(r"http://127\.0\.0\.1:\d+", line):
                yield found[0]
                break
        else:
            pytest.fail(f"the server ended without an address: {said}")
        process.terminate()
        process.stdout.read()


def test_a_director_asks_gets_a_stage_with_next_steps_and_opens_the_passage(
    address: str, visit: Callable[..., Any]
) -> None:
    page = visit(address)
    page.get_by_role("button", name=EXAMPLES[0]).click()
    answer = page.locator(".turn .answer[aria-busy=false]")
    answer.wait_for(timeout=30_000)
    for heading in ("Where you are", "What to do next", "What would be a mismatch now", "What would change our mind"):
        assert page.get_by_role("heading", name=heading).is_visible()
    assert "You wrote" in answer.inner_text()
    marker = answer.locator("button.cite").first
    marker.click()
    quoted = page.locator("mark")
    quoted.wait_for()
    assert len(quoted.inner_text()) > 20
    assert quoted.inner_text() in answer.inner_text()


def test_the_examples_that_the_page_offers_are_all_answered(address: str, visit: Callable[..., Any]) -> None:
    page = visit(address)
    for number, example in enumerate(EXAMPLES):
        page.get_by_label("Your question").fill(example)
        page.keyboard.press("Enter")
        page.locator(".turn").nth(number).locator(".answer[aria-busy=false]").wait_for(timeout=30_000)
        assert page.locator(".turn").nth(number).locator("button.cite").count() >= 2
