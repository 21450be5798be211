"""Writes image_metrics.safetensors: PSNR and SSIM by NumPy in double precision, window by window.

Run with Python 3 and NumPy (1.24 was used): python3 make_image_metrics.py
"""

import pathlib

import numpy as np

from make_safetensors import write

WINDOW = 7


def psnr(x, y, data_range):
    return 10 * np.log10(data_range**2 / ((x - y) ** 2).mean())


def ssim(x, y, data_range):
    """One channel, as scikit-image's structural_similarity has it by default."""
    c1, c2 = (0.01 * data_range) ** 2, (0.03 * data_range) ** 2
    windows = [np.lib.stride_tricks.sliding_window_view(image, (WINDOW, WINDOW)).reshape(-1, WINDOW * WINDOW) for image in (x, y)]
    values = []
    for left, right in zip(*windows):
        covariance = np.cov(left, right, ddof=1)
        values.append(
            (2 * left.mean() * right.mean() + c1) * (2 * covariance[0, 1] + c2)
            / ((left.mean() ** 2 + right.mean() ** 2 + c1) * (covariance[0, 0] + covariance[1, 1] + c2))
        )
    return np.mean(values)


def main():
    random = np.random.default_rng(5)
    row, column = np.mgrid[0:19, 0:26]
    smooth = np.stack([np.sin(row / 3) * np.cos(column / 4), (row + column) / 30, np.exp(-((row - 9) ** 2 + (column - 12) ** 2) / 40)])
    image = ((smooth + 1) / 2 * 255).round().astype(np.float32)
    noisy = np.clip(image + random.normal(0, 25, image.shape), 0, 255).round().astype(np.float32)
    x, y = image.astype(np.float64), noisy.astype(np.float64)
    write(
        pathlib.Path(__file__).with_name("image_metrics.safetensors"),
        {"made by": "make_image_metrics.py", "numpy": np.__version__, "data range": "255"},
        {
            "image": ("F32", image),
            "noisy": ("F32", noisy),
            "psnr": ("F64", np.array([psnr(x, y, 255)])),
            "ssim": ("F64", np.array([ssim(x[channel], y[channel], 255) for channel in range(3)])),
        },
    )


if __name__ == "__main__":
    main()
