"""Step 4: the trained weights as one int8 ONNX file in a model folder.

``python -m training.export [CONFIG [FOLDER [WEIGHTS]]]``; the folder, unless named, is
``src/verbale/language/model``. The two heads for names become one (both are linear: their
weighted sum is one head), the attention of a layer one node, and labels are picked in the graph.
"""

from __future__ import annotations

import json
import shutil
import sys
from pathlib import Path
from typing import Any

import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from torch import Tensor, nn

from training import network
from training.network import HEADS, HIDDEN, Layer, Reader, gather
from training.settings import NAME_LABELS, ROOT, Settings

INPUTS = ("ids", "shape", "first", "last")
OUTPUTS = ("upos", "xpos", "names", "starts", "arc", "rel")


class Attention(torch.autograd.Function):
    """One layer's attention as a single node; a window is alone, so nothing is masked."""

    @staticmethod
    def forward(ctx: Any, q: Tensor, k: Tensor, v: Tensor) -> Tensor:
        b, t, _ = q.shape
        parts = [x.view(b, t, HEADS, HIDDEN // HEADS).transpose(1, 2) for x in (q, k, v)]
        out = nn.functional.scaled_dot_product_attention(*parts)
        return out.transpose(1, 2).reshape(b, t, HIDDEN)

    @staticmethod
    def symbolic(g: Any, q: Any, k: Any, v: Any) -> Any:
        node = g.op("com.microsoft::MultiHeadAttention", q, k, v, num_heads_i=HEADS)
        node.setType(q.type())
        return node


class Exported(nn.Module):
    """The reader as it is shipped."""

    def __init__(self, model: Reader, root: int, wire_share: float) -> None:
        super().__init__()
        self.model = model
        self.root = root
        names = nn.Linear(HIDDEN, len(NAME_LABELS))
        with torch.no_grad():
            for part in ("weight", "bias"):
                ours = getattr(model.heads["names"], part)
                wire = getattr(model.heads["wire"], part)
                getattr(names, part).copy_((1 - wire_share) * ours + wire_share * wire)
                # Only the wire head has seen events.
                at = NAME_LABELS.index("B-EVENT")
                getattr(names, part)[at : at + 2] = wire[at : at + 2]
        self.names = names

    def forward(self, ids: Tensor, shape: Tensor, first: Tensor, last: Tensor) -> Any:
        model = self.model

        def step(layer: Layer, x: Tensor, bias: Tensor) -> Tensor:
            del bias
            x = layer.ln1(x + layer.o(Attention.apply(*layer.qkv(x).split(HIDDEN, -1))))
            return layer.ln2(x + layer.f2(nn.functional.gelu(layer.f1(x))))

        plain, network.Layer.forward = network.Layer.forward, step
        try:
            batch = dict(zip(INPUTS, (ids, shape, first, last), strict=True))
            batch["mask"] = torch.ones_like(ids)
            vectors = model.words(batch)
        finally:
            network.Layer.forward = plain
        tags = [model.token(vectors, name) for name in ("upos", "xpos")]
        names = self.names(vectors[1][:, 1:])
        starts = model.token(vectors, "starts")
        arc, dependents, heads = model.parse(vectors)
        width = arc.shape[1]
        arc = arc - torch.eye(width, dtype=arc.dtype) * 10000.0
        best = arc[:, 1:].argmax(-1)
        scores = model.relation(dependents[:, 1:], gather(heads, best))
        bar = torch.zeros(scores.shape[-1])
        bar[self.root] = -10000.0
        return (
            tags[0].argmax(-1), tags[1].argmax(-1), names, starts[..., 1] - starts[..., 0], arc,
            (scores + bar).argmax(-1),
        )  # fmt: skip


def export(settings: Settings, weights: Path, folder: Path) -> None:
    """Write the model folder."""
    build = settings.build
    lists = json.loads((build / "lists.json").read_text(encoding="utf-8"))
    saved = torch.load(weights, map_location="cpu")
    model = Reader(**saved["config"])
    model.load_state_dict(saved["weights"])
    model.eval()
    root = lists["rel"].index("root")
    whole = Exported(model, root, settings["export"]["wire_share"]).eval()
    ids = torch.randint(1000, 2000, (3, 11))
    first = torch.arange(8).repeat(3, 1)
    example = (ids, torch.ones_like(ids), first, first + 1)
    folder.mkdir(parents=True, exist_ok=True)
    full = build / "reader.fp32.onnx"
    axes: dict[str, dict[int, str]] = {name: {0: "B", 1: "T"} for name in INPUTS[:2]}
    axes |= {name: {0: "B", 1: "W"} for name in INPUTS[2:]}
    axes |= {name: {0: "B", 1: "N"} for name in OUTPUTS}
    axes["arc"] = {0: "B", 1: "W1", 2: "W2"}
    torch.onnx.export(
        whole, example, str(full), input_names=list(INPUTS), output_names=list(OUTPUTS),
        dynamic_axes=axes, opset_version=17, dynamo=False, custom_opsets={"com.microsoft": 1},
    )  # fmt: skip
    quantize_dynamic(
        full, folder / "reader.int8.onnx", weight_type=QuantType.QInt8, per_channel=True,
        reduce_range=False, op_types_to_quantize=["MatMul", "Gather", "Gemm"],
        extra_options={"MatMulConstBOnly": True, "DefaultTensorType": 1},
    )  # fmt: skip
    labels = {
        "labels": {key: lists[key] for key in ("upos", "xpos", "names")},
        "rel": lists["rel"],
        "names": {
            "head": "names",
            "map": {k: k for k in ("PERSON", "ORG", "LOC", "NORP", "EVENT")},
        },
    }
    (folder / "labels.json").write_text(json.dumps(labels) + "\n", encoding="utf-8")
    for name in ("tokenizer.json", "lemmas.json"):
        shutil.copyfile(build / name, folder / name)
    print(folder, sum(path.stat().st_size for path in folder.iterdir()) / 1e6, "MB")


if __name__ == "__main__":
    config = Settings()
    export(
        config,
        config.build / (sys.argv[3] if len(sys.argv) > 3 else "model.pt"),
        Path(sys.argv[2]) if len(sys.argv) > 2 else ROOT / "src/verbale/language/model",
    )
