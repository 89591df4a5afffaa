"""robots.txt as RFC 9309 has it: read once per site, a missing one permits everything, an unreachable one nothing."""

from protego import Protego

from corpus.fetch.addresses import Target
from corpus.fetch.clock import Clock
from corpus.fetch.decoding import Decoder
from corpus.fetch.errors import NotAllowed, OriginalError
from corpus.fetch.network import Answer
from corpus.fetch.options import FetchOptions
from corpus.fetch.pace import Pace, with_retries
from corpus.fetch.walk import AGENT, Walker, refuse_status

_MOST_BYTES = 512_000
"""RFC 9309 asks to read at least 500 KiB; what follows is not read."""


class Robots:
    """Answers whether an address may be asked for. Protego reads the rules: longest match and wildcards, unlike urllib's."""

    def __init__(self, walker: Walker, pace: Pace, options: FetchOptions, clock: Clock) -> None:
        self._walker, self._pace, self._options, self._clock = walker, pace, options, clock
        self._known: dict[str, Protego | NotAllowed] = {}

    def permit(self, target: Target) -> None:
        """Raise NotAllowed when the site's robots.txt forbids the target or could not be read."""
        if target.origin not in self._known:
            self._known[target.origin] = self._read(target)
        rules = self._known[target.origin]
        if isinstance(rules, NotAllowed):
            raise NotAllowed(str(rules))
        if not rules.can_fetch(target.url, AGENT):
            raise NotAllowed(f"robots.txt of {target.authority} does not permit it")

    def _read(self, target: Target) -> Protego | NotAllowed:
        address = target._replace(path="/robots.txt")
        try:
            rules = Protego.parse(with_retries(lambda: self._ask(address), self._options, self._clock))
            self._pace.ask_for_gap(target.host, rules.crawl_delay(AGENT) or 0.0)
        except NotAllowed as error:
            return error
        except OriginalError as error:
            return NotAllowed(f"robots.txt of {target.authority} cannot be read, so nothing is fetched there: {error}")
        return rules

    def _ask(self, address: Target) -> str:
        with self._walker.follow(address, {}, permit=lambda _: None) as (_, answer):
            if answer.status == 200:
                return _text(answer)
            if 400 <= answer.status < 500 and answer.status != 429:
                return ""
            raise refuse_status(answer, self._clock)


def _text(answer: Answer) -> str:
    """Return the first part of the body as text; bytes that are not UTF-8 are replaced."""
    decoder, text = Decoder(answer.headers.get("content-encoding")), bytearray()
    for raw in answer.chunks():
        for piece in decoder.feed(raw):
            text += piece
            if len(text) >= _MOST_BYTES:
                return text[:_MOST_BYTES].decode("utf-8", "replace")
    decoder.end()
    return text.decode("utf-8-sig", "replace")
