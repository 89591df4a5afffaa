"""MiniLM's upper layers and the network over the sentences of a text, trained together. The only module here that imports torch itself.

`assistant/engine/network.py` runs the network in NumPy; the layers go to ONNX (`indexes/onnx_model.py`).
"""

from collections.abc import Callable, Iterator, Sequence
from typing import Any

import numpy as np
import torch
from torch import nn
from torch.nn import functional as F

from assistant.engine.cues import CUES
from assistant.engine.network import SIGN_FLOOR, STRONGEST
from assistant.engine.reading import HEADS, MECHANISMS, NONE, VECTOR_SCALE
from assistant.training.lessons import UNKNOWN, SentenceLessons, TextLesson
from corpus.vocabulary import OUTCOMES

DIMENSION, HIDDEN, ATTENTIONS = 384, 128, 4
LAYERS, EPOCHS = 3, 6
"""How many of MiniLM's six layers learn, counted from the top, and how often every text is read."""
BATCH_PIECES, BANK_BATCH, CHUNK_PIECES = 2600, 40, 4000
"""Word pieces of texts in a step, single sentences beside them, and padded word pieces that the layers read at once."""
LAYER_RATE, RATE, DECAY, WARM_UP = 2e-4, 1.5e-3, 0.02, 0.1
SMOOTHING, INPUT_DROPOUT, DROPOUT = 0.05, 0.1, 0.3
MARK_SHARE, UNMARKED_SHARE, GROUP_SHARE = 0.5, 0.08, 1.0
"""What the losses weigh beside that on a text's outcome: on a marked sentence; on calling an unmarked one nothing; on telling
the members of a minimal group apart."""
BANK_SHARES = {"counting": 0.5, "mechanism": 0.5, "standing": 0.25, "theme": 0.15}
PARTS = ("input", "context", "attention", "counting", "output")
_CLS, _SEP = 101, 102
_KINDS = {"counting": len(MECHANISMS)} | {name: len(classes) for name, classes in HEADS.items()}
Report = Callable[[str], None]


class Reader(nn.Module):  # type: ignore[misc]
    """MiniLM, the heads on a sentence, and the network over the sentences of a text."""

    def __init__(self) -> None:
        """Start from the packaged MiniLM, whose embeddings and lower layers stay as they are, and random weights for the rest."""
        super().__init__()
        self.encoder = _packaged()
        for weight in self.encoder.parameters():
            weight.requires_grad = False
        self.upper = self.encoder.encoder.layer[-LAYERS:]
        for weight in self.upper.parameters():
            weight.requires_grad = True
        self.heads = nn.ModuleDict({name: nn.Linear(DIMENSION, size) for name, size in _KINDS.items()})
        self.input = nn.Linear(DIMENSION + len(CUES), HIDDEN)
        self.context = nn.Linear(2 * HIDDEN, HIDDEN)
        self.attention = nn.Linear(HIDDEN, ATTENTIONS)
        self.counting = nn.Linear(HIDDEN, len(MECHANISMS))
        self.output = nn.Linear(HIDDEN * (ATTENTIONS + 1) + 2 * len(MECHANISMS), len(OUTCOMES))
        self.input_dropout, self.dropout = nn.Dropout(INPUT_DROPOUT), nn.Dropout(DROPOUT)
        self._lower: dict[tuple[int, ...], Any] = {}

    def vectors(self, pieces: Sequence[Sequence[int]]) -> Any:
        """Return the scaled unit vectors (sentences, 384) of sentences given as word pieces without marks.

        A sentence that comes again, as most do between the members of a minimal group, is read once.
        """
        different = sorted({tuple(p) for p in pieces}, key=lambda p: (len(p), p))
        self._read_lower(different)
        chunks = _chunks(range(len(different)), different)
        read = torch.cat([self._read_upper([different[i] for i in rows]) for rows in chunks])
        place = {sentence: i for i, sentence in enumerate(different)}
        return read[torch.tensor([place[tuple(p)] for p in pieces])]

    def _read_lower(self, pieces: Sequence[Sequence[int]]) -> None:
        """Keep what the still layers make of sentences, shortest first: they never change, so each is read once."""
        new = [tuple(p) for p in pieces if tuple(p) not in self._lower]
        with torch.no_grad(), torch.autocast("cpu", dtype=torch.bfloat16):
            for rows in _chunks(range(len(new)), new):
                sentences = [new[i] for i in rows]
                ids = nn.utils.rnn.pad_sequence([torch.tensor([_CLS, *s, _SEP]) for s in sentences], batch_first=True)
                states = _through(
                    self.encoder.encoder.layer[:-LAYERS], self.encoder.embeddings(input_ids=ids), sentences
                )
                for sentence, state in zip(sentences, states.to(torch.bfloat16), strict=True):
                    self._lower[sentence] = state[: len(sentence) + 2].clone()

    def _read_upper(self, pieces: Sequence[Sequence[int]]) -> Any:
        states = nn.utils.rnn.pad_sequence([self._lower[tuple(p)] for p in pieces], batch_first=True).float()
        with torch.autocast("cpu", dtype=torch.bfloat16):
            states = _through(self.upper, states, pieces)
        shown = _shown(pieces, states.shape[1])[..., None].float()
        return VECTOR_SCALE * F.normalize((states.float() * shown).sum(1) / shown.sum(1), dim=1)

    def forward(self, texts: Sequence[TextLesson], alone: Sequence[Sequence[int]] = ()) -> tuple[Any, Any, Any]:
        """Return scores of the outcomes (texts, 7), of what each of all sentences counts for (n, 6), and the vectors of those `alone`."""
        inside = [pieces for text in texts for pieces in text.pieces]
        vectors = self.vectors([*inside, *alone])
        parts = vectors[: len(inside)].split([len(text.pieces) for text in texts])
        dense = [
            torch.cat([self.input_dropout(part), torch.from_numpy(text.cues)], -1)
            for part, text in zip(parts, texts, strict=True)
        ]
        return *self.read(dense), vectors[len(inside) :]

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
        signs = [torch.log(sign + SIGN_FLOOR) for sign in (strongest[:, 0], strongest.sum(1) / STRONGEST)]
        return self.output(torch.cat([pooled, mean, *signs], -1)), counting[mask]

    def layer_weights(self) -> dict[str, Any]:
        """Return the weights of the layers that learned, by the names they have in MiniLM."""
        first = len(self.encoder.encoder.layer) - LAYERS
        return {
            f"encoder.layer.{first + i}.{name}": weight.detach().clone()
            for i, layer in enumerate(self.upper)
            for name, weight in layer.state_dict().items()
        }

    def network_weights(self) -> dict[str, np.ndarray]:
        """Return heads and network as `assistant/engine` takes them: `heads`, `heads_bias`, and `network.<part>.weight` and `.bias`."""
        heads = [self.heads[name] for name in HEADS]
        found = {
            "heads": np.hstack([head.weight.detach().numpy().T for head in heads]),
            "heads_bias": np.concatenate([head.bias.detach().numpy() for head in heads]),
        }
        for part in PARTS:
            layer = getattr(self, part)
            found[f"network.{part}.weight"] = layer.weight.detach().numpy().T.copy()
            found[f"network.{part}.bias"] = layer.bias.detach().numpy().copy()
        return found


