"""Writes engine_ops.json: values and gradients of every operation of Pinhole.Engine, computed by PyTorch.

Run with a Python that has torch and numpy: python3 make_ops.py. Everything is computed in double precision from
inputs that single precision holds exactly (multiples of 1/64), so the file says what is right, not what another
single-precision program rounds to.
"""

import json
import os
import platform

import numpy
import torch
import torch.nn.functional as F

SEED = 20240607
random = numpy.random.default_rng(SEED)
torch.set_default_dtype(torch.float64)
cases = {}


def numbers(*shape, low=-2.5, high=2.5, away_from=None):
    """Multiples of 1/64 in [low, high]; no nearer than 1/8 to a place where a slope jumps."""
    values = numpy.round(random.uniform(low, high, shape) * 64) / 64
    if away_from is not None:
        near = numpy.abs(values - away_from) < 0.125
        values = numpy.where(near, away_from + numpy.where(values < away_from, -0.125, 0.125), values)
    return values


def case(name, function, *inputs, constant=()):
    """Notes function(inputs) and the gradient of sum(output * weights); inputs listed in constant get none."""
    tensors = [torch.tensor(x, requires_grad=i not in constant) for i, x in enumerate(inputs)]
    output = function(*tensors)
    weights = torch.tensor(numbers(*output.shape, low=-1, high=1))
    (output * weights).sum().backward()
    cases[name] = {
        "inputs": [plain(t, t.grad) for t in tensors],
        "output": plain(output, weights),
    }


def plain(tensor, gradient):
    result = {"shape": list(tensor.shape), "values": rounded(tensor.detach())}
    if gradient is not None:
        result["gradient"] = rounded(gradient)
    return result


def rounded(tensor):
    return [float(f"{x:.9g}") for x in tensor.reshape(-1).tolist()]


def philox(seed, stream, counter):
    """Philox4x32-10 (Salmon et al. 2011): noise is a function of seed, stream and position."""
    mask = 0xFFFFFFFF
    c = [counter & mask, counter >> 32, stream & mask, stream >> 32]
    k = [seed & mask, seed >> 32]
    for _ in range(10):
        p0, p1 = 0xD2511F53 * c[0], 0xCD9E8D57 * c[2]
        c = [(p1 >> 32) ^ c[1] ^ k[0], p1 & mask, (p0 >> 32) ^ c[3] ^ k[1], p0 & mask]
        k = [(k[0] + 0x9E3779B9) & mask, (k[1] + 0xBB67AE85) & mask]
    return c


