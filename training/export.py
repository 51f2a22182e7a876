"""Step 4: the trained weights as one int8 ONNX file in a model folder.

``python -m training.export [CONFIG [FOLDER]]``; the folder, unless named, is
``src/verbale/language/model``. Several files of weights are averaged. The two heads for names
become one (both are linear: their weighted sum is one head), the attention of a layer one node, and
labels are picked in the graph.

Activations are quantised with fixed scales, taken from windows of the training examples: a scale
taken from what goes in together would make a reading hang on its company.
"""

from __future__ import annotations

import gzip
import json
import pickle
import random
import shutil
import sys
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Any

import numpy as np
import onnx
import onnxruntime
import torch
from numpy.typing import NDArray
from onnx import helper, numpy_helper
from onnxruntime.quantization import QuantType, quantize_dynamic
from torch import Tensor, nn
from torch.onnx.symbolic_helper import _optional_input_placeholder_tensor

from training import network
from training.network import ENCODERS, Layer, Reader, gather
from training.settings import NAME_LABELS, ROOT, Settings
from verbale.language.encode import Encoded, Pieces, feed

INPUTS = ("ids", "shape", "mask", "first", "last")
OUTPUTS = ("upos", "xpos", "names", "starts", "arc", "rel")
#: Windows that the scales are taken from, of so many words at most, and the share of them that may
#: go beyond a scale on either side (on EWT and GUM dev as good as floats; with none, 0.1 LAS less).
WINDOWS, WORDS, BEYOND = 500, 100, 0.1
Range = tuple[float, float]
HIDDEN, HEADS = ENCODERS["minilm"].hidden, ENCODERS["minilm"].heads


