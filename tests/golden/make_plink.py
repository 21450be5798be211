"""Makes plink.json for PlinkReaderTests: python3 make_plink.py (NumPy 1.24 made the one here).

Genotypes are unpacked by hand, by the description of the .bed format at cog-genomics.org/plink/1.9/formats. The public files
lie in plink in PINHOLE_DATA or in ../shared/data beside the repository.
"""
import json
import os
import numpy as np

here = os.path.dirname(os.path.abspath(__file__))
data = os.path.join(os.environ.get("PINHOLE_DATA", os.path.join(here, "..", "..", "..", "shared", "data")), "plink")

files = {}
for name in ("some_missing", "toydata.5chrom", "small", "smallmode0"):
    variants, samples = ([line.split() for line in open(os.path.join(data, name + end))] for end in (".bim", ".fam"))
    content = np.fromfile(os.path.join(data, name + ".bed"), "u1")
    by_sample = content[2] == 0
    outer, inner = (len(samples), len(variants)) if by_sample else (len(variants), len(samples))
    packed = content[3:].reshape(outer, -1)
    codes = np.stack([packed >> shift & 3 for shift in (0, 2, 4, 6)], axis=-1).reshape(outer, -1)[:, :inner]
    counts = np.array([2, np.nan, 1, 0])[codes if by_sample else codes.T]
    sums, present = np.nansum(counts, axis=0), (~np.isnan(counts)).sum(axis=0)
    means = np.where(present > 0, sums / np.maximum(present, 1), 0)
    filled = np.where(np.isnan(counts), means, counts)
    files[name] = {
        "rows": len(samples), "columns": len(variants), "missing": int(np.isnan(counts).sum()), "mean": filled.mean(),
        "first": variants[0][1], "last": variants[-1][1], "sample": " ".join(samples[-1][:2]),
        "row": len(samples) // 2, "values": filled[len(samples) // 2, ::max(1, len(variants) // 100)].tolist(),
    }
with open(os.path.join(here, "plink.json"), "w") as file:
    json.dump(files, file, indent=1)
    file.write("\n")
