"""The network on a GPU: many windows at once, in floating point.

The int8 operators of the shipped model are made for processors. On CUDA its weights are taken
back to floats once, as the model is loaded (a few seconds), and windows go through in batches of
many. Rounding differs from int8: readings by a GPU are kept apart from others
(`name` is part of their key), and a record names in its manifest which read it.

Used where ``onnxruntime-gpu`` and ``onnx`` are installed (``pip install 'verbale[gpu]'``), a GPU is
there, and ``VERBALE_DEVICE`` is not ``cpu``.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import numpy as np

from verbale.errors import ReaderError
from verbale.language.batches import Batches

#: Pieces of a batch at first, padding counted: about 3 GB of the GPU; and padding in a batch.
PIECES, PADDING = 65_536, 0.5


@cache
def reason() -> str | None:
    """Why no GPU is used, or `None` where one is."""
    if os.environ.get("VERBALE_DEVICE", "").lower() == "cpu":
        return "VERBALE_DEVICE says cpu"
    if not Path("/dev/nvidiactl").exists():
        return "no NVIDIA GPU is there"
    if find_spec("onnx") is None:
        return "onnx is not installed: pip install 'verbale[gpu]'"
    import onnxruntime

    if "CUDAExecutionProvider" not in onnxruntime.get_available_providers():
        return "onnxruntime-gpu is not installed: pip install 'verbale[gpu]'"
    return None


def name() -> str:
    """What is added to the name of a model that a GPU runs: "" or " on CUDA"."""
    return "" if reason() else " on CUDA"


def batches(path: Path, providers: Sequence[str] = ("CUDAExecutionProvider",)) -> Batches:
    """The model at `path` on a GPU; raises `ReaderError` where it cannot be used."""
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.log_severity_level = 3
    model = floating(path)
    try:
        session = onnxruntime.InferenceSession(model, options, providers=list(providers))
    except Exception as error:
        raise ReaderError(
            f"The GPU cannot be used ({error}); VERBALE_DEVICE=cpu reads without."
        ) from error
    if providers[0] not in session.get_providers():
        raise ReaderError("The GPU cannot be used; VERBALE_DEVICE=cpu reads without.")
    return Batches(session, PIECES, PADDING)


def floating(path: Path) -> bytes:
    """The model at `path` with float weights.

    Raises `ReaderError` where it is not quantised with fixed scales, as ours is.
    """
    import onnx
    from onnx import helper, numpy_helper

    model = onnx.load(path)
    graph = model.graph
    weights = {given.name: numpy_helper.to_array(given) for given in graph.initializer}
    quantised = {n.output[0]: n.input[0] for n in graph.node if n.op_type == "QuantizeLinear"}
    if not quantised:
        raise ReaderError(f"{path} is quantised in a way that is not known; use the processor.")
    nodes = []
    for node in graph.node:
        if node.op_type != "MatMulIntegerToFloat":
            nodes.append(node)
            continue
        given, packed, _, scale, _, zero, *bias = node.input
        floats = (weights[packed].astype(np.float32) - weights[zero]) * weights[scale]
        graph.initializer.append(numpy_helper.from_array(floats, f"{packed}_float"))
        product = f"{node.output[0]}_product" if bias else node.output[0]
        operands = [quantised[given], f"{packed}_float"]
        nodes.append(helper.make_node("MatMul", operands, [product]))
        nodes += [helper.make_node("Add", [product, *bias], node.output)] if bias else []
    live = _live(nodes, [output.name for output in graph.output])
    del graph.node[:]
    graph.node.extend(live)
    used = {given for node in live for given in node.input}
    kept = [given for given in graph.initializer if given.name in used]
    del graph.initializer[:]
    graph.initializer.extend(kept)
    data: bytes = model.SerializeToString()
    return data


def _live(nodes: list[Any], wanted: list[str]) -> list[Any]:
    """The nodes, in their order, that some wanted output needs."""
    needed, kept = set(wanted), []
    for node in reversed(nodes):
        if needed & set(node.output):
            needed.update(node.input)
            kept.append(node)
    return kept[::-1]
