using Pinhole.Data;
using Pinhole.Data.Preprocessing;
using Pinhole.Models;

namespace Pinhole.Evaluation;

/// <summary>Whole datasets sent through a model or PCA and back.</summary>
public static class RebuiltRows
{
    private const int FloatsInABatch = 1 << 18;

    /// <summary>What a model makes of rows.</summary>
    /// <param name="model">A trained model.</param>
    /// <param name="rows">Rows of its width.</param>
    /// <returns>As many rows, in the units of the data.</returns>
    /// <exception cref="InputException">The rows have another width, or do not fit in memory twice.</exception>
    public static Dataset Make(Autoencoder model, Dataset rows)
    {
        ArgumentNullException.ThrowIfNull(model);
        return Make(model.Columns, rows, model.Reconstruct);
    }

    /// <summary>What PCA makes of rows.</summary>
    /// <param name="baseline">Fitted on prepared rows.</param>
    /// <param name="preprocessor">What prepares them.</param>
    /// <param name="rows">Rows of its width.</param>
    /// <returns>As many rows, in the units of the data.</returns>
    /// <exception cref="InputException">The rows have another width, or do not fit in memory twice.</exception>
    public static Dataset Make(PrincipalComponents baseline, Preprocessor preprocessor, Dataset rows)
    {
        ArgumentNullException.ThrowIfNull(baseline);
        ArgumentNullException.ThrowIfNull(preprocessor);
        return Make(baseline.Columns, rows, (values, output) =>
        {
            values.CopyTo(output);
            for (int start = 0; start < output.Length; start += rows.Columns)
            {
                Span<float> row = output.Slice(start, rows.Columns);
                preprocessor.ApplyInPlace(row);
                baseline.Reconstruct(row, row);
                preprocessor.InvertInPlace(row);
            }
        });
    }

    private delegate void Rebuild(ReadOnlySpan<float> rows, Span<float> output);

    private static Dataset Make(int columns, Dataset rows, Rebuild rebuild)
    {
        Metrics.RequireWidth(columns, rows);
        if ((long)rows.Rows * columns > Array.MaxLength)
            throw new InputException($"{rows.Rows} rows of {columns} numbers do not fit in memory twice; give at most {Array.MaxLength / columns} rows");

        float[] output = new float[rows.Rows * columns];
        BatchLoader loader = new(rows, Math.Clamp(FloatsInABatch / columns, 1, 1024));
        loader.StartEpoch();
        for (int done = 0; loader.Next(out int count); done += count)
            rebuild(loader.Values, output.AsSpan(done * columns, count * columns));
        return Dataset.FromRows(output, columns, rows.Name, image: rows.Schema.Image, columnNames: rows.Schema.ColumnNames);
    }
}
