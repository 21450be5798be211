using Pinhole.Data;
using Pinhole.Engine.Random;
using Pinhole.Models;
using Pinhole.Numerics;

namespace Pinhole.Evaluation;

/// <summary>
/// Asks which number of the latent tells of which factor, where the factors that rows are made from are known: the
/// context of the data. Factors are taken for values without an order, as in Locatello et al. 2019, so one that comes
/// round to its beginning, such as an angle, is treated like any other.
/// </summary>
public static class Disentanglement
{
    /// <summary>At most so many rows are used, chosen at random.</summary>
    public const int MostRows = 10_000;

    /// <summary>Factors of more values are left out: too few rows would have each.</summary>
    public const int MostValues = 200;

    /// <summary>
    /// Bins that each number of the latent is sorted into for the mutual information, of equal width.
    /// </summary>
    public const int Bins = 20;

    private const int FewestRows = 100;
    private const int Trees = 10;
    private const int LeastRowsOfALeaf = 20;

    // Keeps these numbers apart from other uses of the user's seed: "FACT" in ASCII.
    private const ulong Stream = 0x46414354;

    /// <summary>
    /// Measures a model: the mutual information gap (Chen et al. 2018), with the means of Gaussian latents in <see
    /// cref="Bins"/>
    /// bins as in Locatello et al. 2019; and disentanglement, completeness and informativeness by the importances of
    /// random forests (Eastwood and Williams 2018), which grow from half of the rows and are tested on the other.
    /// </summary>
    /// <param name="model">A trained model.</param>
    /// <param name="data">Rows of the model's width, with the factors as their context.</param>
    /// <param name="seed">Chooses and deals the rows.</param>
    /// <returns>
    /// Null where there is nothing to ask: no context, one that the model is told of, no factor with 2 to <see
    /// cref="MostValues"/> values, or fewer than 100 rows.
    /// </returns>
    /// <exception cref="InputException">The rows do not fit the model.</exception>
    public static DisentanglementScores? Measure(Autoencoder model, Dataset data, ulong seed = 1)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(data);
        model.RequireFit(data);
        if (data.Context is null || model.Options.Condition.Context || data.Rows < FewestRows)
            return null;

        int[] order = [.. Enumerable.Range(0, data.Rows)];
        new Rng(seed, Stream).ShuffleInPlace<int>(order);
        Dataset chosen = data.Take(order[..Math.Min(order.Length, MostRows)]);
        return Score(Latents(model, chosen), model.Latent, chosen.Context!, seed);
    }

    /// <summary>Measures latents that are there already.</summary>
    /// <param name="latents">[rows, latent].</param>
    /// <param name="latent">Numbers in a latent.</param>
    /// <param name="factors">As many rows.</param>
    /// <param name="seed">Draws the rows of each tree.</param>
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
            if (count is > 1 and <= MostValues)
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
            LeastRowsOfALeaf,
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
