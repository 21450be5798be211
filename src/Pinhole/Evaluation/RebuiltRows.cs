using Pinhole.Data;
using Pinhole.Models;
using Pinhole.Numerics;

namespace Pinhole.Evaluation;

/// <summary>Reconstructions of whole datasets by a model or PCA.</summary>
public static class RebuiltRows
{
    /// <summary>The reconstructions of a model.</summary>
    /// <param name="model">A trained model.</param>
    /// <param name="rows">Rows of its width, with conditions if it is conditional.</param>
    /// <returns>The same number of rows, in the units of the data.</returns>
    /// <exception cref="InputException">The rows do not fit the model, or do not fit in memory twice.</exception>
    public static Dataset Make(Autoencoder model, Dataset rows)
    {
        ArgumentNullException.ThrowIfNull(model);
        return Make(model, rows, (values, conditions, output) => model.Reconstruct(values, output, conditions));
    }

    /// <summary>The reconstructions of PCA.</summary>
    /// <param name="baseline">Fitted by <see cref="Metrics.FitBaseline"/>.</param>
    /// <param name="model">Has the preprocessing of the rows.</param>
    /// <param name="rows">Rows of its width.</param>
    /// <returns>The same number of rows, in the units of the data.</returns>
    /// <exception cref="InputException">The rows do not fit the model, or do not fit in memory twice.</exception>
    public static Dataset Make(PrincipalComponents baseline, Autoencoder model, Dataset rows)
    {
        ArgumentNullException.ThrowIfNull(baseline);
        ArgumentNullException.ThrowIfNull(model);
        float[] prepared = new float[rows.Columns];
        return Make(model, rows, (values, _, output) => Project(baseline, model, values, prepared, output));
    }

    /// <summary>The reconstructions of some rows by PCA.</summary>
    /// <param name="baseline">Of the model's width.</param>
    /// <param name="model">Has the preprocessing of the rows.</param>
    /// <param name="rows">[rows, columns], in the units of the data.</param>
    /// <param name="prepared">Room for a row, [columns].</param>
    /// <param name="output">Receives [rows, output columns], in the units of the data.</param>
    internal static void Project(
        PrincipalComponents baseline,
        Autoencoder model,
        ReadOnlySpan<float> rows,
        float[] prepared,
        Span<float> output
    )
    {
        for (int row = 0; row < output.Length / model.OutputColumns; row++)
        {
            rows.Slice(row * prepared.Length, prepared.Length).CopyTo(prepared);
            model.Preprocessor.ApplyInPlace(prepared);
            Span<float> rebuilt = output.Slice(row * model.OutputColumns, model.OutputColumns);
            baseline.Reconstruct(prepared, rebuilt);
            model.OutputPreprocessor.InvertInPlace(rebuilt);
        }
    }

    private delegate void Rebuild(ReadOnlySpan<float> rows, ReadOnlySpan<float> conditions, Span<float> output);

    private static Dataset Make(Autoencoder model, Dataset rows, Rebuild rebuild)
    {
        model.RequireWidth(rows);
        int columns = model.OutputColumns,
            width = model.ConditionSize;
        if ((long)rows.Rows * columns > Array.MaxLength)
            throw new InputException(
                $"{rows.Rows} rows of {columns} numbers do not fit in memory twice; give at most "
                    + $"{Array.MaxLength / columns} rows"
            );

        float[] output = new float[rows.Rows * columns],
            conditions = model.Conditions(rows);
        BatchLoader loader = new(rows, RowEncoder.BatchRows(Math.Max(rows.Columns, columns)));
        loader.StartEpoch();
        for (int done = 0; loader.Next(out int count); done += count)
            rebuild(
                loader.Values,
                conditions.AsSpan(done * width, count * width),
                output.AsSpan(done * columns, count * columns)
            );
        Schema schema = model.Schema.Output;
        return Dataset.FromRows(output, columns, rows.Name, image: schema.Image, columnNames: schema.ColumnNames);
    }
}
