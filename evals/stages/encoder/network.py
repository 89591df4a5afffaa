"""MiniLM and a network over the sentences of a text, trained together. The only module here that imports torch."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import torch
from torch import nn
from torch.nn import functional as F

from assistant.engine.cues import CUES
from assistant.engine.reading import HEADS, MECHANISMS, NONE
from corpus.vocabulary import OUTCOMES
from evals.stages.encoder.lessons import UNKNOWN, SentenceLessons, TextLesson
from evals.stages.encoder.windows import CLS, SEP, Window, windows

DIMENSION, HIDDEN, ATTENTIONS = 384, 128, 4
SIGN_FLOOR, STRONGEST = 0.02, 3
BATCH_PIECES, BANK_BATCH, WINDOW_BATCH = 1500, 20, 12
"""Word pieces of texts in a step, single sentences beside them, and windows that the encoder reads at once."""
ENCODER_RATE, RATE, DECAY, WARM_UP = 1e-4, 1.5e-3, 0.02, 0.1
SMOOTHING, INPUT_DROPOUT, DROPOUT = 0.05, 0.1, 0.3
MARK_SHARE, UNMARKED_SHARE = 0.5, 0.08
"""What the loss on a marked sentence weighs beside that on a text; and that of calling an unmarked one nothing."""
BANK_SHARES = {"counting": 0.5, "mechanism": 0.5, "standing": 0.25, "theme": 0.15}
_KINDS = {"counting": len(MECHANISMS)} | {name: len(classes) for name, classes in HEADS.items()}
Report = Callable[[str], None]


@dataclass(frozen=True)
class Recipe:
    """What is tried: whether sentences are read `together` in windows or apart, how many of MiniLM's six `layers` learn, `epochs`."""

    together: bool = True
    layers: int = 6
    epochs: int = 3


