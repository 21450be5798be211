using System.Numerics.Tensors;
using Pinhole.Data;
using Pinhole.Data.Preprocessing;
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
        float[] output = new float[BatchRows(data) * data.Output.Columns];
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
        float[] output = new float[BatchRows(data) * data.Output.Columns];
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
        RowReader rows = Reader(train, model.Preprocessor);
        int components = Math.Min(model.Options.Bottleneck.Active(model.Latent), model.Columns);
        PrincipalComponents baseline =
            train.IsSparse
            && model.Preprocessor.KeepsZeros
            && train.Rows > 1
            && PrincipalComponents.IsWide(train.Columns)
                ? PrincipalComponents.Fit(
                    new SparseCentredRows(train.Rows, train.Columns, SparseReader(train, model.Preprocessor)),
                    components,
                    seed
                )
                : PrincipalComponents.Fit(train.Rows, train.Columns, rows, components, seed);
        return train.Targets is Dataset targets
            ? baseline.WithTargets(train.Rows, rows, targets.Columns, Reader(targets, model.OutputPreprocessor))
            : baseline;
    }

    private delegate ReadOnlySpan<float> Rebuild(ModelBatches batches);

    // Rows are asked for one after another, and are read in blocks: one by one from a file takes several times as long.
    private static RowReader Reader(Dataset data, Preprocessor preprocessor)
    {
        int columns = data.Columns,
            start = 0,
            held = 0;
        int[] indices = new int[Math.Min(data.Rows, RowEncoder.BatchRows(columns))];
        float[] block = new float[checked(indices.Length * columns)];
        return (row, values) =>
        {
            if (row < start || row >= start + held)
                Hold(row);
            block.AsSpan((row - start) * columns, columns).CopyTo(values);
        };

        void Hold(int row)
        {
            (start, held) = (row, Math.Min(indices.Length, data.Rows - row));
            for (int i = 0; i < held; i++)
                indices[i] = row + i;
            data.CopyRows(indices.AsSpan(0, held), block);
            for (int i = 0; i < held; i++)
                preprocessor.ApplyInPlace(block.AsSpan(i * columns, columns));
        }
    }

    private static SparseRowReader SparseReader(Dataset data, Preprocessor preprocessor)
    {
        float[] values = new float[data.MostKept(1)];
        return Read;

        ReadOnlySpan<float> Read(int row, out ReadOnlySpan<int> places)
        {
            ReadOnlySpan<float> numbers = data.SparseRow(row, out places);
            Span<float> prepared = values.AsSpan(0, numbers.Length);
            numbers.CopyTo(prepared);
            preprocessor.ApplyInPlace(places, prepared);
            return prepared;
        }
    }

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
