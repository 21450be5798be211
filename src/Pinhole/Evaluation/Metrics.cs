using System.Numerics.Tensors;
using Pinhole.Data;
using Pinhole.Models;
using Pinhole.Numerics;

namespace Pinhole.Evaluation;

/// <summary>
/// How well rows are rebuilt, in the units the model sees: after preprocessing, so that columns of different scales
/// count alike and a model compares with PCA fitted on the same prepared rows.
/// </summary>
public static class Metrics
{
    /// <summary>The errors of a model.</summary>
    /// <param name="model">A trained model.</param>
    /// <param name="data">Rows of the model's width, with targets and conditions if it was trained with any.</param>
    /// <param name="rowErrors">Receives each row's squared error, [rows]; empty where it is not wanted.</param>
    /// <exception cref="InputException">The rows do not fit the model, or hold values so large that they cannot be
    /// prepared.</exception>
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

    /// <summary>The errors of PCA on the rows that a model takes.</summary>
    /// <param name="baseline">Fitted by <see cref="FitBaseline"/>.</param>
    /// <param name="model">Prepares the rows.</param>
    /// <param name="data">Rows of the same width, with targets if it was fitted to any.</param>
    /// <exception cref="InputException">The rows do not fit the model, or hold values so large that they cannot be
    /// prepared.</exception>
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
    /// Fits the PCA that a model is compared with: as many components as the latent has numbers, or active ones where
    /// only so many are. Where the rows have targets it reads these from the components.
    /// </summary>
    /// <param name="model">Its preprocessing is used, and must be fitted.</param>
    /// <param name="train">The training rows alone.</param>
    /// <param name="seed">Where the randomized method for wide rows starts from.</param>
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

    /// <summary>How many components a model is compared with.</summary>
    internal static int Components(Autoencoder model) =>
        Math.Min(model.Options.Bottleneck.Active(model.Latent), model.Columns);

    /// <summary>Whether PCA is fitted to the numbers of sparse rows that are not 0 alone.</summary>
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
                $"{data.Name} holds values beyond what the model's preprocessing can scale; give it data like those "
                    + "it was trained on"
            );
    }

    private static int BatchRows(Dataset data) => RowEncoder.BatchRows(Math.Max(data.Columns, data.Output.Columns));
}
