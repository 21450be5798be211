using System.Buffers;
using Pinhole.Data.Preprocessing;
using Pinhole.Models;
using Pinhole.Numerics;

namespace Pinhole.Evaluation;

/// <summary>
/// The anomaly score of each row: the squared error of its reconstruction, summed over its columns, after preprocessing
/// (as in Hawkins et al. 2002). The higher the score, the less the row resembles the training rows. An exported scorer
/// gives the same, and <see cref="Metrics"/> averages it over a dataset.
/// </summary>
/// <remarks>May be called from any thread. The rows are copied once; later calls allocate nothing.</remarks>
public static class AnomalyScores
{
    /// <summary>Scores rows by a model.</summary>
    /// <param name="model">A trained model.</param>
    /// <param name="rows">[count, columns], in the units of the data.</param>
    /// <param name="scores">Receives [count]; not finite if a row exceeds the range of float32.</param>
    /// <param name="conditions">[count, condition] for a conditional model: see <see
    /// cref="Autoencoder.Conditions"/>.</param>
    /// <param name="targets">The targets, [count, output columns], if they are not the rows themselves.</param>
    /// <exception cref="ArgumentException">A length is wrong.</exception>
    public static void Measure(
        Autoencoder model,
        ReadOnlySpan<float> rows,
        Span<float> scores,
        ReadOnlySpan<float> conditions = default,
        ReadOnlySpan<float> targets = default
    )
    {
        ArgumentNullException.ThrowIfNull(model);
        Measure(null, model, rows, scores, conditions, targets);
    }

    /// <summary>Scores rows by PCA.</summary>
    /// <param name="baseline">Fitted by <see cref="Metrics.FitBaseline"/>.</param>
    /// <param name="model">Has the preprocessing of the rows.</param>
    /// <param name="rows">[count, columns], in the units of the data.</param>
    /// <param name="scores">Receives [count]; not finite if a row exceeds the range of float32.</param>
    /// <param name="targets">The targets, [count, output columns], if they are not the rows themselves.</param>
    /// <exception cref="ArgumentException">A length is wrong.</exception>
    public static void Measure(
        PrincipalComponents baseline,
        Autoencoder model,
        ReadOnlySpan<float> rows,
        Span<float> scores,
        ReadOnlySpan<float> targets = default
    )
    {
        ArgumentNullException.ThrowIfNull(baseline);
        ArgumentNullException.ThrowIfNull(model);
        Measure(baseline, model, rows, scores, default, targets);
    }

    private static void Measure(
        PrincipalComponents? baseline,
        Autoencoder model,
        ReadOnlySpan<float> rows,
        Span<float> scores,
        ReadOnlySpan<float> conditions,
        ReadOnlySpan<float> targets
    )
    {
        int count = scores.Length,
            width = model.OutputColumns;
        RequireLength(rows.Length, (long)count * model.Columns, nameof(rows));
        RequireLength(targets.Length, model.Schema.Targets is null ? 0 : (long)count * width, nameof(targets));
        float[] prepared = ArrayPool<float>.Shared.Rent(rows.Length);
        float[] wanted = targets.IsEmpty ? prepared : ArrayPool<float>.Shared.Rent(targets.Length);
        float[] rebuilt = ArrayPool<float>.Shared.Rent(checked(count * width));
        try
        {
            Prepare(rows, model.Columns, model.Preprocessor, prepared);
            if (!targets.IsEmpty)
                Prepare(targets, width, model.OutputPreprocessor, wanted);
            if (baseline is null)
                model.ReconstructPrepared(
                    prepared.AsSpan(0, rows.Length),
                    rebuilt.AsSpan(0, count * width),
                    conditions
                );
            for (int row = 0; row < count; row++)
            {
                Span<float> result = rebuilt.AsSpan(row * width, width);
                baseline?.Reconstruct(prepared.AsSpan(row * model.Columns, model.Columns), result);
                scores[row] = (float)DoubleVectors.Differences(wanted.AsSpan(row * width, width), result).Squared;
            }
        }
        finally
        {
            ArrayPool<float>.Shared.Return(prepared);
            if (!targets.IsEmpty)
                ArrayPool<float>.Shared.Return(wanted);
            ArrayPool<float>.Shared.Return(rebuilt);
        }
    }

    private static void Prepare(ReadOnlySpan<float> rows, int columns, Preprocessor preprocessor, float[] target)
    {
        rows.CopyTo(target);
        for (int start = 0; start < rows.Length; start += columns)
            preprocessor.ApplyInPlace(target.AsSpan(start, columns));
    }

    private static void RequireLength(int actual, long expected, string name)
    {
        if (actual != expected)
            throw new ArgumentException($"{expected} numbers are needed, not {actual}.", name);
    }
}
