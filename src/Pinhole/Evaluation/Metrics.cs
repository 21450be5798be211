using System.Numerics.Tensors;
using Pinhole.Data;
using Pinhole.Models;
using Pinhole.Numerics;

namespace Pinhole.Evaluation;

/// <summary>
/// The errors of reconstructions after preprocessing, so that columns of different scales count equally and a model
/// compares with PCA fitted on the same prepared rows.
/// </summary>
public static class Metrics
{
    /// <summary>The errors of a model.</summary>
    /// <param name="model">A trained model.</param>
    /// <param name="data">Rows of the model's width, with targets and conditions if the model has them.</param>
    /// <param name="rowErrors">Receives each row's squared error, [rows]; may be empty.</param>
    /// <exception cref="InputException">The rows do not fit the model, or hold values too large for its
    /// preprocessing.</exception>
    public static ReconstructionMetrics Reconstruction(
        Autoencoder model,
        Dataset data,
        Span<double> rowErrors = default
    )
    {
        float[] output = new float[(long)BatchRows(data) * data.Output.Columns];
        return Measure(model, data, rowErrors, batches =>
        {
            Span<float> reconstructions = output.AsSpan(0, batches.Targets.Length);
            model.ReconstructPrepared(batches.Rows, reconstructions, batches.Conditions);
            return reconstructions;
        });
    }

    /// <summary>The errors of PCA on the rows of a model.</summary>
    /// <param name="baseline">Fitted by <see cref="FitBaseline"/>.</param>
    /// <param name="model">Has the preprocessing of the rows.</param>
    /// <param name="data">Rows of the same width, with targets if PCA was fitted to targets.</param>
    /// <exception cref="InputException">The rows do not fit the model, or hold values too large for its
    /// preprocessing.</exception>
    public static ReconstructionMetrics Reconstruction(PrincipalComponents baseline, Autoencoder model, Dataset data)
    {
        float[] output = new float[(long)BatchRows(data) * data.Output.Columns];
        return Measure(model, data, default, batches =>
        {
            Span<float> reconstructions = output.AsSpan(0, batches.Targets.Length);
            baseline.Reconstruct(batches.Rows, reconstructions);
            return reconstructions;
        });
    }

    /// <summary>
    /// Fits the PCA that a model is compared with. It has as many components as the latent has numbers, or as many as
    /// are active at once. For rows with targets, it predicts the targets from the components.
    /// </summary>
    /// <param name="model">Its preprocessing must be fitted.</param>
    /// <param name="train">The training rows.</param>
    /// <param name="seed">The seed of the randomized method for wide rows.</param>
    public static PrincipalComponents FitBaseline(Autoencoder model, Dataset train, ulong seed)
    {
        train = train.InStoredOrder();
        RowReader rows = PreparedReader.Of(train, model.Preprocessor);
        int components = Components(model);
        PrincipalComponents baseline = StaysSparse(model, train)
            ? PrincipalComponents.Fit(
                new SparseCentredRows(train.Rows, train.Columns, PreparedReader.OfSparse(train, model.Preprocessor)),
                components,
                seed
            )
            : PrincipalComponents.Fit(train.Rows, train.Columns, rows, components, seed);
        return train.Targets is Dataset targets
            ? baseline.WithTargets(
                train.Rows,
                rows,
                targets.Columns,
                PreparedReader.Of(targets, model.OutputPreprocessor)
            )
            : baseline;
    }

    /// <summary>The number of components of a model's baseline.</summary>
    internal static int Components(Autoencoder model) =>
        Math.Min(model.Options.Bottleneck.Active(model.Latent), model.Columns);

    /// <summary>Whether PCA reads only the non-zero numbers of sparse rows.</summary>
    internal static bool StaysSparse(Autoencoder model, Dataset train) =>
        train.IsSparse && model.Preprocessor.KeepsZeros && train.Rows > 1 && PrincipalComponents.IsWide(train.Columns);

    private delegate ReadOnlySpan<float> Rebuild(ModelBatches batches);

    private static ReconstructionMetrics Measure(
        Autoencoder model,
        Dataset data,
        Span<double> rowErrors,
        Rebuild rebuild
    )
    {
        ModelBatches batches = new(model, data, BatchRows(data));
        ReconstructionError error = new();
        float minimum = float.PositiveInfinity,
            maximum = float.NegativeInfinity;
        int row = 0,
            columns = model.OutputColumns;
        batches.StartEpoch();
        while (batches.Next(out int rows))
        {
            RequireFinite(batches.Rows, data);
            ReadOnlySpan<float> reconstructions = rebuild(batches),
                targets = batches.Targets;
            if (data.Targets is not null)
                RequireFinite(targets, data);
            minimum = Math.Min(minimum, TensorPrimitives.Min(targets));
            maximum = Math.Max(maximum, TensorPrimitives.Max(targets));

            for (int i = 0; i < rows; i++, row++)
            {
                double squared = error.Add(
                    targets.Slice(i * columns, columns),
                    reconstructions.Slice(i * columns, columns)
                );
                if (!rowErrors.IsEmpty)
                    rowErrors[row] = squared;
            }
        }

        bool withinUnit = minimum >= 0 && maximum <= 1;
        return error.Result(withinUnit ? 1 : (double)maximum - minimum);
    }

    private static void RequireFinite(ReadOnlySpan<float> values, Dataset data)
    {
        if (!TensorPrimitives.IsFiniteAll(values))
            throw new InputException(
                $"{data.Name} holds values too large for the model's preprocessing; give data like those "
                    + "it was trained on"
            );
    }

    private static int BatchRows(Dataset data) => RowEncoder.BatchRows(Math.Max(data.Columns, data.Output.Columns));
}
