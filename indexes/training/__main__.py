"""`python -m indexes.training`: make the heads for word pieces anew from the corpus's questions and the tuning halves of public sets.

Takes some twenty minutes on two cores, most of it reading SciFact's passages. Writes `indexes/artefacts/search_reader.safetensors`.
"""

import argparse
import hashlib
import json
from pathlib import Path

from indexes.embedders import MAX_PIECES, OnnxEmbedder
from indexes.onnx_model import prepare
from indexes.pieces import HEADS
from indexes.settings import EmbedderSettings, default_home
from indexes.training.collections import Collection, Fits, read_beir, read_own_corpus
from indexes.training.heads import AMONG, EPOCHS, WIDTH, fit
from indexes.training.reading import material

_SETS = Path("evals/sets")


def main() -> None:
    """Read the collections, fit the heads, write them with what they were made from."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, default=HEADS, help="the safetensors file to write")
    out = parser.parse_args().out
    embedder = OnnxEmbedder(prepare(default_home()), EmbedderSettings())
    collections = read_collections(lambda text: embedder.pieces(text) <= MAX_PIECES)
    heads = fit([material(collection, embedder, AMONG) for collection in collections])
    out.parent.mkdir(parents=True, exist_ok=True)
    heads.save(out)
    card = {"width": WIDTH, "epochs": EPOCHS, "learned_from": {c.name: described(c) for c in collections}}
    out.with_suffix(".json").write_text(json.dumps(card, indent=1) + "\n", encoding="utf-8")


def read_collections(fits: Fits) -> list[Collection]:
    """Return what the heads learn from: never a test half."""
    return [
        read_own_corpus(fits),
        read_beir("or-sharc", _SETS / "or-sharc", "queries-dev.jsonl.gz", "qrels-dev.tsv.gz", fits),
        read_beir("scifact", _SETS / "scifact", "queries.jsonl.gz", "qrels/train.tsv", fits),
    ]


def described(collection: Collection) -> dict[str, object]:
    """Return how large a collection is and a hash of its queries, as the card of the heads has them."""
    digest = hashlib.sha256("\n".join(asked.text for asked in collection.asked).encode()).hexdigest()[:12]
    return {"queries": len(collection.asked), "passages": len(collection.passages), "sha256_of_queries": digest}


if __name__ == "__main__":
    main()
