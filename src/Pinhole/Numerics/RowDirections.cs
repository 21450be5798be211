namespace Pinhole.Numerics;

/// <summary>
/// Principal components of a wide table with few rows, from the products of its rows: XXᵀ and XᵀX have the same
/// variances, and an eigenvector u of XXᵀ gives the direction Xᵀu (the method of snapshots, Sirovich 1987). Exact; the
/// work is rows² × columns.
/// </summary>
internal static class RowDirections
{
    // At most this many numbers of the rows, or one panel of columns, are in memory at a time: 64 MB. Wider tables are
    // read in several passes.
    private const long HeldValues = 1 << 24;
    private const int ColumnsAtOnce = 256;

    /// <summary>Finds the directions of largest variance.</summary>
    /// <param name="rows">At least two.</param>
    /// <param name="variances">Receives the variance along each, descending; its length is the number of
    /// directions.</param>
    /// <param name="vectors">Receives the directions, [directions, columns].</param>
    /// <param name="held">How many numbers of the rows are in memory at a time; the result does not depend on
    /// it.</param>
    public static void Find(RowBlocks rows, Span<float> variances, float[] vectors, long held = HeldValues)
    {
        GramMatrix products = new(rows.Rows);
        double[] block = new double[ColumnsAtOnce * rows.Rows];
        int most = (int)Math.Clamp(held / rows.Rows, DoubleVectors.PanelWidth, rows.Columns);
        float[] room = new float[rows.Rows * most];
        ForEachPart(rows, room, (part, first, width) =>
        {
            for (int start = 0; start < width; start += ColumnsAtOnce)
            {
                int count = Math.Min(ColumnsAtOnce, width - start);
                Turn(rows, part, (first, width), start, count, block);
                products.Add(count, block.AsSpan(0, count * rows.Rows));
            }
        });
        Directions found = ExactDirections.Largest(products, rows.Rows, variances.Length, 1.0 / (rows.Rows - 1));
        int kept = 0;
        for (; kept < variances.Length && PrincipalComponents.IsDirection(found.Variances, kept); kept++)
            variances[kept] = (float)found.Variances[kept];
        double[] weights = Panels(found, kept, rows.Rows);
        ForEachPart(rows, room, (part, first, width) => Combine(rows, part, (first, width), weights, kept, vectors));
    }

    private delegate void PartUser(float[] part, int first, int width);

    // A part of the table at a time, [rows, width]: consecutive columns.
    private static void ForEachPart(RowBlocks rows, float[] part, PartUser use)
    {
        int most = part.Length / rows.Rows;
        float[] row = new float[rows.Columns];
        for (int first = 0; first < rows.Columns; first += most)
        {
            int width = Math.Min(most, rows.Columns - first);
            for (int index = 0; index < rows.Rows; index++)
            {
                rows.Reader(index, row);
                row.AsSpan(first, width).CopyTo(part.AsSpan(index * width));
            }

            use(part, first, width);
        }
    }

    // [count, rows]: centred columns of the table.
    private static void Turn(
        RowBlocks rows,
        float[] part,
        (int First, int Width) columns,
        int start,
        int count,
        double[] block
    )
    {
        for (int row = 0; row < rows.Rows; row++)
        {
            ReadOnlySpan<float> values = part.AsSpan((row * columns.Width) + start, count);
            ReadOnlySpan<double> mean = rows.Mean.AsSpan(columns.First + start, count);
            for (int column = 0; column < count; column++)
                block[(column * rows.Rows) + row] = values[column] - mean[column];
        }
    }

    // Panels of eight directions, [panels][rows, 8]: eigenvectors, scaled so that the directions have length 1.
    private static double[] Panels(Directions found, int kept, int rows)
    {
        int panels = (kept + DoubleVectors.PanelWidth - 1) / DoubleVectors.PanelWidth;
        double[] weights = new double[panels * rows * DoubleVectors.PanelWidth];
        for (int direction = 0; direction < kept; direction++)
        {
            double scale = 1 / Math.Sqrt(found.Variances[direction] * (rows - 1));
            int panel = direction / DoubleVectors.PanelWidth,
                lane = direction % DoubleVectors.PanelWidth;
            for (int row = 0; row < rows; row++)
                weights[(((panel * rows) + row) * DoubleVectors.PanelWidth) + lane] =
                    found.Vectors[direction][row] * scale;
        }

        return weights;
    }

    private static void Combine(
        RowBlocks rows,
        float[] part,
        (int First, int Width) columns,
        double[] weights,
        int kept,
        float[] vectors
    )
    {
        int panelLength = rows.Rows * DoubleVectors.PanelWidth;
        double[] right = new double[panelLength],
            sums = new double[DoubleVectors.PanelWidth * DoubleVectors.PanelWidth];
        for (int start = 0; start < columns.Width; start += DoubleVectors.PanelWidth)
        {
            int count = Math.Min(DoubleVectors.PanelWidth, columns.Width - start),
                at = columns.First + start;
            for (int row = 0; row < rows.Rows; row++)
            {
                for (int column = 0; column < count; column++)
                    right[(row * DoubleVectors.PanelWidth) + column] =
                        part[(row * columns.Width) + start + column] - rows.Mean[at + column];
            }

            for (int direction = 0; direction < kept; direction += DoubleVectors.PanelWidth)
            {
                Array.Clear(sums);
                DoubleVectors.AddPanelProduct(
                    weights.AsSpan(direction / DoubleVectors.PanelWidth * panelLength, panelLength),
                    right,
                    sums,
                    DoubleVectors.PanelWidth
                );
                for (int i = 0; i < Math.Min(DoubleVectors.PanelWidth, kept - direction); i++)
                {
                    for (int column = 0; column < count; column++)
                        vectors[((direction + i) * (long)rows.Columns) + at + column] = (float)
                            sums[(i * DoubleVectors.PanelWidth) + column];
                }
            }
        }
    }
}
