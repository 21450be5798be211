"""Writes jpeg.safetensors: JPEG files of several kinds, and their pixels; and some pixels of photographs.

cjpeg and djpeg (Debian's libjpeg-turbo-progs) pack and unpack. Those that have as many chromas as lumas are also
unpacked here from the text of the standard (ITU-R T.81, and JFIF for the colors), with sums of double precision:
roundings may make a difference of 1 in grey, and of 2 where three of them come together in a color.

Run with Python 3 and NumPy (1.24 was used), after `apt install libjpeg-turbo-progs`: python3 make_jpeg.py [FOLDER OF PHOTOGRAPHS]
"""

import pathlib
import subprocess
import sys

import numpy as np

from make_safetensors import write

# Name: height and width, arguments of cjpeg, whether it is unpacked here too.
KINDS = {
    "grey": ((7, 11), ["-grayscale"], True),
    "grey of whole blocks": ((16, 24), ["-grayscale", "-quality", "40"], True),
    "color": ((17, 13), ["-sample", "1x1"], True),
    "color, halved chromas": ((33, 18), ["-sample", "2x2"], False),
    "color, chromas halved across": ((9, 34), ["-sample", "2x1", "-quality", "95"], False),
    "color, progressive": ((20, 21), ["-progressive"], False),
    "color, restarts": ((24, 40), ["-restart", "1", "-sample", "1x1"], True),
    "rgb": ((8, 9), ["-rgb"], False),
}
PHOTOGRAPHS = ["rocket.jpg", "hubble_deep_field.jpg", "retina.jpg"]


