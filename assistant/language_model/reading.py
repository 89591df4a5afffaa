"""The model's text to sentences with passage numbers, as it streams in.

The form asked for is lines: a sentence, then numbers in brackets. LangChain's structured output was weighed and left: what it streams
is the provider's own way of JSON, servers that call themselves OpenAI-compatible take the schema and do not keep it, small models break
JSON at the first quotation mark, and a list in JSON shows its first sentence no sooner than lines do. JSON is read too, since some
models write it unasked: each object in it counts as soon as it closes, so that half a JSON loses only its last object.
"""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from assistant.engine.sentences import split_sentences

MOST_CHARS = 20_000
"""Text after which no more is read: a model that runs on and on."""
_LIST = r"\s*+(?:(?:passages?|sources?|no\.?)\s*+)?\d{1,4}(?:\s*+(?:,|;|and|&|-|–)\s*+\d{1,4})*+\s*+"
_SQUARE = re.compile(rf"(?:(?<!\s)\s++)?[\[【]{_LIST}[\]】](?:\s*+[\[【]{_LIST}[\]】])*+\s*[.!?]?", re.I)
_ROUND = re.compile(rf"(?:(?<!\s)\s++)?\({_LIST}\)(?:\s*+\({_LIST}\))*+\s*[.!?]?", re.I)
_MARKS = re.compile(r"^\s*(?:(?:[-*•–]|#{1,6}|\d{1,2}[.)])\s+)+|\*\*|__|`+")
_THOUGHT = re.compile(r"<think(?:ing)?>.*?(?:</think(?:ing)?>|\Z)", re.DOTALL | re.I)
_FENCE = re.compile(r"^[^\S\n]*```\w*[^\S\n]*$", re.M)
_JSON = re.compile(r"\s*(?:\{|\[\s*\{)")
_TEXT_KEYS = ("text", "sentence", "statement", "claim")
_NUMBER_KEYS = ("passages", "citations", "passage", "sources", "numbers")


@dataclass(frozen=True)
class Said:
    """One sentence of the model with the passage numbers it gave for it, in its order, not yet checked."""

    text: str
    numbers: tuple[int, ...] = ()


class SentenceReader:
    """Reads one reply. Feed it the pieces; it yields sentences as soon as they are whole."""

    def __init__(self) -> None:
        self._text = ""
        self._read = 0
        self.overlong = False
        """Whether reading ended because the text ran on."""

    def feed(self, piece: str) -> Iterator[Said]:
        """Yield the sentences that `piece` completes."""
        self._text += piece
        if "<think" in self._text:
            if _is_thinking(self._text):
                return
            self._text, self._read = _THOUGHT.sub("", self._text), 0
        self.overlong = len(self._text) > MOST_CHARS
        if self._is_json():
            yield from self._objects()
        else:
            yield from self._lines()

    def close(self) -> Iterator[Said]:
        """Yield what the end of the text completes: a last line with its numbers. One broken off before them is lost."""
        rest = self._text[self._read :]
        if not self._is_json() and _citing(rest) and not _is_thinking(self._text):
            yield from sentences_of(rest)
        self._read = len(self._text)

    def _is_json(self) -> bool:
        return _JSON.match(_FENCE.sub("", self._text[:200])) is not None

    def _lines(self) -> Iterator[Said]:
        while (end := self._text.find("\n", self._read)) >= 0:
            line, self._read = self._text[self._read : end], end + 1
            if not _FENCE.match(line):
                yield from sentences_of(line)

    def _objects(self) -> Iterator[Said]:
        """Yield the innermost objects that are whole, each once."""
        decoder = json.JSONDecoder()
        while (start := self._text.find("{", self._read)) >= 0:
            try:
                found, end = decoder.raw_decode(self._text, start)
            except json.JSONDecodeError:
                inner = self._text.find("{", start + 1)
                if inner < 0:
                    return
                if not _opens_a_list(self._text[start:inner]):
                    return
                self._read = inner
                continue
            self._read = end
            yield from _of_object(found)


def _is_thinking(text: str) -> bool:
    """Return whether a thought has begun that has not ended."""
    plain = text.lower()
    begun = max(plain.rfind("<think>"), plain.rfind("<thinking>"))
    return begun >= 0 and "</think" not in plain[begun:]


def _opens_a_list(text: str) -> bool:
    """Return whether an object that is not whole yet is one that holds others: `{"statements": [`."""
    return bool(re.fullmatch(r'\{\s*"\w+"\s*:\s*\[\s*', text))


def _of_object(found: Any) -> Iterator[Said]:
    if not isinstance(found, dict):
        return
    text = next((found[key] for key in _TEXT_KEYS if isinstance(found.get(key), str)), None)
    if text is None:
        for value in found.values():
            for inner in value if isinstance(value, list) else ():
                yield from _of_object(inner)
        return
    given: Any = next((found[key] for key in _NUMBER_KEYS if key in found), [])
    numbers = tuple(int(n) for n in re.findall(r"\d{1,4}", json.dumps(given)))
    for said in sentences_of(text):
        yield Said(said.text, said.numbers or numbers)


def sentences_of(line: str) -> Iterator[Said]:
    """Yield the sentences of one line. A sentence without numbers takes those that come next on the line."""
    line = _MARKS.sub("", line).strip()
    waiting: list[str] = []
    position = 0
    for match in _citing(line):
        before = line[position : match.start()]
        ends = re.search(r"[.!?]\s*$", match[0])
        waiting += _split(before)
        position = match.end()
        if waiting:
            numbers = _numbers(match[0])
            yield from (Said(_ended(text, bool(ends)), numbers) for text in waiting)
            waiting = []
    yield from (Said(text) for text in _split(line[position:]))


def _citing(line: str) -> list[re.Match[str]]:
    """Return the runs of bracketed numbers. Round brackets count only where the line has no square ones: "(2024)" is text."""
    found = list(_SQUARE.finditer(line)) or list(_ROUND.finditer(line))
    return [match for match in found if max(_numbers(match[0])) < 1000]


def _numbers(text: str) -> tuple[int, ...]:
    found: list[int] = []
    for first, last in re.findall(r"(\d{1,4})(?:\s*[-–]\s*(\d{1,4}))?", text):
        found += range(int(first), min(int(last), int(first) + 20) + 1) if last else [int(first)]
    return tuple(dict.fromkeys(found))


def _split(text: str) -> list[str]:
    text = text.strip(" \t;,:")
    if text[:1] in ('"', "“") and text[-1:] in ('"', "”") and len(re.findall('["“”]', text)) == 2:
        text = text[1:-1]
    return [text[a:b] for a, b in split_sentences(text) if re.search(r"\w{2}", text[a:b])]


def _ended(text: str, ends: bool) -> str:
    """Return the sentence with its full stop, which may have stood after the numbers."""
    return text if text[-1:] in ".!?" or not (ends or text) else f"{text}."
