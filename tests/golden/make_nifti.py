"""Makes nifti.json for NiftiReaderTests: python3 make_nifti.py (NumPy 1.24 made the one here).

Headers are read by hand, by nifti1.h and nifti2.h. The volumes are public; they lie in nifti in PINHOLE_DATA or in
../shared/data beside the repository.
"""
import glob
import gzip
import json
import os
import struct
import numpy as np

here = os.path.dirname(os.path.abspath(__file__))
data = os.environ.get("PINHOLE_DATA", os.path.join(here, "..", "..", "..", "shared", "data"))
types = {2: "u1", 4: "i2", 8: "i4", 16: "f4", 64: "f8", 256: "i1", 512: "u2", 768: "u4", 1024: "i8", 1280: "u8"}


def read(path):
    with (gzip.open if path.endswith(".gz") else open)(path, "rb") as file:
        content = file.read()
    order = "<" if struct.unpack("<i", content[:4])[0] in (348, 540) else ">"
    get = lambda form, at: struct.unpack_from(order + form, content, at)
    if get("i", 0)[0] == 348:
        dimensions, (kind,), (start, slope, intercept) = get("8h", 40), get("h", 70), get("3f", 108)
    else:
        dimensions, (kind,), (start, slope, intercept) = get("8q", 16), get("h", 12), get("qdd", 168)
    shape = dimensions[1:1 + dimensions[0]]
    volume = np.frombuffer(content, order + types[kind], int(np.prod(shape)), int(start)).reshape(shape, order="F").astype("f8")
    return volume if slope == 0 else volume * slope + intercept


def patches(volume, sides):
    counts = [length // side for length, side in zip(volume.shape, sides)]
    whole = volume[tuple(slice(count * side) for count, side in zip(counts, sides))]
    (across, down, deep), (width, height, depth) = counts, sides
    cut = whole.reshape(across, width, down, height, deep, depth, volume.shape[3]).transpose(6, 4, 2, 0, 5, 3, 1)
    rows = cut.reshape(-1, depth * height * width)
    chosen = sorted({0, 1 % len(rows), across % len(rows), len(rows) // 2, len(rows) - 1})
    return {
        "width": width, "height": height, "depth": depth, "rows": len(rows), "left": volume.size - rows.size,
        "chosen": [{"row": row, "mean": rows[row].mean(), "values": [rows[row][at] for at in (0, 1, width % rows.shape[1], rows.shape[1] - 1)]} for row in chosen],
    }


volumes = {}
for path in sorted(glob.glob(os.path.join(data, "nifti", "*.nii*"))):
    volume = read(path)
    volume = volume if volume.ndim == 4 else volume[..., None]
    width, height, depth, times = volume.shape
    rng = np.random.default_rng(1)
    points = [(int(rng.integers(width)), int(rng.integers(height)), int(rng.integers(depth)), int(rng.integers(times))) for _ in range(20)]
    volumes[os.path.basename(path)] = {
        "width": width, "height": height, "depth": depth, "times": times,
        "mean": volume.mean(), "minimum": volume.min(), "maximum": volume.max(),
        "patches": [patches(volume, sides) for sides in ((2, 3, 1), (width // 2, height // 3, 1), (3, 2, depth // 2), (width, height, depth))],
        "points": [{"x": x, "y": y, "z": z, "t": t, "value": volume[x, y, z, t]} for x, y, z, t in points],
    }
with open(os.path.join(here, "nifti.json"), "w") as file:
    json.dump(volumes, file, indent=1)
    file.write("\n")
