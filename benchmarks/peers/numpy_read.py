#!/usr/bin/env python3
"""Reads a file into float32 in memory with pandas or NumPy and prints how long that took as one JSON line."""
import argparse
import json
import time

import numpy as np

parser = argparse.ArgumentParser(description=__doc__)
parser.add_argument("--path", required=True)
parser.add_argument("--threads", type=int, default=2)
arguments = parser.parse_args()
path = arguments.path
if "csv" in path:
    import pandas as pd

start = time.perf_counter()
if "csv" in path:
    values = pd.read_csv(path, dtype=np.float32).to_numpy()
elif path.endswith(".npy"):
    values = np.load(path)
elif path.endswith(".bed"):
    counts = np.array([[(2, np.nan, 1, 0)[byte >> shift & 3] for shift in (0, 2, 4, 6)] for byte in range(256)], np.float32)
    with open(path, "rb") as file:
        file.read(3)
        packed = np.frombuffer(file.read(), np.uint8).reshape(-1, 2500)
    for first in range(0, len(packed), 128):
        values = counts[packed[first:first + 128]]
else:
    with open(path, "rb") as file:
        header = np.frombuffer(file.read(16), ">u4")
        values = np.frombuffer(file.read(), np.uint8).reshape(header[1], -1).astype(np.float32) / np.float32(255)
lowest, highest = values.min(), values.max()
print(json.dumps({"seconds": time.perf_counter() - start, "rows": len(values), "lowest": float(lowest), "highest": float(highest)}))
