"""The network in PyTorch: a MiniLM encoder with heads (biaffine parser, tags, names, starts).

Biaffine parsing after Dozat and Manning (2017). The encoder is BERT's (Devlin et al. 2019) in the
sizes of all-MiniLM-L6-v2, with a learned embedding of letter case added to its input.
"""

from __future__ import annotations

import math
from pathlib import Path

import torch
import torch.nn.functional as F
from torch import Tensor, nn

HIDDEN, HEADS, INNER, LAYERS, PIECES, SHAPES = 384, 12, 1536, 6, 30522, 20


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

    def __init__(self, dropout: float) -> None:
        super().__init__()
        self.qkv = nn.Linear(HIDDEN, 3 * HIDDEN)
        self.o = nn.Linear(HIDDEN, HIDDEN)
        self.ln1 = nn.LayerNorm(HIDDEN, eps=1e-12)
        self.f1 = nn.Linear(HIDDEN, INNER)
        self.f2 = nn.Linear(INNER, HIDDEN)
        self.ln2 = nn.LayerNorm(HIDDEN, eps=1e-12)
        self.drop = Dropout(dropout)

    def attend(self, x: Tensor, bias: Tensor) -> Tensor:
        b, t, _ = x.shape
        size = HIDDEN // HEADS
        q, k, v = self.qkv(x).view(b, t, 3, HEADS, size).permute(2, 0, 3, 1, 4).unbind(0)
        # Plain products: on a CPU the fused attention's backward pass is ten times slower.
        weights = torch.softmax((q * (1 / math.sqrt(size))) @ k.transpose(-1, -2) + bias, -1)
        return (weights.to(v.dtype) @ v).transpose(1, 2).reshape(b, t, HIDDEN)

    def forward(self, x: Tensor, bias: Tensor) -> Tensor:
        x = self.ln1(x + self.drop(self.o(self.attend(x, bias))))
        return self.ln2(x + self.drop(self.f2(F.gelu(self.f1(x)))))


class Encoder(nn.Module):
    """All layers' outputs for pieces and their shapes."""

    def __init__(self, dropout: float) -> None:
        super().__init__()
        self.word = nn.Embedding(PIECES, HIDDEN)
        self.pos = nn.Embedding(512, HIDDEN)
        self.tt = nn.Parameter(torch.zeros(HIDDEN))
        self.shape = nn.Embedding(SHAPES, HIDDEN)
        nn.init.zeros_(self.shape.weight)
        self.ln = nn.LayerNorm(HIDDEN, eps=1e-12)
        self.drop = Dropout(dropout)
        self.layers = nn.ModuleList([Layer(dropout) for _ in range(LAYERS)])

    def forward(self, ids: Tensor, shape: Tensor, mask: Tensor) -> list[Tensor]:
        x = self.word(ids) + self.pos.weight[: ids.shape[1]] + self.tt + self.shape(shape)
        x = self.drop(self.ln(x))
        bias = (1.0 - mask[:, None, None, :].to(x.dtype)) * -10000.0
        outs = [x]
        for layer in self.layers:
            x = layer(x, bias)
            outs.append(x)
        return outs

    def load(self, path: Path) -> None:
        """The weights of all-MiniLM-L6-v2 (``model.safetensors``)."""
        from safetensors.torch import load_file

        w = load_file(path)
        with torch.no_grad():
            self.word.weight.copy_(w["embeddings.word_embeddings.weight"])
            self.pos.weight.copy_(w["embeddings.position_embeddings.weight"])
            self.tt.copy_(w["embeddings.token_type_embeddings.weight"][0])
            for n in ("weight", "bias"):
                getattr(self.ln, n).copy_(w[f"embeddings.LayerNorm.{n}"])
            for i, layer in enumerate(self.layers):
                p = f"encoder.layer.{i}."
                for n in ("weight", "bias"):
                    parts = [w[f"{p}attention.self.{x}.{n}"] for x in ("query", "key", "value")]
                    getattr(layer.qkv, n).copy_(torch.cat(parts))
                    for ours, theirs in (
                        ("o", "attention.output.dense"),
                        ("ln1", "attention.output.LayerNorm"),
                        ("f1", "intermediate.dense"),
                        ("f2", "output.dense"),
                        ("ln2", "output.LayerNorm"),
                    ):
                        getattr(getattr(layer, ours), n).copy_(w[f"{p}{theirs}.{n}"])


class Mix(nn.Module):
    """Learned averages of the layers, several with one product (ELMo's scalar mix)."""

    def __init__(self, count: int) -> None:
        super().__init__()
        self.w = nn.Parameter(torch.linspace(-1, 1, LAYERS).repeat(count, 1))
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
        arc: int = 256,
        label: int = 80,
        dropout: float = 0.1,
        head_dropout: float = 0.3,
    ) -> None:
        super().__init__()
        self.config = {"heads": heads, "relations": relations, "arc": arc, "label": label}
        self.enc = Encoder(dropout)
        self.drop = Dropout(head_dropout)
        self.heads = nn.ModuleDict({name: nn.Linear(HIDDEN, n) for name, n in heads.items()})
        self.mix = Mix(2)
        self.relations, self.arc, self.label = relations, arc, label
        self.mlp = nn.Linear(HIDDEN, 2 * arc + 2 * label)
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
