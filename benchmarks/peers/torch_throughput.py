#!/usr/bin/env python3
"""Times encoding by 784-256-128-32 in PyTorch and prints one JSON line: the faster of the eager and the traced, frozen form.

The tensor is made beforehand; a call is the mean over a stretch of calls, the figure the median over ten stretches.
"""
import argparse
import json
import os
import statistics
import time

CHUNKS = 10

parser = argparse.ArgumentParser(description=__doc__)
parser.add_argument("--batch", type=int, default=1)
parser.add_argument("--seconds", type=float, default=3.0)
parser.add_argument("--threads", type=int, default=2)
arguments = parser.parse_args()
os.environ.setdefault("OMP_NUM_THREADS", str(arguments.threads))
os.environ.setdefault("OPENBLAS_NUM_THREADS", str(arguments.threads))

import torch  # noqa: E402  (the thread counts must be set first)
from torch import nn  # noqa: E402

torch.set_num_threads(arguments.threads)
torch.manual_seed(1)
rows = torch.rand(arguments.batch, 784)
eager = nn.Sequential(nn.Linear(784, 256), nn.ReLU(), nn.Linear(256, 128), nn.ReLU(), nn.Linear(128, 32)).eval()


def stretch(model, calls):
    begin = time.perf_counter()
    for _ in range(calls):
        model(rows)
    return (time.perf_counter() - begin) / calls * 1e3


def measure(model):
    """Milliseconds of a call."""
    begin = time.perf_counter()
    calls = 0
    while time.perf_counter() - begin < arguments.seconds / 8:
        model(rows)
        calls += 1
    calls = max(1, calls * 4 // CHUNKS)
    return statistics.median(stretch(model, calls) for _ in range(CHUNKS))


with torch.inference_mode():
    traced = torch.jit.freeze(torch.jit.trace(eager, rows))
    times = {"eager": measure(eager), "traced": measure(traced)}
form = min(times, key=times.get)
print(json.dumps({"tool": "torch", "batch": arguments.batch, "form": form, "milliseconds": times[form]}))
