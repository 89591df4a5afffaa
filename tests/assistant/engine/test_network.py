"""The NumPy network is the trained torch one; the NumPy first layer is the sparse one."""

import numpy as np
import torch

from assistant.engine.artefacts import load_model
from assistant.engine.network import MEMBERS, PARTS, read_text
from assistant.training.network import Reader


def torch_members(width: int) -> list[Reader]:
    members = []
    for i in range(MEMBERS):
        torch.manual_seed(i)
        members.append(Reader(width).eval())
    return members


def test_numpy_reading_equals_that_of_torch() -> None:
    width = 20
    members = torch_members(width)
    weights = {
        f"network.{i}.{part}.{kind}": getattr(getattr(m, part), kind).detach().numpy().T
        for i, m in enumerate(members)
        for part in PARTS
        for kind in ("weight", "bias")
    }
    for sentences in (1, 2, 7):
        dense = np.random.default_rng(sentences).normal(size=(sentences, width)).astype(np.float32)
        with torch.no_grad():
            mask = torch.ones(1, sentences, dtype=torch.bool)
            read = [m(torch.from_numpy(dense)[None], mask) for m in members]
        outcome, counting = read_text(weights, dense)
        np.testing.assert_allclose(outcome, np.mean([o.softmax(-1)[0].numpy() for o, _ in read], axis=0), atol=1e-5)
        np.testing.assert_allclose(counting, np.mean([c.softmax(-1)[0].numpy() for _, c in read], axis=0), atol=1e-5)


def test_padding_beside_a_longer_text_changes_nothing() -> None:
    (member, *_) = torch_members(20)
    dense = torch.randn(1, 3, 20)
    padded = torch.cat([dense, torch.zeros(1, 4, 20)], 1)
    mask = torch.tensor([[True] * 3 + [False] * 4])
    with torch.no_grad():
        alone, _ = member(dense, torch.ones(1, 3, dtype=torch.bool))
        beside, _ = member(padded, mask)
    torch.testing.assert_close(alone, beside, atol=1e-4, rtol=1e-4)


def test_probabilities_of_the_committed_network_sum_to_one() -> None:
    tensors = load_model().tensors
    width = tensors["network.0.input.weight"].shape[0]
    outcome, counting = read_text(tensors, np.random.default_rng(0).normal(size=(5, width)).astype(np.float32))
    np.testing.assert_allclose(outcome.sum(), 1, atol=1e-5)
    np.testing.assert_allclose(counting.sum(axis=1), 1, atol=1e-5)
