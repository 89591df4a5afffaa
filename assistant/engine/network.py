"""The network that reads a whole text sentence by sentence, run in NumPy. `assistant/training/reader.py` trains it.

Each sentence, with a look at the one before and the one after, becomes a hidden vector; four attentions and the mean pool them;
beside them stand the strongest signs of each kind. The idea is attention over instances (Ilse, Tomczak and Welling 2018).
"""

from collections.abc import Mapping

import numpy as np

from assistant.engine.reading import softmax

SIGN_FLOOR = 0.02
STRONGEST = 3


def read_text(weights: Mapping[str, np.ndarray], dense: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return (outcome probabilities, (7,); counting probabilities, (n, 6)) of a text's n > 0 sentences in order.

    `counting` is, for each sentence, the chance of each stage's mechanism now and here, and last that it counts for none.
    `weights` has `network.<part>.weight`, (in, out), and `.bias`, (out,).
    """

    def linear(part: str, x: np.ndarray) -> np.ndarray:
        return np.asarray(x @ weights[f"network.{part}.weight"] + weights[f"network.{part}.bias"])

    own = gelu(linear("input", dense))
    around = np.hstack([np.vstack([np.zeros_like(own[:1]), own[:-1]]), np.vstack([own[1:], np.zeros_like(own[:1])])])
    hidden = own + gelu(linear("context", around))
    attention = softmax(linear("attention", hidden), axis=0)
    counting = softmax(linear("counting", hidden))
    strongest = np.sort(counting, axis=0)[::-1][:STRONGEST]
    signs = [np.log(sign + SIGN_FLOOR) for sign in (strongest[0], strongest.sum(axis=0) / STRONGEST)]
    pooled = np.concatenate([(attention.T @ hidden).ravel(), hidden.mean(axis=0), *signs])
    return softmax(linear("output", pooled)), counting


def gelu(x: np.ndarray) -> np.ndarray:
    """Return the Gaussian error linear unit of `x`, in the tanh form (Hendrycks and Gimpel 2016)."""
    return np.asarray(0.5 * x * (1 + np.tanh(np.sqrt(2 / np.pi) * (x + 0.044715 * x**3))))
