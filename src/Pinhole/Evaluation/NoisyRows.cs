using Pinhole.Data;
using Pinhole.Data.Preprocessing;
using Pinhole.Engine.Autograd;
using Pinhole.Layers;
using Pinhole.Models;
using Pinhole.Models.Corruptions;

namespace Pinhole.Evaluation;

/// <summary>Clean rows with noise for a model to remove.</summary>
public static class NoisyRows
{
    /// <summary>
    /// Corrupts rows as training does: after preprocessing, without clipping. The noise of a row depends only on the
    /// seed and the row's index.
    /// </summary>
    /// <param name="model">The model; its preprocessing is used.</param>
    /// <param name="clean">Rows of the model's width.</param>
    /// <param name="corruption">The noise.</param>
    /// <param name="seed">The seed of the noise.</param>
    /// <returns>The same number of rows, in the units of the data, with the labels and the context of the clean
    /// ones.</returns>
    /// <exception cref="InputException">The rows have the wrong width, do not fit in memory twice, become infinite, or
    /// have no limits and the corruption needs them.</exception>
    public static Dataset Make(Autoencoder model, Dataset clean, Corruption corruption, ulong seed)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(clean);
        ArgumentNullException.ThrowIfNull(corruption);
        model.RequireWidth(clean);
        corruption.Validate();
        corruption = corruption.Resolve(Preprocessors.OutputRange(model.Options.Preprocess, model.Schema));
        if ((long)clean.Rows * clean.Columns > Array.MaxLength)
            throw new InputException(
                $"{clean.Rows} rows of {clean.Columns} numbers do not fit in memory twice; give at most "
                    + $"{Array.MaxLength / clean.Columns} rows"
            );

        float[] noisy = new float[clean.Rows * clean.Columns];
        Shape shape = new(1, clean.Columns);
        using Tape tape = new(model.Parameters.Kernels, recording: false);
        for (int row = 0; row < clean.Rows; row++)
        {
            Span<float> target = noisy.AsSpan(row * clean.Columns, clean.Columns);
            clean.Row(row).CopyTo(target);
            model.Preprocessor.ApplyInPlace(target);
            tape.Rewind();
            tape.Read(
                corruption.Apply(tape.Input(target, shape), Pass.Evaluation(model.Parameters, seed, row)),
                target
            );
            model.Preprocessor.InvertInPlace(target);
        }

        int[]? labels = clean.HasLabels ? [.. Enumerable.Range(0, clean.Rows).Select(clean.Label)] : null;
        Dataset rows = Dataset.FromRows(
            noisy,
            clean.Columns,
            $"{clean.Name} with noise",
            labels,
            labels is null ? null : clean.Schema.ClassNames,
            clean.Schema.Image,
            clean.Schema.ColumnNames
        );
        return clean.Context is Dataset context ? rows.WithContext(context) : rows;
    }
}
