#!/usr/bin/env python3
"""Times training steps of scikit-learn's MLPRegressor as an autoencoder and prints one JSON line.

784-256-128-32 and back, ReLU (on the code too, scikit-learn knows no other way), identity output, squared error, Adam,
float32 rows. The figure is the median over epochs, after one to warm up, of the mean time of a step.
"""
import argparse
import json
import os
import statistics
import time
import warnings

ROWS = 8192

parser = argparse.ArgumentParser(description=__doc__)
parser.add_argument("--case", choices=["ae-sklearn"], default="ae-sklearn")
parser.add_argument("--batch", type=int, default=128)
parser.add_argument("--seconds", type=float, default=3.0)
parser.add_argument("--threads", type=int, default=2)
arguments = parser.parse_args()
os.environ.setdefault("OMP_NUM_THREADS", str(arguments.threads))
os.environ.setdefault("OPENBLAS_NUM_THREADS", str(arguments.threads))

import numpy as np  # noqa: E402  (the thread counts must be set first)
import sklearn  # noqa: E402
from sklearn.neural_network import MLPRegressor  # noqa: E402

warnings.filterwarnings("ignore")
rows = np.random.default_rng(1).random((ROWS, 784), dtype=np.float32)
model = MLPRegressor((256, 128, 32, 128, 256), batch_size=arguments.batch, alpha=0.0)
model.partial_fit(rows, rows)
times = []
start = time.perf_counter()
while len(times) < 3 or time.perf_counter() - start < arguments.seconds:
    begin = time.perf_counter()
    model.partial_fit(rows, rows)
    times.append(time.perf_counter() - begin)
steps = -(-ROWS // arguments.batch)
peak = next(int(line.split()[1]) for line in open("/proc/self/status") if line.startswith("VmHWM"))
print(json.dumps({
    "tool": "sklearn", "version": sklearn.__version__, "case": arguments.case, "batch": arguments.batch,
    "threads": arguments.threads, "milliseconds": statistics.median(times) / steps * 1e3, "loss": model.loss_,
    "peakMegabytes": peak / 1024,
}))
