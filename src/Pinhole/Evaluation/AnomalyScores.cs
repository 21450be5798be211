using System.Buffers;
using Pinhole.Data.Preprocessing;
using Pinhole.Models;
using Pinhole.Numerics;

namespace Pinhole.Evaluation;

/// <summary>
/// How unlike the rows of training each row is: the squared error of what a model makes of it, summed over its columns,
/// in the units the model sees, after preprocessing (Hawkins et al. 2002 rank outliers by the same). The higher, the
/// less a row is like them. An exported scorer gives the same, and <see cref="Metrics"/> sums it up over a dataset.
/// </summary>
/// <remarks>
/// May be called from any thread; the rows are copied once, and nothing is allocated once that room is there.
/// </remarks>
public static class AnomalyScores
{
    /// <summary>Scores rows by a model.</summary>
    /// <param name="model">A trained model.</param>
    /// <param name="rows">[count, columns], in the units of the data.</param>
    /// <param name="scores">Receives [count]; not finite where a row goes beyond what float32 can hold.</param>
    /// <param name="conditions">[count, condition] for a conditional model: see <see
    /// cref="Autoencoder.Conditions"/>.</param>
    /// <param name="targets">What the rows should become, [count, output columns], where that is not the rows
    /// themselves.</param>
    /// <exception cref="ArgumentException">A length does not fit.</exception>
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
    /// <param name="model">Prepares the rows.</param>
    /// <param name="rows">[count, columns], in the units of the data.</param>
    /// <param name="scores">Receives [count]; not finite where a row goes beyond what float32 can hold.</param>
    /// <param name="targets">What the rows should become, [count, output columns], where that is not the rows
    /// themselves.</param>
    /// <exception cref="ArgumentException">A length does not fit.</exception>
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
            throw new ArgumentException($"As many scores need {expected} numbers, not {actual}.", name);
    }
}
