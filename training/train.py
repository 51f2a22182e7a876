"""Step 2: train. Writes ``NAME.pt`` in the build folder, and ``NAME.checkpoint.pt`` on the way.

``NAME.pt`` (the configuration says NAME) holds the running mean of the weights, ``NAME.last.pt``
those of the last step.
"""

from __future__ import annotations

import gzip
import json
import os
import pickle
import random
import time
from pathlib import Path
from typing import Any

import numpy as np
import torch
import torch.nn.functional as F
from torch import Tensor

from training.batches import Rounds
from training.encoders import folder
from training.names import Stock
from training.network import Reader, gather, read
from training.settings import NAME_LABELS, Settings
from verbale.language.encode import Pieces


def label_lists(sources: dict[str, list[dict[str, Any]]]) -> dict[str, list[str]]:
    """Every head's labels in a fixed order."""
    seen = [item for name in ("ewt", "gum") for item in sources[name]]
    return {
        **{key: sorted({x for item in seen for x in item[key]}) for key in ("upos", "xpos", "rel")},
        "names": NAME_LABELS,
        "wire": NAME_LABELS,
        "starts": ["no", "yes"],
    }


def start(settings: Settings, lists: dict[str, list[str]]) -> Reader:
    """The network to train: as earlier runs left it, or an encoder with new heads."""
    build, shape = settings.build, settings["network"]
    dropout = shape["dropout"], shape["head_dropout"]
    if settings["training"]["start"]:
        return read([build / name for name in settings["training"]["start"]], *dropout)
    sizes = {key: len(lists[key]) for key in ("upos", "xpos", "names", "wire", "starts")}
    encoder, arc, label = shape["encoder"], shape["arc"], shape["label"]
    model = Reader(sizes, len(lists["rel"]), encoder, arc, label, *dropout)
    model.enc.load(folder(encoder, build), build / "tokenizer.json")
    return model


def losses(
    model: Reader, batch: dict[str, Tensor], weights: dict[str, float], smooth: float
) -> dict[str, Tensor]:
    """Cross-entropy of every head that the batch has targets for."""
    vectors = model.words(batch)
    out: dict[str, Tensor] = {}
    if bool((batch["starts"] >= 0).any()):
        scores = model.token(vectors, "starts").float().flatten(0, 1)
        out["starts"] = F.cross_entropy(scores, batch["starts"].flatten(), ignore_index=-100)
    for key in model.heads:
        if key in batch and key != "starts":
            s = smooth if key in ("upos", "xpos") else 0.0
            out[key] = _entropy(model.token(vectors, key), batch, key, s)
    if "head" in batch:
        arc, dependents, heads = model.parse(vectors)
        words = torch.cat(
            [torch.ones_like(batch["first"][:, :1]), (batch["first"][:, 1:] > 0).long()], 1
        )
        arc = arc.float()[:, 1:] + (words[:, None, :].float() - 1) * 1e4
        out["arc"] = _entropy(arc, batch, "head", 0.0)
        labels, shares = batch["head"], batch["head shares"]
        best = torch.where(shares[..., 0] > 0, labels[..., 0], labels[..., 1])
        scores = model.relation(dependents[:, 1:], gather(heads, best))
        out["rel"] = _entropy(scores, batch, "rel", smooth)
    return {key: weights[key] * value for key, value in out.items()}


def _entropy(scores: Tensor, batch: dict[str, Tensor], key: str, smooth: float) -> Tensor:
    """Mean cross-entropy of scores [B, W, labels] with the shares of labels [B, W, some]."""
    given = torch.log_softmax(scores.float(), -1)
    shares = batch[f"{key} shares"]
    loss = -(shares * given.gather(-1, batch[key])).sum(-1)
    known = (shares[..., 0] + shares[..., 1] > 0).float()
    if smooth:
        loss = (1 - smooth) * loss - smooth * given.mean(-1)
    return (loss * known).sum() / known.sum().clamp(min=1)


