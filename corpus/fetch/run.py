"""The way in: `fetch_originals` takes a manifest to a folder of files and a report, and never lets one failure stop the rest."""

import logging
from collections.abc import Callable, Iterator
from itertools import chain, zip_longest
from pathlib import Path

from corpus.fetch.addresses import parse_address
from corpus.fetch.clock import Clock, SystemClock
from corpus.fetch.download import Downloader
from corpus.fetch.errors import NotAllowed, OriginalError
from corpus.fetch.hosts import HostRules, Place, named_places, places_of
from corpus.fetch.manifest import Entry, Manifest
from corpus.fetch.network import HttpxNetwork, Network
from corpus.fetch.options import FetchOptions
from corpus.fetch.pace import Pace
from corpus.fetch.report import FetchReport, Progress, Result, Status
from corpus.fetch.robots import Robots
from corpus.fetch.store import Store
from corpus.fetch.walk import Walker

_log = logging.getLogger(__name__)
Told = Callable[[Progress], None]


def fetch_originals(
    manifest: Manifest,
    folder: Path,
    options: FetchOptions | None = None,
    progress: Told | None = None,
    *,
    network: Network | None = None,
    clock: Clock | None = None,
) -> FetchReport:
    """Download every original of `manifest` into `folder`, and return the report that also stands there as `report.json`.

    A dry run makes no request and writes nothing. Whatever goes wrong with one original is its reason in the report; raised are
    only FolderError, when the folder cannot be used, and OptionError, for a host that is none.
    """
    options, clock = options or FetchOptions(), clock or SystemClock()
    rules = host_rules(manifest, options)
    report = FetchReport(started=clock.now(), dry_run=options.dry_run)
    if options.dry_run:
        planned = tuple(_plan(entry, rules) for entry in manifest)
        return report.model_copy(update={"results": planned, "ended": clock.now(), "complete": True})
    store, pace = Store(folder), Pace(options, clock)
    walker = Walker(network or HttpxNetwork(options.timeout, options.proxy), rules, pace, options)
    downloader = Downloader(walker, Robots(walker, pace, options, clock), store, options, clock)
    with store.open():
        store.write_report(report)
        for results in _fetch_each(manifest, downloader, progress or (lambda _: None)):
            report = report.model_copy(update={"results": tuple(results[e.id] for e in manifest if e.id in results)})
            store.write_report(report)
        report = report.model_copy(update={"ended": clock.now(), "complete": True})
        store.write_report(report)
    return report


def host_rules(manifest: Manifest, options: FetchOptions) -> HostRules:
    """Return the rules for hosts. Raises OptionError for a host in the options that is none."""
    named = {place for text in (*(options.hosts or ()), *options.allow_hosts) for place in named_places(text)}
    listed = set[Place]()
    for entry in manifest if options.hosts is None else ():
        try:
            listed |= places_of(parse_address(entry.url))
        except NotAllowed:
            continue
    return HostRules(listed, named)


def _fetch_each(manifest: Manifest, downloader: Downloader, told: Told) -> Iterator[dict[str, Result]]:
    """Yield the growing results. An address that is listed twice is fetched once."""
    results, done = dict[str, Result](), dict[tuple[str, str | None], Result]()
    for position, entry in enumerate(_taking_turns(manifest), start=1):
        here = Progress(entry, position, len(manifest))
        told(here)
        key = (entry.url.partition("#")[0], entry.sha256)
        result = _same(entry, done[key]) if key in done else _safely(downloader, here, told)
        results[entry.id] = done[key] = result
        told(Progress(entry, position, len(manifest), result.bytes or 0, result.bytes, result))
        yield results


def _safely(downloader: Downloader, here: Progress, told: Told) -> Result:
    """Whatever an original runs into, the others go on."""
    try:
        return downloader.fetch(
            here.entry, lambda size, whole: told(Progress(here.entry, here.position, here.total, size, whole))
        )
    except Exception as error:
        _log.debug("fetching %s", here.entry.id, exc_info=True)
        return _result(here.entry, "failed", f"unexpected {type(error).__name__}")


def _taking_turns(manifest: Manifest) -> Iterator[Entry]:
    """Yield the entries host by host in turn, so that the gap of one host is spent on the others."""
    hosts = dict[str, list[Entry]]()
    for entry in manifest:
        hosts.setdefault(entry.url.partition("//")[2].partition("/")[0].lower(), []).append(entry)
    return (entry for entry in chain.from_iterable(zip_longest(*hosts.values())) if entry is not None)


def _same(entry: Entry, first: Result) -> Result:
    own = entry.model_dump(include={"id", "title", "url", "licence"})
    return first.model_copy(update={**own, "reason": first.reason or f"the same address as {first.id}"})


def _plan(entry: Entry, rules: HostRules) -> Result:
    try:
        rules.check_host(parse_address(entry.url))
    except OriginalError as error:
        return _result(entry, "failed", str(error))
    return _result(entry, "would_fetch")


def _result(entry: Entry, status: Status, reason: str = "") -> Result:
    return Result(id=entry.id, title=entry.title, url=entry.url, licence=entry.licence, status=status, reason=reason)
