using Pinhole.Data;
using Pinhole.Data.Preprocessing;
using Pinhole.Engine.Autograd;
using Pinhole.Layers;
using Pinhole.Models;
using Pinhole.Models.Corruptions;

namespace Pinhole.Evaluation;

/// <summary>Clean rows with the noise that a model is to undo.</summary>
public static class NoisyRows
{
    /// <summary>
    /// Corrupts rows as training does: in the units the model sees, nothing clipped. What happens to a row depends on
    /// the seed and on its place alone.
    /// </summary>
    /// <param name="model">What the rows are for; its preprocessing is used.</param>
    /// <param name="clean">Rows of the model's width.</param>
    /// <param name="corruption">What is done to them.</param>
    /// <param name="seed">Which noise.</param>
    /// <returns>As many rows, in the units of the data, with the labels and the context of the clean ones.</returns>
    /// <exception cref="InputException">
    /// The rows have another width, are too many to be held twice, become infinite, or have no limits where the
    /// corruption needs some.
    /// </exception>
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
