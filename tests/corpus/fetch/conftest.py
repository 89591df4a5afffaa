"""A site, a clock that never waits, and a short way to fetch from the one with the other."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from corpus.fetch import Entry, FetchOptions, FetchReport, Progress, Result, fetch_originals
from tests.corpus.fetch.server import Site, serving


class StillClock:
    """Sleeping only moves its hands. `slept` says how long each sleep was."""

    def __init__(self) -> None:
        self.seconds, self.slept = 1000.0, list[float]()

    def monotonic(self) -> float:
        return self.seconds

    def now(self) -> datetime:
        return datetime(2026, 6, 30, 12, tzinfo=UTC) + timedelta(seconds=self.seconds)

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.seconds += seconds

    def chance(self) -> float:
        return 1.0


class Fetching:
    """Fetches paths of the site into the folder; the site's own host is allowed, as it is private."""

    def __init__(self, site: Site, clock: StillClock, folder: Path) -> None:
        self.site, self.clock, self.folder = site, clock, folder

    def entry(self, path: str, identifier: str = "", sha256: str | None = None) -> Entry:
        url = path if "://" in path else self.site.url(path)
        return Entry(id=identifier or path.strip("/").partition(".")[0], url=url, licence="OGL", sha256=sha256)

    def run(
        self, *entries: Entry, progress: Callable[[Progress], None] | None = None, network: Any = None, **options: Any
    ) -> FetchReport:
        settings = FetchOptions(**{"allow_hosts": (self.site.host,), "gap": 0, "timeout": 5, "retries": 1, **options})
        return fetch_originals(entries, self.folder, settings, progress, network=network, clock=self.clock)

    def one(self, path: str, sha256: str | None = None, **options: Any) -> Result:
        return self.run(self.entry(path, sha256=sha256), **options).results[0]

    def files(self) -> set[str]:
        return {p.name for p in self.folder.iterdir() if p.is_file()} if self.folder.is_dir() else set()

    def half_done(self) -> set[str]:
        return {p.name for p in (self.folder / ".fetch").iterdir() if "part" in p.name or p.name.endswith(".new")}


@pytest.fixture
def site() -> Iterator[Site]:
    with serving() as running:
        yield running


@pytest.fixture
def clock() -> StillClock:
    return StillClock()


@pytest.fixture
def fetching(site: Site, clock: StillClock, tmp_path: Path) -> Fetching:
    return Fetching(site, clock, tmp_path / "originals")
