using Pinhole.Data;
using Pinhole.Data.Preprocessing;
using Pinhole.Engine.Kernels;
using Pinhole.Engine.Random;
using Pinhole.Models;
using Pinhole.Numerics;

namespace Pinhole.Evaluation;

/// <summary>
/// Trains two simple classifiers on latents to predict labels that the model has not seen (Alain and Bengio 2016), and
/// the same on the rows themselves and on the codes of PCA.
/// </summary>
public static class Probes
{
    /// <summary>The maximum number of rows used, chosen at random; fewer if rows are very wide.</summary>
    public const int MaximumRows = 4_000;

    private static readonly double[] UsualPenalties = [1000, 300, 100, 30, 10, 3, 1];

    private const int MinimumRows = 10;
    private const int MaximumClasses = 200;
    private const int MaximumNumbers = 1 << 25;

    // Keeps these numbers apart from other uses of the user's seed: "PROBE" in ASCII.
    private const ulong Stream = 0x50524F4245;

    /// <summary>Measures a model's latents.</summary>
    /// <param name="model">A trained model.</param>
    /// <param name="data">Rows of the model's width.</param>
    /// <param name="baseline">PCA fitted on prepared training rows; null for none.</param>
    /// <param name="seed">The seed of the choice of rows: half to train, half to test.</param>
    /// <returns>Null without labels, for one class or more than 200, or for fewer than 10 rows.</returns>
    /// <exception cref="InputException">The rows have the wrong width.</exception>
    public static LatentProbes? Measure(Autoencoder model, Dataset data, PrincipalComponents? baseline, ulong seed)
    {
        model.RequireFit(data);
        if (!data.HasLabels)
            return null;
        int[] chosen = Choose(data, seed);
        (int[] labels, int classes) = Number(Array.ConvertAll(chosen, data.Label));
        if (chosen.Length < MinimumRows || classes is < 2 or > MaximumClasses)
            return null;

        ProbeScores Scores(int columns, RowWriter write)
        {
            float[] values = new float[chosen.Length * columns];
            for (int row = 0; row < chosen.Length; row++)
                write(chosen[row], values.AsSpan(row * columns, columns));
            return Score(model.Parameters.Kernels, values, columns, labels, classes);
        }

        Preprocessor preprocessor = model.Preprocessor;
        float[] prepared = new float[data.Columns],
            condition = new float[model.ConditionSize];
        ConditionRows conditions = new(model, data);
        ProbeScores latents = Scores(model.Latent, (row, latent) =>
        {
            conditions.Write(row, condition);
            model.Encode(data.Row(row), latent, condition);
        });
        ProbeScores rows = Scores(data.Columns, (row, values) => Prepare(data.Row(row), values, preprocessor));
        ProbeScores? codes = baseline is null ? null : Scores(baseline.Count, (row, code) =>
            {
                Prepare(data.Row(row), prepared, preprocessor);
                baseline.Project(prepared, code);
            });
        return new LatentProbes(chosen.Length, latents, rows, codes);
    }

