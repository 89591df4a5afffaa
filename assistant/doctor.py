"""The health of everything an answer depends on, each line with the way out."""

import hashlib
import json
import shutil
import sys
from collections.abc import Callable, Collection, Iterator
from pathlib import Path

from pydantic import BaseModel

from assistant.settings import Settings, in_force, load_settings
from corpus.errors import RegripError

_LEAST_FREE = 100_000_000
"""Bytes that should be free in the home folder."""


class Check(BaseModel):
    """One thing that was looked at."""

    name: str
    ok: bool
    detail: str


class Setting(BaseModel):
    """A setting in force and where it came from: `default`, `regrip.toml` or `environment` (with a short variable's name)."""

    path: str
    value: str
    origin: str


class Report(BaseModel):
    """The JSON of `regrip doctor`."""

    healthy: bool
    checks: list[Check]
    settings: list[Setting]


def examine(only: Collection[str] = ()) -> Report:
    """Return the state of settings, home folder, index and documents, models, record, accounts, provider, language model, readers of files.

    `only` names those of these checks to make, all by default.
    """
    try:
        settings = load_settings()
    except RegripError as error:
        return Report(healthy=False, checks=[Check(name="settings", ok=False, detail=str(error))], settings=[])
    checks = list(_checks(settings, only))
    return Report(
        healthy=all(check.ok for check in checks),
        checks=checks,
        settings=[Setting(path=path, value=value, origin=origin) for path, value, origin in in_force(settings)],
    )


def _checks(settings: Settings, only: Collection[str]) -> Iterator[Check]:
    version = ".".join(map(str, sys.version_info[:3]))
    yield Check(name="python", ok=sys.version_info >= (3, 11), detail=f"{version} (3.11 or newer is needed)")
    looks: tuple[tuple[str, Callable[[Settings], str]], ...] = (
        ("home", _home),
        ("model files", _model_files),
        ("embedder", _embedder),
        ("index", _index),
        ("documents", _documents),
        ("vectors", _vectors),
        ("stage model", _stage_model),
        ("record", _record),
        ("accounts", _accounts),
        ("sign-in provider", _provider),
        ("language model", _language_model),
        ("readers of files", _readers),
    )
    for name, look in looks:
        if only and name not in only:
            continue
        try:
            yield Check(name=name, ok=True, detail=look(settings))
        except RegripError as error:
            yield Check(name=name, ok=False, detail=str(error))
        except Exception as error:
            yield Check(
                name=name, ok=False, detail=f"{type(error).__name__}; run `regrip --debug doctor` for the details"
            )


def _home(settings: Settings) -> str:
    from assistant.errors import SettingsError
    from assistant.serving import who_serves

    probe = Path(settings.home) / ".writable"
    try:
        probe.parent.mkdir(parents=True, exist_ok=True)
        probe.touch()
        probe.unlink()
    except OSError as error:
        raise SettingsError(
            f"{settings.home}: cannot be written ({error.strerror}); set REGRIP_HOME to another folder"
        ) from error
    free = shutil.disk_usage(settings.home).free
    if free < _LEAST_FREE:
        raise SettingsError(
            f"{settings.home}: only {free // 1_000_000} MB are free, and the index and the record need room to be written; make room, "
            "or set REGRIP_HOME to another folder"
        )
    served = who_serves(settings.home)
    return f"{settings.home} can be written" + (f"; it is being served by {served}" if served else "")


def _model_files(settings: Settings) -> str:
    """Hold the packaged weights and the models prepared from them against the hashes they should have."""
    from assistant.errors import ModelFileError
    from indexes.onnx_model import packaged_weights

    packaged_weights()
    cards = sorted((settings.home / "models").glob("*/model.json"))
    for card in cards:
        model = card.with_name("model.onnx")
        try:
            wanted = json.loads(card.read_text(encoding="utf-8"))["sha256"]
            with model.open("rb") as file:
                found = hashlib.file_digest(file, "sha256").hexdigest()
        except (OSError, ValueError, KeyError) as error:
            raise ModelFileError(
                f"{card.parent}: cannot be read ({type(error).__name__}); delete that folder, and it is made again"
            ) from error
        if found != wanted:
            raise ModelFileError(
                f"{model}: not the model that was made here (sha256 {found[:12]}, not {wanted[:12]}); delete {card.parent}, and it is "
                "made again"
            )
    return f"the packaged weights and {len(cards)} models prepared from them are as they were made"


def _embedder(settings: Settings) -> str:
    from indexes.embedders import get_embedder

    embedder = get_embedder(settings.embedder, settings.home)
    return f"{embedder.name}, {embedder.dimension} numbers a vector, {embedder.fingerprint}"


def _index(settings: Settings) -> str:
    from indexes.embedders import get_embedder
    from indexes.hybrid import HybridIndex

    manifest = HybridIndex(settings.home, get_embedder(settings.embedder, settings.home), settings.index).manifest
    return f"{manifest.documents} documents, {manifest.chunks} passages, generation {manifest.generation} of {manifest.built_at}"


