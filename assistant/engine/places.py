"""Where a user's marks lie: every place found, or refused by name."""

import re
from collections.abc import Iterator, Sequence

from assistant.engine.texts import SourceText, same_text
from assistant.errors import QuestionError
from assistant.models import Mark
from assistant.phrases import listed
from corpus.names import COVER

_FIRST_TURN = ("question", "turn 1")
"""What the first turn is called before there is a second one, and after."""
_SHOWN_WORDS = 60


def place_marks(marks: Sequence[Mark], texts: Sequence[SourceText]) -> list[Mark]:
    """Return `marks` as sources with spans, or whole sources, each once and in one order, whatever the order given.

    A quote becomes a mark at each place where it stands; spaces and line breaks in it match any others. The source of the first
    turn may be called "question" or "turn 1", however many turns there are.
    Raises QuestionError for a mark on a place that is not there, and for marks that contradict each other.
    """
    placed = sorted({place for mark in marks for place in _places(mark, texts)}, key=_order)
    _refuse_contradictions(placed)
    return placed


def _order(mark: Mark) -> tuple[str, int, int, str, str]:
    start, end = (-1, -1) if mark.start is None or mark.end is None else (mark.start, mark.end)
    return (mark.source or "", start, end, mark.verdict, mark.stage or "")


def _places(mark: Mark, texts: Sequence[SourceText]) -> Iterator[Mark]:
    within = [_text_named(mark.source, texts)] if mark.source is not None else list(dict.fromkeys(texts))
    if mark.quote is not None:
        yield from _quoted(mark, within, texts)
    elif mark.start is not None and mark.end is not None:
        yield _spanned(mark, within[0], mark.start, mark.end)
    else:
        yield mark.model_copy(update={"source": within[0].name})


def _text_named(name: str, texts: Sequence[SourceText]) -> SourceText:
    named = [text for text in texts if text.name == name]
    if not named and name in _FIRST_TURN:
        named = [text for text in texts if text.name in _FIRST_TURN]
    if not named:
        there = listed([f"{text.name!r}" for text in texts]) if texts else "none"
        raise QuestionError(f"a mark names the text {name!r}, which is not there; the texts are {there}")
    if len({same_text(text.text) for text in named}) > 1:
        raise QuestionError(f"a mark lies in {name!r}, but several texts are called that; give each a title of its own")
    return named[0]


def _quoted(mark: Mark, within: Sequence[SourceText], texts: Sequence[SourceText]) -> Iterator[Mark]:
    pattern = re.compile(r"\s+".join(re.escape(word) for word in (mark.quote or "").split()))
    found = [(text, match.span()) for text in within for match in pattern.finditer(text.text)]
    if not found:
        place = f"the text {mark.source!r}" if mark.source is not None else "any text"
        raise QuestionError(
            f"a mark quotes {_shortened(mark.quote or '')}, which does not stand in {place} word for word"
        )
    for text, (start, end) in found:
        yield _spanned(mark, _text_named(text.name, texts), start, end)


def _spanned(mark: Mark, text: SourceText, start: int, end: int) -> Mark:
    """The mark on the words between `start` and `end`, without the white space around them."""
    if end > len(text.text):
        raise QuestionError(
            f"a mark lies at {start} to {end} of {text.name!r}, which has {len(text.text)} characters; give offsets within it"
        )
    words = text.text[start:end]
    if not re.search(rf"[\w{COVER}]", words):
        raise QuestionError(f"a mark at {start} to {end} of {text.name!r} holds no words; give the place of some")
    first, last = start + len(words) - len(words.lstrip()), end - len(words) + len(words.rstrip())
    return mark.model_copy(update={"source": text.name, "start": first, "end": last, "quote": None})


def _shortened(quote: str) -> str:
    words = same_text(quote)
    return f"“{words if len(words) <= _SHOWN_WORDS else words[:_SHOWN_WORDS].rstrip() + '…'}”"


def _refuse_contradictions(placed: Sequence[Mark]) -> None:
    """The same words cannot be evidence and not ours, or signs of two stages; `wrong` beside `add` only says which reading is right."""
    by_place: dict[tuple[str | None, int | None, int | None], list[Mark]] = {}
    for mark in placed:
        by_place.setdefault((mark.source, mark.start, mark.end), []).append(mark)
    for (source, start, end), marks in by_place.items():
        stages = [str(mark.stage) for mark in marks if mark.stage]
        said = stages + [str(mark.verdict) for mark in marks if mark.verdict in ("past", "elsewhere")]
        if stages and len(said) > 1:
            raise QuestionError(
                f"the marks at {start} to {end} of {source!r} contradict each other: {listed(said)}; keep one"
            )


def onto_first_copy(mark: Mark, texts: Sequence[SourceText]) -> Mark:
    """Return a placed mark as it lies in the first of several copies of its text: the one that is read."""
    own = _text_named(mark.source or "", texts)
    first = next(text for text in texts if same_text(text.text) == same_text(own.text))
    if mark.start is None or mark.end is None or first.text == own.text:
        return mark.model_copy(update={"source": first.name})
    there = [i for i, character in enumerate(first.text) if not character.isspace()]

    def carried(offset: int) -> int:
        return there[sum(not character.isspace() for character in own.text[:offset])]

    return mark.model_copy(
        update={"source": first.name, "start": carried(mark.start), "end": carried(mark.end - 1) + 1}
    )
