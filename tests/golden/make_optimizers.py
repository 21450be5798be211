"""Writes optimizers.safetensors: five numbers after each of three steps of PyTorch's optimizers, in float64.

Run with Python 3, NumPy and PyTorch (1.13 was used): python3 make_optimizers.py
"""

import pathlib

import numpy as np
import torch

from make_safetensors import write

START = [1.0, -2.0, 0.5, 0.0, 3.0]
GRADIENTS = [
    [0.5, -1.0, 0.0, 2.0, 1e-3],
    [-0.25, -1.0, 0.125, 2.0, -1e-3],
    [0.75, 0.5, -3.0, 0.0, 1e-3],
]
OPTIMIZERS = {
    "adam": lambda p: torch.optim.Adam(p, lr=0.1, betas=(0.8, 0.95), eps=1e-6),
    "adamw": lambda p: torch.optim.AdamW(p, lr=0.1, betas=(0.8, 0.95), eps=1e-6, weight_decay=0.2),
    "sgd": lambda p: torch.optim.SGD(p, lr=0.1, momentum=0.9, weight_decay=0.05),
    "plain sgd": lambda p: torch.optim.SGD(p, lr=0.1),
    "rmsprop": lambda p: torch.optim.RMSprop(p, lr=0.1, alpha=0.9, eps=1e-6),
}


def run(make):
    """The numbers after each step, [steps, numbers]."""
    numbers = torch.nn.Parameter(torch.tensor(START, dtype=torch.float64))
    optimizer = make([numbers])
    after = []
    for gradient in GRADIENTS:
        numbers.grad = torch.tensor(gradient, dtype=torch.float64)
        optimizer.step()
        after.append(numbers.detach().numpy().copy())
    return np.array(after)


if __name__ == "__main__":
    tensors = {"start": ("F64", np.array(START)), "gradients": ("F64", np.array(GRADIENTS))}
    for name, make in OPTIMIZERS.items():
        tensors[name] = ("F64", run(make))
    write(
        pathlib.Path(__file__).with_name("optimizers.safetensors"),
        {"made by": "make_optimizers.py", "torch": torch.__version__},
        tensors,
    )