def _documents(settings: Settings) -> str:
    """Hold the index against the corpus of this version and the user's own files: an update brings documents that it lacks."""
    from indexes.embedders import get_embedder
    from indexes.errors import IndexMismatch
    from indexes.layout import Layout
    from indexes.upkeep import is_up_to_date, wanted_documents

    embedder = get_embedder(settings.embedder, settings.home)
    if not is_up_to_date(Layout(settings.home).read_existing(), wanted_documents(settings.home), embedder):
        raise IndexMismatch(
            "the index holds other documents than this version and your own files would give; run `regrip index build`"
        )
    return "the index holds the corpus of this version and your own files, as they are"


def _vectors(settings: Settings) -> str:
    from indexes.chroma import ChromaStore
    from indexes.errors import IndexDamaged
    from indexes.layout import Layout

    layout = Layout(settings.home)
    manifest = layout.read_existing()
    store = ChromaStore(layout.chroma, settings.index.chroma_url)
    held = store.count(layout.collection(manifest.generation))
    if held != manifest.chunks:
        raise IndexDamaged(f"{store.place}: {held} of {manifest.chunks} vectors are there; run `regrip index build`")
    return f"{held} at {store.place}"


def _stage_model(settings: Settings) -> str:
    from assistant.engine import StageEngine, load_encoder
    from indexes.embedders import get_embedder

    return StageEngine(
        get_embedder(settings.embedder, settings.home), load_encoder(settings.home, settings.embedder)
    ).version


def _record(settings: Settings) -> str:
    from assistant.state.store import Record

    if not settings.record.keep:
        return "nothing is kept (record.keep is off)"
    _file_is_whole(settings)
    record = Record.open(settings.record.url, settings.home)
    try:
        return f"{record.count()} exchanges kept"
    finally:
        record.close()


def _file_is_whole(settings: Settings) -> None:
    """Look at every page of an SQLite record, before anything is written to it."""
    from assistant.errors import StateError
    from assistant.state.database import address_of, sqlite_file
    from assistant.state.files import check

    file = sqlite_file(address_of(settings.record.url, settings.home))
    if file is None or not file.is_file() or not file.stat().st_size:
        return
    checked = check(file)
    if not checked.ok:
        raise StateError(
            f"{file}: {'; '.join(checked.problems[:2])}; stop Regrip, and put a backup in its place with `regrip db restore FILE --force`"
        )


def _readers(settings: Settings) -> str:
    """Start a reader of files and say what holds it."""
    from corpus.files import reader_gaps

    files = settings.files
    allowed = f"{files.readers} at most, {files.seconds:g} seconds and {files.memory_mb} MB a file"
    gaps = reader_gaps(files)
    return (
        f"{allowed}; no limit here for: {', '.join(gaps)}"
        if gaps
        else f"{allowed}; no file, network or program within their reach"
    )


def _accounts(settings: Settings) -> str:
    from assistant.accounts.in_use import accounts_in_use
    from assistant.errors import SettingsError

    used = accounts_in_use(settings)
    if used is None:
        return "none: whoever sits at this machine is the one user (accounts.enabled is off)"
    listed = used.accounts.listed()
    used.accounts.engine.dispose()
    able = sum(account.role == "administrator" and not account.disabled for account in listed)
    if not able:
        raise SettingsError(
            "accounts.enabled: no administrator can sign in; make one with `regrip users add NAME --role administrator`"
        )
    return f"{len(listed)}, administrators who can sign in: {able}"


def _provider(settings: Settings) -> str:
    """Ask the provider what it says of itself, and for its keys."""
    from assistant.accounts.provider.discovery import Discovery

    if settings.oidc.issuer is None:
        return "none: people sign in with passwords (oidc.issuer is not set)"
    keys = Discovery(settings.oidc.issuer).keys()
    unknown = f"becomes {settings.oidc.new_accounts}" if settings.oidc.new_accounts else "is refused"
    return (
        f"{settings.oidc.issuer} answers, keys for RS256 or ES256: {len(keys.keys)}; accounts are known by {settings.oidc.claim} the first "
        f"time, and whoever has none {unknown}"
    )


def _language_model(settings: Settings) -> str:
    """Make the client, and ask a server of the user's own whether it is there; a provider on the internet is not contacted."""
    from assistant.language_model.client import make_client, server_answers

    if settings.llm.model is None:
        return "none: answers quote their sources, and nothing leaves this machine"
    make_client(settings.llm)
    where = f"at {settings.llm.base_url}" if settings.llm.base_url else "at its provider, which was not contacted"
    if settings.llm.base_url:
        server_answers(settings.llm)
    return f"{settings.llm.model} {where}; questions and the passages found for them are sent there"
