"""The network in floats and in batches, as a GPU runs it: the answers of the shipped model.

The float model is made and run on the processor here; the last test needs a GPU.
"""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from spacy.language import Language

from verbale import language
from verbale.errors import ReaderError
from verbale.language import gpu
from verbale.language.analysis import Analysis
from verbale.language.component import SHIPPED
from verbale.language.network import Network
from verbale.language.tokens import tokenize

onnx = pytest.importorskip("onnx", reason="onnx is not installed: verbale[gpu]")

TEXTS = [
    "The foreign ministers of Kenya and Norway met in Lima on Tuesday to discuss fishing rights.",
    '"We will open two more ports," said Anna Berg, who leads the talks. Chile has not answered.',
    "Officials from Ghana denied on Friday that its president had called off a visit to Peru.",
    "Talks failed.",
    "A spokesman for the ministry told reporters in Cairo that the envoy, who had spent three days "
    "in the region, would return next week if the two governments agreed to a truce, and that a "
    "second round of talks, to be held in Vienna, had been planned for the end of the month.",
    "Japan's trade minister urged Mexico to lift its ban on imports of rice before the summit.",
    "Poland recalled its ambassador to protest against the arrest of two of its citizens.",
]


@pytest.fixture(scope="module")
def shipped() -> Network:
    return Network(SHIPPED)


@pytest.fixture(scope="module")
def floats() -> Network:
    network = Network(SHIPPED)
    network._batches = gpu.batches(SHIPPED / "reader.int8.onnx", ["CPUExecutionProvider"])
    return network


def _runs(texts: list[str]) -> list[list[str]]:
    return [[text[a:b] for a, b in tokenize(text)] for text in texts]


def _agree(some: list[Analysis], others: list[Analysis], field: str) -> float:
    pairs = [
        (a, b)
        for one, other in zip(some, others, strict=True)
        for a, b in zip(getattr(one, field), getattr(other, field), strict=True)
    ]
    return float(sum(a == b for a, b in pairs) / len(pairs))


@pytest.mark.parametrize("field", ["heads", "rels", "upos", "entities"])
def test_floats_answer_as_int8_does(shipped: Network, floats: Network, field: str) -> None:
    runs = _runs(TEXTS)
    assert _agree(shipped.read(runs), floats.read(runs), field) >= 0.97


def test_company_in_a_batch_changes_no_answer(floats: Network) -> None:
    runs = _runs(TEXTS)
    alone = [floats.read([run])[0] for run in runs]
    assert floats.read(runs) == alone
    assert floats.read(runs[::-1]) == alone[::-1]


def test_a_provider_that_is_not_there_is_refused() -> None:
    with pytest.raises(ReaderError, match="VERBALE_DEVICE=cpu"):
        gpu.batches(SHIPPED / "reader.int8.onnx", ["NoSuchExecutionProvider"])


def test_a_model_of_another_form_is_refused(tmp_path: Path) -> None:
    kind = onnx.TensorProto.INT64
    given, made = (onnx.helper.make_tensor_value_info(n, kind, ["B", "T"]) for n in ("ids", "upos"))
    same = onnx.helper.make_node("Identity", ["ids"], ["upos"])
    graph = onnx.helper.make_graph([same], "older", [given], [made])
    opset = [onnx.helper.make_opsetid("", 17)]
    model = onnx.helper.make_model(graph, opset_imports=opset, ir_version=8)
    shutil.copytree(SHIPPED, tmp_path / "model")
    path = tmp_path / "model/reader.int8.onnx"
    onnx.save(model, path)
    with pytest.raises(ReaderError, match="quantised"):
        gpu.floating(path)
    with pytest.raises(ReaderError, match="export it anew"):
        Network(path.parent)


def test_the_processor_reads_where_it_is_asked_to(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("VERBALE_DEVICE", "cpu")
    gpu.reason.cache_clear()
    try:
        assert gpu.reason() == "VERBALE_DEVICE says cpu"
        assert gpu.name() == ""
    finally:
        gpu.reason.cache_clear()


@pytest.mark.skipif(gpu.reason() is not None, reason=str(gpu.reason()))
def test_a_gpu_answers_as_the_processor_does(monkeypatch: pytest.MonkeyPatch) -> None:
    def docs(nlp: Language) -> list[tuple[str, str, int]]:
        return [(t.tag_, t.dep_, t.head.i) for d in language.parse_many(nlp, TEXTS) for t in d]

    there = docs(language.load())
    monkeypatch.setenv("VERBALE_DEVICE", "cpu")
    gpu.reason.cache_clear()
    here = docs(language.load())
    gpu.reason.cache_clear()
    assert sum(a == b for a, b in zip(there, here, strict=True)) >= 0.95 * len(here)
