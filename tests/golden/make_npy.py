"""Makes the NumPy files that NpyReaderTests reads: python3 make_npy.py (NumPy 1.24 made the ones here)."""
import os
import numpy as np
from numpy.lib import format as npy

here = os.path.join(os.path.dirname(os.path.abspath(__file__)), "npy")
os.makedirs(here, exist_ok=True)


def save(name, array, version=(1, 0)):
    with open(os.path.join(here, name + ".npy"), "wb") as file:
        npy.write_array(file, array, version=version)


# [2, 3] in C order: floats -1, -0.5, 0, ...; signed -2, -1, 0, ...; unsigned 1, 2, 3, ...
base = {"f": np.arange(6) * 0.5 - 1, "i": np.arange(6) - 2, "u": np.arange(6) + 1}
for kind, sizes in (("f", (2, 4, 8)), ("i", (1, 2, 4, 8)), ("u", (1, 2, 4, 8))):
    for size in sizes:
        array = base[kind].reshape(2, 3)
        save(f"{kind}{size}_little", array.astype(f"<{kind}{size}"))
        if size > 1:
            save(f"{kind}{size}_big", array.astype(f">{kind}{size}"))

floats = base["f"].reshape(2, 3).astype("<f4")
save("f4_fortran", np.asfortranarray(floats))
save("f4_version2", floats, (2, 0))
save("f4_version3", floats, (3, 0))
save("bool", np.array([[True, False, True], [False, False, True]]))
save("one_dimension", np.arange(4, dtype="<f4"))
save("images_u1", np.arange(0, 240, 10, dtype="u1").reshape(2, 3, 4))
save("four_dimensions_fortran", np.asfortranarray(np.arange(48, dtype="<f4").reshape(2, 3, 2, 4)))

save("refused_scalar", np.float32(3))
save("refused_no_rows", np.zeros((0, 3), "<f4"))
save("refused_no_columns", np.zeros((3, 0), "<f4"))
save("refused_five_dimensions", np.zeros((1, 1, 1, 1, 2), "<f4"))
save("refused_channels_last", np.zeros((1, 2, 5, 3), "<f4"))
save("refused_complex", np.zeros((2, 2), "<c8"))
save("refused_text", np.array([["a", "b"]]))
save("refused_records", np.zeros(2, [("x", "<f4"), ("y", "<i4")]))
save("refused_objects", np.array([[1, "a"]], dtype=object))
save("missing", np.array([[1, 2], [3, np.nan]], "<f4"))
