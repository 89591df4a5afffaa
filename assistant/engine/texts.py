"""The texts of one assessment, cut into sentences, with what has been said twice or taken back marked."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from assistant.engine.clauses import split_clauses
from assistant.engine.cues import clear_standing, is_ask
from assistant.engine.openings import standing_of_list
from assistant.engine.sentences import split_sentences
from assistant.engine.taking_back import (
    is_meant,
    names_other_place,
    owns_to_a_mistake,
    puts_a_number_right,
    takes_back,
    takes_back_a_part,
    words_shared,
)
from assistant.models import Standing

_TURN = re.compile(r"^(?:turn (\d+)|question)$")
FILLER_WORDS = 3
"""Sentences this short ("Hang on. Sorry.") may come before a correction that opens a turn."""
_GOES_ON = 6
"""Sentences after a correction that may say what it means."""
_STALE_MONTHS = 24
"""A dated text this much older than the newest dated one tells of the past."""
_SAME_SENTENCE_WORDS = 8
"""A sentence of at least this many words that comes again word for word is counted once."""

_MANY, _SHORT, _JOINED = 2_000, 25, 120
"""From this many sentences on with this few characters on average, those within so many characters are read as one."""


@dataclass(frozen=True)
class SourceText:
    """One turn ("turn 1", or "question" when there is only one) or one document, by its title, with its text.

    `date` is YYYY, YYYY-MM or YYYY-MM-DD.
    """

    name: str
    text: str
    date: str | None = None


@dataclass(frozen=True)
class Sentence:
    """A sentence with its place: `text == source.text[start:end]`.

    `standing` is set where a rule settles it (its opening words, taken back, out of date). `counts` is False for those, for what is only a
    question to the assistant, and for what was said before. `marked` is set where a user's mark on these very words set the
    standing, `counted` where the sentence counted until a mark, `corrects` where it only puts right what was said before.
    """

    source: str
    start: int
    end: int
    text: str
    position: int
    standing: Standing | None = None
    counts: bool = True
    marked: bool = False
    counted: bool = False
    corrects: bool = False


def read_sentences(texts: Sequence[SourceText]) -> list[Sentence]:
    """Return the sentences of `texts` in order, each with whether it counts."""
    return count_once(cut_sentences(texts))


def cut_sentences(texts: Sequence[SourceText], restating: bool = False) -> list[Sentence]:
    """Return the sentences of `texts` in order; a text that is the same as an earlier one is left out.

    A turn that takes back what was said before it stops the turn before it, the part of it that it means, or its own sentence before
    from counting. A turn that is not among `texts` has been left out already, and nothing else goes in its place. With `restating` a
    mistake that is owned to takes back only what the turn goes on to tell otherwise, where it does; the model learned without it.
    """
    sentences: list[Sentence] = []
    for position, source in enumerate(_unrepeated(texts)):
        own = _cut(source, position)
        if turn := _TURN.match(source.name):
            sentences, own = _apply_corrections(sentences, own, int(turn[1] or 1), restating)
        sentences += own
    return _mark_stale(sentences, texts)


def _unrepeated(texts: Sequence[SourceText]) -> list[SourceText]:
    seen: dict[str, SourceText] = {}
    for source in texts:
        seen.setdefault(same_text(source.text), source)
    return list(seen.values())


def same_text(text: str) -> str:
    """Return what two copies of one text have in common, however they are spaced."""
    return " ".join(text.split())


def same_words(text: str) -> str:
    """Return what two copies of one sentence have in common, however they are spaced and capitalised."""
    return " ".join(text.lower().split())


def is_known_again(words: str) -> bool:
    """Return whether a sentence of `words` is long enough to be the same one where it comes again."""
    return len(words.split()) >= _SAME_SENTENCE_WORDS


def _cut(source: SourceText, position: int) -> list[Sentence]:
    sentences = []
    for start, end in _in_reach(split_sentences(source.text)):
        text = source.text[start:end]
        standing = clear_standing(text)
        counts = standing is None and not is_ask(text)
        sentences.append(Sentence(source.name, start, end, text, position, standing, counts))
    return sentences


def _in_reach(spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return `spans`, neighbours joined where there are very many and very short: no prose, and each would take a reading of its own."""
    if len(spans) <= _MANY or sum(end - start for start, end in spans) >= _SHORT * len(spans):
        return spans
    joined = spans[:1]
    for start, end in spans[1:]:
        if end - joined[-1][0] <= _JOINED:
            joined[-1] = (joined[-1][0], end)
        else:
            joined.append((start, end))
    return joined


