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
        "points": [{"x": x, "y": y, "z": z, "t": t, "value": volume[x, y, z, t]} for x, y, z, t in points],
    }
with open(os.path.join(here, "nifti.json"), "w") as file:
    json.dump(volumes, file, indent=1)
    file.write("\n")
