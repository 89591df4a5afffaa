"""`regrip verify`: one claim, a batch, and wrong use."""

import io
import json
from pathlib import Path

import pytest

from app import run


@pytest.fixture(autouse=True)
def at_home(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("REGRIP_HOME", str(home))


def test_one_claim_gives_one_object(capsys: pytest.CaptureFixture[str]) -> None:
    text = "The duty team moved to Bristol in 2019."
    assert run(["verify", "--claim", text, "--passage", "Other news.", "--passage", text, "--json"]) == 0
    reply = json.loads(capsys.readouterr().out)
    assert list(reply) == ["id", "label", "score", "supporting"]
    assert (reply["label"], reply["supporting"]) == ("supported", [1])


def test_people_get_one_line(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["verify", "--claim", "The sky is blue.", "--passage", "The sky is blue."]) == 0
    out = capsys.readouterr().out
    assert out.startswith("supported (chance of support 0.") and out.endswith("passages that carry it: 1\n")


def test_a_batch_keeps_ids_and_order_and_goes_on_after_a_bad_line(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    rows = [{"id": "b", "claim": "", "passages": ["x"]}, {"id": 7, "claim": "It rained.", "passages": ["It rained."]}]
    monkeypatch.setattr("sys.stdin", io.StringIO("\n".join(map(json.dumps, [*rows, {"claim": "x"}]))))
    assert run(["verify", "--jsonl", "-"]) == 1
    first, second, third = map(json.loads, capsys.readouterr().out.splitlines())
    assert (first["id"], first["status"], first["error"]["code"]) == ("b", "error", "bad_input")
    assert (second["id"], second["label"]) == (7, "supported")
    assert third["error"]["message"] == "passages: field required"


@pytest.mark.parametrize(
    ("arguments", "named"),
    [([], "claim is empty"), (["--claim", " "], "claim is empty"), (["--claim", "A fact."], "no passage")],
)
def test_an_empty_claim_or_no_passage_is_wrong_use(
    arguments: list[str], named: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["verify", *arguments]) == 2
    error = capsys.readouterr().err
    assert named in error and error.count("\n") == 1
