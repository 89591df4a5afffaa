"""The labelled texts as MiniLM's upper layers and the network learn from them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from assistant.engine.cues import CUES, cue_features
from assistant.engine.reading import MECHANISMS, NONE, STANDINGS, THEME_CLASSES, counting_mask
from assistant.engine.texts import Sentence
from assistant.training.bank import LabelledPassage, LabelledSentence
from corpus.vocabulary import OUTCOMES, STAGES

UNKNOWN = -1
MOST_SENTENCES, LONGEST = 80, 120
"""Sentences of a text and word pieces of a sentence that are learned from; what is longer is cut."""
_EMPTY = 102
_EVIDENCE_OVERLAP = 0.3


@dataclass(frozen=True)
class TextLesson:
    """A text: the word pieces and cues of each of its n sentences that count, and what is known of them.

    `label` is a position in `OUTCOMES`. `marks` (n,) say for which stage a sentence counts (5: for none), or -1 where no one said.
    """

    id: str
    unit: str
    label: int
    pieces: list[list[int]]
    cues: np.ndarray
    marks: np.ndarray

    @property
    def size(self) -> int:
        """Word pieces, about."""
        return sum(map(len, self.pieces)) + 10


@dataclass(frozen=True)
class SentenceLessons:
    """Single sentences: word pieces, and labels by head with -1 where unknown."""

    pieces: list[list[int]]
    labels: dict[str, np.ndarray]


def text_lessons(passages: Iterable[LabelledPassage]) -> list[TextLesson]:
    """Return a lesson for each passage that has a sentence that counts."""
    cut = tokenizer()
    return [lesson for p in passages if (lesson := _lesson(p, cut)).pieces]


def sentence_lessons(bank: Sequence[LabelledSentence]) -> SentenceLessons:
    """Return the lessons of the bank. `counting` is the mechanism where it is here and now and else none."""

    def code(classes: Sequence[str], values: Iterable[str]) -> np.ndarray:
        return np.array([classes.index(v) if v in classes else UNKNOWN for v in values])

    counting = [s.mechanism if s.standing == "now_here" else NONE for s in bank]
    labels = {
        "counting": code(MECHANISMS, counting),
        "mechanism": code(MECHANISMS, (s.mechanism for s in bank)),
        "standing": code(STANDINGS, (s.standing for s in bank)),
        "theme": code(THEME_CLASSES, (s.theme for s in bank)),
    }
    return SentenceLessons(cut_all(tokenizer(), [s.text for s in bank]), labels)


def tokenizer() -> object:
    """Return the packaged model's tokenizer, without truncation or padding."""
    from tokenizers import Tokenizer

    from indexes.onnx_model import packaged_weights

    found = Tokenizer.from_file(str(packaged_weights() / "tokenizer.json"))
    found.no_truncation()
    found.no_padding()
    return found


def cut_all(cut: object, texts: Sequence[str]) -> list[list[int]]:
    """Return the word pieces of each text, without marks, the longest cut."""
    encoded = cut.encode_batch(list(texts), add_special_tokens=False)  # type: ignore[attr-defined]
    return [list(e.ids[:LONGEST]) or [_EMPTY] for e in encoded]


def _lesson(passage: LabelledPassage, cut: object) -> TextLesson:
    sentences = passage.sentences
    kept = np.flatnonzero(counting_mask(sentences))[:MOST_SENTENCES]
    label = OUTCOMES.index(passage.label)
    evidence = evidence_of(passage)[kept]
    marks = np.where(evidence == label, evidence, UNKNOWN)
    if label >= len(STAGES):
        marks[:] = MECHANISMS.index(NONE)
    texts = [sentences[i].text for i in kept]
    cues = np.array([cue_features(text) for text in texts], dtype=np.float32).reshape(len(texts), len(CUES))
    unit = passage.unit or passage.id
    return TextLesson(passage.id, unit, label, cut_all(cut, texts) if texts else [], cues, marks)


def evidence_of(passage: LabelledPassage) -> np.ndarray:
    """Return for each sentence of `passage` the outcome that a labelled quote touching it points to, or -1."""
    sentences = passage.sentences
    labels = np.full(len(sentences), UNKNOWN)
    for quote, outcome in passage.evidence:
        for text in passage.texts:
            start = text.text.find(quote)
            for i, s in enumerate(sentences):
                if start >= 0 and s.source == text.name and _overlap(s, start, start + len(quote)) > _EVIDENCE_OVERLAP:
                    labels[i] = OUTCOMES.index(outcome)
    return labels


def _overlap(sentence: Sentence, start: int, end: int) -> float:
    """Shared characters as a share of the shorter of the two spans."""
    shared = min(sentence.end, end) - max(sentence.start, start)
    return float(shared / min(sentence.end - sentence.start, end - start))
