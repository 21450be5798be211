"""Writes pca.safetensors: principal components by NumPy's SVD in double precision.

Run with Python 3 and NumPy (1.24 was used): python3 make_pca.py
"""

import pathlib

import numpy as np

from make_safetensors import write


def components(data, count):
    """Mean, directions with their largest loading positive, variances, and the squared error summed over all."""
    mean = data.mean(axis=0)
    _, singular, directions = np.linalg.svd(data - mean, full_matrices=False)
    directions = directions[:count]
    largest = np.abs(directions).argmax(axis=1)
    directions = directions * np.sign(directions[np.arange(count), largest])[:, None]
    return mean, directions, singular[:count] ** 2 / (len(data) - 1), (singular[count:] ** 2).sum()


def main():
    random = np.random.default_rng(7)
    data = (random.normal(size=(40, 12)) @ np.diag(np.linspace(3, 0.5, 12)) @ random.normal(size=(12, 12)) + 5).astype(np.float32)
    mean, directions, variances, error = components(data.astype(np.float64), 3)

    # The tests make the same numbers from the same formula: 300 rows, 3000 columns, few patterns and much disorder.
    row, column = np.arange(300)[:, None], np.arange(3000)[None, :]
    wide = ((row * row * 37 + column * column * 11 + row * column * 5) % 1009 + (row % 5) * (column % 7) * 100).astype(np.float64)
    wide_errors = np.array([components(wide[:rows], 5)[3] for rows in (30, 300)])

    write(
        pathlib.Path(__file__).with_name("pca.safetensors"),
        {"made by": "make_pca.py", "numpy": np.__version__, "seed": "7"},
        {
            "data": ("F32", data),
            "mean": ("F64", mean),
            "components": ("F64", directions),
            "variances": ("F64", variances),
            "squared error": ("F64", np.array(error)),
            "wide squared errors": ("F64", wide_errors),
        },
    )


if __name__ == "__main__":
    main()
