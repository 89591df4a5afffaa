"""`python -m assistant.training.messages`: make the message reader's weights from the labelled messages beside this file."""

import argparse
import json
import sys
from collections import Counter
from collections.abc import Sequence
from importlib.metadata import version
from pathlib import Path
from typing import Any

import numpy as np

from assistant.engine.artefacts import FOLDER
from assistant.messages.models import KINDS
from assistant.messages.reader import MessageReader
from assistant.messages.weights import CARD_FILE, COLUMNS, FORMAT, WEIGHTS_FILE, MessageModel
from assistant.training.message_examples import BANK, MessageExample, load_descriptions, load_messages, text_files
from assistant.training.message_figures import Read, choose_thresholds, figures
from assistant.training.message_fitting import Fitting
from assistant.training.provenance import texts_digest
from assistant.training.remembering import Remembering
from indexes.embedders import Embedder, get_embedder


def fit(examples: Sequence[MessageExample], embedder: Embedder) -> MessageModel:
    """Return a model fitted on `examples`, without thresholds."""
    fitting = Fitting(examples, embedder)
    tensors = {name: array.astype(np.float16) for name, array in fitting.tensors().items()}
    card: dict[str, Any] = {
        "format": FORMAT,
        "columns": list(COLUMNS),
        "embedder": {"name": embedder.name, "dimension": embedder.dimension, "fingerprint": embedder.fingerprint},
    }
    return MessageModel(card, fitting.vocabulary, {name: array.astype(np.float32) for name, array in tensors.items()})


def read_held_out(examples: Sequence[MessageExample], embedder: Embedder) -> list[Read]:
    """Return each message as a model reads it that has met no other message of its writer."""
    reads = []
    for writer in sorted({example.writer for example in examples} - {BANK}):
        reader = MessageReader(embedder, fit([e for e in examples if e.writer != writer], embedder))
        reads += [Read(e, reader.read(e.turns)) for e in examples if e.writer == writer]
    return reads


def train(examples: Sequence[MessageExample], embedder: Embedder, held_out: Sequence[Read]) -> MessageModel:
    """Return the model on all examples, with the thresholds and figures that `held_out` gives."""
    model = fit(examples, embedder)
    thresholds = choose_thresholds(held_out)
    kinds = Counter(example.kind for example in examples if example.writer != BANK)
    model.card.update(
        thresholds=thresholds,
        figures=figures(held_out, thresholds),
        by_writer={w: figures([r for r in held_out if r.example.writer == w], thresholds) for w in _writers(held_out)},
        examples={kind: kinds[kind] for kind in KINDS} | {BANK: sum(e.writer == BANK for e in examples)},
        texts=texts_digest(text_files()),
        versions={name: version(name) for name in ("numpy", "scipy", "scikit-learn")},
    )
    return model


def write(model: MessageModel, folder: Path) -> None:
    """Write the weights and the card with its vocabulary into `folder`."""
    from safetensors.numpy import save_file

    path = folder / WEIGHTS_FILE
    save_file({name: array.astype(np.float16) for name, array in model.tensors.items()}, path)
    path.chmod(0o644)
    words = {"words": model.vocabulary.words, "characters": model.vocabulary.characters}
    card = json.dumps(model.card, ensure_ascii=False, indent=1)
    vocabulary = json.dumps(words, ensure_ascii=False, separators=(",", ":"))
    (folder / CARD_FILE).write_text(f'{card[:-2]},\n "vocabulary": {vocabulary}\n}}\n', encoding="utf-8")


def _writers(reads: Sequence[Read]) -> list[str]:
    return sorted({read.example.writer for read in reads})


def main() -> None:
    """Train, print the figures on unseen writers, and write the files."""
    parser = argparse.ArgumentParser(prog="python -m assistant.training.messages", description=__doc__)
    parser.add_argument("--out", type=Path, default=FOLDER, help="folder for the reader's files")
    arguments = parser.parse_args()
    embedder = Remembering(get_embedder(), one_by_one=True)
    examples = [*load_messages(), *load_descriptions()]
    print(f"reading {len(examples)} examples: about a minute", file=sys.stderr)
    model = train(examples, embedder, read_held_out(examples, embedder))
    write(model, arguments.out)
    print(json.dumps({name: model.card[name] for name in ("figures", "by_writer", "thresholds")}, indent=1))
    print(f"wrote {arguments.out / WEIGHTS_FILE} and {CARD_FILE}", file=sys.stderr)


if __name__ == "__main__":
    main()
