"""Writes safetensors.safetensors, following the text of the format and nothing of ours.

Run with Python 3 and NumPy (1.24 was used): python3 make_safetensors.py
"""

import json
import pathlib
import struct

import numpy as np

TENSORS = {
    "floats": ("F32", np.array([[1.5, -2.0, 0.1], [3.0e38, -0.0, 1.0e-40]], np.float32)),
    "doubles": ("F64", np.array([np.pi, -1.0e-300], np.float64)),
    "halves": ("F16", np.array([1.0, -0.333, 65504.0, 6.0e-8], np.float16)),
    "upper halves": ("BF16", np.array([0x3F80, 0xC049, 0x7F80], np.uint16)),
    "whole/é": ("I64", np.array([-(2**63), 2**63 - 1], np.int64)),
    "bytes": ("U8", np.arange(5, dtype=np.uint8)),
    "truth": ("BOOL", np.array([True, False, True])),
    "single": ("F32", np.array(7.25, np.float32)),
    "nothing": ("F32", np.zeros((0, 4), np.float32)),
}


def write(path, metadata, tensors):
    """Writes {name: (dtype, array)} to path."""
    header = {"__metadata__": metadata}
    data = b""
    for name, (dtype, values) in tensors.items():
        raw = np.ascontiguousarray(values).tobytes()
        header[name] = {"dtype": dtype, "shape": list(values.shape), "data_offsets": [len(data), len(data) + len(raw)]}
        data += raw
    text = json.dumps(header).encode("utf-8")
    text += b" " * (-len(text) % 8)
    path.write_bytes(struct.pack("<Q", len(text)) + text + data)


if __name__ == "__main__":
    write(
        pathlib.Path(__file__).with_name("safetensors.safetensors"),
        {"format": "pt", "made by": 'make_safetensors.py "é"\n'},
        TENSORS,
    )
