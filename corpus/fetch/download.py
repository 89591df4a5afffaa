"""One original: asked for, resumed or found unchanged, checked, and put under its name."""

from contextlib import suppress
from typing import NamedTuple

from corpus.fetch.addresses import parse_address
from corpus.fetch.clock import Clock
from corpus.fetch.errors import BadAnswer, OriginalError, StartAgain
from corpus.fetch.kinds import Kind, check_bytes, kind_of
from corpus.fetch.manifest import Entry
from corpus.fetch.names import file_stem
from corpus.fetch.network import Answer
from corpus.fetch.notes import Held, Part, strong_validator, usable
from corpus.fetch.options import FetchOptions
from corpus.fetch.pace import with_retries
from corpus.fetch.receive import Counted, goes_on, receive
from corpus.fetch.report import Result, Status
from corpus.fetch.robots import Robots
from corpus.fetch.store import Store, sha256_of
from corpus.fetch.walk import Visit, Walker, refuse_status

_SHARED = {"kind", "bytes", "sha256", "content_type", "final_url", "fetched_at"}


class Job(NamedTuple):
    """One original on its way: what is wanted, what is there already, and whom to tell."""

    entry: Entry
    stem: str
    held: Held | None
    counted: Counted

    @property
    def conditions(self) -> dict[str, str]:
        """The headers that ask only for a changed file; none when the one that is there is not the one wanted."""
        if self.held is None or self.held.url != self.entry.url or self.entry.sha256:
            return {}
        return self.held.conditions


class Downloader:
    """Fetches one original after another into a store."""

    def __init__(self, walker: Walker, robots: Robots, store: Store, options: FetchOptions, clock: Clock) -> None:
        self._walker, self._robots, self._store = walker, robots, store
        self._options, self._clock = options, clock

    def fetch(self, entry: Entry, counted: Counted) -> Result:
        """Return what came of one original; a failure is a result too."""
        stem = file_stem(entry.id)
        job = Job(entry, stem, self._store.held(stem), counted)
        try:
            if job.held and job.held.sha256 == entry.sha256:
                return self._result(job, "unchanged", job.held, reason="the checksum is that of the manifest")
            return with_retries(lambda: self._attempt(job), self._options, self._clock)
        except OriginalError as error:
            return self._failure(job, str(error))
        except OSError as error:
            return self._failure(job, f"cannot be written: {error.strerror or type(error).__name__}")

    def _attempt(self, job: Job) -> Result:
        part = self._store.part(job.stem, job.entry.url)
        headers = job.conditions
        if part is not None:
            headers = {"Range": f"bytes={part[1]}-", "If-Range": part[0].validator}
        with self._walker.follow(parse_address(job.entry.url), headers, self._robots.permit) as visit:
            if visit.answer.status == 304 and job.held is not None and "Range" not in headers:
                return self._unchanged(job, job.held)
            return self._take(job, visit, part)

    def _take(self, job: Job, visit: Visit, part: tuple[Part, int] | None) -> Result:
        """Read the body of an answer; what cannot be used leaves no part behind."""
        try:
            offset = self._offset(visit.answer, part)
            said = visit.answer.headers.get("content-type") or (part[0].content_type if part and offset else "")
            kind = kind_of(said, visit.target)
            if not offset:
                self._store.begin_part(job.stem, _resumable(job.entry.url, visit.answer, said))
            path = self._store.part_path(job.stem)
            receive(visit.answer, path, offset, self._options, self._clock, job.counted)
            return self._finish(job, visit, kind, said, resumed=offset > 0)
        except (BadAnswer, StartAgain):
            self._store.drop_part(job.stem)
            raise

    def _offset(self, answer: Answer, part: tuple[Part, int] | None) -> int:
        """Return where the body of this answer belongs: 0 when the server sends the file from its beginning."""
        if answer.status == 200:
            return 0
        if part is not None and answer.status in (206, 416):
            if answer.status == 206 and goes_on(answer, part[1], part[0].validator):
                return part[1]
            raise StartAgain("the server did not go on where the earlier download stopped")
        raise refuse_status(answer, self._clock)

    def _finish(self, job: Job, visit: Visit, kind: Kind, said: str, resumed: bool) -> Result:
        path = self._store.part_path(job.stem)
        check_bytes(path, kind)
        digest, wanted = sha256_of(path), job.entry.sha256
        if wanted and digest != wanted:
            problem = f"the checksum is {digest[:12]}…, not {wanted[:12]}… as the manifest says"
            raise StartAgain(problem) if resumed else BadAnswer(problem)
        headers = visit.answer.headers
        held = Held(
            url=job.entry.url,
            final_url=visit.target.url,
            kind=kind,
            content_type=said,
            etag=usable(headers.get("etag")),
            last_modified=usable(headers.get("last-modified")),
            sha256=digest,
            bytes=path.stat().st_size,
            fetched_at=self._clock.now(),
        )
        if job.held and (job.held.sha256, job.held.kind) == (digest, kind):
            return self._unchanged(job, held)
        self._store.keep(job.stem, held)
        return self._result(job, "fetched", held, resumed=resumed)

    def _unchanged(self, job: Job, held: Held) -> Result:
        self._store.update(job.stem, held)
        return self._result(job, "unchanged", held)

    def _failure(self, job: Job, reason: str) -> Result:
        with suppress(OSError):
            self._store.drop_part(job.stem, only_useless=True)
        if job.held is not None:
            reason += f"; the copy of {job.held.fetched_at:%Y-%m-%d} is kept"
        return self._result(job, "failed", job.held, reason)

    def _result(self, job: Job, status: Status, held: Held | None, reason: str = "", resumed: bool = False) -> Result:
        known = {} if held is None else held.model_dump(include=_SHARED)
        return Result(
            **job.entry.model_dump(include={"id", "title", "url", "licence"}),
            **known,
            status=status,
            reason=" ".join(reason.split()),
            file=self._store.file_name(job.stem, held.kind) if held else None,
            resumed=resumed,
        )


def _resumable(url: str, answer: Answer, content_type: str) -> Part | None:
    """Return what is needed to go on after a cut, or None when the server gives nothing to go by."""
    validator = strong_validator(answer.headers.get("etag"), answer.headers.get("last-modified"))
    if validator is None or answer.headers.get("content-encoding", "identity") != "identity":
        return None
    return Part(url=url, validator=validator, content_type=content_type)
