#!/usr/bin/env python3
"""Times PyTorch training steps of the models in benchmarks/steps and prints one JSON line.

Uniform random float32 rows in memory, batches as contiguous slices (no shuffling: the easier job), Adam, ReLU,
linear code, sigmoid output (genomics: linear), squared error; the vae has a Gaussian code from one linear layer and
the binary cross-entropy on logits; conv has convolutions of 3 x 3 pixels and stride 2, and their transposes. The figure is the median over ten stretches of the mean time of a step.
"""
import argparse
import json
import os
import statistics
import time

CASES = {
    "ae": [784, 256, 128, 32],
    "vae": [784, 400, 20],
    "hinton": [784, 1000, 500, 250, 30],
    "conv": [784, 16, 32, 32],
    "genomics": [20000, 2000, 500],
}
CHUNKS = 10

parser = argparse.ArgumentParser(description=__doc__)
parser.add_argument("--case", choices=CASES, default="ae")
parser.add_argument("--batch", type=int, default=128)
parser.add_argument("--seconds", type=float, default=3.0)
parser.add_argument("--threads", type=int, default=2)
arguments = parser.parse_args()
os.environ.setdefault("OMP_NUM_THREADS", str(arguments.threads))
os.environ.setdefault("OPENBLAS_NUM_THREADS", str(arguments.threads))

import torch  # noqa: E402  (the thread counts must be set first)
from torch import nn  # noqa: E402

torch.set_num_threads(arguments.threads)
torch.manual_seed(1)


def half(sizes, last):
    """Linear layers with ReLU between them, ending in `last`."""
    layers = []
    for inputs, outputs in zip(sizes, sizes[1:]):
        layers += [nn.Linear(inputs, outputs), nn.ReLU()]
    return nn.Sequential(*layers[:-1], *last)


class Plain(nn.Module):
    def __init__(self, sizes, last):
        super().__init__()
        self.layers = nn.Sequential(half(sizes, []), half(sizes[::-1], last))

    def forward(self, rows):
        return nn.functional.mse_loss(self.layers(rows), rows)


class Variational(nn.Module):
    def __init__(self, sizes):
        super().__init__()
        self.encoder = half(sizes[:-1] + [2 * sizes[-1]], [])
        self.decoder = half(sizes[::-1], [])

    def forward(self, rows):
        mean, log_variance = self.encoder(rows).chunk(2, dim=1)
        latent = mean + torch.exp(0.5 * log_variance) * torch.randn_like(mean)
        loss = nn.functional.binary_cross_entropy_with_logits(self.decoder(latent), rows, reduction="sum")
        divergence = -0.5 * torch.sum(1 + log_variance - mean * mean - torch.exp(log_variance))
        return (loss + divergence) / len(rows)


class Convolutional(nn.Module):
    def __init__(self, sizes):
        super().__init__()
        _, first, second, latent = sizes
        self.encoder = nn.Sequential(
            nn.Unflatten(1, (1, 28, 28)),
            nn.Conv2d(1, first, 3, stride=2, padding=1), nn.ReLU(),
            nn.Conv2d(first, second, 3, stride=2, padding=1), nn.ReLU(),
            nn.Flatten(), nn.Linear(second * 49, latent))
        self.decoder = nn.Sequential(
            nn.Linear(latent, second * 49), nn.ReLU(), nn.Unflatten(1, (second, 7, 7)),
            nn.ConvTranspose2d(second, first, 3, stride=2, padding=1, output_padding=1), nn.ReLU(),
            nn.ConvTranspose2d(first, 1, 3, stride=2, padding=1, output_padding=1), nn.Sigmoid(), nn.Flatten())

    def forward(self, rows):
        return nn.functional.mse_loss(self.decoder(self.encoder(rows)), rows)


sizes = CASES[arguments.case]
if arguments.case == "vae":
    model = Variational(sizes)
elif arguments.case == "conv":
    model = Convolutional(sizes)
else:
    model = Plain(sizes, [] if arguments.case == "genomics" else [nn.Sigmoid()])
rows = torch.rand(512 if arguments.case == "genomics" else 8192, sizes[0])
optimizer = torch.optim.Adam(model.parameters(), lr=1e-3)
batches = len(rows) // arguments.batch
done = 0


def step():
    global done
    start = done % batches * arguments.batch
    batch = rows[start:start + arguments.batch]
    done += 1
    optimizer.zero_grad(set_to_none=True)
    loss = model(batch)
    loss.backward()
    optimizer.step()
    return loss


warm_up = max(0.5, arguments.seconds / 4)
begin = time.perf_counter()
while time.perf_counter() - begin < warm_up:
    step()
a_step = (time.perf_counter() - begin) / done
chunk = max(1, int(arguments.seconds / CHUNKS / a_step))
times = []
for _ in range(CHUNKS):
    begin = time.perf_counter()
    for _ in range(chunk):
        loss = step()
    times.append((time.perf_counter() - begin) / chunk * 1e3)
peak = next(int(line.split()[1]) for line in open("/proc/self/status") if line.startswith("VmHWM"))
print(json.dumps({
    "tool": "torch", "version": torch.__version__, "case": arguments.case, "batch": arguments.batch,
    "threads": arguments.threads, "milliseconds": statistics.median(times), "loss": float(loss),
    "peakMegabytes": peak / 1024,
}))