class Reader(nn.Module):  # type: ignore[misc]
    """MiniLM, the heads on a sentence, and the network over the sentences of a text."""

    def __init__(self, recipe: Recipe) -> None:
        """Start from the packaged MiniLM, whose embeddings and lower layers stay as they are, and random weights for the rest."""
        super().__init__()
        self.recipe = recipe
        self.encoder = _packaged()
        still = len(self.encoder.encoder.layer) - recipe.layers
        for part in (self.encoder.embeddings, *self.encoder.encoder.layer[:still]):
            for weight in part.parameters():
                weight.requires_grad = False
        self.heads = nn.ModuleDict({name: nn.Linear(DIMENSION, size) for name, size in _KINDS.items()})
        self.input = nn.Linear(DIMENSION + len(CUES), HIDDEN)
        self.context = nn.Linear(2 * HIDDEN, HIDDEN)
        self.attention = nn.Linear(HIDDEN, ATTENTIONS)
        self.counting = nn.Linear(HIDDEN, len(MECHANISMS))
        self.output = nn.Linear(HIDDEN * (ATTENTIONS + 1) + 2 * len(MECHANISMS), len(OUTCOMES))
        self.input_dropout, self.dropout = nn.Dropout(INPUT_DROPOUT), nn.Dropout(DROPOUT)

    def vectors(self, cut: Sequence[Window]) -> list[Any]:
        """Return for each window the vectors (sentences, 384) of its sentences."""
        order = sorted(range(len(cut)), key=lambda i: len(cut[i][0]))
        found: list[Any] = [None] * len(cut)
        for start in range(0, len(order), WINDOW_BATCH):
            rows = order[start : start + WINDOW_BATCH]
            longest = max(len(cut[i][0]) for i in rows)
            ids, mask = (torch.zeros(len(rows), longest, dtype=torch.long) for _ in range(2))
            for row, i in enumerate(rows):
                pieces = cut[i][0]
                ids[row, : len(pieces)], mask[row, : len(pieces)] = torch.tensor(pieces), 1
            with torch.autocast("cpu", dtype=torch.bfloat16):
                states = self.encoder(input_ids=ids, attention_mask=mask).last_hidden_state.float()
            for row, i in enumerate(rows):
                found[i] = _means(cut[i][1], longest) @ states[row]
        return found

    def forward(self, lessons: Sequence[TextLesson]) -> tuple[Any, Any]:
        """Return scores of the outcomes (texts, 7) and of what each sentence counts for (all sentences, 6)."""
        cut = [self._cut(lesson.pieces) for lesson in lessons]
        every = self.vectors([window for own in cut for window in own])
        ends = np.cumsum([len(own) for own in cut])
        texts = [torch.cat(every[end - len(own) : end]) for own, end in zip(cut, ends, strict=True)]
        cues = [torch.from_numpy(lesson.cues) for lesson in lessons]
        return self.read([torch.cat([self.input_dropout(v), c], -1) for v, c in zip(texts, cues, strict=True)])

    def _cut(self, sentences: Sequence[list[int]]) -> list[Window]:
        if self.recipe.together:
            return windows(sentences)
        return [window for pieces in sentences for window in windows([pieces])]

    def read(self, dense: Sequence[Any]) -> tuple[Any, Any]:
        """Return the same from each text's dense rows (n, 384 + cues); padding beside a longer text changes nothing."""
        mask = nn.utils.rnn.pad_sequence([torch.ones(len(d), dtype=torch.bool) for d in dense], batch_first=True)
        own = F.gelu(self.input(torch.cat(list(dense))), approximate="tanh")
        padded = nn.utils.rnn.pad_sequence(own.split([len(d) for d in dense]), batch_first=True)
        before, after = F.pad(padded, (0, 0, 1, 0))[:, :-1], F.pad(padded, (0, 0, 0, 1))[:, 1:]
        hidden = self.dropout(padded + F.gelu(self.context(torch.cat([before, after], -1)), approximate="tanh"))
        shown = mask[..., None]
        attention = self.attention(hidden).masked_fill(~shown, -1e9).softmax(1)
        pooled = torch.einsum("bth,btk->bkh", hidden, attention).flatten(1)
        mean = (hidden * shown).sum(1) / mask.sum(1, keepdim=True)
        counting = self.counting(hidden)
        strongest = (counting.softmax(-1) * shown).topk(min(STRONGEST, counting.shape[1]), 1).values
        signs = [strongest[:, 0], strongest.sum(1) / STRONGEST]
        return self.output(torch.cat([pooled, mean, *(torch.log(s + SIGN_FLOOR) for s in signs)], -1)), counting[mask]


def train(
    texts: Sequence[TextLesson],
    bank: SentenceLessons,
    held_out: frozenset[str],
    recipe: Recipe,
    report: Report,
) -> Reader:
    """Return the trained reader, in evaluation mode, from all writers but those `held_out`.

    The same lessons give the same weights on the same machine; other processors round differently. `report` gets a line each epoch.
    """
    torch.manual_seed(0)
    draw = np.random.default_rng(0)
    reader = Reader(recipe)
    reader.train()
    units = _units([lesson for lesson in texts if lesson.writer not in held_out])
    rows = np.flatnonzero(~np.isin(bank.writers, list(held_out)))
    steps = recipe.epochs * _steps_an_epoch(units)
    encoder = [weight for weight in reader.encoder.parameters() if weight.requires_grad]
    rest = [weight for name, weight in reader.named_parameters() if not name.startswith("encoder.")]
    optimizer = torch.optim.AdamW([{"params": encoder}, {"params": rest}], weight_decay=DECAY)
    step = 0
    for epoch in range(recipe.epochs):
        losses = []
        for batch in _batches(units, draw):
            for group, peak in zip(optimizer.param_groups, (ENCODER_RATE, RATE), strict=True):
                group["lr"] = peak * _share_of_peak(step, steps)
            loss = _text_loss(reader, batch) + _bank_loss(reader, bank, draw.choice(rows, BANK_BATCH))
            optimizer.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(reader.parameters(), 1.0)
            optimizer.step()
            losses.append(float(loss.detach()))
            step += 1
        report(f"epoch {epoch + 1} of {recipe.epochs}: loss {np.mean(losses):.4f}")
    reader.eval()
    return reader


