"""Writes import/*.safetensors: autoencoders as PyTorch has them, their weights as it would save them, and what they give.

Nothing is trained; statistics of batches follow a few random ones. Run with Python 3, NumPy and PyTorch (1.24 and 1.13 were used):
python3 make_import.py
"""

import pathlib

import numpy as np
import torch
from torch import nn

from make_safetensors import write

FOLDER = pathlib.Path(__file__).with_name("import")
COLUMNS, LATENT, ROWS = 12, 3, 7
TYPES = {torch.float32: "F32", torch.float64: "F64", torch.float16: "F16", torch.int64: "I64"}


class Dense(nn.Module):
    """More layers than nine, all hidden ones of one size: their order is that of their numbers."""

    def __init__(self):
        super().__init__()
        self.encoder = self.stack(COLUMNS, LATENT)
        self.decoder = self.stack(LATENT, COLUMNS)
        self.decoder.append(nn.Sigmoid())

    @staticmethod
    def stack(inputs, outputs):
        sizes = [inputs, 8, 8, 8, 8, 8, outputs]
        layers = []
        for before, after in zip(sizes, sizes[1:]):
            layers += [nn.Linear(before, after), nn.Tanh()]
        return nn.Sequential(*layers[:-1])

    def forward(self, rows):
        latent = self.encoder(rows)
        return latent, self.decoder(latent)


class Normalized(nn.Module):
    """Batch normalization behind linear layers with a bias, and one without."""

    def __init__(self):
        super().__init__()
        self.encoder = nn.Sequential(nn.Linear(COLUMNS, 8), nn.BatchNorm1d(8), nn.ReLU(), nn.Linear(8, LATENT))
        self.decoder = nn.Sequential(nn.Linear(LATENT, 8, bias=False), nn.BatchNorm1d(8), nn.ReLU(), nn.Linear(8, COLUMNS))

    forward = Dense.forward


class Variational(nn.Module):
    """Two layers behind the encoder, by name."""

    def __init__(self):
        super().__init__()
        self.encoder = nn.Sequential(nn.Linear(COLUMNS, 8), nn.ELU())
        self.fc_mu = nn.Linear(8, LATENT)
        self.fc_logvar = nn.Linear(8, LATENT)
        self.decoder = nn.Sequential(nn.Linear(LATENT, 8), nn.ELU(), nn.Linear(8, COLUMNS), nn.Sigmoid())

    def forward(self, rows):
        mean = self.fc_mu(self.encoder(rows))
        return mean, self.decoder(mean)


class Numbered(nn.Module):
    """The names of PyTorch's own example of a variational autoencoder."""

    def __init__(self):
        super().__init__()
        self.fc1 = nn.Linear(COLUMNS, 8)
        self.fc21 = nn.Linear(8, LATENT)
        self.fc22 = nn.Linear(8, LATENT)
        self.fc3 = nn.Linear(LATENT, 8)
        self.fc4 = nn.Linear(8, COLUMNS)

    def forward(self, rows):
        mean = self.fc21(torch.relu(self.fc1(rows)))
        return mean, torch.sigmoid(self.fc4(torch.relu(self.fc3(mean))))


class Convolutional(nn.Module):
    """Strides, and transposed convolutions, on images of two channels and odd height: not all sizes can be halved."""

    def __init__(self):
        super().__init__()
        self.encoder = nn.Sequential(
            nn.Conv2d(2, 4, 3, stride=2, padding=1), nn.Tanh(), nn.Conv2d(4, 5, 3, stride=2, padding=1), nn.Tanh(), nn.Flatten(), nn.Linear(20, LATENT))
        self.decoder = nn.Sequential(
            nn.Linear(LATENT, 20), nn.Tanh(), nn.Unflatten(1, (5, 2, 2)),
            nn.ConvTranspose2d(5, 4, 3, stride=2, padding=1, output_padding=(1, 0)), nn.Tanh(),
            nn.ConvTranspose2d(4, 2, 3, stride=2, padding=1, output_padding=(0, 1)))

    forward = Dense.forward


class ConvolutionalVariational(nn.Module):
    """Batch normalization of channels, images made larger by copying pixels, a convolution without a bias."""

    def __init__(self):
        super().__init__()
        self.encoder = nn.Sequential(
            nn.Conv2d(2, 4, 5, stride=2, padding=2), nn.BatchNorm2d(4), nn.ReLU(), nn.Conv2d(4, 5, 5, stride=2, padding=2, bias=False), nn.BatchNorm2d(5), nn.ReLU(), nn.Flatten())
        self.fc_mu = nn.Linear(20, LATENT)
        self.fc_logvar = nn.Linear(20, LATENT)
        self.decoder = nn.Sequential(
            nn.Linear(LATENT, 20), nn.Unflatten(1, (5, 2, 2)), nn.BatchNorm2d(5), nn.ReLU(),
            nn.Upsample((4, 3)), nn.Conv2d(5, 4, 5, padding=2), nn.BatchNorm2d(4), nn.ReLU(),
            nn.Upsample((7, 6)), nn.Conv2d(4, 2, 5, padding=2), nn.Sigmoid())

    forward = Variational.forward


def stored(tensor):
    """A tensor as make_safetensors.write takes it; NumPy has no bfloat16."""
    if tensor.dtype == torch.bfloat16:
        return "BF16", tensor.view(torch.int16).numpy()
    return TYPES[tensor.dtype], tensor.numpy()


def make(name, network, kind, rows, outputs):
    """Writes the weights of a network, and notes what it gives of rows."""
    with torch.no_grad():
        for _ in range(20):
            network(torch.rand(32, *rows.shape[1:]))
        for parameter in network.parameters():
            parameter += 0.3 * torch.randn_like(parameter)
            parameter.copy_(parameter.to(kind).float())
        network.eval()
        latents, reconstructions = network(rows)
    state = {key: stored(tensor.to(kind) if tensor.is_floating_point() else tensor) for key, tensor in network.state_dict().items()}
    # Files are sorted by whatever wrote them, not by the order of layers.
    write(FOLDER / f"{name}.safetensors", {"format": "pt"}, dict(sorted(state.items(), reverse=True)))
    outputs[f"{name} latents"] = stored(latents)
    outputs[f"{name} reconstructions"] = stored(reconstructions)


def main():
    torch.manual_seed(20)
    FOLDER.mkdir(exist_ok=True)
    rows = torch.rand(ROWS, COLUMNS)
    outputs = {"rows": stored(rows)}
    cases = {
        "dense": (Dense(), torch.float32),
        "normalized": (Normalized(), torch.float64),
        "variational": (Variational(), torch.float16),
        "numbered": (Numbered(), torch.bfloat16),
    }
    for name, (network, kind) in cases.items():
        make(name, network, kind, rows, outputs)
    images = torch.rand(ROWS, 2, 7, 6)
    outputs["images"] = stored(images)
    make("convolutional", Convolutional(), torch.float32, images, outputs)
    make("convolutional_variational", ConvolutionalVariational(), torch.float32, images, outputs)

    write(FOLDER / "outputs.safetensors", {"made by": "make_import.py", "torch": torch.__version__, "seed": "20"}, outputs)


if __name__ == "__main__":
    main()
