"""The words of the screens and the facts of the settings page, over the API."""

from pathlib import Path
from typing import get_args

import pytest
from fastapi import FastAPI
from starlette.testclient import TestClient

from assistant.facts import settings_facts
from assistant.models import Intent, Standing, StatementKind, Status, Verdict
from assistant.plans.models import PlanFit
from assistant.settings import Settings
from assistant.timeline.change_models import Moved, SignChange
from assistant.timeline.models import Direction
from corpus.vocabulary import OUTCOMES, STAGES, THEMES, DocumentStatus

WORDS = {
    "outcomes": OUTCOMES,
    "themes": THEMES,
    "standings": get_args(Standing),
    "verdicts": get_args(Verdict),
    "directions": get_args(Direction),
    "moved": get_args(Moved),
    "sign_changes": get_args(SignChange.model_fields["change"].annotation),
    "intents": get_args(Intent),
    "statuses": get_args(Status),
    "document_statuses": get_args(DocumentStatus),
    "fits": get_args(PlanFit),
    "statement_kinds": get_args(StatementKind),
}


def test_every_word_of_the_records_has_words_for_people(local: TestClient) -> None:
    words = local.get("/vocabulary").json()
    for name, ids in WORDS.items():
        assert set(words[name]) == set(ids), name
        assert all(words[name].values()), name
    assert [stage["id"] for stage in words["stages"]] == list(STAGES)
    assert all(stage["mechanism"].endswith(".") and stage["helps"].endswith(".") for stage in words["stages"])
    assert {"code", "stage", "text"} == set(words["indicators"][0])
    assert "inspection report" in words["document_kinds"]


def test_the_words_are_sent_once_and_then_said_to_be_unchanged(local: TestClient) -> None:
    first = local.get("/vocabulary")
    again = local.get("/vocabulary", headers={"if-none-match": first.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert "no-store" not in first.headers["cache-control"]
    assert local.get("/vocabulary", headers={"if-none-match": '"old"'}).status_code == 200


def test_by_default_nothing_leaves_the_machine(local: TestClient, api: FastAPI) -> None:
    facts = local.get("/settings").json()
    assert facts["leaves_machine"] == [] and facts["language_model"] == {"name": None, "where": "none"}
    assert facts["record"]["where"] == "sqlite file" and facts["record"]["path_or_host"].startswith(facts["home"])
    assert facts["index"]["passages"] > 1000 and facts["versions"]["index"] == facts["index"]["generation"]
    assert facts["limits"]["upload_files"] == api.state.assistant.settings.limits.upload_files
    assert "30 days" in facts["record"]["retention"]


def test_what_leaves_the_machine_is_named_without_a_secret(tmp_path: Path) -> None:
    settings = Settings.model_validate(
        {
            "home": tmp_path,
            "record": {"url": "postgresql+psycopg://anna:hush@db.example/regrip"},
            "index": {"chroma_url": "https://anna:hush@vectors.example"},
            "llm": {"model": "openai:big", "base_url": "https://models.example/v1", "api_key": "hush"},
            "oidc": {"issuer": "https://login.example", "client_id": "regrip", "client_secret": "hush"},
        }
    )
    facts = settings_facts(settings, {"regrip": "1"})
    said = " ".join(facts.leaves_machine)
    assert len(facts.leaves_machine) == 4
    assert all(host in said for host in ("db.example", "vectors.example", "models.example", "login.example"))
    assert "hush" not in facts.model_dump_json() and "anna" not in facts.model_dump_json()


@pytest.mark.parametrize("base_url", ["http://127.0.0.1:8080/v1", "http://localhost/v1"])
def test_a_model_on_this_machine_is_said_to_be_here(tmp_path: Path, base_url: str) -> None:
    settings = Settings.model_validate({"home": tmp_path, "llm": {"model": "openai:own", "base_url": base_url}})
    facts = settings_facts(settings, {"regrip": "1"})
    assert facts.language_model.where == "this machine" and facts.leaves_machine == []
