"""The network in PyTorch: a MiniLM encoder with heads (biaffine parser, tags, names, starts).

Biaffine parsing after Dozat and Manning (2017). The encoder is BERT's (Devlin et al. 2019) in the
sizes of all-MiniLM-L6-v2, with a learned embedding of letter case added to its input; the teacher's
is MPNet's (Song et al. 2020), which adds a bias by distance to every attention.
"""

from __future__ import annotations

import math
from pathlib import Path
from typing import NamedTuple

import torch
import torch.nn.functional as F
from torch import Tensor, nn

PIECES, SHAPES = 30522, 20


class Sizes(NamedTuple):
    """An encoder's sizes. ``near``: its attention has a bias by distance; ``first``: the number of
    its first position; ``eps`` of its layer norms."""

    layers: int
    hidden: int
    heads: int
    inner: int
    near: bool
    first: int
    eps: float


ENCODERS = {
    "minilm": Sizes(6, 384, 12, 1536, near=False, first=0, eps=1e-12),
    "mpnet": Sizes(12, 768, 12, 3072, near=True, first=2, eps=1e-5),
}


class Dropout(nn.Module):
    """Dropout from a pool of drawn masks: drawing anew cost a tenth of a step on a CPU."""

    def __init__(self, rate: float) -> None:
        super().__init__()
        self.rate = rate
        self.pool: Tensor | None = None

    def forward(self, x: Tensor) -> Tensor:
        if not self.training or self.rate == 0:
            return x
        n = x.numel()
        if self.pool is None or self.pool.numel() < n + 1000 or self.pool.dtype != x.dtype:
            keep = torch.rand(max(2 * n, 2_000_000)) > self.rate
            self.pool = (keep.float() / (1 - self.rate)).to(x.dtype)
        at = int(torch.randint(0, self.pool.numel() - n, (1,)))
        return x * self.pool[at : at + n].view(x.shape)


class Layer(nn.Module):
    """One transformer layer."""

    def __init__(self, sizes: Sizes, dropout: float) -> None:
        super().__init__()
        self.heads, hidden = sizes.heads, sizes.hidden
        self.qkv = nn.Linear(hidden, 3 * hidden)
        self.o = nn.Linear(hidden, hidden)
        self.ln1 = nn.LayerNorm(hidden, eps=sizes.eps)
        self.f1 = nn.Linear(hidden, sizes.inner)
        self.f2 = nn.Linear(sizes.inner, hidden)
        self.ln2 = nn.LayerNorm(hidden, eps=sizes.eps)
        self.drop = Dropout(dropout)

    def attend(self, x: Tensor, bias: Tensor) -> Tensor:
        b, t, hidden = x.shape
        size = hidden // self.heads
        q, k, v = self.qkv(x).view(b, t, 3, self.heads, size).permute(2, 0, 3, 1, 4).unbind(0)
        # Plain products: on a CPU the fused attention's backward pass is ten times slower.
        weights = torch.softmax((q * (1 / math.sqrt(size))) @ k.transpose(-1, -2) + bias, -1)
        return (weights.to(v.dtype) @ v).transpose(1, 2).reshape(b, t, hidden)

    def forward(self, x: Tensor, bias: Tensor) -> Tensor:
        x = self.ln1(x + self.drop(self.o(self.attend(x, bias))))
        return self.ln2(x + self.drop(self.f2(F.gelu(self.f1(x)))))


def distances(width: int, buckets: int = 32, far: int = 128) -> Tensor:
    """MPNet's bucket of every pair of positions [width, width]: by logarithm when far."""
    at = torch.arange(width)
    n = at[:, None] - at[None, :]  # positive where the other stands before
    half = buckets // 2
    side, n = (n < 0).long() * half, n.abs()
    exact = half // 2
    grown = torch.log(n.clamp(min=1).float() / exact) / math.log(far / exact) * (half - exact)
    return side + torch.where(n < exact, n, (exact + grown.long()).clamp(max=half - 1))


