"""Writes disentanglement.safetensors: what NumPy and scikit-learn find of some latents and their factors.

Bins are numpy.histogram's, mutual information is scikit-learn's, as in the library of Locatello et al. 2019; importances are
those of a single decision tree, which has no randomness, and of a forest of five hundred. The formulas of Eastwood and Williams
2018 are written out with SciPy's entropy.
Run with Python 3, NumPy, SciPy and scikit-learn (1.24, 1.10 and 1.2 were used): python3 make_disentanglement.py
"""

import pathlib

import numpy as np
import sklearn
from scipy.stats import entropy
from sklearn.metrics import mutual_info_score
from sklearn.tree import DecisionTreeClassifier

from make_safetensors import write


def discretize(values, bins=20):
    return np.digitize(values, np.histogram(values, bins)[1][:-1]) - 1


def grow(random, latents, factor, half, trees=500):
    """The mean importances and the accuracy of a forest whose trees see rows that were drawn twice as two rows.

    (scikit-learn's own forests count them as one row of a leaf.)
    """
    importances, shares = np.zeros(latents.shape[1]), 0
    for _ in range(trees):
        rows = random.integers(0, half, half)
        tree = DecisionTreeClassifier(min_samples_leaf=20, random_state=0).fit(latents[rows], factor[rows])
        importances += tree.feature_importances_ / trees
        found = np.zeros((half, factor.max() + 1))
        found[:, tree.classes_] = tree.predict_proba(latents[half:])
        shares = shares + found
    return importances, (shares.argmax(1) == factor[half:]).mean()


def main():
    random = np.random.default_rng(12)
    rows, latent = 2000, 5
    factors = np.stack([random.integers(0, count, rows) for count in (3, 6, 40)], 1)
    mixing = random.normal(size=(3, latent)) * np.array([[2, 0.1, 0.2, 0.5, 0.02]]).T[:3]
    mixing[1] = [0.1, 2, 0.7, 0, 0]
    latents = ((factors / np.array([2, 5, 39]) - 0.5) @ mixing + random.normal(0, 0.4, (rows, latent))).astype(np.float32)

    codes = [discretize(latents[:, i]) for i in range(latent)]
    information = np.array([[mutual_info_score(code, factor) for code in codes] for factor in factors.T])
    entropies = np.array([mutual_info_score(factor, factor) for factor in factors.T])
    ordered = np.sort(information, 1)
    gaps = (ordered[:, -1] - ordered[:, -2]) / entropies

    half = rows // 2
    trees = [DecisionTreeClassifier(min_samples_leaf=60).fit(latents[:half], factor[:half]) for factor in factors.T]
    tree = np.array([item.feature_importances_ for item in trees])
    # Where two questions are equally good scikit-learn tosses a coin; these data are such that it need not.
    for seed in range(20):
        for item, factor in zip(trees, factors.T):
            other = DecisionTreeClassifier(min_samples_leaf=60, random_state=seed).fit(latents[:half], factor[:half])
            assert np.allclose(item.feature_importances_, other.feature_importances_, atol=1e-12), seed
    forest, accuracies = zip(*(grow(random, latents, factor, half) for factor in factors.T))
    per_latent = 1 - entropy(tree, base=tree.shape[0], axis=0)
    write(
        pathlib.Path(__file__).with_name("disentanglement.safetensors"),
        {"made by": "make_disentanglement.py", "scikit-learn": sklearn.__version__, "seed": "12"},
        {
            "latents": ("F32", latents),
            "factors": ("F32", factors.astype(np.float32)),
            "bins": ("F32", np.array(codes, np.float32)),
            "information": ("F64", information),
            "entropies": ("F64", entropies),
            "gaps": ("F64", gaps),
            "tree importances": ("F64", tree),
            "tree accuracies": ("F64", np.array([item.score(latents[half:], factor[half:]) for item, factor in zip(trees, factors.T)])),
            "forest importances": ("F64", np.array(forest)),
            "forest accuracies": ("F64", np.array(accuracies)),
            "disentanglement": ("F64", np.array((per_latent * tree.sum(0) / tree.sum()).sum())),
            "completeness": ("F64", 1 - entropy(tree, base=latent, axis=1)),
        },
    )


if __name__ == "__main__":
    main()
