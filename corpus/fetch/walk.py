"""One paced request after another along a chain of redirects, each judged before it is made."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http import HTTPStatus
from importlib.metadata import PackageNotFoundError, version
from typing import NamedTuple

from corpus.fetch.addresses import Target, join_address
from corpus.fetch.clock import Clock
from corpus.fetch.errors import BadAnswer, NotAllowed, OriginalError, TryAgain
from corpus.fetch.hosts import HostRules
from corpus.fetch.network import Answer, Network
from corpus.fetch.options import FetchOptions
from corpus.fetch.pace import Pace, retry_after

AGENT = "Regrip"
"""The name that robots.txt can address."""
_REDIRECTS = {301, 302, 303, 307, 308}
_MAY_PASS = {408, 425, 429, 500, 502, 503, 504}


class Visit(NamedTuple):
    """An answer that is not a redirect, and where it came from in the end."""

    target: Target
    answer: Answer


class Walker:
    """Makes requests by the rules: hosts, gap, redirects. Nothing else in the package opens a connection."""

    def __init__(self, network: Network, rules: HostRules, pace: Pace, options: FetchOptions) -> None:
        self._network, self._rules, self._pace = network, rules, pace
        self._most = options.max_redirects
        self._agent = user_agent(options.contact)

    @contextmanager
    def follow(self, start: Target, headers: dict[str, str], permit: Callable[[Target], None]) -> Iterator[Visit]:
        """Ask for `start` and follow redirects; `permit` is called before each request and raises when it must not be made.

        Raises NotAllowed, BadAnswer or TryAgain.
        """
        target = start
        for step in range(self._most + 1):
            with _told_of_redirect(target, redirected=step > 0):
                self._rules.check_host(target)
                permit(target)
            with self._ask(target, headers) as answer:
                location = answer.headers.get("location")
                if answer.status not in _REDIRECTS or not location:
                    yield Visit(target, answer)
                    return
            target = _next(target, location)
        raise BadAnswer(f"more than {self._most} redirects, the last to {target.url[:200]}")

    @contextmanager
    def _ask(self, target: Target, headers: dict[str, str]) -> Iterator[Answer]:
        with self._pace.turn(target.host):
            addresses = self._network.resolve(target)
            if addresses is not None:
                self._rules.check_addresses(target, addresses)
            with self._network.open(target, addresses, {"User-Agent": self._agent, **headers}) as answer:
                yield answer


def _next(target: Target, location: str) -> Target:
    following = join_address(target, location)
    if target.scheme == "https" and following.scheme == "http":
        raise NotAllowed(f"redirected from https to plain {following.url[:200]}")
    return following


@contextmanager
def _told_of_redirect(target: Target, redirected: bool) -> Iterator[None]:
    try:
        yield
    except OriginalError as error:
        if not redirected:
            raise
        raise NotAllowed(f"redirected to {target.url[:200]}: {error}") from error


def user_agent(contact: str = "") -> str:
    """Return what Regrip calls itself."""
    try:
        number = version("regrip")
    except PackageNotFoundError:
        number = "0"
    return f"{AGENT}/{number} (corpus fetch{'; ' + contact if contact else ''})"


def refuse_status(answer: Answer, clock: Clock) -> OriginalError:
    """Return the error for an answer without a body to keep: TryAgain where asking again may help, else BadAnswer."""
    try:
        phrase = f" ({HTTPStatus(answer.status).phrase})"
    except ValueError:
        phrase = ""
    reason = f"the server answered {answer.status}{phrase}"
    if answer.status in _MAY_PASS:
        return TryAgain(reason, retry_after(answer.headers.get("retry-after"), clock))
    return BadAnswer(reason)