def train(texts: Sequence[TextLesson], bank: SentenceLessons, report: Report, epochs: int = EPOCHS) -> Reader:
    """Return a reader in evaluation mode that has learned from all that is given.

    The same lessons give the same weights on the same machine; other processors round differently. `report` gets a line each epoch.
    """
    torch.manual_seed(0)
    draw = np.random.default_rng(0)
    reader = Reader()
    reader.train()
    still_dropout(reader)
    units = _units(texts)
    steps = epochs * sum(1 for _ in _batches(units, np.random.default_rng(0)))
    rest = [weight for name, weight in reader.named_parameters() if not name.startswith(("encoder.", "upper."))]
    optimizer = torch.optim.AdamW([{"params": list(reader.upper.parameters())}, {"params": rest}], weight_decay=DECAY)
    step = 0
    for epoch in range(epochs):
        losses = []
        for batch in _batches(units, draw):
            for group, peak in zip(optimizer.param_groups, (LAYER_RATE, RATE), strict=True):
                group["lr"] = peak * _share_of_peak(step, steps)
            loss = _loss(reader, batch, bank, draw.choice(len(bank.pieces), BANK_BATCH))
            optimizer.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(reader.parameters(), 1.0)
            optimizer.step()
            losses.append(float(loss.detach()))
            step += 1
        report(f"epoch {epoch + 1} of {epochs}: loss {np.mean(losses):.4f}")
    reader.eval()
    return reader


def still_dropout(reader: Reader) -> None:
    """Turn MiniLM's own dropout off: on a processor its random numbers cost a third of the time."""
    for part in reader.encoder.modules():
        if isinstance(part, nn.Dropout):
            part.p = 0.0


def read_texts(reader: Reader, texts: Sequence[TextLesson]) -> np.ndarray:
    """Return probabilities (texts, 7) of the network alone."""
    with torch.inference_mode():
        parts = [reader(texts[i : i + 16])[0].softmax(-1).numpy() for i in range(0, len(texts), 16)]
    return np.concatenate(parts) if parts else np.zeros((0, len(OUTCOMES)))


def read_sentences(reader: Reader, pieces: Sequence[Sequence[int]]) -> np.ndarray:
    """Return the scores of all heads side by side, (sentences, classes), for sentences by themselves."""
    weights = reader.network_weights()
    with torch.inference_mode():
        vectors = [reader.vectors(pieces[i : i + 200]).numpy() for i in range(0, len(pieces), 200)]
    return np.asarray(np.concatenate(vectors) @ weights["heads"] + weights["heads_bias"])


def _packaged() -> Any:
    from transformers import AutoModel
    from transformers.utils import logging as transformers_logging

    from indexes.onnx_model import packaged_weights

    transformers_logging.disable_progress_bar()
    return AutoModel.from_pretrained(str(packaged_weights()), attn_implementation="eager")


