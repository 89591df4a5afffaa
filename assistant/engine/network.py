"""The network that reads a whole text sentence by sentence, run in NumPy. `assistant/training/network.py` trains it.

Each sentence, with a look at the one before and the one after, becomes a hidden vector; four attentions and the mean pool them;
beside them stand the two strongest signs of each kind. The idea is attention over instances (Ilse, Tomczak and Welling 2018).
"""

from collections.abc import Mapping

import numpy as np

from assistant.engine.reading import softmax

MEMBERS = 3
"""Networks, alike but for the random start, whose probabilities are averaged."""
PARTS = ("input", "context", "attention", "output", "counting")
SIGN_FLOOR = 0.02
STRONGEST = 2


def read_text(weights: Mapping[str, np.ndarray], dense: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return (outcome probabilities, (7,); counting probabilities, (n, 6)) of a text's n > 0 sentences in order.

    `counting` is, for each sentence, the chance of each stage's mechanism now and here, and last that it counts for none.
    `weights` has `network.<member>.<part>.weight`, (in, out), and `.bias`, (out,).
    """
    members = [_read(weights, f"network.{i}.", dense) for i in range(MEMBERS)]
    return np.mean([outcome for outcome, _ in members], axis=0), np.mean([c for _, c in members], axis=0)


def _read(weights: Mapping[str, np.ndarray], prefix: str, dense: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    def linear(part: str, x: np.ndarray) -> np.ndarray:
        return np.asarray(x @ weights[f"{prefix}{part}.weight"] + weights[f"{prefix}{part}.bias"])

    own = gelu(linear("input", dense))
    around = np.hstack([np.vstack([np.zeros_like(own[:1]), own[:-1]]), np.vstack([own[1:], np.zeros_like(own[:1])])])
    hidden = own + gelu(linear("context", around))
    attention = softmax(linear("attention", hidden), axis=0)
    counting = softmax(linear("counting", hidden))
    strongest = np.sort(counting, axis=0)[-STRONGEST:].mean(axis=0)
    pooled = np.concatenate([(attention.T @ hidden).ravel(), hidden.mean(axis=0), np.log(strongest + SIGN_FLOOR)])
    return softmax(linear("output", pooled)), counting


def gelu(x: np.ndarray) -> np.ndarray:
    """Return the Gaussian error linear unit of `x`, in the tanh form (Hendrycks and Gimpel 2016)."""
    return np.asarray(0.5 * x * (1 + np.tanh(np.sqrt(2 / np.pi) * (x + 0.044715 * x**3))))
