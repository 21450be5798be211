"""Writes losses.safetensors: losses and penalties with their gradients, by PyTorch in float64.

Run with Python 3, NumPy, SciPy and PyTorch (1.13 was used): python3 make_losses.py
"""

import pathlib

import numpy as np
import scipy.stats
import torch
import torch.nn.functional as F

from make_safetensors import write

torch.set_default_dtype(torch.float64)
random = np.random.default_rng(11)
tensors = {}


def numbers(*shape, low=-1.0, high=1.0):
    """What single precision holds exactly."""
    return torch.tensor(np.round(random.uniform(low, high, shape) * 256) / 256)


def note(name, values, kind="F64"):
    values = values.detach().numpy()
    tensors[name] = (kind, values.astype(np.float32) if kind == "F32" else values)


def gaussian():
    """Rows of 5 with a shared variance, whose log is softly held above -12 and ten times the parameter."""
    mean, target, parameter = numbers(3, 5), numbers(3, 5), torch.tensor([-0.171875])
    note("gaussian mean", mean, "F32")
    note("gaussian target", target, "F32")
    note("gaussian parameter", parameter, "F32")
    mean.requires_grad_()
    parameter.requires_grad_()
    variance = (F.softplus(10 * parameter + 12) - 12).exp()
    loss = F.gaussian_nll_loss(mean, target, variance.expand(3, 5), full=True, eps=0, reduction="none").sum(1)
    loss.mean().backward()
    note("gaussian deviation", variance.sqrt())
    note("gaussian loss", loss)
    note("gaussian mean gradient", mean.grad)
    note("gaussian parameter gradient", parameter.grad)


def ssim(x, y, window):
    """[batch], from windows cut out one by one; data range 1."""
    x, y = (F.unfold(image.flatten(0, 1)[:, None], window) for image in (x, y))
    mean_x, mean_y = x.mean(1), y.mean(1)
    covariance = ((x - mean_x[:, None]) * (y - mean_y[:, None])).sum(1) / (x.shape[1] - 1)
    index = (2 * mean_x * mean_y + 1e-4) * (2 * covariance + 9e-4)
    return index / ((mean_x**2 + mean_y**2 + 1e-4) * (x.var(1) + y.var(1) + 9e-4))


def similarity():
    """Two images of two channels, 9 x 11, and small ones of 3 x 4, whose window is the image."""
    for name, channels, height, width in ("ssim", 2, 9, 11), ("small ssim", 1, 3, 4):
        x, y = (numbers(2, channels, height, width, low=0) for _ in range(2))
        note(f"{name} output", x.flatten(1), "F32")
        note(f"{name} target", y.flatten(1), "F32")
        x.requires_grad_()
        index = ssim(x, y, (min(7, height), min(7, width))).reshape(2, -1).mean(1)
        loss = channels * height * width * (1 - index) / 2
        loss.mean().backward()
        note(f"{name} loss", loss)
        note(f"{name} gradient", x.grad.flatten(1))


def contractive():
    """The squared Frobenius norm of the encoder's Jacobian, mean over four rows, and its gradient in the weight."""
    rows, bias = numbers(4, 6), numbers(3)
    weight = numbers(3, 6)
    note("contractive rows", rows, "F32")
    note("contractive weight", weight, "F32")
    note("contractive bias", bias, "F32")
    for name, f in ("linear", lambda z: z), ("sigmoid", torch.sigmoid), ("tanh", torch.tanh):
        w = weight.clone().requires_grad_()
        norms = [
            (torch.autograd.functional.jacobian(lambda x: f(w @ x + bias), row, create_graph=True) ** 2).sum() for row in rows
        ]
        penalty = torch.stack(norms).mean()
        penalty.backward()
        note(f"contractive {name}", penalty[None])
        note(f"contractive {name} gradient", w.grad)


def categorical():
    """Four rows of six logits: two classes as one column each, two rows of shares."""
    logits, target = 4 * numbers(4, 6), torch.zeros(4, 6)
    target[0, 2] = target[1, 5] = 1
    target[2] = torch.tensor([0.5, 0.25, 0.25, 0, 0, 0])
    target[3] = torch.tensor([0, 0, 0.125, 0.125, 0.25, 0.5])
    note("categorical logits", logits, "F32")
    note("categorical target", target, "F32")
    logits.requires_grad_()
    loss = F.cross_entropy(logits, target, reduction="none")
    loss.mean().backward()
    note("categorical loss", loss)
    note("categorical gradient", logits.grad)
    note("categorical mean", logits.softmax(1))


def gaussian_diagonal():
    """Rows of 5 with a variance for each feature, whose log is softly held above -12 and ten times the parameter."""
    mean, target, parameter = numbers(3, 5), numbers(3, 5), numbers(5, low=-0.5, high=0.25)
    weights = numbers(3, 5, low=0, high=2)
    for name, values in ("mean", mean), ("target", target), ("parameter", parameter), ("weights", weights):
        note(f"gaussian-diagonal {name}", values, "F32")
    for name, w in ("", torch.ones(3, 5)), (" weighted", weights):
        m, p = mean.clone().requires_grad_(), parameter.clone().requires_grad_()
        variance = (F.softplus(10 * p + 12) - 12).exp()
        loss = (w * F.gaussian_nll_loss(m, target, variance.expand(3, 5), full=True, eps=0, reduction="none")).sum(1)
        loss.mean().backward()
        note(f"gaussian-diagonal{name} loss", loss)
        note(f"gaussian-diagonal{name} mean gradient", m.grad)
        note(f"gaussian-diagonal{name} parameter gradient", p.grad)
    note("gaussian-diagonal deviations", variance.sqrt())


def poisson():
    """Rates from 1e-6 to 1e6, each with counts that are likely, and with some that are not; by SciPy."""
    rates = 10.0 ** np.arange(-6, 7)
    logs = np.log(rates).astype(np.float32)
    pairs = []
    for log_rate in logs:
        rate = np.exp(np.float64(log_rate))
        near = np.unique(np.maximum(np.round(rate + np.sqrt(rate) * np.array([-3, -1, 0, 0.1, 1, 3])), 0))
        pairs += [(log_rate, count) for count in np.unique(np.concatenate([near, [0, 1, 2, 3, 7, 1000, 1e6]]))]
    logs, counts = np.array(pairs, np.float32).T
    exact = np.exp(logs.astype(np.float64))
    tensors["poisson log-rates"] = ("F32", logs[:, None])
    tensors["poisson counts"] = ("F32", counts[:, None])
    tensors["poisson loss"] = ("F64", -scipy.stats.poisson.logpmf(counts.astype(np.float64), exact))
    tensors["poisson gradient"] = ("F64", exact - counts.astype(np.float64))


if __name__ == "__main__":
    gaussian()
    similarity()
    contractive()
    categorical()
    gaussian_diagonal()
    poisson()
    write(
        pathlib.Path(__file__).with_name("losses.safetensors"),
        {"made by": "make_losses.py", "torch": torch.__version__},
        tensors,
    )
