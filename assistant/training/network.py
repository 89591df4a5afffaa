"""Training the network of `assistant/engine/network.py`. The only module here that imports torch."""

from dataclasses import dataclass
from typing import Any

import numpy as np
import torch
from torch import nn
from torch.nn import functional as F

from assistant.engine.network import MEMBERS, PARTS, SIGN_FLOOR, STRONGEST
from assistant.engine.reading import MECHANISMS, NONE
from corpus.vocabulary import OUTCOMES

HIDDEN, ATTENTIONS = 96, 4
EPOCHS, BATCH, BANK_BATCH = 30, 32, 48
PEAK_RATE, DECAY, SMOOTHING = 3e-3, 0.05, 0.05
INPUT_DROPOUT, DROPOUT = 0.25, 0.4
SENTENCE_SHARE, UNMARKED_SHARE = 0.5, 0.08
"""What the loss on a sentence weighs beside that on a text; and that of calling a sentence that no writer marked nothing."""
UNKNOWN = -1


@dataclass(frozen=True)
class Lessons:
    """What the network learns from.

    `texts` are the dense rows (n_i, D) of each text's sentences, `outcomes` (texts,) their labels, `marks` for each text the
    counting label of each sentence or -1; `bank` (b, D) single sentences, `bank_counting` and `bank_mechanism` (b,) their labels.
    """

    texts: list[np.ndarray]
    outcomes: np.ndarray
    marks: list[np.ndarray]
    bank: np.ndarray
    bank_counting: np.ndarray
    bank_mechanism: np.ndarray


class Reader(nn.Module):  # type: ignore[misc]
    """The network, with one more head while it learns: the mechanism of a sentence whatever its standing."""

    def __init__(self, width: int) -> None:
        """Make random weights for dense rows of `width` numbers."""
        super().__init__()
        kinds = len(MECHANISMS)
        self.input = nn.Linear(width, HIDDEN)
        self.context = nn.Linear(2 * HIDDEN, HIDDEN)
        self.attention = nn.Linear(HIDDEN, ATTENTIONS)
        self.output = nn.Linear(HIDDEN * (ATTENTIONS + 1) + kinds, len(OUTCOMES))
        self.counting = nn.Linear(HIDDEN, kinds)
        self.mechanism = nn.Linear(HIDDEN, kinds)
        self.input_dropout, self.dropout = nn.Dropout(INPUT_DROPOUT), nn.Dropout(DROPOUT)

    def hidden(self, dense: Any, mask: Any) -> Any:
        """Return hidden vectors (texts, sentences, HIDDEN) of dense rows (texts, sentences, D); `mask` is False at padding."""
        own = F.gelu(self.input(self.input_dropout(dense)), approximate="tanh") * mask[..., None]
        before, after = F.pad(own, (0, 0, 1, 0))[:, :-1], F.pad(own, (0, 0, 0, 1))[:, 1:]
        return self.dropout(own + F.gelu(self.context(torch.cat([before, after], -1)), approximate="tanh"))

    def forward(self, dense: Any, mask: Any) -> tuple[Any, Any]:
        """Return scores of the outcomes (texts, 7) and of what each sentence counts for (texts, sentences, 6)."""
        hidden, shown = self.hidden(dense, mask), mask[..., None]
        attention = self.attention(hidden).masked_fill(~shown, -1e9).softmax(1)
        pooled = torch.einsum("bth,btk->bkh", hidden, attention).flatten(1)
        mean = (hidden * shown).sum(1) / mask.sum(1, keepdim=True)
        counting = self.counting(hidden)
        signs = counting.softmax(-1) * shown
        strongest = signs.topk(min(STRONGEST, signs.shape[1]), 1).values
        count = mask.sum(1, keepdim=True).clamp(max=STRONGEST)
        pooled = torch.cat([pooled, mean, torch.log(strongest.sum(1) / count + SIGN_FLOOR)], -1)
        return self.output(pooled), counting


def train_network(lessons: Lessons) -> dict[str, np.ndarray]:
    """Return the weights of all members by name, as `read_text` takes them. The same lessons always give the same weights."""
    threads = torch.get_num_threads()
    torch.set_num_threads(1)
    try:
        return {k: v for i in range(MEMBERS) for k, v in _train_member(lessons, i).items()}
    finally:
        torch.set_num_threads(threads)


def _train_member(lessons: Lessons, member: int) -> dict[str, np.ndarray]:
    with torch.random.fork_rng(devices=[]):
        torch.manual_seed(member)
        draw = np.random.default_rng(member)
        reader = Reader(lessons.bank.shape[1])
        steps = EPOCHS * len(lessons.texts) // BATCH
        optimizer = torch.optim.AdamW(reader.parameters(), lr=PEAK_RATE, weight_decay=DECAY)
        schedule = torch.optim.lr_scheduler.OneCycleLR(optimizer, PEAK_RATE, total_steps=steps + 1)
        for _ in range(steps):
            loss = _text_loss(reader, lessons, draw) + SENTENCE_SHARE * _bank_loss(reader, lessons, draw)
            optimizer.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(reader.parameters(), 1.0)
            optimizer.step()
            schedule.step()
    return _named(reader, member)


def _text_loss(reader: Reader, lessons: Lessons, draw: np.random.Generator) -> Any:
    rows = draw.choice(len(lessons.texts), BATCH, replace=False)
    longest = max(len(lessons.texts[i]) for i in rows)
    dense = torch.zeros(BATCH, longest, lessons.bank.shape[1])
    mask = torch.zeros(BATCH, longest, dtype=torch.bool)
    for place, i in enumerate(rows):
        size = len(lessons.texts[i])
        dense[place, :size] = torch.from_numpy(lessons.texts[i])
        mask[place, :size] = True
    scores, counting = reader(dense, mask)
    marks = torch.from_numpy(np.concatenate([lessons.marks[i] for i in rows]))
    loss = F.cross_entropy(scores, torch.from_numpy(lessons.outcomes[rows]), label_smoothing=SMOOTHING)
    loss = loss + SENTENCE_SHARE * F.cross_entropy(counting[mask], marks, ignore_index=UNKNOWN)
    unmarked = counting[mask][marks == UNKNOWN]
    nothing = torch.full((len(unmarked),), MECHANISMS.index(NONE))
    return loss + UNMARKED_SHARE * F.cross_entropy(unmarked, nothing) if len(unmarked) else loss


def _bank_loss(reader: Reader, lessons: Lessons, draw: np.random.Generator) -> Any:
    rows = draw.choice(len(lessons.bank), BANK_BATCH)
    alone = torch.ones(len(rows), 1, dtype=torch.bool)
    hidden = reader.hidden(torch.from_numpy(lessons.bank[rows])[:, None], alone)[:, 0]
    counting = F.cross_entropy(reader.counting(hidden), torch.from_numpy(lessons.bank_counting[rows]))
    return counting + F.cross_entropy(reader.mechanism(hidden), torch.from_numpy(lessons.bank_mechanism[rows]))


def _named(reader: Reader, member: int) -> dict[str, np.ndarray]:
    weights = {}
    for part in PARTS:
        layer = getattr(reader, part)
        weights[f"network.{member}.{part}.weight"] = layer.weight.detach().numpy().T.copy()
        weights[f"network.{member}.{part}.bias"] = layer.bias.detach().numpy().copy()
    return weights
