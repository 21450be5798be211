using Pinhole.Data;
using Pinhole.Engine.Random;

namespace Pinhole.Benchmarks;

/// <summary>Data that a model is trained on with all defaults.</summary>
/// <param name="Name">What it is called in the table.</param>
/// <param name="Open">Reads or makes it; the argument is the folder of the real data.</param>
/// <param name="IsBuiltIn">Whether it needs no folder.</param>
internal sealed record Case(string Name, Func<string, Dataset> Open, bool IsBuiltIn = false)
{
    private const int Factors = 20;
    private const float Noise = 0.1f;

    /// <summary>All of them, in the order of the table.</summary>
    public static IReadOnlyList<Case> All { get; } =
    [
        .. Files(
            ("glass", "adbench/14_glass.npz"),
            ("ionosphere", "adbench/18_Ionosphere.npz"),
            ("annthyroid", "adbench/2_annthyroid.npz"),
            ("thyroid", "adbench/38_thyroid.npz"),
            ("WDBC", "adbench/43_WDBC.npz"),
            ("Wilt", "adbench/44_Wilt.npz"),
            ("breastw", "adbench/4_breastw.npz"),
            ("cardio", "adbench/6_cardio.npz"),
            ("alon", "expression/alon.csv"),
            ("pbmc_small", "single-cell/pbmc_small"),
            ("pbmc68k_reduced", "single-cell/pbmc68k_reduced"),
            ("mnist", "mnist/train-images-idx3-ubyte.gz"),
            ("fashion-mnist", "fashion-mnist/train-images-idx3-ubyte.gz")
        ),
        new("digits", _ => Dataset.Open("digits"), IsBuiltIn: true),
        new("curves", _ => Dataset.Open("curves"), IsBuiltIn: true),
        new("linear-300", _ => Linear(1000, 300), IsBuiltIn: true),
        new("linear-20000", _ => Linear(1000, 20_000), IsBuiltIn: true),
        new("linear-100000", _ => Linear(1000, 100_000), IsBuiltIn: true),
    ];

    private static IEnumerable<Case> Files(params (string Name, string Path)[] files) =>
        files.Select(file => new Case(file.Name, folder => Dataset.Open(Path.Combine(folder, file.Path))));

    /// <summary>Rows of rank 20 and a little noise: what PCA is the best model of.</summary>
    private static Dataset Linear(int rows, int columns)
    {
        float[] loadings = new float[Factors * columns],
            values = new float[checked(rows * columns)];
        Rng rng = new(1);
        for (int i = 0; i < loadings.Length; i++)
            loadings[i] = (float)rng.NextGaussian();
        for (int row = 0; row < rows; row++)
        {
            Span<float> target = values.AsSpan(row * columns, columns);
            for (int column = 0; column < columns; column++)
                target[column] = Noise * (float)rng.NextGaussian();
            for (int factor = 0; factor < Factors; factor++)
            {
                float score = (float)rng.NextGaussian();
                ReadOnlySpan<float> loading = loadings.AsSpan(factor * columns, columns);
                for (int column = 0; column < columns; column++)
                    target[column] += score * loading[column];
            }
        }

        return Dataset.FromRows(values, columns, $"linear-{columns}");
    }
}
