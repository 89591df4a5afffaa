"""The settings in force as plain facts for the people whose data it is: where it lies, what is in use, what leaves the machine."""

import ipaddress
from collections.abc import Iterator
from typing import Literal
from urllib.parse import urlsplit

from assistant.models import Record
from assistant.settings import LimitSettings, Settings
from assistant.state.cases import KEPT_AFTER_DELETION
from corpus.errors import RegripError
from indexes.layout import Layout

THIS_MACHINE = "this machine"


class RecordFacts(Record):
    """Where cases and conversations are kept. `path_or_host` never holds a name or a password."""

    where: Literal["sqlite file", "postgresql", "other database"]
    path_or_host: str
    keeps_originals: bool
    retention: str


class IndexFacts(Record):
    """What the index holds; zero and null where there is none."""

    where: str
    documents: int = 0
    passages: int = 0
    generation: str | None = None
    built_at: str | None = None


class LanguageModelFacts(Record):
    """Which language model is in use, and where it runs: `none`, `this machine`, or a host or provider."""

    name: str | None
    where: str


class ChromaFacts(Record):
    """Where vectors are kept: `this machine`, or a host."""

    where: str


class SettingsFacts(Record):
    """What the settings page says. `leaves_machine` has a sentence for each thing that is sent elsewhere; none by default."""

    version: str
    versions: dict[str, str]
    home: str
    keeps: bool
    record: RecordFacts
    index: IndexFacts
    language_model: LanguageModelFacts
    embedder: str
    chroma: ChromaFacts
    leaves_machine: list[str]
    limits: LimitSettings
    accounts: bool = False


def settings_facts(settings: Settings, versions: dict[str, str]) -> SettingsFacts:
    """Return the facts; `versions` are those in use. No secret is among them."""
    return SettingsFacts(
        version=versions["regrip"],
        versions=versions,
        home=str(settings.home),
        keeps=settings.record.keep,
        record=_record(settings),
        index=_index(settings),
        language_model=LanguageModelFacts(name=settings.llm.model, where=_model_place(settings)),
        embedder=settings.embedder.model,
        chroma=ChromaFacts(where=_place(settings.index.chroma_url)),
        leaves_machine=list(_leaving(settings)),
        limits=settings.limits,
        accounts=settings.accounts.enabled,
    )


def _record(settings: Settings) -> RecordFacts:
    kind, place = _database(settings)
    return RecordFacts(
        where=kind,
        path_or_host=place,
        keeps_originals=settings.record.originals,
        retention=(
            f"A deleted case can be brought back for {KEPT_AFTER_DELETION.days} days; then it is deleted for good. All else is kept "
            "until you delete it."
            if settings.record.keep
            else "Nothing of a conversation is kept."
        ),
    )


def _database(settings: Settings) -> tuple[Literal["sqlite file", "postgresql", "other database"], str]:
    """Return what kind of database the record is in, and its file or host."""
    from sqlalchemy.engine import make_url

    from assistant.state.database import address_of

    url = make_url(address_of(settings.record.url, settings.home))
    if url.get_backend_name() == "sqlite":
        return "sqlite file", url.database or "in memory"
    kind: Literal["postgresql", "other database"] = (
        "postgresql" if url.get_backend_name() == "postgresql" else "other database"
    )
    return kind, _host(url.host or "localhost")


def _index(settings: Settings) -> IndexFacts:
    layout = Layout(settings.home)
    try:
        manifest = layout.read_manifest()
    except RegripError:
        manifest = None
    if manifest is None:
        return IndexFacts(where=str(layout.folder))
    return IndexFacts(
        where=str(layout.folder),
        documents=manifest.documents,
        passages=manifest.chunks,
        generation=manifest.generation,
        built_at=manifest.built_at,
    )


def _model_place(settings: Settings) -> str:
    llm = settings.llm
    if llm.model is None:
        return "none"
    return _place(llm.base_url) if llm.base_url else f"its provider, {llm.model.split(':')[0]}"


def _leaving(settings: Settings) -> Iterator[str]:
    """Yield a sentence for each thing that is sent to another machine."""
    model, chroma, (kind, database) = _model_place(settings), _place(settings.index.chroma_url), _database(settings)
    if model not in ("none", THIS_MACHINE):
        yield f"Questions, and the passages found for them, go to the language model {settings.llm.model} at {model}."
    if chroma != THIS_MACHINE:
        yield f"Passages of the corpus and of your own files, and the vectors of questions, go to the Chroma server at {chroma}."
    if settings.record.keep and kind != "sqlite file" and database != THIS_MACHINE:
        yield f"Cases, their documents and conversations are kept in the database at {database}."
    if settings.oidc.issuer is not None and _place(settings.oidc.issuer) != THIS_MACHINE:
        yield (
            f"Whoever signs in through {_place(settings.oidc.issuer)} is sent there, and Regrip asks there who they are; nothing of what "
            "anybody asks or keeps goes there."
        )


def _place(url: str | None) -> str:
    return _host(urlsplit(url).hostname or "") if url else THIS_MACHINE


def _host(name: str) -> str:
    """Return a host as it is told: this machine, or its name."""
    try:
        local = ipaddress.ip_address(name).is_loopback
    except ValueError:
        local = name == "localhost" or name.startswith("/")
    return THIS_MACHINE if local else name
