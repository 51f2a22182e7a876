"""The network on a GPU: many windows at once, in floating point.

The int8 operators of the shipped model are made for processors. On CUDA its weights are taken
back to floats once, as the model is loaded (a few seconds), and windows go through in batches,
padded; the attention is told which pieces are padding, and padded words point at the root, so that
they change no choice. Rounding differs from int8: readings by a GPU are kept apart from others
(`name` is part of their key), and a record names in its manifest which read it.

Used where ``onnxruntime-gpu`` and ``onnx`` are installed (``pip install 'verbale[gpu]'``), a GPU is
there, and ``VERBALE_DEVICE`` is not ``cpu``.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from verbale.errors import ReaderError

#: Pieces of a batch at first, padding counted: about 3 GB of the GPU. Halved where they do not fit.
PIECES = 65_536
_NODES = ("MatMulInteger", "Cast", "Mul")
Feed = dict[str, NDArray[Any]]


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


def floating(path: Path) -> bytes:
    """The model at `path` with float weights and a mask of pieces (`mask`: 1 a piece, 0 padding).

    Raises `ReaderError` where it is no dynamically quantised model.
    """
    import onnx
    from onnx import helper, numpy_helper

    model = onnx.load(path)
    graph = model.graph
    weights = {given.name: numpy_helper.to_array(given) for given in graph.initializer}
    made = {output: node for node in graph.node for output in node.output}
    users = {given: node for node in graph.node for given in node.input}
    replaced: dict[str, Any] = {}
    for node in graph.node:
        if node.op_type != "MatMulInteger":
            continue
        cast = users[node.output[0]]
        scaled = users[cast.output[0]]
        scales = made.get(next(x for x in scaled.input if x != cast.output[0]))
        if (node.op_type, cast.op_type, scaled.op_type) != _NODES or scales is None:
            raise ReaderError(f"{path} is quantised in a way that is not known; use the processor.")
        scale = next(weights[x] for x in scales.input if x in weights)
        zero = weights[node.input[3]].astype(np.float32)
        floats = (weights[node.input[1]].astype(np.float32) - zero) * scale
        graph.initializer.append(numpy_helper.from_array(floats, f"{node.input[1]}_float"))
        plain = made[node.input[0]].input[0]
        replaced[scaled.output[0]] = helper.make_node(
            "MatMul", [plain, f"{node.input[1]}_float"], [scaled.output[0]], name=f"{node.name}_f"
        )
    nodes = [replaced.get(node.output[0], node) for node in graph.node]
    for node in nodes:
        if node.op_type == "MultiHeadAttention":
            node.input.extend(["", "mask"])  # no bias, then the padding
    graph.input.append(helper.make_tensor_value_info("mask", onnx.TensorProto.INT32, ["B", "T"]))
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


class Batches:
    """A float model, fed with many windows at once."""

    def __init__(self, model: bytes, providers: Sequence[str] = ("CUDAExecutionProvider",)) -> None:
        """`providers`: of onnxruntime; raises `ReaderError` where none of them can be used."""
        import onnxruntime

        options = onnxruntime.SessionOptions()
        options.log_severity_level = 3
        try:
            self._session = onnxruntime.InferenceSession(model, options, providers=list(providers))
        except Exception as error:
            raise ReaderError(
                f"The GPU cannot be used ({error}); VERBALE_DEVICE=cpu reads without."
            ) from error
        if providers[0] not in self._session.get_providers():
            raise ReaderError("The GPU cannot be used; VERBALE_DEVICE=cpu reads without.")
        self._outputs = [output.name for output in self._session.get_outputs()]
        self._inputs = {given.name for given in self._session.get_inputs()}
        self._most = PIECES

    def run(self, windows: Sequence[Feed]) -> list[dict[str, NDArray[Any]]]:
        """The outputs of each window, given as it would go in alone (a batch of one)."""
        out: list[dict[str, NDArray[Any]]] = [{}] * len(windows)
        for batch in self._batches(windows):
            for at, scores in zip(batch, self._run([windows[i] for i in batch]), strict=True):
                out[at] = scores
        return out

    def _batches(self, windows: Sequence[Feed]) -> Iterator[list[int]]:
        """Indexes of windows of like length."""
        order = sorted(range(len(windows)), key=lambda i: windows[i]["ids"].shape[1])
        batch: list[int] = []
        for i in order:
            if batch and windows[i]["ids"].shape[1] * (len(batch) + 1) > self._most:
                yield batch
                batch = []
            batch.append(i)
        if batch:
            yield batch

    def _run(self, windows: list[Feed]) -> list[dict[str, NDArray[Any]]]:
        given = {key: _stacked([w[key] for w in windows]) for key in windows[0]}
        given["mask"] = _stacked([np.ones_like(w["ids"]) for w in windows]).astype(np.int32)
        given = {key: array for key, array in given.items() if key in self._inputs}
        try:
            found = self._session.run(None, given)
        except Exception as error:
            if len(windows) == 1:
                raise ReaderError(
                    f"The GPU cannot be used ({error}); VERBALE_DEVICE=cpu reads without."
                ) from error
            # Too many for its memory: half as many from here on.
            self._most = max(1, given["ids"].size // 2)
            half = len(windows) // 2
            return self._run(windows[:half]) + self._run(windows[half:])
        outputs = dict(zip(self._outputs, found, strict=True))
        wide = given["first"].shape[1]
        return [
            {n: _cut(n, scores[i], w["first"].shape[1], wide) for n, scores in outputs.items()}
            for i, w in enumerate(windows)
        ]


def _stacked(arrays: list[NDArray[Any]]) -> NDArray[Any]:
    """Rows of several lengths under each other, with 0 behind the short ones."""
    out = np.zeros((len(arrays), max(a.shape[1] for a in arrays)), dtype=arrays[0].dtype)
    for row, array in zip(out, arrays, strict=True):
        row[: array.shape[1]] = array[0]
    return out


def _cut(name: str, scores: NDArray[Any], words: int, wide: int) -> NDArray[Any]:
    """A window's own part. `words` and `wide` (the batch's) count the root, of which arcs have a
    row and a column, and most others nothing."""
    if name == "arc":
        return scores[:words, :words]
    return scores[: words if scores.shape[0] == wide else words - 1]
