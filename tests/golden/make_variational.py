"""Writes variational.safetensors: the likelihood of rows under a small variational model, by quadrature.

Nothing here is sampled: expectations over the posterior are Gauss-Hermite sums, and the marginal likelihood is an integral
over a grid of the whole latent plane. Run with Python 3 and NumPy (1.24 was used): python3 make_variational.py
"""

import pathlib

import numpy as np

from make_safetensors import write

LATENT = 2


def log_likelihood(loss, rows, output):
    """log p(x|z) of each row, for outputs [points, columns]."""
    difference = rows - output
    if loss == "bce":
        ones = 1 / (1 + np.exp(-output))
        return (rows * np.log(ones) + (1 - rows) * np.log(1 - ones)).sum(-1)
    if loss == "mse":
        variance = 0.5
        return (-(difference**2) / (2 * variance) - np.log(2 * np.pi * variance) / 2).sum(-1)
    if loss == "poisson":
        # The rows are zeros and ones, whose factorials are 1.
        return (rows * output - np.exp(output)).sum(-1)
    if loss == "gaussian-diagonal":
        # What a parameter of 0 stands for: a variance of 1 plus what holds it softly above e^-12.
        log_variance = np.log1p(np.exp(-12.0))
        return (-(difference**2) / (2 * np.exp(log_variance)) - (np.log(2 * np.pi) + log_variance) / 2).sum(-1)
    return (-np.abs(difference) - np.log(2)).sum(-1)


def main():
    random = np.random.default_rng(11)
    weights = {
        "encoder.0.weight": random.normal(0, 0.7, (4, 5)),
        "encoder.0.bias": random.normal(0, 0.3, 4),
        # Wider than the true posterior, so that importance weights are bounded and their mean settles soon.
        "encoder.1.weight": random.normal(0, 1, (2 * LATENT, 4)) * np.array([0.8, 0.8, 0.1, 0.1])[:, None],
        "encoder.1.bias": np.array([0.3, -0.2, 0.3, 0.1]),
        "decoder.0.weight": random.normal(0, 0.8, (4, LATENT)),
        "decoder.0.bias": random.normal(0, 0.3, 4),
        "decoder.1.weight": random.normal(0, 0.9, (5, 4)),
        "decoder.1.bias": random.normal(0, 0.3, 5),
    }
    weights = {name: values.astype(np.float32) for name, values in weights.items()}
    exact = {name: values.astype(np.float64) for name, values in weights.items()}
    rows = random.integers(0, 2, (6, 5)).astype(np.float32)

    def layers(x, name):
        hidden = np.tanh(x @ exact[f"{name}.0.weight"].T + exact[f"{name}.0.bias"])
        return hidden @ exact[f"{name}.1.weight"].T + exact[f"{name}.1.bias"]

    def kl(code):
        mean, log_variance = code[:, :LATENT], code[:, LATENT:]
        return ((mean**2 + np.exp(log_variance) - 1 - log_variance) / 2).mean(0)

    code = layers(rows.astype(np.float64), "encoder")
    tensors = {name: ("F32", values) for name, values in weights.items()}
    tensors["rows"] = ("F32", rows)
    tensors["reconstruction.logVariance"] = ("F32", np.zeros(5, np.float32))
    tensors["kl"] = ("F64", kl(code))
    tensors["mean variances"] = ("F64", code[:, :LATENT].var(0))

    nodes, node_weights = np.polynomial.hermite_e.hermegauss(60)
    nodes = np.stack(np.meshgrid(nodes, nodes), -1).reshape(-1, LATENT)
    node_weights = np.outer(node_weights, node_weights).ravel() / (2 * np.pi)
    line = np.linspace(-9, 9, 1201)
    grid = np.stack(np.meshgrid(line, line), -1).reshape(-1, LATENT)
    prior = np.exp(-(grid**2).sum(-1) / 2) / (2 * np.pi) * (line[1] - line[0]) ** 2
    grid_output = layers(grid, "decoder")
    for loss in ("bce", "mse", "mae", "poisson", "gaussian-diagonal"):
        expected, marginal = [], []
        if loss == "poisson":
            # The encoder of a count model sees log(1 + x).
            code = layers(np.log1p(rows.astype(np.float64)), "encoder")
            tensors["poisson kl"] = ("F64", kl(code))
        else:
            code = layers(rows.astype(np.float64), "encoder")
        mean, log_variance = code[:, :LATENT], code[:, LATENT:]
        for row, m, s in zip(rows.astype(np.float64), mean, np.exp(log_variance / 2)):
            expected.append((node_weights * log_likelihood(loss, row, layers(m + s * nodes, "decoder"))).sum())
            marginal.append(np.log((prior * np.exp(log_likelihood(loss, row, grid_output))).sum()))
        tensors[f"{loss} log-likelihood"] = ("F64", np.array(expected))
        tensors[f"{loss} nll"] = ("F64", -np.array(marginal))

    write(pathlib.Path(__file__).with_name("variational.safetensors"), {"made by": "make_variational.py", "numpy": np.__version__, "seed": "11"}, tensors)


if __name__ == "__main__":
    main()
