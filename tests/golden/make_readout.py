"""Writes readout.safetensors: how much of some rows scikit-learn's ridge regression reads back from features of them.

Features are scaled as Pinhole's readout does: less the mean of the first half, over one number.
Run with Python 3, NumPy and scikit-learn (1.24 and 1.2 were used): python3 make_readout.py
"""

import pathlib

import numpy as np
import sklearn
from sklearn.linear_model import Ridge

from make_safetensors import write


def main():
    random = np.random.default_rng(12)
    rows, fitted = 200, 100
    targets = (random.normal(size=(rows, 7)) @ random.normal(size=(7, 9)) + 3).astype(np.float32)
    tensors = {"targets": ("F32", targets)}
    for count in (1, 4, 20):
        features = (np.tanh(targets @ random.normal(0, 0.4, (9, count))) * np.linspace(1, 5, count) + 10).astype(np.float32)
        scaled = features.astype(np.float64) - features[:fitted].astype(np.float64).mean(0)
        scaled /= np.sqrt((scaled[:fitted] ** 2).mean())
        fit = Ridge(alpha=1e-3 * fitted).fit(scaled[:fitted], targets[:fitted])
        error = ((targets[fitted:] - fit.predict(scaled[fitted:])) ** 2).sum()
        deviation = ((targets[fitted:] - targets[:fitted].astype(np.float64).mean(0)) ** 2).sum()
        tensors[f"{count} features"] = ("F32", features)
        tensors[f"{count} share"] = ("F64", np.array(1 - error / deviation))
    write(
        pathlib.Path(__file__).with_name("readout.safetensors"),
        {"made by": "make_readout.py", "scikit-learn": sklearn.__version__, "seed": "12"},
        tensors,
    )


if __name__ == "__main__":
    main()
