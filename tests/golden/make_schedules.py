"""Writes schedules.safetensors: the factors that PyTorch's schedules put on a learning rate of 1, in float64.

Run with Python 3, NumPy and PyTorch (1.13 was used): python3 make_schedules.py
"""

import pathlib

import numpy as np
import torch
from torch.optim import lr_scheduler as lr

from make_safetensors import write

STEPS = 40
EPOCHS = 12
WARM_UP = 8
# Better, worse, as good as, and not a number.
LOSSES = [5.0, 4.0, 4.5, 4.0, 4.2, 3.9, 4.0, 4.0, 4.0, float("nan"), 3.95, 3.8]

# A number near 0 where ours begins at 0, which PyTorch does not allow.
NEARLY_ZERO = 1e-12

BY_STEP = {
    "constant": lambda o: lr.ConstantLR(o, factor=1),
    "cosine": lambda o: lr.CosineAnnealingLR(o, T_max=STEPS),
    "cosine after warm-up": lambda o: lr.SequentialLR(
        o,
        [lr.LinearLR(o, start_factor=NEARLY_ZERO, total_iters=WARM_UP), lr.CosineAnnealingLR(o, T_max=STEPS - WARM_UP)],
        milestones=[WARM_UP],
    ),
}
BY_EPOCH = {
    "step": lambda o: lr.StepLR(o, step_size=3, gamma=0.3),
    "exponential": lambda o: lr.ExponentialLR(o, gamma=0.9),
}


def optimizer():
    return torch.optim.SGD([torch.nn.Parameter(torch.zeros(1, dtype=torch.float64))], lr=1.0)


def factors(make, count):
    """The factor of each step or epoch, the first one before any is done."""
    sgd = optimizer()
    schedule = make(sgd)
    found = []
    for _ in range(count):
        found.append(sgd.param_groups[0]["lr"])
        sgd.step()
        schedule.step()
    return np.array(found)


def plateau():
    """The factor after each epoch's loss."""
    sgd = optimizer()
    schedule = lr.ReduceLROnPlateau(sgd, factor=0.5, patience=2, threshold=0)
    found = []
    for loss in LOSSES:
        schedule.step(loss)
        found.append(sgd.param_groups[0]["lr"])
    return np.array(found)


if __name__ == "__main__":
    tensors = {name: ("F64", factors(make, STEPS)) for name, make in BY_STEP.items()}
    tensors |= {name: ("F64", factors(make, EPOCHS)) for name, make in BY_EPOCH.items()}
    tensors["losses"] = ("F64", np.array(LOSSES))
    tensors["plateau"] = ("F64", plateau())
    write(
        pathlib.Path(__file__).with_name("schedules.safetensors"),
        {"made by": "make_schedules.py", "torch": torch.__version__},
        tensors,
    )