def uniforms(x, seed, stream):
    """A uniform number for each element: groups of 64 from 16 blocks, word by word, in single precision."""
    groups = [[philox(seed, stream, 16 * group + b) for b in range(16)] for group in range((x.numel() + 63) // 64)]
    words = numpy.concatenate([numpy.array(group).T.reshape(-1) for group in groups])[: x.numel()]
    return torch.tensor(words.astype(numpy.float32) * numpy.float32(2.0**-32)).reshape(x.shape)


def replace(x, rate, low, high, seed, stream):
    u = uniforms(x, seed, stream)
    return torch.where(u < rate / 2, torch.tensor(low), torch.where(u < rate, torch.tensor(high), x))


def dropout(x, rate, seed, stream):
    return torch.where(uniforms(x, seed, stream) < rate, torch.zeros(()), x / (1 - rate))


activations = {
    "identity": lambda x: x,
    "relu": F.relu,
    "leaky_relu": lambda x: F.leaky_relu(x, 0.01),
    "elu": F.elu,
    "tanh": torch.tanh,
    "sigmoid": torch.sigmoid,
    "softplus": F.softplus,
    "gelu": F.gelu,
}

for name, f in activations.items():
    if name != "identity":
        case(f"activate_{name}", f, numbers(2, 19, low=-6, high=6, away_from=0))
    x, w, b = numbers(3, 5), numbers(7, 5, low=-1, high=1), numbers(7, low=-1, high=1)
    case(f"linear_{name}", lambda x, w, b: f(F.linear(x, w, b)), x, w, b)

case("linear_wide", lambda x, w, b: torch.tanh(F.linear(x, w, b)), numbers(1, 9), numbers(35, 9, low=-0.5, high=0.5), numbers(35))
case("matmul", torch.matmul, numbers(3, 5), numbers(5, 18))
case("matmul_transposed", lambda a, b: a @ b.T, numbers(13, 4), numbers(5, 4))
case("add_row", lambda x, row: x + row, numbers(4, 9), numbers(9))
case("add", lambda a, b: a + b, numbers(2, 19), numbers(2, 19))
case("subtract", lambda a, b: a - b, numbers(2, 19), numbers(2, 19))
case("multiply", lambda a, b: a * b, numbers(2, 19), numbers(2, 19))
case("divide", lambda a, b: a / b, numbers(2, 19), numbers(2, 19, low=0.5, high=3))
case("multiply_by_itself", lambda a: a * a, numbers(7))
case("negative", lambda x: -x, numbers(5))
case("plus_number", lambda x: x + 1.25, numbers(5))
case("minus_number", lambda x: x - 1.25, numbers(5))
case("number_minus", lambda x: 1.25 - x, numbers(5))
case("times_number", lambda x: x * 1.25, numbers(5))
case("divided_by_number", lambda x: x / 1.25, numbers(5))
case("affine", lambda x: x * -0.75 + 2.5, numbers(2, 19))
case("square", torch.square, numbers(2, 19))
case("sqrt", torch.sqrt, numbers(2, 19, low=0.25, high=4))
case("exp", torch.exp, numbers(2, 19))
case("log", torch.log, numbers(2, 19, low=0.25, high=4))
case("abs", torch.abs, numbers(2, 19, away_from=0))
case("sum", torch.sum, numbers(3, 7))
case("mean", torch.mean, numbers(3, 7))
case("sum_features", lambda x: x.sum(1), numbers(3, 19))
case("concat", lambda a, b: torch.cat([a, b], 1), numbers(3, 4), numbers(3, 17))
case("dropout", lambda x: dropout(x, 0.375, 11, 2**33 + 5), numbers(3, 19))

y, t = numbers(3, 19), numbers(3, 19, low=0, high=1)
error = numbers(3, 19, away_from=0)
for edge in (-0.75, 0.75):
    error = numpy.where(numpy.abs(error - edge) < 0.125, edge + 0.125, error)
case("squared_error", lambda y, t: ((y - t) ** 2).sum(1), y, t, constant=[1])
case("absolute_error", lambda y, t: (y - t).abs().sum(1), t + error, t, constant=[1])
case("huber", lambda y, t: F.huber_loss(y, t, reduction="none", delta=0.75).sum(1), t + error, t, constant=[1])
case("bernoulli", lambda y, t: F.binary_cross_entropy_with_logits(y, t, reduction="none").sum(1), 3 * y, t, constant=[1])


def optimizer(make):
    w = torch.tensor(numbers(37, low=-1, high=1), requires_grad=True)
    run = make([w])
    result = {"start": rounded(w.detach()), "gradients": [], "after": []}
    for _ in range(3):
        w.grad = torch.tensor(numbers(37, low=-2, high=2))
        run.step()
        result["gradients"].append(rounded(w.grad))
        result["after"].append(rounded(w.detach()))
    return result


optimizers = {
    "adam": optimizer(lambda p: torch.optim.Adam(p, lr=0.01)),
    "adamw": optimizer(lambda p: torch.optim.AdamW(p, lr=0.01, weight_decay=0.1)),
    "sgd": optimizer(lambda p: torch.optim.SGD(p, lr=0.1)),
    "sgd_momentum": optimizer(lambda p: torch.optim.SGD(p, lr=0.1, momentum=0.9, weight_decay=0.05)),
    "rmsprop": optimizer(lambda p: torch.optim.RMSprop(p, lr=0.01, alpha=0.99, eps=1e-8)),
}


def normals(count, seed, stream):
    """The noise of reparameterize: groups of 64 numbers from 16 blocks by Box and Muller, single precision from the words on."""
    unit = numpy.float32(2.0**-32)
    result = []
    for group in range((count + 63) // 64):
        words = numpy.array([philox(seed, stream, 16 * group + b) for b in range(16)]).T.astype(numpy.float32)
        for first, second in ((0, 1), (2, 3)):
            uniform = (words[first] * unit + unit / numpy.float32(2)).astype(numpy.float64)
            angle = 2 * numpy.pi * (words[second] * unit - numpy.float32(0.5)).astype(numpy.float64)
            radius = numpy.sqrt(-2 * numpy.log(uniform))
            result += [radius * numpy.cos(angle), radius * numpy.sin(angle)]
    return torch.tensor(numpy.concatenate(result)[:count])


def heads(code):
    """Means and log-variances of a code, these held to [-30, 20]."""
    mean, log_variance = code.chunk(2, 1)
    return mean, log_variance.clamp(-30, 20)


def gaussian_kl(code):
    mean, log_variance = heads(code)
    prior = torch.distributions.Normal(0.0, 1.0)
    return torch.distributions.kl_divergence(torch.distributions.Normal(mean, (0.5 * log_variance).exp()), prior).sum(1)


def reparameterize(code, seed, stream):
    mean, log_variance = heads(code)
    return mean + (0.5 * log_variance).exp() * normals(mean.numel(), seed, stream).reshape(mean.shape)


# Cases that were added later come last, so that the numbers of those before them stay as they are.
code = numbers(4, 38)
code[1, 20] = code[3, 37] = -40
case("columns", lambda x: x[:, 5:16], numbers(3, 19))
case("gaussian_kl", gaussian_kl, code)
case("reparameterize", lambda code: reparameterize(code, 11, 2**33 + 5), code)
case("salt and pepper", lambda x: replace(x, 0.375, -2.0, 3.0, 11, 2**33 + 5), numbers(3, 29))
case("masking", lambda x: replace(x, 0.5, 0.0, 0.0, 12, 6), numbers(3, 29))
case("noise", lambda x: x + 0.3 * normals(x.numel(), 11, 2**33 + 5).reshape(x.shape), numbers(3, 29))
case("mean_rows", lambda x: x.mean(0), numbers(5, 19))

# Figures that lie apart from feature to feature; the running ones are those before the batch.
x = numbers(7, 19) + 4 * numbers(19)
scale, shift, mean, variance = numbers(19, low=0.5, high=2), numbers(19), numbers(19), numbers(19, low=0.25, high=4)
case("batch_normalization", lambda x, s, b: F.batch_norm(x, None, None, s, b, training=True), x, scale, shift)
case("batch_normalization_moving", lambda x, s, b, m, v: F.batch_norm(x, m.clone(), v.clone(), s, b, training=True), x, scale, shift, mean, variance, constant=[3, 4])
case("batch_normalization_frozen", lambda x, s, b, m, v: F.batch_norm(x, m, v, s, b), x, scale, shift, mean, variance, constant=[3, 4])
case("layer_normalization", lambda x, s, b: F.layer_norm(x, (19,), s, b), x, scale, shift)
before = [torch.tensor(a) for a in (x, mean, variance)]
after = [a.clone() for a in before]
F.batch_norm(after[0], after[1], after[2], training=True, momentum=0.25)
cases["batch_normalization_figures"] = {"inputs": [plain(a, None) for a in before], "output": plain(torch.stack(after[1:]), None)}



def planes(x, height, width):
    """[batch, height * width * channels], channels last, to PyTorch's [batch, channels, height, width]."""
    return x.reshape(x.shape[0], height, width, -1).permute(0, 3, 1, 2)


def pixels(x):
    return x.permute(0, 2, 3, 1).reshape(x.shape[0], -1)


def unfold(x, height, width, kernel, stride, padding):
    """F.unfold's [batch, channels * kernel * kernel, positions] to [batch * positions, kernel * kernel * channels]."""
    columns = F.unfold(planes(x, height, width), kernel, stride=stride, padding=padding)
    columns = columns.reshape(x.shape[0], -1, kernel[0] * kernel[1], columns.shape[2])
    return columns.permute(0, 3, 2, 1).reshape(x.shape[0] * columns.shape[3], -1)


def fold(x, height, width, kernel, stride, padding, batch):
    columns = x.reshape(batch, x.shape[0] // batch, kernel[0] * kernel[1], -1).permute(0, 3, 2, 1).flatten(1, 2)
    return pixels(F.fold(columns, (height, width), kernel, stride=stride, padding=padding))


def convolution(x, w, b, height, width, kernel, stride, padding):
    return pixels(F.conv2d(planes(x, height, width), planes(w, *kernel), b, stride, padding))


def transposed(x, w, b, rows, columns, kernel, stride, padding, output_padding):
    weight = w.reshape(*kernel, -1, w.shape[1]).permute(3, 2, 0, 1)
    return pixels(F.conv_transpose2d(planes(x, rows, columns), weight, b, stride, padding, output_padding))


case("unfold", lambda x: unfold(x, 5, 4, (3, 3), 2, 1), numbers(2, 5 * 4 * 3))
case("unfold_oblong", lambda x: unfold(x, 3, 7, (3, 1), 1, 0), numbers(2, 3 * 7))
case("fold", lambda x: fold(x, 5, 4, (3, 3), 2, 1, 2), numbers(2 * 3 * 2, 9 * 3))
case("fold_oblong", lambda x: fold(x, 6, 5, (2, 3), 2, 1, 2), numbers(2 * 4 * 3, 6))
w = numbers(4, 27, low=-0.5, high=0.5)
case("convolution", lambda x, w, b: convolution(x, w, b, 5, 4, (3, 3), 1, 1), numbers(2, 5 * 4 * 3), w, numbers(4))
case("convolution_elu", lambda x, w, b: F.elu(convolution(x, w, b, 5, 4, (3, 3), 2, 1)), numbers(2, 5 * 4 * 3), w, numbers(4))
case("convolution_gelu", lambda x, w, b: F.gelu(convolution(x, w, b, 7, 5, (3, 3), 2, 0)), numbers(1, 7 * 5 * 3), w, numbers(4))
w = numbers(27, 4, low=-0.5, high=0.5)
case("transposed_convolution", lambda x, w, b: transposed(x, w, b, 3, 2, (3, 3), 1, 1, 0), numbers(2, 3 * 2 * 4), w, numbers(3))
case("transposed_convolution_elu", lambda x, w, b: F.elu(transposed(x, w, b, 3, 2, (3, 3), 2, 1, (0, 1))), numbers(2, 3 * 2 * 4), w, numbers(3))
case("transposed_convolution_gelu", lambda x, w, b: F.gelu(transposed(x, w, b, 2, 3, (3, 3), 2, 0, (1, 0))), numbers(1, 2 * 3 * 4), w, numbers(3))


def apart(rows, columns):
    """Numbers that differ by 1/8 at least within a row, so that a small step changes no order."""
    return numpy.array([random.permutation(columns) - columns // 2 for _ in range(rows)]) / 8


def top_k(x, count, idle=None, limit=0):
    ranks = x if idle is None else torch.where(idle >= limit, x, torch.tensor(-numpy.inf))
    kept = torch.zeros_like(x, dtype=bool).scatter_(1, ranks.topk(count).indices, True) & (ranks > -numpy.inf)
    return torch.where(kept, x, torch.zeros(()))


idle = numpy.arange(19) % 4.0
case("top_k", lambda x: top_k(x, 5), apart(4, 19))
case("top_k_all", lambda x: top_k(x, 19), apart(3, 19))
case("top_k_idle", lambda x, i: top_k(x, 3, i, 2), apart(4, 19), idle, constant=[1])
case("top_k_few_idle", lambda x, i: top_k(x, 15, i, 3), apart(4, 19), idle, constant=[1])
case("assign", lambda x, s: x * 1, numbers(19), numbers(19), constant=[1])
def upsample(x, rows, columns, height, width):
    return pixels(F.interpolate(planes(x, rows, columns), scale_factor=2, mode="nearest")[:, :, :height, :width])


case("upsample", lambda x: upsample(x, 2, 3, 4, 6), numbers(2, 2 * 3 * 5))
case("upsample_odd", lambda x: upsample(x, 3, 2, 5, 3), numbers(2, 3 * 2 * 5))
case("upsample_oblong", lambda x: upsample(x, 1, 4, 2, 7), numbers(3, 4))
case("log_softmax", lambda x: F.log_softmax(x, 1), numbers(4, 19, low=-5, high=5))


def log_ratio(code, noise):
    """log p(z) - log q(z) by PyTorch's own densities; the noise is a constant, as it is in the sample."""
    mean, log_variance = code.chunk(2, 1)
    return density_ratio(code, mean + (0.5 * log_variance).exp() * noise)


def density_ratio(code, z):
    mean, log_variance = code.chunk(2, 1)
    deviation = (0.5 * log_variance).exp()
    prior = torch.distributions.Normal(torch.zeros_like(mean), torch.ones_like(mean)).log_prob(z)
    return (prior - torch.distributions.Normal(mean, deviation).log_prob(z)).sum(1)


def bound(code, output, target, noise, samples):
    """The importance-weighted bound of each row (Burda, Grosse and Salakhutdinov 2016, equation 8)."""
    rows = target.shape[0]
    cost = F.binary_cross_entropy_with_logits(output, target.repeat_interleave(samples, 0), reduction="none").sum(1)
    weights = log_ratio(code.repeat_interleave(samples, 0), noise) - cost
    return weights.reshape(rows, samples).logsumexp(1) - numpy.log(samples)


case("repeat_rows", lambda x: x.repeat_interleave(3, 0), numbers(4, 5))
case("log_mean_exp", lambda x: x.logsumexp(1) - numpy.log(16), numbers(4, 16))
case("log_mean_exp_one", lambda x: x[:, 0], numbers(5, 1))
y, t = numbers(6, 19), numbers(2, 19, low=0, high=1)
case("squared_error_groups", lambda y, t: ((y - t.repeat_interleave(3, 0)) ** 2).sum(1), y, t, constant=[1])
case("absolute_error_groups", lambda y, t: (y - t.repeat_interleave(3, 0)).abs().sum(1), y + 5, t, constant=[1])
case("huber_groups", lambda y, t: F.huber_loss(y, t.repeat_interleave(3, 0), reduction="none", delta=0.75).sum(1), y + 5, t, constant=[1])
case("bernoulli_groups", lambda y, t: F.binary_cross_entropy_with_logits(y, t.repeat_interleave(3, 0), reduction="none").sum(1), y, t, constant=[1])
x = numbers(3, 38, low=-1.5, high=1.5)
noise = normals(3 * 19, 11, 2**33 + 5).reshape(3, 19)
case("gaussian_log_ratio", lambda x: log_ratio(x, noise), x)
x = numbers(2, 10, low=-1.5, high=1.5)
noise = normals(6 * 5, 12, 7).reshape(6, 5)
case("importance_weighted_bound", lambda x, y, t: bound(x, y, t, noise, 3), x, numbers(6, 9), numbers(2, 9, low=0, high=1), constant=[2])
x = numbers(3, 19, low=0, high=1)
x[0, :3], x[1, :3] = 0, 1
case("draw_bernoulli", lambda x: 0 * x + (x > uniforms(x, 11, 2**33 + 5) * (1 - 2.0**-24)), x)
case("gaussian_log_ratio_of_samples", density_ratio, numbers(3, 38, low=-1.5, high=1.5), numbers(3, 19), constant=[0])


def poisson(y, t):
    return (torch.exp(y) - t * y + torch.lgamma(t + 1)).sum(1)


counts = numpy.concatenate([numpy.arange(30.0), [100, 1000, 12, 7, 0, 0, 1, 2]]).reshape(2, 19)
case("poisson", poisson, 2 * numbers(2, 19), counts, constant=[1])
case("poisson_groups", lambda y, t: poisson(y, t.repeat_interleave(3, 0)), numbers(6, 19), counts, constant=[1])

path = os.path.join(os.path.dirname(os.path.abspath(__file__)), "engine_ops.json")
with open(path, "w", encoding="utf-8", newline="\n") as file:
    versions = {"python": platform.python_version(), "numpy": numpy.__version__, "torch": torch.__version__, "seed": SEED}
    file.write('{\n"made_with": ' + json.dumps(versions) + ',\n"cases": {\n')
    file.write(",\n".join(json.dumps(name) + ": " + json.dumps(c, separators=(",", ":")) for name, c in cases.items()))
    file.write('\n},\n"optimizers": {\n')
    file.write(",\n".join(json.dumps(name) + ": " + json.dumps(c, separators=(",", ":")) for name, c in optimizers.items()))
    file.write("\n}\n}\n")
