"""The OpenAPI description is true: what it allows is answered as it says, what it does not allow is refused, nothing breaks."""

from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from threading import Thread
from typing import Any

import pytest
import schemathesis
import uvicorn
from fastapi import FastAPI
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis.errors import Unsatisfiable
from schemathesis import GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from assistant.web.server import address_of, open_listener
from tests.assistant.state.worlds import World, make_world

ROOT = Path(__file__).parents[3]
CHECKS = [not_a_server_error, status_code_conformance, content_type_conformance, response_schema_conformance]
SEEDED = settings(
    max_examples=4,
    derandomize=True,
    deadline=None,
    database=None,
    phases=(Phase.explicit, Phase.generate),
    suppress_health_check=list(HealthCheck),
)


@pytest.fixture
def world(api: FastAPI) -> Iterator[World]:
    yield make_world(api.state.cases.record)
    api.state.cases.forget()


@pytest.fixture(scope="module")
def address(api: FastAPI) -> Iterator[str]:
    """The API on a port of its own."""
    server = uvicorn.Server(uvicorn.Config(api, log_level="warning"))
    with open_listener("127.0.0.1", 0) as listener:
        thread = Thread(target=server.run, kwargs={"sockets": [listener]}, daemon=True)
        thread.start()
        yield address_of(listener)
        server.should_exit = True
        thread.join(10)


def operations(api: FastAPI) -> list[Any]:
    schema = schemathesis.openapi.from_dict(api.openapi())
    return [found.ok() for found in schema.get_all_operations()]


@pytest.mark.slow
@pytest.mark.parametrize("mode", [GenerationMode.POSITIVE, GenerationMode.NEGATIVE])
def test_whatever_is_sent_is_answered_as_described(
    api: FastAPI, address: str, world: World, mode: GenerationMode
) -> None:
    ids = {"case_id": world.case, "document_id": world.document, "conversation_id": world.conversation}
    ids |= {
        "exchange_id": world.exchange,
        "mark_id": world.mark,
        "waiting_id": world.waiting,
        "example_id": "ostlebridge",
    }
    tried = 0

    def send(case: Any) -> None:
        nonlocal tried
        tried += 1
        if case.path_parameters and tried % 2:
            case.path_parameters = {**case.path_parameters, **{n: ids[n] for n in case.path_parameters if n in ids}}
        case.validate_response(case.call(base_url=address), checks=CHECKS)

    for operation in operations(api):
        with suppress(Unsatisfiable):  # a route that takes nothing cannot be sent anything wrong
            SEEDED(given(case=operation.as_strategy(generation_mode=mode))(send))()
    assert tried > 60


def test_every_route_is_documented(api: FastAPI) -> None:
    page = (ROOT / "docs/reference/api.md").read_text(encoding="utf-8")
    named = [f"`{verb.upper()} {path}`" for path, verbs in api.openapi()["paths"].items() for verb in verbs]
    assert [name for name in named if name not in page] == []
    assert page.count("\n| `") >= len(named)
