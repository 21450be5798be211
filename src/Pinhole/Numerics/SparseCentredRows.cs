namespace Pinhole.Numerics;

/// <summary>
/// Centred sparse rows that are never made dense: (X − 1m)v = Xv − 1(m·v), so that every operation uses only the stored
/// numbers.
/// </summary>
internal sealed class SparseCentredRows : CentredRows
{
    private const int BlockRows = 64;

    private readonly SparseRowReader _readRow;

    /// <summary>Reads the rows once to compute their mean.</summary>
    /// <exception cref="InputException">The rows hold NaN or infinity.</exception>
    public SparseCentredRows(int rows, int columns, SparseRowReader readRow)
        : base(rows, ColumnMeans.Of(rows, columns, readRow)) => _readRow = readRow;

    public override double[][] TimesCovariance(double[][] vectors)
    {
        int count = vectors.Length;
        double[] turned = Turn(vectors),
            shift = Shift(vectors),
            products = new double[turned.Length],
            coordinates = new double[count],
            sums = new double[count];
        for (int row = 0; row < Rows; row++)
        {
            ReadOnlySpan<float> values = Project(row, turned, shift, coordinates, out ReadOnlySpan<int> places);
            for (int i = 0; i < values.Length; i++)
                DoubleVectors.AddScaledInPlace(products.AsSpan(places[i] * count, count), values[i], coordinates);
            DoubleVectors.AddScaledInPlace(sums, 1, coordinates);
        }

        double[][] results = Array.ConvertAll(vectors, _ => new double[Columns]);
        for (int vector = 0; vector < count; vector++)
        {
            for (int column = 0; column < Columns; column++)
                results[vector][column] = products[(column * count) + vector] - (Mean[column] * sums[vector]);
        }

        return results;
    }

    public override void Project(double[][] vectors, Action<int, double[]> use)
    {
        int count = vectors.Length;
        double[] turned = Turn(vectors),
            shift = Shift(vectors),
            block = [];
        for (int first = 0; first < Rows; first += BlockRows)
        {
            int rows = Math.Min(BlockRows, Rows - first);
            if (block.Length != rows * count)
                block = new double[rows * count];
            for (int row = 0; row < rows; row++)
                Project(first + row, turned, shift, block.AsSpan(row * count, count), out _);
            use(rows, block);
        }
    }

    private ReadOnlySpan<float> Project(
        int row,
        double[] turned,
        double[] shift,
        Span<double> coordinates,
        out ReadOnlySpan<int> places
    )
    {
        ReadOnlySpan<float> values = _readRow(row, out places);
        for (int vector = 0; vector < shift.Length; vector++)
            coordinates[vector] = -shift[vector];
        for (int i = 0; i < values.Length; i++)
            DoubleVectors.AddScaledInPlace(
                coordinates,
                values[i],
                turned.AsSpan(places[i] * shift.Length, shift.Length)
            );
        return values;
    }

    // [columns, vectors]: the numbers for one column are contiguous.
    private double[] Turn(double[][] vectors)
    {
        double[] turned = new double[checked(Columns * vectors.Length)];
        for (int vector = 0; vector < vectors.Length; vector++)
        {
            for (int column = 0; column < Columns; column++)
                turned[(column * vectors.Length) + vector] = vectors[vector][column];
        }

        return turned;
    }

    private double[] Shift(double[][] vectors) => Array.ConvertAll(vectors, vector => DoubleVectors.Dot(Mean, vector));
}
