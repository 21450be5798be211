using Pinhole.Data;
using Pinhole.Data.Preprocessing;
using Pinhole.Numerics;

namespace Pinhole.Evaluation;

/// <summary>Reads the rows of a dataset one by one, prepared for a model.</summary>
internal static class PreparedReader
{
    /// <summary>
    /// Dense rows. They are requested one by one but read in blocks: reading single rows from a file takes several
    /// times as long.
    /// </summary>
    /// <param name="data">The rows.</param>
    /// <param name="preprocessor">The preprocessing.</param>
    public static RowReader Of(Dataset data, Preprocessor preprocessor)
    {
        int columns = data.Columns,
            start = 0,
            held = 0;
        int[] indices = new int[Math.Min(data.Rows, RowEncoder.BatchRows(columns))];
        float[] block = new float[(long)indices.Length * columns];
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

    /// <summary>The non-zero numbers of sparse rows.</summary>
    /// <param name="data">Sparse rows.</param>
    /// <param name="preprocessor">The preprocessing; it keeps zeros.</param>
    public static SparseRowReader OfSparse(Dataset data, Preprocessor preprocessor)
    {
        float[] values = new float[data.MaximumNumbers(1)];
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
}
