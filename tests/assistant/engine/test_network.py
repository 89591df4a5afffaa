"""The NumPy network is the trained torch one."""

import numpy as np
import pytest
import torch

from assistant.engine.artefacts import FOLDER, load_model
from assistant.engine.cues import CUES
from assistant.engine.network import read_text
from assistant.training.reader import DIMENSION, Reader

WIDTH = DIMENSION + len(CUES)


@pytest.fixture(scope="module")
def reader() -> Reader:
    torch.manual_seed(0)
    return Reader().eval()


@pytest.mark.parametrize("sentences", [1, 2, 3, 9])
def test_numpy_reading_equals_that_of_torch(reader: Reader, sentences: int) -> None:
    dense = np.random.default_rng(sentences).normal(size=(sentences, WIDTH)).astype(np.float32)
    with torch.no_grad():
        scores, counting = reader.read([torch.from_numpy(dense)])
    outcomes, signs = read_text(reader.network_weights(), dense)
    np.testing.assert_allclose(outcomes, scores.softmax(-1)[0].numpy(), atol=1e-5)
    np.testing.assert_allclose(signs, counting.softmax(-1).numpy(), atol=1e-5)


def test_padding_beside_a_longer_text_changes_nothing(reader: Reader) -> None:
    short, long = torch.randn(3, WIDTH), torch.randn(8, WIDTH)
    with torch.no_grad():
        alone, _ = reader.read([short])
        beside, _ = reader.read([short, long])
    torch.testing.assert_close(alone[0], beside[0], atol=1e-4, rtol=1e-4)


def test_probabilities_of_the_committed_network_sum_to_one() -> None:
    outcome, counting = read_text(
        load_model(FOLDER).tensors, np.random.default_rng(0).normal(size=(5, WIDTH)).astype(np.float32)
    )
    np.testing.assert_allclose(outcome.sum(), 1, atol=1e-5)
    np.testing.assert_allclose(counting.sum(axis=1), 1, atol=1e-5)
