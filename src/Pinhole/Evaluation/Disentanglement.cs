using Pinhole.Data;
using Pinhole.Engine.Random;
using Pinhole.Models;
using Pinhole.Numerics;

namespace Pinhole.Evaluation;

/// <summary>
/// Measures which number of the latent predicts which factor, for rows whose factors are known: they are the context of
/// the data. The values of factors have no order, as in Locatello et al. 2019, so an angle is a factor like any other.
/// </summary>
public static class Disentanglement
{
    /// <summary>The maximum number of rows used, chosen at random.</summary>
    public const int MaximumRows = 10_000;

    /// <summary>
    /// The maximum number of values of a factor; factors with more are left out, because too few rows have each value.
    /// </summary>
    public const int MaximumValues = 200;

    /// <summary>The number of bins, of equal width, for the mutual information of a number of the latent.</summary>
    public const int Bins = 20;

    private const int MinimumRows = 100;
    private const int Trees = 10;
    private const int MinimumLeafRows = 20;

    // Keeps these numbers apart from other uses of the user's seed: "FACT" in ASCII.
    private const ulong Stream = 0x46414354;

    /// <summary>
    /// Measures a model: the mutual information gap (Chen et al. 2018), with the means of Gaussian latents in <see
    /// cref="Bins"/> bins as in Locatello et al. 2019; and disentanglement, completeness and informativeness by the
    /// importances of random forests (Eastwood and Williams 2018), which are fitted to one half of the rows and tested
    /// on the other.
    /// </summary>
    /// <param name="model">A trained model.</param>
    /// <param name="data">Rows of the model's width, with the factors as their context.</param>
    /// <param name="seed">The seed of the choice of rows.</param>
    /// <returns>Null without a context, if the context is the model's condition, without a factor of 2 to <see
    /// cref="MaximumValues"/> values, or fewer than 100 rows.</returns>
    /// <exception cref="InputException">The rows do not fit the model.</exception>
    public static DisentanglementScores? Measure(Autoencoder model, Dataset data, ulong seed = 1)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(data);
        model.RequireFit(data);
        if (data.Context is null || model.Options.Condition.Context || data.Rows < MinimumRows)
            return null;

        int[] order = [.. Enumerable.Range(0, data.Rows)];
        new Rng(seed, Stream).ShuffleInPlace<int>(order);
        Dataset chosen = data.Take(order[..Math.Min(order.Length, MaximumRows)]);
        return Score(Latents(model, chosen), model.Latent, chosen.Context!, seed);
    }

    /// <summary>Measures given latents.</summary>
    /// <param name="latents">[rows, latent].</param>
    /// <param name="latent">Numbers in a latent.</param>
    /// <param name="factors">The factors of the same rows.</param>
    /// <param name="seed">The seed of the trees.</param>
    internal static DisentanglementScores? Score(float[] latents, int latent, Dataset factors, ulong seed)
    {
        int[][] bins =
        [
            .. Enumerable
                .Range(0, latent)
                .Select(column => MutualInformation.Discretize(Column(latents, latent, column), Bins)),
        ];
        List<FactorScores> scores = [];
        for (int column = 0; column < factors.Columns; column++)
        {
            (int[] values, int count) = Number(factors, column);
            if (count is > 1 and <= MaximumValues)
                scores.Add(
                    Score(
                        factors.Schema.ColumnNames?[column] ?? $"{column + 1}",
                        latents,
                        latent,
                        bins,
                        values,
                        count,
                        new Rng(seed, Stream + 1 + (ulong)column)
                    )
                );
        }

        if (scores.Count == 0)
            return null;
        return new DisentanglementScores(
            factors.Rows,
            scores.Average(factor => factor.MutualInformationGap),
            ImportanceShares.Disentanglement([.. scores.Select(factor => factor.Importances)]),
            scores.Average(factor => factor.Completeness),
            scores.Average(factor => factor.Accuracy),
            scores
        );
    }

    private static FactorScores Score(
        string name,
        float[] latents,
        int latent,
        int[][] bins,
        int[] values,
        int count,
        Rng random
    )
    {
        double[] told = [.. bins.Select(bin => MutualInformation.Of(bin, Bins, values, count)).OrderDescending()];
        double gap = told[0] - (latent > 1 ? told[1] : 0);

        int fitted = values.Length / 2;
        RandomForest forest = new(
            latents[..(fitted * latent)],
            latent,
            values[..fitted],
            count,
            Trees,
            MinimumLeafRows,
            random
        );
        double[] importances = forest.Importances();
        return new FactorScores(
            name,
            count,
            gap / MutualInformation.Entropy(values, count),
            ImportanceShares.Concentration(importances),
            forest.Accuracy(latents.AsSpan(fitted * latent), values.AsSpan(fitted)),
            importances
        );
    }

    private static float[] Latents(Autoencoder model, Dataset data)
    {
        float[] latents = new float[data.Rows * model.Latent];
        int done = 0;
        using RowEncoder encoder = new(model, data);
        while (encoder.Next(out int rows))
        {
            encoder.Latents().CopyTo(latents, done * model.Latent);
            done += rows;
        }

        return latents;
    }

    private static float[] Column(float[] latents, int latent, int column) =>
        [.. Enumerable.Range(0, latents.Length / latent).Select(row => latents[(row * latent) + column])];

    private static (int[] Values, int Count) Number(Dataset factors, int column)
    {
        float[] values = [.. Enumerable.Range(0, factors.Rows).Select(row => factors.Row(row)[column])];
        float[] known = [.. values.Distinct().Order()];
        return (Array.ConvertAll(values, value => Array.BinarySearch(known, value)), known.Length);
    }
}