def picture(random, height, width):
    """Smooth colors, a hard edge and some noise: [height, width, 3]."""
    y, x = np.mgrid[0:height, 0:width] / max(height, width)
    values = np.stack([x, y, (x + y) / 2], -1) * 180 + random.integers(0, 30, (height, width, 3))
    values[height // 3 :, : width // 2] += 45
    return np.clip(values, 0, 255).astype(np.uint8)


def pnm(image):
    return b"P6 %d %d 255\n" % (image.shape[1], image.shape[0]) + image.tobytes()


def unpack(file):
    content = subprocess.run(["djpeg", "-dct", "int", "-pnm"], input=file, capture_output=True, check=True).stdout
    kind, width, height, _ = content.split(maxsplit=4)[:4]
    channels = 3 if kind == b"P6" else 1
    size = int(width) * int(height) * channels
    return np.frombuffer(content[-size:], np.uint8).reshape(int(height), int(width), channels)


ZIGZAG = sorted(range(64), key=lambda i: (i // 8 + i % 8, i % 8 if (i // 8 + i % 8) % 2 == 0 else i // 8))


class Bits:
    def __init__(self, data):
        self.bits = "".join(f"{byte:08b}" for byte in data.replace(b"\xff\x00", b"\xff"))
        self.at = 0

    def take(self, count):
        self.at += count
        return int(self.bits[self.at - count : self.at] or "0", 2)

    def symbol(self, table):
        code, length = 0, 0
        while (length, code) not in table:
            code, length = 2 * code + self.take(1), length + 1
        return table[length, code]

    def signed(self, size):
        value = self.take(size)
        return value if size == 0 or value >> (size - 1) else value - (1 << size) + 1


def unpack_here(file):
    """Baseline JPEG without subsampling, by the book."""
    quantizers, tables, at, interval = {}, {}, 2, 0
    while True:
        marker, length = file[at + 1], int.from_bytes(file[at + 2 : at + 4], "big")
        body = file[at + 4 : at + 2 + length]
        at += 2 + length
        if marker == 0xDB:
            for start in range(0, len(body), 65):
                quantizers[body[start]] = np.frombuffer(body[start + 1 : start + 65], np.uint8)
        elif marker == 0xC4:
            while body:
                counts, code, place = body[1:17], 0, 17
                table = {}
                for bits, codes in enumerate(counts, 1):
                    for _ in range(codes):
                        table[bits, code] = body[place]
                        code, place = code + 1, place + 1
                    code *= 2
                tables[body[0]] = table
                body = body[place:]
        elif marker == 0xC0:
            height, width, count = int.from_bytes(body[1:3], "big"), int.from_bytes(body[3:5], "big"), body[5]
            components = [(body[7 + 3 * i], body[8 + 3 * i]) for i in range(count)]
        elif marker == 0xDD:
            interval = int.from_bytes(body, "big")
        elif marker == 0xDA:
            used = [(body[2 + 2 * i] >> 4, body[2 + 2 * i] & 15) for i in range(count)]
            break
    if count > 1:
        assert all(sampling == 0x11 for sampling, _ in components)

    data, parts = file[at:-2], []
    start = 0
    for i in range(len(data) - 1):
        if data[i] == 0xFF and 0xD0 <= data[i + 1] <= 0xD7:
            parts.append(data[start:i])
            start = i + 2
    parts.append(data[start:])
    across, down = -(-width // 8), -(-height // 8)
    planes = np.zeros((count, down * 8, across * 8))
    k, n = np.mgrid[0:8, 0:8]
    basis = np.where(k == 0, np.sqrt(1 / 8), 0.5) * np.cos((2 * n + 1) * k * np.pi / 16)
    for block in range(across * down):
        if block == 0 or (interval and block % interval == 0):
            bits, before = Bits(parts.pop(0)), [0] * count
        row, column = divmod(block, across)
        for i, ((_, quantizer), (dc, ac)) in enumerate(zip(components, used)):
            coefficients = np.zeros(64)
            before[i] += bits.signed(bits.symbol(tables[dc]))
            coefficients[0], place = before[i], 1
            while place < 64:
                run, size = divmod(bits.symbol(tables[16 + ac]), 16)
                if size == 0 and run != 15:
                    break
                place += run
                coefficients[ZIGZAG[place]] = bits.signed(size) * quantizers[quantizer][place]
                place += 1
            coefficients[0] *= quantizers[quantizer][0]
            planes[i, row * 8 : row * 8 + 8, column * 8 : column * 8 + 8] = basis.T @ coefficients.reshape(8, 8) @ basis + 128
    planes = planes[:, :height, :width]
    if count == 3:
        luma, blue, red = planes[0], planes[1] - 128, planes[2] - 128
        planes = np.stack([luma + 1.402 * red, luma - 0.344136 * blue - 0.714136 * red, luma + 1.772 * blue])
    return np.clip(planes, 0, 255).transpose(1, 2, 0)


def main():
    random = np.random.default_rng(5)
    tensors = {}
    for name, (size, arguments, here) in KINDS.items():
        file = subprocess.run(["cjpeg", "-dct", "int", *arguments], input=pnm(picture(random, *size)), capture_output=True, check=True).stdout
        pixels = unpack(file)
        if here:
            apart = np.abs(unpack_here(file) - pixels).max()
            print(f"{name}: at most {apart:.3f} of 255 apart")
            assert apart < (1 if pixels.shape[2] == 1 else 2)
        tensors[f"{name} file"] = ("U8", np.frombuffer(file, np.uint8))
        tensors[f"{name} pixels"] = ("U8", pixels.transpose(2, 0, 1))

    folder = pathlib.Path(sys.argv[1]) if len(sys.argv) > 1 else pathlib.Path(__file__).parents[3] / "shared/data/images"
    for name in PHOTOGRAPHS:
        pixels = unpack((folder / name).read_bytes())
        places = random.integers(0, pixels.shape[:2], (200, 2))
        tensors[f"{name} shape"] = ("F64", np.array(pixels.shape, np.float64))
        tensors[f"{name} places"] = ("F64", places.astype(np.float64))
        tensors[f"{name} pixels"] = ("U8", pixels[places[:, 0], places[:, 1]])
        tensors[f"{name} means"] = ("F64", pixels.reshape(-1, pixels.shape[2]).mean(0) / 255)
    version = subprocess.run(["djpeg", "-version"], input=b"", capture_output=True).stderr.decode().splitlines()[0]
    write(pathlib.Path(__file__).with_name("jpeg.safetensors"), {"made by": "make_jpeg.py", "djpeg": version}, tensors)


if __name__ == "__main__":
    main()
