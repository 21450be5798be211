"""Makes what NpzReaderTests reads: python3 make_npz.py (NumPy 1.24 made the ones here).

The two small files have the container as NumPy writes it, stored and deflated; adbench.json has sums of the public tables in
adbench, which lie in PINHOLE_DATA or in ../shared/data beside the repository.
"""
import glob
import json
import os
import numpy as np

here = os.path.dirname(os.path.abspath(__file__))
data = os.environ.get("PINHOLE_DATA", os.path.join(here, "..", "..", "..", "shared", "data"))
out = os.path.join(here, "npz")
os.makedirs(out, exist_ok=True)

rows = np.arange(12, dtype="<f8").reshape(4, 3) / 4
arrays = {"X": np.asfortranarray(rows), "y": np.array([1, 0, 0, 1]), "names": np.array(["a", "b", "c", "d"]), "other": rows[:, :2]}
np.savez(os.path.join(out, "stored.npz"), **arrays)
np.savez_compressed(os.path.join(out, "deflated.npz"), **arrays)
np.savez(os.path.join(out, "objects.npz"), X=np.array([[1, "a"]], dtype=object))

tables = {}
for path in sorted(glob.glob(os.path.join(data, "adbench", "*.npz"))):
    with np.load(path) as table:
        X = table["X"].astype("f4").astype("f8")
        tables[os.path.basename(path)] = {
            "rows": X.shape[0], "columns": X.shape[1], "sum": X.sum(), "minimum": X.min(), "maximum": X.max(),
            "middle": X[len(X) // 2].tolist(), "anomalies": int(table["y"].sum()), "labels": table["y"][-5:].tolist(),
        }
with open(os.path.join(out, "adbench.json"), "w") as file:
    json.dump(tables, file, indent=1)
    file.write("\n")