    /// <summary>
    /// How well multinomial logistic regression on a model's latents predicts labels, fitted to all rows: the usual
    /// test of features learned without labels. The penalty is chosen on validation rows; then the final fit includes
    /// them.
    /// </summary>
    /// <param name="model">A trained model.</param>
    /// <param name="train">Rows of its width, with labels.</param>
    /// <param name="validation">Other rows, to choose the penalty.</param>
    /// <param name="test">Other rows, used once at the end.</param>
    /// <param name="penalties">λ of λ/2 ‖W‖² − Σ log p(label), to choose from, for latents of mean variance 1; null for
    /// 1,000 to 1.</param>
    /// <exception cref="InputException">The rows do not fit the model, their labels are missing or differ, a penalty is
    /// not positive, or the latents do not fit in memory.</exception>
    public static TunedProbe Tune(
        Autoencoder model,
        Dataset train,
        Dataset validation,
        Dataset test,
        IReadOnlyList<double>? penalties = null
    )
    {
        ArgumentNullException.ThrowIfNull(model);
        Dataset[] parts = [train, validation, test];
        double[] path = [.. (penalties ?? UsualPenalties).OrderDescending()];
        if (path.Length == 0 || !path.All(penalty => penalty > 0 && double.IsFinite(penalty)))
            throw new InputException(
                $"{(path.Length == 0 ? "no penalty" : $"a penalty of {path[^1]}")} is not possible for logistic "
                    + "regression; give positive numbers, such as 100 and 10"
            );
        long rows = parts.Sum(part => (long)part.Rows);
        if (rows * model.Latent > Array.MaxLength)
            throw new InputException(
                $"{rows} latents of {model.Latent} numbers do not fit in memory; give at most "
                    + $"{Array.MaxLength / model.Latent} rows"
            );

        int[] labels = [.. parts.SelectMany(part => LabelTargets.Among(part, train.Schema.ClassNames))];
        float[] latents = new float[rows * model.Latent];
        int done = 0;
        foreach (Dataset part in parts)
        {
            RowEncoder.Encode(model, part, latents.AsSpan(done * model.Latent, part.Rows * model.Latent));
            done += part.Rows;
        }

        int classes = train.Schema.ClassNames.Count,
            fitted = train.Rows + validation.Rows;
        ClassificationScores[] tried = Scores(train.Rows, fitted, path);
        int best = Array.FindIndex(tried, scores => scores.Accuracy == tried.Max(other => other.Accuracy));
        return new TunedProbe(path[best], tried[best], Scores(fitted, done, path[..(best + 1)])[^1]);

        ClassificationScores[] Scores(int learned, int end, double[] path)
        {
            using ProbeRows rows = new(
                model.Parameters.Kernels,
                latents.AsSpan(0, end * model.Latent),
                model.Latent,
                labels.AsSpan(0, end),
                learned,
                classes
            );
            return Array.ConvertAll(LogisticProbe.Path(rows, path), scores =>
                ClassificationScores.Of(scores, rows.TestLabels, classes)
            );
        }
    }

    /// <summary>Measures both classifiers on features of one kind.</summary>
    /// <param name="kernels">The device.</param>
    /// <param name="values">[rows, columns]; the first half is for training.</param>
    /// <param name="columns">Numbers in a row.</param>
    /// <param name="labels">[rows], each below <paramref name="classes"/>.</param>
    /// <param name="classes">The number of classes.</param>
    internal static ProbeScores Score(Kernels kernels, float[] values, int columns, int[] labels, int classes)
    {
        using ProbeRows rows = new(kernels, values, columns, labels, labels.Length / 2, classes);
        return new ProbeScores(
            ClassificationScores.Of(LogisticProbe.Score(rows), rows.TestLabels, classes),
            ClassificationScores.Of(NeighboursProbe.Score(rows), rows.TestLabels, classes)
        );
    }

    private delegate void RowWriter(int row, Span<float> values);

    private static void Prepare(ReadOnlySpan<float> row, Span<float> prepared, Preprocessor preprocessor)
    {
        row.CopyTo(prepared);
        preprocessor.ApplyInPlace(prepared);
    }

    private static int[] Choose(Dataset data, ulong seed)
    {
        int[] order = [.. Enumerable.Range(0, data.Rows)];
        new Rng(seed, Stream).ShuffleInPlace<int>(order);
        return order[..Math.Min(order.Length, Math.Min(MaximumRows, MaximumNumbers / data.Columns))];
    }

    // Classes that do not occur are left out, so labels need not be consecutive.
    private static (int[] Labels, int Classes) Number(int[] labels)
    {
        int[] present = [.. labels.Distinct().Order()];
        return (Array.ConvertAll(labels, label => Array.BinarySearch(present, label)), present.Length);
    }
}