class Encoder(nn.Module):
    """All layers' outputs for pieces and their shapes."""

    def __init__(self, sizes: Sizes, dropout: float) -> None:
        super().__init__()
        self.sizes = sizes
        self.word = nn.Embedding(PIECES, sizes.hidden)
        self.pos = nn.Embedding(512, sizes.hidden)
        self.tt = nn.Parameter(torch.zeros(sizes.hidden))
        self.shape = nn.Embedding(SHAPES, sizes.hidden)
        nn.init.zeros_(self.shape.weight)
        self.ln = nn.LayerNorm(sizes.hidden, eps=sizes.eps)
        self.drop = Dropout(dropout)
        self.layers = nn.ModuleList([Layer(sizes, dropout) for _ in range(sizes.layers)])
        self.near = nn.Embedding(32, sizes.heads) if sizes.near else None

    def forward(self, ids: Tensor, shape: Tensor, mask: Tensor) -> list[Tensor]:
        x = self.word(ids) + self.pos.weight[: ids.shape[1]] + self.tt + self.shape(shape)
        x = self.drop(self.ln(x))
        bias = (1.0 - mask[:, None, None, :].to(x.dtype)) * -10000.0
        if self.near is not None:
            bias = bias + self.near(distances(ids.shape[1])).permute(2, 0, 1)
        outs = [x]
        for layer in self.layers:
            x = layer(x, bias)
            outs.append(x)
        return outs

    def load(self, folder: Path, tokenizer: Path) -> None:
        """The weights in ``folder``, their word vectors in the order of ``tokenizer``'s pieces."""
        from safetensors.torch import load_file

        w = load_file(folder / "model.safetensors")
        names = _MPNET if self.sizes.near else _BERT
        rows = _rows(folder / "tokenizer.json", tokenizer)
        with torch.no_grad():
            self.word.weight.copy_(w["embeddings.word_embeddings.weight"][rows])
            positions = w["embeddings.position_embeddings.weight"][self.sizes.first :]
            self.pos.weight[: len(positions)].copy_(positions)
            if self.near is None:
                self.tt.copy_(w["embeddings.token_type_embeddings.weight"][0])
            else:
                self.near.weight.copy_(w["encoder.relative_attention_bias.weight"])
            for n in ("weight", "bias"):
                getattr(self.ln, n).copy_(w[f"embeddings.LayerNorm.{n}"])
            for i, layer in enumerate(self.layers):
                p = f"encoder.layer.{i}."
                for n in ("weight", "bias"):
                    for ours, theirs in names.items():
                        parts = [w[f"{p}{x}.{n}"] for x in theirs.split()]
                        getattr(getattr(layer, ours), n).copy_(torch.cat(parts))


#: Our parts of a layer by the names of theirs; several are put together.
_ENDS = {"f1": "intermediate.dense", "f2": "output.dense", "ln2": "output.LayerNorm"}
_BERT = _ENDS | {
    "qkv": "attention.self.query attention.self.key attention.self.value",
    "o": "attention.output.dense",
    "ln1": "attention.output.LayerNorm",
}
_MPNET = _ENDS | {
    "qkv": "attention.attn.q attention.attn.k attention.attn.v",
    "o": "attention.attn.o",
    "ln1": "attention.LayerNorm",
}
#: BERT's special pieces by MPNet's names of them.
_SPECIAL = {"[PAD]": "<pad>", "[CLS]": "<s>", "[SEP]": "</s>", "[MASK]": "<mask>"}


def _rows(theirs: Path, ours: Path) -> Tensor:
    """For every piece of our vocabulary its row in the encoder's own."""
    from tokenizers import Tokenizer

    rows = Tokenizer.from_file(str(theirs)).get_vocab()
    pieces = Tokenizer.from_file(str(ours)).get_vocab()
    order = sorted(pieces, key=lambda piece: pieces[piece])
    return torch.tensor([rows[x if (x := _SPECIAL.get(p, p)) in rows else p] for p in order])


class Mix(nn.Module):
    """Learned averages of the layers, several with one product (ELMo's scalar mix)."""

    def __init__(self, count: int, layers: int) -> None:
        super().__init__()
        self.w = nn.Parameter(torch.linspace(-1, 1, layers).repeat(count, 1))
        self.g = nn.Parameter(torch.ones(count))

    def forward(self, outs: list[Tensor]) -> tuple[Tensor, ...]:
        x = torch.stack(outs[1:], 0)
        w = torch.softmax(self.w, -1) * self.g[:, None]
        return (w.to(x.dtype) @ x.flatten(1)).view(w.shape[0], *x.shape[1:]).unbind(0)


