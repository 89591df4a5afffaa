"""The rounds of kills: a few of them in earnest, and that the ledger would notice what is lost."""

from pathlib import Path

import pytest

from evals.faults.__main__ import TURNS, print_table, run
from evals.faults.ledger import GONE, Ledger


def test_what_was_acknowledged_and_is_not_there_is_found() -> None:
    ledger = Ledger()
    ledger.got(("case", "1"), "Northbury")
    assert ledger.settle(("case", "1"), lambda _: "Northbury") is None
    said = ledger.settle(("case", "1"), lambda _: GONE)
    assert said is not None
    assert "'Northbury' was acknowledged" in said


def test_of_a_change_under_way_the_old_and_the_new_are_allowed_and_nothing_else() -> None:
    def left_with(there: str) -> str | None:
        ledger = Ledger()
        ledger.got(("case", "1"), "old")
        ledger.trying(("case", "1"), "new")
        return ledger.settle(("case", "1"), lambda _: there)

    assert left_with("old") is None
    assert left_with("new") is None
    assert left_with(GONE) is not None
    assert left_with("half") is not None


def test_what_was_found_once_has_to_stay() -> None:
    ledger = Ledger()
    ledger.trying(("plan", "1"), "new")
    assert ledger.settle(("plan", "1"), lambda _: "new") is None
    assert ledger.settle(("plan", "1"), lambda _: GONE) is not None


@pytest.mark.slow
def test_a_few_kills_at_random_moments_lose_nothing(
    home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("REGRIP_HOME", str(home))
    result = run(tmp_path, len(TURNS), seed=1)
    print_table(result)
    assert result["what_was_wrong"] == []
    assert result["losses"] == 0
    assert result["acknowledged"] > 0
    assert result["first_refused"] == []
    assert {row["what"]: row["kills"] for row in result["kinds"]} == {
        "serving": 4, "building": 1, "migration": 1, "backup": 1, "export": 1,
    }  # fmt: skip
    assert "8 kills" in capsys.readouterr().out
