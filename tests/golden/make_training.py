"""Writes engine_training.json: the losses of 40 training steps of two small autoencoders in PyTorch.

Weights and batches come from a formula of whole numbers that both sides compute, so only losses are stored.
Everything runs in single precision, as training does. Run: python3 make_training.py.
"""

import json
import os
import platform

import numpy
import torch
import torch.nn.functional as F

WIDTHS = [24, 16, 5, 16, 24]
BATCH, STEPS = 32, 40
torch.set_num_threads(1)


def uniform(first, count):
    """Numbers in [0, 1), the same on every machine: multiply and shift, modulo 2^32."""
    h = (numpy.arange(first, first + count, dtype=numpy.uint64) * 2654435761 + 0x9E3779B9) % 2**32
    h ^= h >> 15
    h = h * 2246822519 % 2**32
    h ^= h >> 13
    return h.astype(numpy.float64) / 2**32


def batch(step):
    """Rows that lie in three dimensions: mixtures of a rising, a falling and a humped line."""
    mix = uniform(step * BATCH * 3, BATCH * 3).reshape(BATCH, 3)
    t = numpy.arange(WIDTHS[0]) / (WIDTHS[0] - 1.0)
    rows = (mix[:, :1] * t + mix[:, 1:2] * (1 - t) + mix[:, 2:] * (4 * t * (1 - t))) / 2
    return torch.tensor(rows.astype(numpy.float32))


def weights():
    layers, first = [], 1_000_000
    for inputs, outputs in zip(WIDTHS, WIDTHS[1:]):
        w = (uniform(first, inputs * outputs) - 0.5) * 4 / numpy.sqrt(inputs)
        first += inputs * outputs
        b = (uniform(first, outputs) - 0.5) * 0.2
        first += outputs
        layers.append((w.astype(numpy.float32).reshape(outputs, inputs), b.astype(numpy.float32)))
    return [tuple(torch.tensor(x, requires_grad=True) for x in layer) for layer in layers]


def train(optimizer, loss):
    layers = weights()
    run = optimizer([p for layer in layers for p in layer])
    losses = []
    for step in range(STEPS):
        x = batch(step)
        h = torch.relu(F.linear(x, *layers[0]))
        h = F.linear(h, *layers[1])
        h = torch.relu(F.linear(h, *layers[2]))
        value = loss(F.linear(h, *layers[3]), x).sum(1).mean()
        run.zero_grad()
        value.backward()
        run.step()
        losses.append(float(f"{value.item():.9g}"))
    return losses


result = {
    "made_with": {"python": platform.python_version(), "numpy": numpy.__version__, "torch": torch.__version__},
    "squared_error_adam": train(lambda p: torch.optim.Adam(p, lr=1e-3), lambda y, x: (torch.sigmoid(y) - x) ** 2),
    "bernoulli_momentum": train(
        lambda p: torch.optim.SGD(p, lr=0.01, momentum=0.9),
        lambda y, x: F.binary_cross_entropy_with_logits(y, x, reduction="none")),
}
path = os.path.join(os.path.dirname(os.path.abspath(__file__)), "engine_training.json")
with open(path, "w", encoding="utf-8", newline="\n") as file:
    file.write("{\n" + ",\n".join(json.dumps(k) + ": " + json.dumps(v) for k, v in result.items()) + "\n}\n")
