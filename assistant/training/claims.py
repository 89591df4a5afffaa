"""`python -m assistant.training.claims`: make the claim checker's weights from SciFact's train claims."""

import argparse
import json
import math
import sys
from collections import Counter
from collections.abc import Mapping
from importlib.metadata import version
from pathlib import Path

import numpy as np

from assistant.claims.evidence import gather
from assistant.claims.features import FEATURES, direction, read_features
from assistant.claims.models import LABELS, ClaimWeights, Line
from assistant.claims.weights import CLAIMS_FILE, FORMAT
from assistant.engine.artefacts import FOLDER
from assistant.training.claim_examples import NATURAL, ClaimExample, load_examples
from assistant.training.claim_fitting import L2, fit_line, standards
from assistant.training.provenance import texts_digest
from assistant.training.remembering import Remembering
from indexes.embedders import Embedder, get_embedder
from indexes.lexical import Tokenizer

_SCIFACT = Path("evals/sets/scifact")
_FEWEST_SECTIONS = 5
THRESHOLD = 0.5
SAMPLE_EVERY = 40
"""Of every so many examples the features are kept in the card, for a test to read again."""


def read_background() -> dict[str, float]:
    """Return the rarity of the stems that five sections of the corpus or more have; `""` is that of all others."""
    from corpus.loaders import load_corpus

    tokenizer = Tokenizer()
    sections = [set(tokenizer(section.text)) for document in load_corpus() for section in document.sections]
    seen = Counter(stem for section in sections for stem in section if stem.isalpha())
    kept = {stem: count for stem, count in sorted(seen.items()) if count >= _FEWEST_SECTIONS}
    rarest = math.log(1 + len(sections) / 0.5)
    return {"": round(rarest, 2)} | {s: round(math.log(1 + len(sections) / (0.5 + n)), 2) for s, n in kept.items()}


def read_rows(examples: list[ClaimExample], embedder: Embedder, background: Mapping[str, float]) -> np.ndarray:
    """Return the features of each example, shape (len(examples), len(FEATURES))."""
    remembering = Remembering(embedder)
    return np.array([read_features(gather(e.claim, e.passages, remembering, background)) for e in examples])


def train(
    examples: list[ClaimExample], embedder: Embedder, background: Mapping[str, float], texts: str
) -> ClaimWeights:
    """Return the weights fitted on the examples: support on people's judgements, the other labels on all examples.

    `texts` is the digest of the files that the examples are from.
    """
    features = read_rows(examples, embedder, background)
    labels = np.array([example.label for example in examples])
    natural = np.array([example.making in NATURAL for example in examples])
    centre, spread = standards(features[natural])
    standard = (features - centre) / spread
    support = fit_line(standard[natural], labels[natural] == "supported", [direction(name) for name in FEATURES])
    others = {
        label: fit_line(standard[labels != "supported"], labels[labels != "supported"] == label)
        for label in LABELS
        if label != "supported"
    }
    return ClaimWeights(
        format=FORMAT,
        features=list(FEATURES),
        centre=_rounded(centre),
        spread=_rounded(spread),
        support=_line(support),
        threshold=THRESHOLD,
        others={label: _line(line) for label, line in others.items()},
        background=dict(background),
        card={
            "data": "SciFact, train claims (CC BY 4.0) with their abstracts (ODC-BY 1.0)",
            "examples": dict(sorted(Counter(example.making for example in examples).items())),
            "texts": texts,
            "sample": {"every": SAMPLE_EVERY, "rows": features[::SAMPLE_EVERY].round(2).tolist()},
            "l2": L2,
            "embedder": {"name": embedder.name, "fingerprint": embedder.fingerprint},
            "versions": {name: version(name) for name in ("numpy", "scipy", "PyStemmer")},
        },
    )


def _line(fitted: tuple[np.ndarray, float]) -> Line:
    return Line(weights=_rounded(fitted[0]), bias=round(fitted[1], 4))


def _rounded(values: np.ndarray) -> list[float]:
    return [round(float(value), 4) + 0.0 for value in values]


def main() -> None:
    """Train and write the weights."""
    parser = argparse.ArgumentParser(prog="python -m assistant.training.claims", description=__doc__)
    parser.add_argument("--claims", type=Path, default=_SCIFACT / "claims-train.jsonl.gz", help="the train claims")
    parser.add_argument("--corpus", type=Path, default=_SCIFACT / "corpus.jsonl.gz", help="the abstracts")
    parser.add_argument("--out", type=Path, default=FOLDER, help="folder for the weights")
    arguments = parser.parse_args()
    examples = load_examples(arguments.claims, arguments.corpus)
    print(f"reading {len(examples)} examples: about three minutes", file=sys.stderr)
    texts = texts_digest((arguments.claims, arguments.corpus))
    weights = train(examples, get_embedder(), read_background(), texts)
    text = json.dumps(weights.model_dump(), ensure_ascii=False, indent=1)
    (arguments.out / CLAIMS_FILE).write_text(text + "\n", encoding="utf-8")
    print(f"wrote {arguments.out / CLAIMS_FILE}", file=sys.stderr)


if __name__ == "__main__":
    main()
