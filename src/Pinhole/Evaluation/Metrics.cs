using Pinhole.Data;
using Pinhole.Data.Preprocessing;
using Pinhole.Models;

namespace Pinhole.Evaluation;

/// <summary>
/// How well rows are rebuilt, in the units the model sees: after preprocessing, so that columns of different scales
/// count alike and a model compares with PCA fitted on the same prepared rows.
/// </summary>
public static class Metrics
{
    private const int FloatsInABatch = 1 << 18;

    /// <summary>The errors of a model.</summary>
    /// <param name="model">A trained model.</param>
    /// <param name="data">Rows of the model's width.</param>
    /// <param name="rowErrors">Receives each row's squared error, [rows]; empty where it is not wanted.</param>
    /// <exception cref="InputException">The rows have another width, or values so large that they cannot be prepared.</exception>
    public static ReconstructionMetrics Reconstruction(Autoencoder model, Dataset data, Span<double> rowErrors = default)
    {
        RequireWidth(model.Columns, data);
        BatchLoader loader = Loader(data, model.Preprocessor);
        float[] output = new float[BatchRows(data) * data.Columns];
        return Measure(data, loader, rowErrors, prepared =>
        {
            Span<float> reconstructions = output.AsSpan(0, prepared.Length);
            model.ReconstructPrepared(prepared, reconstructions);
            return reconstructions;
        });
    }

    /// <summary>The errors of PCA.</summary>
    /// <param name="baseline">Fitted on prepared training rows.</param>
    /// <param name="preprocessor">What prepared them.</param>
    /// <param name="data">Rows of the same width.</param>
    /// <exception cref="InputException">The rows have another width, or values so large that they cannot be prepared.</exception>
    public static ReconstructionMetrics Reconstruction(PrincipalComponents baseline, Preprocessor preprocessor, Dataset data)
    {
        RequireWidth(baseline.Columns, data);
        BatchLoader loader = Loader(data, preprocessor);
        float[] output = new float[BatchRows(data) * data.Columns];
        return Measure(data, loader, default, prepared =>
        {
            for (int start = 0; start < prepared.Length; start += data.Columns)
                baseline.Reconstruct(prepared.Slice(start, data.Columns), output.AsSpan(start, data.Columns));
            return output.AsSpan(0, prepared.Length);
        });
    }

    /// <summary>Fits the PCA that a model is compared with: as many components as the latent has numbers.</summary>
    /// <param name="model">Its preprocessing is used, and must be fitted.</param>
    /// <param name="train">The training rows alone.</param>
    /// <param name="seed">Where the randomized method for wide rows starts from.</param>
    public static PrincipalComponents FitBaseline(Autoencoder model, Dataset train, ulong seed) => PrincipalComponents.Fit(
        train.Rows,
        train.Columns,
        (row, values) =>
        {
            train.Row(row).CopyTo(values);
            model.Preprocessor.ApplyInPlace(values);
        },
        Math.Min(model.Latent, model.Columns),
        seed);

    private delegate ReadOnlySpan<float> Rebuild(ReadOnlySpan<float> prepared);

    private static ReconstructionMetrics Measure(Dataset data, BatchLoader loader, Span<double> rowErrors, Rebuild rebuild)
    {
        ReconstructionError error = new();
        float minimum = float.PositiveInfinity, maximum = float.NegativeInfinity;
        int row = 0;
        loader.StartEpoch();
        while (loader.Next(out int rows))
        {
            ReadOnlySpan<float> prepared = loader.Values, reconstructions = rebuild(prepared);
            foreach (float value in prepared)
            {
                if (!float.IsFinite(value))
                    throw new InputException($"{data.Name} holds values beyond what the model's preprocessing can scale; give it data like those it was trained on");
                minimum = Math.Min(minimum, value);
                maximum = Math.Max(maximum, value);
            }

            for (int i = 0; i < rows; i++, row++)
            {
                double squared = error.Add(prepared.Slice(i * data.Columns, data.Columns), reconstructions.Slice(i * data.Columns, data.Columns));
                if (!rowErrors.IsEmpty)
                    rowErrors[row] = squared;
            }
        }

        bool withinUnit = minimum >= 0 && maximum <= 1;
        return error.Result(withinUnit ? 1 : (double)maximum - minimum);
    }

    private static int BatchRows(Dataset data) => Math.Clamp(FloatsInABatch / data.Columns, 1, 1024);

    private static BatchLoader Loader(Dataset data, Preprocessor preprocessor) => new(data, BatchRows(data), null, preprocessor);

    /// <summary>Refuses rows of another width.</summary>
    internal static void RequireWidth(int columns, Dataset data)
    {
        if (data.Columns != columns)
            throw new InputException($"the model takes rows of {columns} columns, but {data.Name} has {data.Columns}; give it data like those it was trained on");
    }
}