def main() -> None:
    """Train for the minutes set; the learning rate falls linearly with the clock."""
    settings = Settings()
    config = settings["training"]
    build = settings.build
    torch.set_num_threads(config["threads"])
    random.seed(settings.seed)
    np.random.seed(settings.seed)
    torch.manual_seed(settings.seed)
    with gzip.open(build / "examples.pickle.gz") as data:
        sources = pickle.load(data)
    if config["answers"]:
        with gzip.open(build / config["answers"]) as data:
            sources |= pickle.load(data)
    lists = label_lists(sources)
    (build / "lists.json").write_text(json.dumps(lists), encoding="utf-8")
    index = {key: {label: i for i, label in enumerate(found)} for key, found in lists.items()}
    rounds = Rounds(
        settings,
        {name: items for name, items in sources.items() if not name.endswith("dev")},
        index,
        Pieces(build / "tokenizer.json"),
        Stock(settings),
    )
    model = start(settings, lists)
    model.enc.word.weight.requires_grad_(False)
    slow = [
        p
        for n, p in model.named_parameters()
        if n.startswith("enc.") and p.requires_grad and "shape" not in n
    ]
    fast = [p for n, p in model.named_parameters() if not n.startswith("enc.") or "shape" in n]
    optimiser = torch.optim.AdamW(
        [
            {"params": slow, "lr": config["encoder_rate"], "weight_decay": 0.01},
            {"params": fast, "lr": config["head_rate"], "weight_decay": 0.0},
        ],
        betas=(0.9, 0.98),
        fused=True,
    )
    rates = (config["encoder_rate"], config["head_rate"])
    began = saved = time.time()
    cpu = time.process_time()
    limit = config["minutes"] * 60
    step = pieces = turn = 0
    running: dict[str, float] = {}
    mean = [p.detach().clone() for p in slow + fast]
    model.train()
    while True:
        turn += 1
        for batch in rounds.round():
            spent = (time.time() - began) / limit
            if spent >= 1:
                break
            factor = min(1.0, (step + 1) / config["warm_up"]) * max(0.01, 1 - spent)
            for group, rate in zip(optimiser.param_groups, rates, strict=True):
                group["lr"] = rate * factor
            with torch.autocast("cpu", dtype=torch.bfloat16):
                parts = losses(model, batch, config["weights"], config["smooth"])
            optimiser.zero_grad()
            sum(parts.values()).backward()
            torch.nn.utils.clip_grad_norm_(slow + fast, config["clip"])
            optimiser.step()
            step += 1
            with torch.no_grad():
                share = 1 - min(config["mean"], step / (step + 10))
                torch._foreach_lerp_(mean, [p.detach() for p in slow + fast], share)
            pieces += int(batch["mask"].sum())
            for key, value in parts.items():
                running[key] = 0.98 * running.get(key, float(value.detach())) + 0.02 * float(
                    value.detach()
                )
            if step % 50 == 0:
                seconds = time.time() - began
                shown = " ".join(f"{key} {value:.3f}" for key, value in running.items())
                print(
                    f"{seconds:.0f}s cpu {time.process_time() - cpu:.0f}s step {step} round {turn} "
                    f"{pieces / seconds:.0f} pieces/s {shown}",
                    flush=True,
                )
            if time.time() - saved > 240:
                saved = time.time()
                save(model, build / f"{config['name']}.checkpoint.pt", step, turn)
        if (time.time() - began) >= limit:
            break
    save(model, build / f"{config['name']}.last.pt", step, turn)
    with torch.no_grad():
        for parameter, value in zip(slow + fast, mean, strict=True):
            parameter.copy_(value)
    save(model, build / f"{config['name']}.pt", step, turn)
    print(
        f"done: {step} steps, {turn} rounds, {pieces} pieces, {time.process_time() - cpu:.0f} CPU s"
    )


def save(model: Reader, path: Path, step: int, turn: int) -> None:
    """Weights and sizes; written beside and moved, so that a whole file always stands there."""
    beside = path.with_suffix(".part")
    torch.save(
        {"weights": model.state_dict(), "config": model.config, "step": step, "round": turn}, beside
    )
    os.replace(beside, path)


if __name__ == "__main__":
    main()
