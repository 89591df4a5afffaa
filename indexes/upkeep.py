"""Bringing the index up to date with the corpus and the user's own files: for the command and the web application alike."""

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Protocol

from corpus.files.settings import FileSettings
from corpus.models import Document
from indexes.embedders import Embedder
from indexes.models import BuildReport, IndexManifest, Progress
from indexes.settings import EmbedderSettings, IndexSettings


class HasIndexSettings(Protocol):
    """The part of the settings that an index depends on."""

    home: Path
    embedder: EmbedderSettings
    index: IndexSettings
    files: FileSettings


def wanted_documents(home: Path) -> list[Document]:
    """Return what an index of `home` should hold: the corpus and the user's own files. Raises CorpusError."""
    from corpus.library import Library
    from corpus.loaders import load_corpus

    return load_corpus() + Library(home).documents()


def bring_up_to_date(
    settings: HasIndexSettings,
    progress: Callable[[Progress], None] = lambda _: None,
    tell: Callable[[str], None] = lambda _: None,
    documents: Callable[[Path], Iterable[Document]] = wanted_documents,
) -> BuildReport:
    """Build what is missing or has changed and return what was done; `tell` hears in words what is being done.

    Raises EmbedderError, CorpusError, IndexBusy when another build is running, and what else `build_index` raises.
    """
    from indexes.builder import build_index
    from indexes.embedders import get_embedder

    tell("Preparing the model that reads passages")
    embedder = get_embedder(settings.embedder, settings.home)
    tell("Reading the documents")
    given = list(documents(settings.home))
    tell("Reading passages into the index")
    return build_index(settings.home, given, embedder, settings.index, progress)


def is_up_to_date(manifest: IndexManifest, documents: Iterable[Document], embedder: Embedder) -> bool:
    """Return whether an index holds exactly `documents` as `embedder` and this version would index them."""
    from indexes.plan import Planner

    return manifest.sources == Planner(documents, embedder).sources