class Attention(torch.autograd.Function):
    """One layer's attention as a single node, which does not see padding."""

    @staticmethod
    def forward(ctx: Any, q: Tensor, k: Tensor, v: Tensor, mask: Tensor) -> Tensor:
        b, t, _ = q.shape
        parts = [x.view(b, t, HEADS, HIDDEN // HEADS).transpose(1, 2) for x in (q, k, v)]
        seen = mask[:, None, None, :].bool()
        out = nn.functional.scaled_dot_product_attention(*parts, attn_mask=seen)
        return out.transpose(1, 2).reshape(b, t, HIDDEN)

    @staticmethod
    def symbolic(g: Any, q: Any, k: Any, v: Any, mask: Any) -> Any:
        none = _optional_input_placeholder_tensor(g)
        given = (q, k, v, none, mask)
        node = g.op("com.microsoft::MultiHeadAttention", *given, num_heads_i=HEADS)
        node.setType(q.type())
        return node


class Exported(nn.Module):
    """The reader as it is shipped."""

    def __init__(self, model: Reader, root: int, wire_share: float, none: float) -> None:
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
            names.bias[NAME_LABELS.index("O")] += none
        self.names = names

    def forward(self, ids: Tensor, shape: Tensor, mask: Tensor, first: Tensor, last: Tensor) -> Any:
        model = self.model

        def step(layer: Layer, x: Tensor, bias: Tensor) -> Tensor:
            del bias
            x = layer.ln1(x + layer.o(Attention.apply(*layer.qkv(x).split(HIDDEN, -1), mask)))
            return layer.ln2(x + layer.f2(nn.functional.gelu(layer.f1(x))))

        plain, network.Layer.forward = network.Layer.forward, step
        try:
            batch = dict(zip(INPUTS, (ids, shape, mask, first, last), strict=True))
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


def export(settings: Settings, folder: Path) -> None:
    """Write the model folder."""
    build = settings.build
    lists = json.loads((build / "lists.json").read_text(encoding="utf-8"))
    model = network.read([build / name for name in settings["export"]["weights"]]).eval()
    root = lists["rel"].index("root")
    config = settings["export"]
    whole = Exported(model, root, config["wire_share"], config["none"]).eval()
    ids = torch.randint(1000, 2000, (3, 11))
    first = torch.arange(8).repeat(3, 1)
    ones = torch.ones_like(ids)
    example = (ids, ones, ones.int(), first, first + 1)
    folder.mkdir(parents=True, exist_ok=True)
    full = build / "reader.fp32.onnx"
    axes: dict[str, dict[int, str]] = {name: {0: "B", 1: "T"} for name in INPUTS[:3]}
    axes |= {name: {0: "B", 1: "W"} for name in INPUTS[3:]}
    axes |= {name: {0: "B", 1: "N"} for name in OUTPUTS}
    axes["arc"] = {0: "B", 1: "W1", 2: "W2"}
    torch.onnx.export(
        whole, example, str(full), input_names=list(INPUTS), output_names=list(OUTPUTS),
        dynamic_axes=axes, opset_version=17, dynamo=False, custom_opsets={"com.microsoft": 1},
    )  # fmt: skip
    embedded = build / "reader.embedded.onnx"
    quantize_dynamic(
        full, embedded, weight_type=QuantType.QInt8, op_types_to_quantize=["Gather"],
        extra_options={"DefaultTensorType": 1},
    )  # fmt: skip
    given = onnx.load(embedded)
    onnx.save(fixed(given, ranges(given, windows(settings))), folder / "reader.int8.onnx")
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


def windows(settings: Settings) -> Iterator[Encoded]:
    """Windows of the training examples, drawn from their sources in equal shares."""
    pieces = Pieces(settings.build / "tokenizer.json")
    with gzip.open(settings.build / "examples.pickle.gz") as data:
        sources = pickle.load(data)
    drawn = random.Random(settings["export"]["seed"])
    held: list[str] = []
    while True:
        words = drawn.choice(sources[drawn.choice(("ewt", "gum", "press"))])["words"][:WORDS]
        if held and len(held) + len(words) > drawn.randint(1, WORDS):
            yield pieces.encode(held)
            held = []
        held += words


def weighted(graph: onnx.GraphProto) -> Iterator[tuple[onnx.NodeProto, NDArray[np.float32]]]:
    """The products with a matrix of weights on their right, each with it."""
    weights = {given.name: numpy_helper.to_array(given) for given in graph.initializer}
    for node in graph.node:
        if node.op_type == "MatMul" and node.input[1] in weights:
            yield node, weights[node.input[1]]


def ranges(model: onnx.ModelProto, some: Iterator[Encoded]) -> dict[str, Range]:
    """What the inputs of weighted products lie between in nearly all windows."""
    names = sorted({node.input[0] for node, _ in weighted(model.graph)})
    watched = onnx.ModelProto()
    watched.CopyFrom(model)
    kind = onnx.TensorProto.FLOAT
    watched.graph.output.extend(helper.make_tensor_value_info(n, kind, None) for n in names)
    session = onnxruntime.InferenceSession(
        watched.SerializeToString(), providers=["CPUExecutionProvider"]
    )
    found = [session.run(names, feed([window])) for window in islice(some, WINDOWS)]
    lows = np.quantile([[x.min() for x in row] for row in found], BEYOND, axis=0)
    highs = np.quantile([[x.max() for x in row] for row in found], 1 - BEYOND, axis=0)
    return dict(zip(names, zip(lows.tolist(), highs.tolist(), strict=True), strict=True))


def fixed(model: onnx.ModelProto, between: dict[str, Range]) -> onnx.ModelProto:
    """The model with weighted products in int8, inputs by fixed scales, weights by column."""
    graph = model.graph
    users = {name: node for node in graph.node for name in node.input}
    biases = {given.name for given in graph.initializer if len(given.dims) == 1}
    made: dict[str, list[onnx.NodeProto]] = {}
    dropped: set[str] = set()

    def keep(name: str, array: Any) -> str:
        graph.initializer.append(numpy_helper.from_array(np.asarray(array), name))
        return name

    for name, (low, high) in between.items():
        scale = (max(high, 0.0) - min(low, 0.0)) / 255
        keep(f"{name}_scale", np.float32(scale))
        keep(f"{name}_zero", np.uint8(round(-min(low, 0.0) / scale)))
    for node, weights in weighted(graph):
        given, packed = node.input
        scales = np.maximum(np.abs(weights).max(axis=0), 1e-9).astype(np.float32) / 127
        operands = [
            f"{given}_int8",
            keep(f"{packed}_int8", np.rint(weights / scales).astype(np.int8)),
            f"{given}_scale",
            keep(f"{packed}_scale", scales),
            f"{given}_zero",
            keep(f"{packed}_zero", np.zeros(scales.shape, np.int8)),
        ]
        result = node.output[0]
        after = users[result]
        bias = [name for name in after.input if name in biases] if after.op_type == "Add" else []
        if bias:
            dropped.add(after.name)
            result = after.output[0]
        quantise = helper.make_node(
            "QuantizeLinear", [given, f"{given}_scale", f"{given}_zero"], [f"{given}_int8"]
        )
        product = helper.make_node(
            "MatMulIntegerToFloat", operands + bias, [result], domain="com.microsoft"
        )
        seen = any(quantise.output == other.output for nodes in made.values() for other in nodes)
        made[node.name] = [product] if seen else [quantise, product]
    nodes = [
        new
        for node in graph.node
        if node.name not in dropped
        for new in made.get(node.name, [node])
    ]
    used = {name for node in nodes for name in node.input}
    kept = [given for given in graph.initializer if given.name in used]
    del graph.node[:], graph.initializer[:]
    graph.node.extend(nodes)
    graph.initializer.extend(kept)
    return model


if __name__ == "__main__":
    export(
        Settings(),
        Path(sys.argv[2]) if len(sys.argv) > 2 else ROOT / "src/verbale/language/model",
    )