def _apply_corrections(
    before: list[Sentence], own: list[Sentence], turn: int, restating: bool
) -> tuple[list[Sentence], list[Sentence]]:
    """Take back what this turn means, when it opens with a correction; otherwise the sentence before the correction."""
    for i, sentence in enumerate(own):
        if not takes_back(sentence.text, in_conversation=turn > 1):
            continue
        standing: Standing = "elsewhere" if names_other_place(sentence.text) else "negated"
        if turn > 1 and all(len(s.text.split()) <= FILLER_WORDS for s in own[:i]):
            meant = _meant(before, own, sentence, turn, restating)
            before = [withdraw(s, standing) if s in meant else s for s in before]
        elif i > 0:
            own = [withdraw(s, standing) if j == i - 1 else s for j, s in enumerate(own)]
    return before, own


def _meant(
    before: Sequence[Sentence], own: Sequence[Sentence], correction: Sentence, turn: int, restating: bool
) -> list[Sentence]:
    """Return the sentences that a turn's opening correction takes back: those that it shares a word with where it means a part, of the
    turn before if it can; else the whole turn before."""
    last = [s for s in before if s.source == f"turn {turn - 1}"]
    if not takes_back_a_part(" ".join(s.text for s in own)):
        return (restating and _restated(last, own, correction)) or last
    if puts_a_number_right(correction.text):
        return []
    said = [s for s in before if _TURN.match(s.source)]
    near = [s for s in last if is_meant(s.text, correction.text)]
    return near or [s for s in said if is_meant(s.text, correction.text)] or last


def _restated(last: Sequence[Sentence], own: Sequence[Sentence], correction: Sentence) -> list[Sentence]:
    """Return the sentences of the turn before that a mistake owned to goes on to tell otherwise: for each that follows, the nearest."""
    if not owns_to_a_mistake(correction.text):
        return []
    meant = list[Sentence]()
    for again in [s.text for s in own if s.start > correction.start and s.counts][:_GOES_ON]:
        shared = [words_shared(s.text, again) for s in last]
        most = max(shared, default=0)
        meant += [s for s, words in zip(last, shared, strict=True) if most and words == most]
    return meant


def turn_of(sentence: Sentence) -> int | None:
    """Return the number of the turn that a sentence stands in, from 1; None in a document."""
    turn = _TURN.match(sentence.source)
    return int(turn[1] or 1) if turn else None


def withdraw(sentence: Sentence, standing: Standing) -> Sentence:
    """Return `sentence` standing so and not counting, unless a rule has settled its standing already."""
    return sentence if sentence.standing else replace(sentence, standing=standing, counts=False)


def _mark_stale(sentences: list[Sentence], texts: Sequence[SourceText]) -> list[Sentence]:
    months = {source.name: _months(source.date) for source in texts if source.date}
    known = [month for month in months.values() if month is not None]
    newest = max(known, default=0)
    stale = {name for name, month in months.items() if month is not None and newest - month >= _STALE_MONTHS}
    return [withdraw(s, "past") if s.source in stale else s for s in sentences]


def _months(date: str | None) -> int | None:
    match = re.match(r"^(\d{4})(?:-(\d{2}))?", date or "")
    return int(match.group(1)) * 12 + int(match.group(2) or 6) if match else None


def count_once(sentences: Sequence[Sentence]) -> list[Sentence]:
    """Return `sentences` with one that counts and comes again, word for word, counting only the first time."""
    seen: set[str] = set()
    kept = []
    for sentence in sentences:
        key = same_words(sentence.text)
        if sentence.counts and is_known_again(key):
            if key in seen:
                sentence = replace(sentence, counts=False)
            seen.add(key)
        kept.append(sentence)
    return kept


def list_apart(sentences: Sequence[Sentence]) -> list[Sentence]:
    """Return `sentences` with each that counts and lists three observations or more as one for each of them.

    The network learned from whole sentences; a list is read item by item, since it takes a sentence with three signs for one sign. Its
    opening holds for all of it: a list that begins "next door" is of another place to its end.
    """
    return [piece for sentence in sentences for piece in (_listed(sentence) if sentence.counts else [sentence])]


def _listed(sentence: Sentence) -> list[Sentence]:
    spans = split_clauses(sentence.text)
    if len(spans) < 2:
        return [sentence]
    end = spans[0][1]
    standing = standing_of_list(sentence.text[:end], sentence.text[end:])
    pieces = [
        replace(sentence, start=sentence.start + a, end=sentence.start + b, text=sentence.text[a:b]) for a, b in spans
    ]
    return [withdraw(piece, standing) for piece in pieces] if standing else pieces
