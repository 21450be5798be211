using Pinhole.Data;
using Pinhole.Engine.Random;
using Pinhole.Models;
using Pinhole.Numerics;

namespace Pinhole.Evaluation;

/// <summary>
/// How much of the input's variance can be read back linearly from each layer of the encoder (linear probes, Alain and
/// Bengio 2016, with the rows themselves as targets), from the latent, and from the codes of PCA.
/// </summary>
/// <param name="Rows">The number of rows used: half to fit, half to test.</param>
/// <param name="Layers">The encoder's hidden layers, from the input, and then the latent.</param>
/// <param name="Pca">The codes of PCA, with as many numbers as the latent; null without a baseline.</param>
public sealed record InformationRetained(int Rows, IReadOnlyList<LayerInformation> Layers, LayerInformation? Pca)
{
    /// <summary>The maximum number of rows used, chosen at random; fewer if rows are very wide.</summary>
    public const int MaximumRows = 4_000;

    private const int MinimumRows = 50;
    private const int MaximumNumbers = 1 << 25;
    private const int MaximumWeights = 1 << 22;

    // About a second for each layer.
    private const long MaximumWork = 1L << 30;

    // Keeps these numbers apart from other uses of the user's seed: "INFO" in ASCII.
    private const ulong Stream = 0x494E464F;

    /// <summary>Measures a model.</summary>
    /// <param name="model">A trained model.</param>
    /// <param name="data">Rows of the model's width.</param>
    /// <param name="baseline">PCA fitted on prepared training rows; null for none.</param>
    /// <param name="seed">The seed of the choice of rows.</param>
    /// <returns>Null for fewer than 50 rows.</returns>
    /// <exception cref="InputException">The rows have the wrong width.</exception>
    public static InformationRetained? Measure(
        Autoencoder model,
        Dataset data,
        PrincipalComponents? baseline,
        ulong seed
    )
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(data);
        model.RequireFit(data);
        int[] chosen = Choose(data, seed);
        if (chosen.Length < MinimumRows)
            return null;

        string[] sizes = [.. model.Options.Network.HiddenSizes(model.Schema)];
        Table[] tables = Read(model, data.Take(chosen), sizes.Length);
        using LinearReadout readout = new(model.Parameters.Kernels, tables[0].Values, model.Columns, chosen.Length / 2);
        LayerInformation Ask(string name, in Table table) =>
            new(name, table.Features, table.Values.Length == 0 ? null : readout.RSquared(table.Values, table.Features));

        List<LayerInformation> layers = [];
        for (int i = 0; i < sizes.Length; i++)
            layers.Add(Ask($"hidden {sizes[i]}", tables[i + 1]));
        layers.Add(Ask($"latent {model.Latent}", tables[^1]));
        return new InformationRetained(
            chosen.Length,
            layers,
            baseline is null ? null : Ask($"PCA {baseline.Count}", Project(baseline, tables[0].Values))
        );
    }

    private static int[] Choose(Dataset data, ulong seed)
    {
        int[] order = [.. Enumerable.Range(0, data.Rows)];
        new Rng(seed, Stream).ShuffleInPlace<int>(order);
        return order[..Math.Min(order.Length, Math.Min(MaximumRows, MaximumNumbers / data.Columns))];
    }

    /// <summary>
    /// The prepared rows, the outputs of each hidden layer, and the latents; those that are too large are left empty.
    /// </summary>
    private static Table[] Read(Autoencoder model, Dataset data, int hidden)
    {
        Table[] tables = new Table[hidden + 2];
        int done = 0;
        using RowEncoder encoder = new(model, data);
        while (encoder.Next(out int rows))
        {
            float[][] parts = [encoder.Rows(), .. encoder.Hidden(), encoder.Latents()];
            for (int i = 0; i < tables.Length; i++)
            {
                int features = parts[i].Length / rows;
                if (done == 0)
                    tables[i] = Room(data, features, isTarget: i == 0);
                if (tables[i].Values.Length > 0)
                    parts[i].CopyTo(tables[i].Values, done * features);
            }

            done += rows;
        }

        return tables;
    }

    private static Table Project(PrincipalComponents baseline, float[] prepared)
    {
        int rows = prepared.Length / baseline.Columns;
        if (!Fits(rows, baseline.Count, baseline.Columns))
            return new Table(baseline.Count, []);
        float[] codes = new float[rows * baseline.Count];
        for (int row = 0; row < rows; row++)
            baseline.Project(
                prepared.AsSpan(row * baseline.Columns, baseline.Columns),
                codes.AsSpan(row * baseline.Count, baseline.Count)
            );
        return new Table(baseline.Count, codes);
    }

    private static Table Room(Dataset data, int features, bool isTarget) =>
        new(features, isTarget || Fits(data.Rows, features, data.Columns) ? new float[data.Rows * features] : []);

    // With fewer rows to fit than twice the features, the fit would overfit.
    private static bool Fits(int rows, int features, int columns) =>
        features <= rows / 4
        && (long)features * columns <= MaximumWeights
        && (long)features * features * columns <= MaximumWork;

    /// <summary>The outputs of one layer.</summary>
    /// <param name="Features">Numbers in a row.</param>
    /// <param name="Values">[rows, features], or empty.</param>
    private readonly record struct Table(int Features, float[] Values);
}
