"""Writes total_correlation.json: the three terms of a beta-TCVAE for a batch of four, in double precision.

The sums are written out as the paper has them (Chen et al. 2018, equations 2 and S6), one density after another: no
matrix of weights is made, so none can be filled in the wrong place. Run with Python 3: python3 make_total_correlation.py
"""

import json
import math
import pathlib

ROWS = 10
MEANS = [[0.5, -1.0], [-0.3, 0.2], [1.5, 0.7], [-1.2, -0.4]]
LOG_VARIANCES = [[-1.0, 0.3], [0.2, -0.5], [-2.0, -0.1], [0.4, -1.5]]
SAMPLES = [[0.9, -0.4], [-1.0, 0.3], [1.4, 1.2], [-0.7, -0.6]]


def log_density(value, mean, log_variance):
    return -0.5 * (math.log(2 * math.pi) + log_variance + (value - mean) ** 2 / math.exp(log_variance))


def log_estimate(own, density):
    """log q(z) by minibatch-stratified sampling: S6 with n* = own, and n_M the row after it."""
    others = len(MEANS) - 1
    last = (own + 1) % len(MEANS)
    total = density(own) / ROWS
    for row in range(len(MEANS)):
        if row not in (own, last):
            total += density(row) / others
    return math.log(total + (ROWS - others) / (ROWS * others) * density(last))


def main():
    information = correlation = dimensions = 0
    for own, sample in enumerate(SAMPLES):
        each = [
            lambda row, i=i: math.exp(log_density(sample[i], MEANS[row][i], LOG_VARIANCES[row][i])) for i in range(2)
        ]
        joint = log_estimate(own, lambda row: each[0](row) * each[1](row))
        independent = log_estimate(own, each[0]) + log_estimate(own, each[1])
        conditional = math.log(each[0](own) * each[1](own))
        prior = sum(log_density(value, 0, 0) for value in sample)
        information += (conditional - joint) / len(SAMPLES)
        correlation += (joint - independent) / len(SAMPLES)
        dimensions += (independent - prior) / len(SAMPLES)
    path = pathlib.Path(__file__).parent / "total_correlation.json"
    golden = {
        "rows": ROWS,
        "means": MEANS,
        "logVariances": LOG_VARIANCES,
        "samples": SAMPLES,
        "mutualInformation": information,
        "totalCorrelation": correlation,
        "dimensionWiseKl": dimensions,
    }
    path.write_text(json.dumps(golden, indent=2) + "\n")


if __name__ == "__main__":
    main()
