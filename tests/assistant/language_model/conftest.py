"""The real assistant with a language model: a scripted server's, set up as a user sets up one of their own."""

from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest

from assistant.assistant import Assistant
from assistant.language_model.settings import LanguageModelSettings
from assistant.opening import Parts, make_composer
from tests.assistant.language_model.scripted import ScriptedServer, scripted_server

Opens = Callable[..., Assistant]


@pytest.fixture(scope="session")
def scripted() -> Iterator[ScriptedServer]:
    with scripted_server() as server:
        yield server


@pytest.fixture(scope="session")
def with_model(assistant: Assistant) -> Opens:
    """Opens the session's assistant anew with a language model at a server, on the index that is open already."""

    def opens(url: str, **llm: object) -> Assistant:
        chosen = LanguageModelSettings.model_validate({"model": "openai:scripted", "base_url": url, **llm})
        services = assistant._services
        settings = services.settings.model_copy(update={"llm": chosen})
        composer, written, rewriter = make_composer(settings, services.retriever, assistant._plans, services.ranker)
        parts = replace(services, settings=settings, composer=composer, written=written, rewriter=rewriter)
        return Assistant.of(Parts(parts, assistant._plans))

    return opens


@pytest.fixture(scope="session")
def told(with_model: Opens, scripted: ScriptedServer) -> Assistant:
    """The assistant on the scripted server, with time enough for a slow machine."""
    return with_model(scripted.url, first_token_s=20, timeout_s=60, retries=0)