def gather(x: Tensor, index: Tensor) -> Tensor:
    """Rows of ``x`` [B, T, H] at ``index`` [B, W]."""
    if torch.onnx.is_in_onnx_export():  # a flat row lookup is much faster in onnxruntime
        b, t, d = x.shape
        return x.reshape(-1, d)[index + torch.arange(b, dtype=index.dtype)[:, None] * t]
    return torch.gather(x, 1, index.unsqueeze(-1).expand(-1, -1, x.shape[-1]))


#: Heads that read the syntactic mix of layers; the others read the semantic one.
SYNTACTIC = ("upos", "xpos", "starts")


class Reader(nn.Module):
    """Tags, names and sentence starts of every word, and a parser whose root is [CLS]."""

    def __init__(
        self,
        heads: dict[str, int],
        relations: int,
        encoder: str = "minilm",
        arc: int = 256,
        label: int = 80,
        dropout: float = 0.1,
        head_dropout: float = 0.3,
    ) -> None:
        super().__init__()
        self.config = {
            "heads": heads, "relations": relations, "encoder": encoder, "arc": arc, "label": label,
        }  # fmt: skip
        sizes = ENCODERS[encoder]
        self.enc = Encoder(sizes, dropout)
        self.drop = Dropout(head_dropout)
        self.heads = nn.ModuleDict({name: nn.Linear(sizes.hidden, n) for name, n in heads.items()})
        self.mix = Mix(2, sizes.layers)
        self.relations, self.arc, self.label = relations, arc, label
        self.mlp = nn.Linear(sizes.hidden, 2 * arc + 2 * label)
        self.U = nn.Parameter(torch.zeros(arc + 1, arc))
        self.V = nn.Parameter(torch.zeros(label + 1, relations * (label + 1)))
        nn.init.orthogonal_(self.mlp.weight)
        nn.init.normal_(self.U, std=0.01)
        nn.init.normal_(self.V, std=0.01)

    def words(self, batch: dict[str, Tensor]) -> list[Tensor]:
        """Syntactic and semantic vectors of root and words: mean of first and last piece."""
        outs = self.enc(batch["ids"], batch["shape"], batch["mask"])
        first, last = batch["first"], batch["last"]
        return [0.5 * (gather(x, first) + gather(x, last)) for x in self.mix(outs)]

    def token(self, vectors: list[Tensor], name: str) -> Tensor:
        """Scores of a head's labels for every word."""
        return self.heads[name](self.drop(vectors[name not in SYNTACTIC][:, 1:]))

    def parse(self, vectors: list[Tensor]) -> tuple[Tensor, Tensor, Tensor]:
        """Arc scores [B, dependent, head], and vectors of dependents and heads for labels."""
        h = self.drop(F.leaky_relu(self.mlp(self.drop(vectors[0])), 0.1))
        ad, ah, ld, lh = h.split([self.arc, self.arc, self.label, self.label], -1)
        one = torch.ones_like(ad[..., :1])
        left = torch.cat([ad, one], -1) @ self.U.to(ad.dtype)
        # onnxruntime sums over more than 128 terms in an order that hangs on the number of words,
        # and so on the padding.
        halves = zip(left.split(128, -1), ah.split(128, -1), strict=True)
        arc = torch.stack([a @ b.transpose(1, 2) for a, b in halves]).sum(0)
        return arc, torch.cat([ld, one], -1), torch.cat([lh, one], -1)

    def relation(self, dependents: Tensor, heads: Tensor) -> Tensor:
        """Label scores of each dependent on its head, both [B, W, label + 1]."""
        b, w, k = dependents.shape
        t = (dependents @ self.V.to(dependents.dtype)).view(b, w, self.relations, k)
        return (t @ heads.unsqueeze(-1)).squeeze(-1)


def read(paths: list[Path], dropout: float = 0.0, head_dropout: float = 0.0) -> Reader:
    """The network as saved, with the mean of the weights of several files."""
    saved = [torch.load(path, map_location="cpu") for path in paths]
    model = Reader(**saved[0]["config"], dropout=dropout, head_dropout=head_dropout)
    runs = [one["weights"] for one in saved]
    model.load_state_dict({k: sum(run[k] for run in runs) / len(runs) for k in runs[0]})
    return model
