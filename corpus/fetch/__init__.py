"""Downloading public originals, politely and only when asked.

`fetch_originals` in `corpus.fetch.run` is the way in. Everything that touches the network stands in `corpus.fetch.network`.
"""

from corpus.fetch.errors import FetchError, FolderError, ManifestError, OptionError
from corpus.fetch.manifest import Entry, Manifest, load_manifest, register_manifest, select_entries
from corpus.fetch.options import FetchOptions, make_options
from corpus.fetch.report import FetchReport, Progress, Result
from corpus.fetch.run import fetch_originals

__all__ = [
    "Entry",
    "FetchError",
    "FetchOptions",
    "FetchReport",
    "FolderError",
    "Manifest",
    "ManifestError",
    "OptionError",
    "Progress",
    "Result",
    "fetch_originals",
    "load_manifest",
    "make_options",
    "register_manifest",
    "select_entries",
]
