"""The load: a few people for some seconds on a real server, and what is made of what they saw."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from evals.load.__main__ import TARGETS, _growth, measured, print_table


def test_growth_leaves_the_warming_up_aside() -> None:
    assert _growth([100, 300, 400, 400, 400, 400, 400, 400]) == 0
    assert _growth([100, 300, 400, 400, 400, 400, 440, 440]) == pytest.approx(0.1)


@pytest.mark.slow
def test_a_few_people_work_for_some_seconds_without_an_error(
    home: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("REGRIP_HOME", str(home))
    with ThreadPoolExecutor(1) as aside:  # a browser of an earlier test leaves an event loop in this thread
        figures = aside.submit(measured, users=4, minutes=0.25, think_s=0.7, seed=3).result()
    print_table(figures)
    assert figures["first_errors"] == []
    assert figures["kinds"]["ask"]["done"] > 0
    assert figures["left_running"] == 0
    assert len(figures["memory_mb"]) == 41
    assert TARGETS.keys() <= figures.keys()
    assert "memory MB over time" in capsys.readouterr().out