def read_lessons(reader: Reader, texts: Sequence[TextLesson]) -> np.ndarray:
    """Return probabilities (texts, 7) of the network alone."""
    with torch.inference_mode():
        parts = [reader(texts[i : i + 16])[0].softmax(-1).numpy() for i in range(0, len(texts), 16)]
    return np.concatenate(parts) if parts else np.zeros((0, len(OUTCOMES)))


def _packaged() -> Any:
    from transformers import AutoModel
    from transformers.utils import logging as transformers_logging

    from indexes.onnx_model import packaged_weights

    transformers_logging.disable_progress_bar()
    return AutoModel.from_pretrained(str(packaged_weights()), attn_implementation="sdpa")


def _means(spans: Sequence[tuple[int, int]], length: int) -> Any:
    """Return a matrix (sentences, length) that takes the mean of each span."""
    rows = torch.zeros(len(spans), length)
    for row, (start, end) in enumerate(spans):
        rows[row, start:end] = 1 / (end - start)
    return rows


def _units(texts: Sequence[TextLesson]) -> list[list[TextLesson]]:
    """Return the texts by minimal group, so that its members meet in one step and the small change has to decide."""
    units: dict[str, list[TextLesson]] = {}
    for lesson in texts:
        units.setdefault(lesson.unit, []).append(lesson)
    return list(units.values())


def _steps_an_epoch(units: Sequence[Sequence[TextLesson]]) -> int:
    """About: how full the batches are depends on the draw, so a fixed draw stands for all."""
    return sum(1 for _ in _batches(units, np.random.default_rng(0)))


def _batches(units: Sequence[Sequence[TextLesson]], draw: np.random.Generator) -> Iterator[list[TextLesson]]:
    batch: list[TextLesson] = []
    for position in draw.permutation(len(units)):
        unit = units[position]
        if batch and sum(t.size for t in batch) + sum(t.size for t in unit) > BATCH_PIECES:
            yield batch
            batch = []
        batch = [*batch, *unit]
    if batch:
        yield batch


def _share_of_peak(step: int, steps: int) -> float:
    """The learning rate as a share of its peak: up in a tenth of the steps, then down to nothing."""
    warm = WARM_UP * steps
    return step / warm if step < warm else max(0.0, (steps - step) / (steps - warm))


def _text_loss(reader: Reader, batch: Sequence[TextLesson]) -> Any:
    scores, counting = reader(batch)
    loss = F.cross_entropy(scores, torch.tensor([t.label for t in batch]), label_smoothing=SMOOTHING)
    marks = torch.from_numpy(np.concatenate([t.marks for t in batch]))
    if (marks != UNKNOWN).any():
        loss = loss + MARK_SHARE * F.cross_entropy(counting, marks, ignore_index=UNKNOWN)
    in_marked = np.concatenate([np.full(len(t.marks), (t.marks != UNKNOWN).any()) for t in batch])
    unmarked = counting[(marks == UNKNOWN) & torch.from_numpy(in_marked)]
    nothing = torch.full((len(unmarked),), MECHANISMS.index(NONE))
    return loss + UNMARKED_SHARE * F.cross_entropy(unmarked, nothing) if len(unmarked) else loss


def _bank_loss(reader: Reader, bank: SentenceLessons, rows: np.ndarray) -> Any:
    cut: list[Window] = [([CLS, *bank.pieces[i], SEP], [(1, 1 + len(bank.pieces[i]))]) for i in rows]
    vectors = torch.cat(reader.vectors(cut))
    loss: Any = 0.0
    for name, share in BANK_SHARES.items():
        labels = torch.from_numpy(bank.labels[name][rows])
        if (labels != UNKNOWN).any():
            scores = reader.heads[name](reader.input_dropout(vectors))
            loss = loss + share * F.cross_entropy(scores, labels, ignore_index=UNKNOWN, label_smoothing=SMOOTHING)
    return loss
