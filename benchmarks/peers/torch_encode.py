#!/usr/bin/env python3
"""Loads the encoder 784-256-128-32, encodes one row of a CSV file and prints its latent; imports nothing it can do without."""
import sys

import torch
from torch import nn

weights, row = sys.argv[1:3]
model = nn.Sequential(nn.Linear(784, 256), nn.ReLU(), nn.Linear(256, 128), nn.ReLU(), nn.Linear(128, 32))
if sys.argv[3:] == ["--prepare"]:
    torch.save(model.state_dict(), weights)
model.load_state_dict(torch.load(weights))
with open(row) as file:
    values = [float(text) for text in file.read().split("\n")[1].split(",")]
with torch.inference_mode():
    latent = model(torch.tensor([values]))
print(",".join(str(number) for number in latent[0].tolist()))