def _through(layers: Any, states: Any, pieces: Sequence[Sequence[int]]) -> Any:
    hidden = (1.0 - _shown(pieces, states.shape[1])[:, None, None, :].float()) * -1e9
    for layer in layers:
        states = layer(states, hidden)
    return states


def _shown(pieces: Sequence[Sequence[int]], length: int) -> Any:
    """Return a mask (sentences, length): True on each sentence's pieces and its two marks."""
    return torch.arange(length)[None] < torch.tensor([len(p) + 2 for p in pieces])[:, None]


def _chunks(order: Sequence[int], pieces: Sequence[Sequence[int]]) -> Iterator[list[int]]:
    """Yield the positions in `order`, shortest first, in parts that are not too large once padded."""
    part: list[int] = []
    for i in order:
        if part and (len(part) + 1) * (len(pieces[i]) + 2) > CHUNK_PIECES:
            yield part
            part = []
        part.append(i)
    if part:
        yield part


def _units(texts: Sequence[TextLesson]) -> list[list[TextLesson]]:
    """Return the texts by minimal group, so that its members meet in one step and the small change has to decide."""
    units: dict[str, list[TextLesson]] = {}
    for text in texts:
        units.setdefault(text.unit, []).append(text)
    return list(units.values())


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


def _loss(reader: Reader, batch: Sequence[TextLesson], bank: SentenceLessons, rows: np.ndarray) -> Any:
    scores, counting, alone = reader(batch, [bank.pieces[i] for i in rows])
    loss = F.cross_entropy(scores, torch.tensor([t.label for t in batch]), label_smoothing=SMOOTHING)
    return (
        loss
        + _mark_loss(counting, batch)
        + GROUP_SHARE * _group_loss(scores, batch)
        + _bank_loss(reader, alone, bank, rows)
    )


def _mark_loss(counting: Any, batch: Sequence[TextLesson]) -> Any:
    """Marked sentences count for what they are marked; unmarked ones beside them most likely for nothing."""
    marks = torch.from_numpy(np.concatenate([t.marks for t in batch]))
    loss: Any = torch.zeros(())
    if (marks != UNKNOWN).any():
        loss = loss + MARK_SHARE * F.cross_entropy(counting, marks, ignore_index=UNKNOWN)
    in_marked = np.concatenate([np.full(len(t.marks), (t.marks != UNKNOWN).any()) for t in batch])
    unmarked = counting[(marks == UNKNOWN) & torch.from_numpy(in_marked)]
    nothing = torch.full((len(unmarked),), MECHANISMS.index(NONE))
    return loss + UNMARKED_SHARE * F.cross_entropy(unmarked, nothing) if len(unmarked) else loss


def _group_loss(scores: Any, batch: Sequence[TextLesson]) -> Any:
    """Among the labels of a minimal group alone, each member must have its own; what all members share cannot help."""
    units: dict[str, list[int]] = {}
    for i, text in enumerate(batch):
        units.setdefault(text.unit, []).append(i)
    losses = []
    for rows in units.values():
        labels = sorted({batch[i].label for i in rows})
        if len(labels) > 1:
            own = scores[rows][:, labels]
            losses.append(F.cross_entropy(own, torch.tensor([labels.index(batch[i].label) for i in rows])))
            if len(rows) == len(labels):
                apart = (own - own.mean(1, keepdim=True)).T
                holder = {batch[i].label: place for place, i in enumerate(rows)}
                losses.append(F.cross_entropy(apart, torch.tensor([holder[label] for label in labels])))
    return torch.stack(losses).sum() / len(batch) if losses else torch.zeros(())


def _bank_loss(reader: Reader, vectors: Any, bank: SentenceLessons, rows: np.ndarray) -> Any:
    loss: Any = torch.zeros(())
    for name, share in BANK_SHARES.items():
        labels = torch.from_numpy(bank.labels[name][rows])
        if (labels != UNKNOWN).any():
            scores = reader.heads[name](reader.input_dropout(vectors))
            loss = loss + share * F.cross_entropy(scores, labels, ignore_index=UNKNOWN, label_smoothing=SMOOTHING)
    return loss


def restore(layers: dict[str, Any], network: dict[str, np.ndarray]) -> Reader:
    """Return a reader in evaluation mode with weights as `layer_weights` and `network_weights` give them."""
    reader = Reader()
    reader.encoder.load_state_dict({name: weights.float() for name, weights in layers.items()}, strict=False)
    parts: dict[str, tuple[np.ndarray, np.ndarray]] = {
        part: (network[f"network.{part}.weight"], network[f"network.{part}.bias"]) for part in PARTS
    }
    for part, (weight, bias) in parts.items():
        layer = getattr(reader, part)
        layer.weight.data = torch.from_numpy(weight.astype(np.float32).T.copy())
        layer.bias.data = torch.from_numpy(bias.astype(np.float32).copy())
    reader.eval()
    return reader
