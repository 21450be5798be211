"""Writes probes.safetensors: what scikit-learn's classifiers tell of labels, for three tables.

Rows are scaled as Pinhole's probes do: less the mean of the first half, over one number.
Run with Python 3, NumPy and scikit-learn (1.24 and 1.2 were used): python3 make_probes.py
"""

import pathlib

import numpy as np
import sklearn
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import accuracy_score, f1_score, roc_auc_score
from sklearn.neighbors import KNeighborsClassifier

from make_safetensors import write


def table(random, rows, columns, classes, spread):
    labels = random.integers(0, classes, rows)
    centres = random.normal(0, 1, (classes, columns))
    values = centres[labels] + random.normal(0, spread, (rows, columns))
    # Columns of different scales and a mean far away, which the scaling must see to.
    return (values * np.linspace(1, 4, columns) + 20).astype(np.float32), labels


def scores(probabilities, labels, classes):
    told = probabilities.argmax(axis=1)
    # scikit-learn's ROC of several classes refuses two; one class against the other is the same both ways.
    areas = [roc_auc_score(labels == label, probabilities[:, label]) for label in range(classes)]
    return [accuracy_score(labels, told), f1_score(labels, told, average="macro"), np.mean(areas)]


def main():
    random = np.random.default_rng(9)
    tensors = {}
    for rows, columns, classes, spread in ((300, 6, 3, 1.5), (401, 20, 2, 3.0), (500, 16, 8, 1.5)):
        values, labels = table(random, rows, columns, classes, spread)
        half = rows // 2
        scaled = values.astype(np.float64) - values[:half].astype(np.float64).mean(axis=0)
        scaled /= np.sqrt((scaled[:half] ** 2).mean())
        logistic = LogisticRegression(multi_class="multinomial", C=1.0, tol=1e-10, max_iter=10_000).fit(scaled[:half], labels[:half])
        neighbours = KNeighborsClassifier(5, algorithm="brute").fit(scaled[:half], labels[:half])
        probabilities = logistic.predict_proba(scaled[half:])
        name = f"{classes} classes"
        tensors[f"{name} values"] = ("F32", values)
        tensors[f"{name} labels"] = ("F64", labels.astype(np.float64))
        tensors[f"{name} probabilities"] = ("F64", probabilities)
        tensors[f"{name} votes"] = ("F64", neighbours.predict_proba(scaled[half:]))
        tensors[f"{name} logistic"] = ("F64", np.array(scores(probabilities, labels[half:], classes)))
        tensors[f"{name} neighbours"] = ("F64", np.array(scores(neighbours.predict_proba(scaled[half:]), labels[half:], classes)))
        for penalty in (30.0, 1.0, 0.1):
            fitted = LogisticRegression(multi_class="multinomial", C=1 / penalty, tol=1e-10, max_iter=10_000).fit(scaled[:half], labels[:half])
            tensors[f"{name} probabilities, penalty {penalty:g}"] = ("F64", fitted.predict_proba(scaled[half:]))
        print(name, tensors[f"{name} logistic"][1], tensors[f"{name} neighbours"][1])
    write(
        pathlib.Path(__file__).with_name("probes.safetensors"),
        {"made by": "make_probes.py", "scikit-learn": sklearn.__version__, "seed": "9"},
        tensors,
    )


if __name__ == "__main__":
    main()
