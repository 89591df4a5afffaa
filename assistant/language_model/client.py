"""The one place that makes a LangChain chat model: from the settings to a client, and from its errors to plain ones."""

from importlib.util import find_spec
from typing import TYPE_CHECKING, Any

from assistant.errors import LanguageModelError
from assistant.language_model.settings import LanguageModelSettings

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel

_NO_KEY = "not-needed"
"""Sent to a server of the user's own that wants none: without it OpenAI's client would send the key of `OPENAI_API_KEY` there."""
_PROBE_S = 3.0
_PASSING = (408, 409, 425, 429)
"""Statuses that may be gone a moment later, as those from 500 on may."""
_LINE = frozenset(("TransportError", "APIConnectionError"))
"""Errors of the line, by name: each provider's package has an HTTP library of its own (httpx, httpx2, aiohttp)."""


def make_client(settings: LanguageModelSettings) -> "BaseChatModel":
    """Return the chat model that the settings name. Nothing is sent. Raises LanguageModelError when it cannot be made.

    The client never tries again by itself: tries are counted against the time-outs by `LanguageModel`.
    """
    from langchain.chat_models import init_chat_model

    name = settings.model or ""
    options: dict[str, Any] = {
        "temperature": settings.temperature,
        "max_tokens": settings.max_tokens,
        "timeout": settings.timeout_s,
        "max_retries": 0,
    }
    if settings.api_key is not None and settings.api_key.get_secret_value():
        options["api_key"] = settings.api_key.get_secret_value()
    if settings.base_url:
        options["base_url"] = settings.base_url
        options.setdefault("api_key", _NO_KEY)
    provider = "openai" if settings.base_url and not _names_provider(name) else None
    if provider or name.startswith("openai:"):
        options["stream_usage"] = settings.count_tokens
    try:
        return init_chat_model(name, model_provider=provider, **options)
    except ImportError as error:
        raise LanguageModelError(
            f"llm.model {name!r} needs a package that is not installed: pip install {_package(name, error)}"
        ) from error
    except Exception as error:
        raise LanguageModelError(
            f"llm.model {name!r}: no chat model can be made of it ({type(error).__name__}); write provider:model, as in "
            "openai:gpt-5-mini, and set llm.api_key where the provider asks for one"
        ) from error


def _names_provider(name: str) -> bool:
    """Return whether a name begins with a provider whose package is installed: `openai:gpt-5` does, `llama3:8b` does not."""
    prefix, colon, _ = name.partition(":")
    return bool(colon) and prefix.isidentifier() and find_spec(f"langchain_{prefix}") is not None


def _package(name: str, error: ImportError) -> str:
    missing = (error.name or "").split(".")[0].replace("_", "-")
    return missing or f"langchain-{name.split(':')[0]}"


def server_answers(settings: LanguageModelSettings) -> None:
    """Ask the server at `base_url` for its list of models. Raises LanguageModelError when it is not there or refuses the key."""
    import httpx

    key = settings.api_key.get_secret_value() if settings.api_key else ""
    try:
        reply = httpx.get(
            f"{settings.base_url}/models", headers={"Authorization": f"Bearer {key or _NO_KEY}"}, timeout=_PROBE_S
        )
    except httpx.HTTPError as error:
        raise LanguageModelError(
            f"llm.base_url {settings.base_url}: no answer ({type(error).__name__}); start the server or mend the address"
        ) from error
    if reply.status_code in (401, 403):
        raise LanguageModelError(f"llm.base_url {settings.base_url}: the key is refused; check llm.api_key")


def is_passing(error: BaseException) -> bool:
    """Return whether an error of the server or of the line may be gone at the next try."""
    here: BaseException | None = error
    while here is not None:
        code = status_of(here)
        if code is not None:
            return code in _PASSING or code >= 500
        if isinstance(here, OSError) or not _LINE.isdisjoint(kind.__name__ for kind in type(here).__mro__):
            return True
        here = here.__cause__ or here.__context__
    return False


def status_of(error: BaseException) -> int | None:
    """Return the HTTP status that an error tells of, None when it tells of none."""
    code = getattr(error, "status_code", None) or getattr(getattr(error, "response", None), "status_code", None)
    return code if isinstance(code, int) else None


def plain_error(error: BaseException) -> LanguageModelError:
    """Return an error in words of ours: a server's message may repeat what the user typed, so it is not passed on."""
    if isinstance(error, LanguageModelError):
        return error
    code = status_of(error)
    if code in (401, 403):
        return LanguageModelError(f"The language model's server refused the key (status {code}); check llm.api_key.")
    if code == 404:
        return LanguageModelError("The language model's server has no such model or address (status 404).")
    if code is not None:
        return LanguageModelError(f"The language model's server answered with status {code}.")
    if is_passing(error):
        return LanguageModelError("The language model's server could not be reached or broke off.")
    return LanguageModelError(f"The language model failed ({type(error).__name__}).")
