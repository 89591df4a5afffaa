"""Everything about the labelled texts that does not depend on which writers are held out, computed once."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from scipy import sparse

from assistant.engine.ngrams import Counts, Vocabulary, character_ngrams, normalise, pool, word_ngrams
from assistant.engine.reading import HEADS, MECHANISMS, NONE, Embeds, counting_mask, read_inputs
from assistant.engine.texts import Sentence
from assistant.training.bank import LabelledPassage, LabelledSentence
from corpus.vocabulary import OUTCOMES

SENTENCE_DF, PASSAGE_DF = 5, 2
"""The n-grams that fewer training sentences, or passages, have are left out."""
_EVIDENCE_OVERLAP = 0.3
UNKNOWN = -1


@dataclass(frozen=True)
class SentenceRows:
    """n sentences. `writers` (n,), labels by name (n,) with -1 where unknown, `counts` (n, V) sparse, `vectors` and `cues` (n, ...)."""

    writers: np.ndarray
    labels: dict[str, np.ndarray]
    counts: Any
    vectors: np.ndarray
    cues: np.ndarray


@dataclass(frozen=True)
class Matrices:
    """The bank, the sentences inside passages, and the passages as arrays.

    `owner` gives each inside sentence's passage, `counted` whether it counts; `inside.labels["evidence"]` is the outcome that
    marked evidence touching it points to. `passage_counts` pools what counts.
    """

    vocabulary: Vocabulary
    bank: SentenceRows
    inside: SentenceRows
    owner: np.ndarray
    counted: np.ndarray
    passage_writers: np.ndarray
    passage_labels: np.ndarray
    passage_counts: Any


def build_vocabulary(texts: Iterable[str], passages: Iterable[Iterable[str]]) -> Vocabulary:
    """Return the n-grams found in at least SENTENCE_DF of `texts` or in PASSAGE_DF of `passages`."""
    in_sentences: tuple[Counter[str], Counter[str]] = Counter(), Counter()
    in_passages: tuple[Counter[str], Counter[str]] = Counter(), Counter()
    for text in texts:
        for counter, grams in zip(in_sentences, _grams([text]), strict=True):
            counter.update(grams)
    for sentences in passages:
        for counter, grams in zip(in_passages, _grams(sentences), strict=True):
            counter.update(grams)
    words, characters = (
        sorted({g for g, n in s.items() if n >= SENTENCE_DF} | {g for g, n in p.items() if n >= PASSAGE_DF})
        for s, p in zip(in_sentences, in_passages, strict=True)
    )
    return Vocabulary(words, characters)


def _grams(sentences: Iterable[str]) -> tuple[set[str], set[str]]:
    normal = [normalise(s) for s in sentences]
    return {g for s in normal for g in word_ngrams(s)}, {g for s in normal for g in character_ngrams(s)}


def build_matrices(bank: Sequence[LabelledSentence], passages: Sequence[LabelledPassage], embedder: Embeds) -> Matrices:
    """Return the arrays of `bank` and `passages`, embedded by `embedder`."""
    inside = [p.sentences for p in passages]
    texts = [s.text for sentences in inside for s in sentences]
    bank_texts = [s.text for s in bank]
    vocabulary = build_vocabulary(bank_texts + texts, ([s.text for s in ss if s.counts] for ss in inside))
    owner = np.repeat(np.arange(len(passages)), [len(ss) for ss in inside])
    counted = np.concatenate([counting_mask(ss) for ss in inside])
    inputs = read_inputs(texts, embedder, vocabulary)
    bank_inputs = read_inputs(bank_texts, embedder, vocabulary)
    return Matrices(
        vocabulary=vocabulary,
        bank=SentenceRows(
            np.array([s.writer for s in bank]),
            _bank_labels(bank),
            _csr(bank_inputs.counts, vocabulary),
            bank_inputs.vectors,
            bank_inputs.cues,
        ),
        inside=SentenceRows(
            np.array([p.writer for p in passages])[owner],
            {"evidence": np.concatenate([evidence_of(p) for p in passages])},
            _csr(inputs.counts, vocabulary),
            inputs.vectors,
            inputs.cues,
        ),
        owner=owner,
        counted=counted,
        passage_writers=np.array([p.writer for p in passages]),
        passage_labels=np.array([OUTCOMES.index(p.label) for p in passages]),
        passage_counts=_csr(
            [pool(inputs.counts[k] for k in np.flatnonzero((owner == i) & counted)) for i in range(len(passages))],
            vocabulary,
        ),
    )


def _csr(counts: Sequence[Counts], vocabulary: Vocabulary) -> Any:
    rows = np.repeat(np.arange(len(counts)), [len(c) for c in counts])
    columns = np.array([i for c in counts for i in c], dtype=np.int64)
    values = np.array([n for c in counts for n in c.values()], dtype=np.float64)
    matrix = sparse.csr_matrix((values, (rows, columns)), shape=(len(counts), len(vocabulary)))
    matrix.sort_indices()
    return matrix


def _bank_labels(bank: Sequence[LabelledSentence]) -> dict[str, np.ndarray]:
    """Labels by head. `counting` is the mechanism where it is here and now and else none."""

    def code(head: str, values: Iterable[str]) -> np.ndarray:
        return np.array([HEADS[head].index(v) if v in HEADS[head] else UNKNOWN for v in values])

    return {
        "mechanism": code("mechanism", (s.mechanism for s in bank)),
        "standing": code("standing", (s.standing for s in bank)),
        "theme": code("theme", (s.theme for s in bank)),
        "counting": np.array([MECHANISMS.index(s.mechanism if s.standing == "now_here" else NONE) for s in bank]),
    }


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
