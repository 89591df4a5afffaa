"""What a user's marks do to the sentences: take them out, or set them aside as past or as not ours."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from assistant.engine.clauses import split_clauses
from assistant.engine.places import onto_first_copy
from assistant.engine.texts import Sentence, SourceText, is_known_again, same_text, same_words
from assistant.models import Mark, Verdict

_STRENGTH: tuple[Verdict, ...] = ("past", "elsewhere", "wrong")
"""Of several marks on the same words the last of these holds: what is wrong need not be placed in time."""
Place = tuple[str, int]
"""The words of a sentence, or its source and offset where they are few, and the number of an observation in it."""


def apply_marks(sentences: Sequence[Sentence], texts: Sequence[SourceText], placed: Sequence[Mark]) -> list[Sentence]:
    """Return `sentences` without those that a mark calls wrong, and with the standing of those that it sets aside.

    A mark on some words of a sentence is on the whole of it, or, where the sentence lists several observations, on those that it
    touches. A mark on words is on their copies too; a mark on a whole text is on no other text. `placed` comes from `place_marks`.
    """
    marks = [onto_first_copy(mark, texts) for mark in placed if mark.verdict != "add"]
    if not marks:
        return list(sentences)
    whole = _strongest_by_source(marks)
    on_words = _verdicts(sentences, [mark for mark in marks if mark.start is not None])
    return [piece for s in sentences for piece in _corrected(s, on_words, whole.get(s.source))]


def undate_withdrawn(texts: Sequence[SourceText], placed: Sequence[Mark]) -> list[SourceText]:
    """Return `texts` without the dates of those that a mark sets aside whole: they no longer make another one old."""
    named = {mark.source for mark in placed if mark.start is None}
    withdrawn = {same_text(text.text) for text in texts if text.name in named}
    return [replace(text, date=None) if same_text(text.text) in withdrawn else text for text in texts]


def _strongest_by_source(marks: Sequence[Mark]) -> dict[str, Verdict]:
    whole = [mark for mark in marks if mark.start is None]
    return {str(mark.source): _strongest(m.verdict for m in whole if m.source == mark.source) for mark in whole}


def _verdicts(sentences: Sequence[Sentence], marks: Sequence[Mark]) -> dict[Place, Verdict]:
    said: dict[Place, list[Verdict]] = {}
    for sentence in sentences:
        for mark in marks:
            for number in _touched(sentence, mark):
                said.setdefault((_identity(sentence), number), []).append(mark.verdict)
    return {place: _strongest(verdicts) for place, verdicts in said.items()}


def _identity(sentence: Sentence) -> str:
    words = same_words(sentence.text)
    return words if is_known_again(words) else f"{sentence.start}\n{sentence.source}"


def _touches(mark: Mark, sentence: Sentence, start: int, end: int) -> bool:
    """Whether a placed mark shares a character with `text[start:end]` of a sentence."""
    if mark.source != sentence.source or mark.start is None or mark.end is None:
        return False
    return mark.start < sentence.start + end and sentence.start + start < mark.end


def _touched(sentence: Sentence, mark: Mark) -> list[int]:
    """The numbers of the observations that a mark touches; all of them where it touches only what joins them."""
    if not _touches(mark, sentence, 0, len(sentence.text)):
        return []
    pieces = split_clauses(sentence.text)
    return [n for n, piece in enumerate(pieces) if _touches(mark, sentence, *piece)] or list(range(len(pieces)))


def _corrected(sentence: Sentence, on_words: dict[Place, Verdict], whole: Verdict | None) -> Iterator[Sentence]:
    pieces = split_clauses(sentence.text)
    own = [on_words.get((_identity(sentence), number)) for number in range(len(pieces))]
    if len(set(own)) == 1:
        pieces, own = [(0, len(sentence.text))], own[:1]
    for (start, end), verdict in zip(pieces, own, strict=True):
        cut = replace(sentence, start=sentence.start + start, end=sentence.start + end, text=sentence.text[start:end])
        yield from _judged(cut, verdict, whole)


def _judged(sentence: Sentence, own: Verdict | None, whole: Verdict | None) -> Iterator[Sentence]:
    verdict = _strongest(v for v in (own, whole) if v) if own or whole else None
    if verdict == "past" or verdict == "elsewhere":
        yield replace(sentence, standing=verdict, counts=False, marked=own is not None, counted=sentence.counts)
    elif verdict is None:
        yield sentence


def _strongest(verdicts: Iterable[Verdict]) -> Verdict:
    return max(verdicts, key=_STRENGTH.index)
