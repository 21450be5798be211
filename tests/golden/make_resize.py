"""Writes resize.safetensors: images in other sizes.

Where a side becomes shorter, each pixel is repeated as often as there are pixels after, and runs as long as the side
before are averaged: the exact area average for any two lengths. Where it becomes longer, PyTorch interpolates linearly
with align_corners=False. By whole factors PyTorch's own area average is compared.

Run with Python 3, NumPy and PyTorch (1.24 and 1.13.1 were used): python3 make_resize.py
"""

import pathlib

import numpy as np
import torch

from make_safetensors import write

# Channels, height and width before; height and width after.
CASES = {
    "halves": ((1, 8, 6), (4, 3)),
    "thirds and fifths": ((3, 9, 10), (3, 2)),
    "shorter by parts": ((1, 7, 11), (5, 4)),
    "to a point": ((3, 5, 4), (1, 1)),
    "twice": ((1, 3, 4), (6, 8)),
    "longer by parts": ((3, 5, 3), (7, 8)),
    "from a point": ((1, 1, 1), (3, 2)),
    "wider and lower": ((3, 9, 4), (4, 9)),
    "narrower and higher": ((1, 4, 9), (9, 4)),
}


def side(values, axis, after):
    before = values.shape[axis]
    if after == before:
        return values
    if after < before:
        runs = np.moveaxis(np.repeat(values, after, axis), axis, -1)
        runs = runs.reshape(*runs.shape[:-1], after, before).mean(-1)
        return np.moveaxis(runs, -1, axis)
    lines = torch.from_numpy(np.ascontiguousarray(np.moveaxis(values, axis, -1)))
    lines = torch.nn.functional.interpolate(lines, size=after, mode="linear", align_corners=False)
    return np.moveaxis(lines.numpy(), -1, axis)


def main():
    random = np.random.default_rng(4)
    tensors = {}
    for name, (before, after) in CASES.items():
        values = random.random(before)
        resized = side(side(values, 2, after[1]), 1, after[0])
        whole = torch.from_numpy(values)[None]
        if before[1] % after[0] == 0 and before[2] % after[1] == 0:
            theirs = torch.nn.functional.interpolate(whole, size=after, mode="area")[0].numpy()
            assert np.abs(theirs - resized).max() < 1e-12
        if before[1] <= after[0] and before[2] <= after[1]:
            theirs = torch.nn.functional.interpolate(whole, size=after, mode="bilinear", align_corners=False)[0].numpy()
            assert np.abs(theirs - resized).max() < 1e-12
        tensors[f"{name} before"] = ("F32", values.astype(np.float32))
        tensors[f"{name} after"] = ("F32", resized.astype(np.float32))
    write(pathlib.Path(__file__).with_name("resize.safetensors"), {"made by": "make_resize.py", "torch": torch.__version__}, tensors)


if __name__ == "__main__":
    main()
