"""Writes png.safetensors: PNG files of every kind that is read, and the numbers in them.

The files are packed here from the text of the standard; those that Pillow reads too are checked against it.
Run with Python 3, NumPy and Pillow (1.24 and 9.4 were used): python3 make_png.py
"""

import io
import pathlib
import struct
import zlib

import numpy as np
import PIL.Image

from make_safetensors import write

SAMPLES = {0: 1, 2: 3, 3: 1, 4: 2, 6: 4}
PILLOW = {(0, 8): "L", (2, 8): "RGB", (4, 8): "LA", (6, 8): "RGBA", (3, 1): "RGB", (3, 2): "RGB", (3, 4): "RGB", (3, 8): "RGB"}
HEIGHT, WIDTH = 7, 11


def chunk(kind, content):
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))


def paeth(left, above, corner):
    estimate = left + above - corner
    return min((left, above, corner), key=lambda value: abs(value - estimate))


def filtered(rows, pixel):
    """Row after row with the filters 0 to 4 in turn."""
    result, before = b"", bytes(len(rows[0]))
    for number, row in enumerate(rows):
        kind = number % 5
        result += bytes([kind])
        for i, value in enumerate(row):
            left, corner = (row[i - pixel], before[i - pixel]) if i >= pixel else (0, 0)
            guess = [0, left, before[i], (left + before[i]) // 2, paeth(left, before[i], corner)][kind]
            result += bytes([(value - guess) % 256])
        before = row
    return result


def packed(samples, depth):
    if depth == 16:
        return samples.astype(">u2").tobytes()
    bits = (samples[:, None] >> np.arange(depth - 1, -1, -1)) & 1
    return np.packbits(bits.ravel()).tobytes()


def png(random, color, depth):
    samples = random.integers(0, 2**depth, (HEIGHT, WIDTH, SAMPLES[color]))
    # Neighbours that resemble each other let every way through the filters be taken.
    samples[2:5] = samples[1:4] // 2
    rows = [packed(row.ravel(), depth) for row in samples]
    data = zlib.compress(filtered(rows, max(1, SAMPLES[color] * depth // 8)))
    file = b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", WIDTH, HEIGHT, depth, color, 0, 0, 0))
    file += chunk(b"tEXt", b"Comment\0passed over")
    values = samples / (2**depth - 1)
    if color == 3:
        palette = random.integers(0, 256, (2**depth, 3))
        file += chunk(b"PLTE", palette.astype(np.uint8).tobytes())
        values = palette[samples[..., 0]] / 255
    # Two parts, because the data may be cut anywhere.
    file += chunk(b"IDAT", data[:9]) + chunk(b"IDAT", data[9:]) + chunk(b"IEND", b"")
    if (color, depth) in PILLOW:
        theirs = np.asarray(PIL.Image.open(io.BytesIO(file)).convert(PILLOW[color, depth])).reshape(values.shape)
        assert (theirs == np.round(values * 255)).all()
    return np.frombuffer(file, np.uint8), values.transpose(2, 0, 1).astype(np.float32)


def main():
    random = np.random.default_rng(3)
    tensors = {}
    for color, depths in {0: (1, 2, 4, 8, 16), 2: (8, 16), 3: (1, 2, 4, 8), 4: (8, 16), 6: (8, 16)}.items():
        for depth in depths:
            file, values = png(random, color, depth)
            tensors[f"{color} {depth} file"] = ("U8", file)
            tensors[f"{color} {depth} values"] = ("F32", values)
    write(pathlib.Path(__file__).with_name("png.safetensors"), {"made by": "make_png.py", "pillow": PIL.__version__}, tensors)


if __name__ == "__main__":
    main()
