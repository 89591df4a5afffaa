"""The heads for word pieces: a projection of MiniLM's last states and a weight for a query's, fitted to rank right passages first."""

import random
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import torch

from indexes.training.collections import Collection

WIDTH, EPOCHS, AT_ONCE, WRONG, AMONG = 64, 2, 12, 7, 60
"""Numbers in a piece, rounds, queries a step, wrong passages a query, and how many of the best found they are drawn from."""
RATE, SHARPNESS = 1e-3, 3.0
"""Step of Adam, and the logarithm that the factor on nearness starts from."""
LONGEST_QUERY, LONGEST_PASSAGE = 96, 256
States = list[np.ndarray]


@dataclass(frozen=True)
class Material:
    """A collection, the states of its passages and queries (float16, pieces by 384), and each query's best found passages."""

    collection: Collection
    passages: States
    queries: States
    found: np.ndarray


class Heads(torch.nn.Module):  # type: ignore[misc]
    """States to unit vectors of `WIDTH` numbers, and to weights."""

    def __init__(self) -> None:
        super().__init__()
        self.projection = torch.nn.Linear(384, WIDTH, bias=False)
        self.weight = torch.nn.Linear(384, 1)
        self.sharpness = torch.nn.Parameter(torch.tensor(SHARPNESS))
        torch.nn.init.orthogonal_(self.projection.weight)
        torch.nn.init.zeros_(self.weight.weight)
        torch.nn.init.constant_(self.weight.bias, 0.54)

    def pieces(self, states: torch.Tensor) -> torch.Tensor:
        """Return unit vectors, shape (texts, pieces, WIDTH)."""
        return torch.nn.functional.normalize(self.projection(states), dim=-1)

    def weights(self, states: torch.Tensor, mask: torch.Tensor) -> torch.Tensor:
        """Return the share of each piece of a query, shape (texts, pieces)."""
        raw = torch.nn.functional.softplus(self.weight(states).squeeze(-1)) * mask
        return raw / raw.sum(1, keepdim=True)

    def nearness(self, queries: Sequence[np.ndarray], passages: Sequence[np.ndarray]) -> torch.Tensor:
        """Return MaxSim of each query with each passage, shape (queries, passages)."""
        asked, asked_mask = _padded(queries, LONGEST_QUERY)
        read, read_mask = _padded(passages, LONGEST_PASSAGE)
        cosines = torch.einsum("bqd,nld->bnql", self.pieces(asked), self.pieces(read))
        cosines = cosines + (read_mask - 1)[None, :, None, :] * 2
        return (cosines.max(-1).values * self.weights(asked, asked_mask)[:, None, :]).sum(-1)

    def save(self, path: Path) -> None:
        """Write the heads as safetensors, by the names that `onnx_model` reads."""
        from safetensors.torch import save_file

        kept = {n: t.half().contiguous() for n, t in self.state_dict().items() if n != "sharpness"}
        save_file({f"pieces.{name}": tensor for name, tensor in kept.items()}, path)


def fit(materials: Sequence[Material], seed: int = 0) -> Heads:
    """Return heads fitted by softmax over the right passage, wrong ones that search finds for the query, and those of its neighbours."""
    torch.manual_seed(seed)
    draw, choose = random.Random(seed), np.random.default_rng(seed)
    heads = Heads()
    optimiser = torch.optim.Adam(
        [
            {"params": [*heads.projection.parameters(), *heads.weight.parameters()], "lr": RATE},
            {"params": [heads.sharpness], "lr": 10 * RATE},
        ]
    )
    for epoch in range(EPOCHS):
        losses = list[float]()
        for material, rows in _steps(materials, draw):
            loss = _loss(heads, material, rows, choose)
            optimiser.zero_grad()
            loss.backward()
            optimiser.step()
            losses.append(float(loss.detach()))
        print(f"epoch {epoch + 1}: loss {np.mean(losses):.3f} over {len(losses)} steps", flush=True)
    return heads


def _steps(materials: Sequence[Material], draw: random.Random) -> list[tuple[Material, list[int]]]:
    steps = list[tuple[Material, list[int]]]()
    for material in materials:
        rows = list(range(len(material.collection.asked)))
        draw.shuffle(rows)
        steps += [(material, rows[start : start + AT_ONCE]) for start in range(0, len(rows), AT_ONCE)]
    draw.shuffle(steps)
    return steps


def _loss(heads: Heads, material: Material, rows: Sequence[int], choose: np.random.Generator) -> torch.Tensor:
    chosen = dict.fromkeys(number for row in rows for number in _drawn(material, row, choose))
    passages = list(chosen)
    scores = heads.nearness(
        [material.queries[row] for row in rows], [material.passages[number] for number in passages]
    ) * torch.exp(heads.sharpness)
    asked = [material.collection.asked[row] for row in rows]
    right = torch.tensor([[number in a.right for number in passages] for a in asked])
    alike = torch.tensor([[number in a.alike for number in passages] for a in asked])
    scores = scores.masked_fill(alike & ~right, -1e4)
    loss: Any = (torch.logsumexp(scores, 1) - torch.logsumexp(scores.masked_fill(~right, -1e4), 1)).mean()
    return loss


def _drawn(material: Material, row: int, choose: np.random.Generator) -> list[int]:
    """Return the right passage that search finds first, and wrong ones drawn from those found."""
    asked, found = material.collection.asked[row], [int(number) for number in material.found[row]]
    right = next((number for number in found if number in asked.right), min(asked.right))
    wrong = [number for number in found[:AMONG] if number not in asked.alike]
    drawn = choose.choice(len(wrong), min(WRONG, len(wrong)), replace=False)
    return [right, *(wrong[place] for place in drawn)]


def _padded(states: Sequence[np.ndarray], most: int) -> tuple[torch.Tensor, torch.Tensor]:
    length = min(max(len(rows) for rows in states), most)
    values = np.zeros((len(states), length, 384), dtype=np.float32)
    mask = np.zeros((len(states), length), dtype=np.float32)
    for place, rows in enumerate(states):
        values[place, : len(rows[:length])] = rows[:length]
        mask[place, : len(rows[:length])] = 1
    return torch.from_numpy(values), torch.from_numpy(mask)
