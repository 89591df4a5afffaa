"""Whether a text says nothing but figures: then no stage can be named, however many there are."""

from collections.abc import Sequence

from assistant.engine.figures.bridges import LINKS, SUBJECTS, tokens_of
from assistant.engine.figures.continuing import GOES_ON
from assistant.engine.texts import Sentence
from assistant.models import Figure

_EMPTY = LINKS | SUBJECTS | GOES_ON


def figures_alone(sentences: Sequence[Sentence], figures: Sequence[Figure]) -> bool:
    """Return whether the sentences that count hold figures and, beside them, only words that join or date them."""
    spans: dict[str, list[tuple[int, int]]] = {}
    for figure in figures:
        spans.setdefault(figure.source, []).append((figure.start, figure.end))
    return bool(figures) and not any(
        _says_more(sentence, spans.get(sentence.source, [])) for sentence in sentences if sentence.counts
    )


def _says_more(sentence: Sentence, spans: Sequence[tuple[int, int]]) -> bool:
    """Return whether a sentence has a word of its own outside its figures; `spans` are in order."""
    begin, pieces = sentence.start, list[str]()
    for start, end in spans:
        if sentence.start <= start and end <= sentence.end:
            pieces.append(sentence.text[begin - sentence.start : start - sentence.start])
            begin = max(begin, end)
    pieces.append(sentence.text[begin - sentence.start :])
    words = tokens_of(" ".join(pieces))
    return any(word.isalpha() and len(word) > 1 and word not in _EMPTY for word in words)
