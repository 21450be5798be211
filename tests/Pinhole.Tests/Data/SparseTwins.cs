using Pinhole.Data;
using Pinhole.Engine.Random;

namespace Pinhole.Tests.Data;

/// <summary>The same counts as sparse rows and as whole ones.</summary>
internal static class SparseTwins
{
    /// <summary>
    /// Rows of three kinds, each with large counts in columns of its own; the second column is empty, and so is the
    /// third row.
    /// </summary>
    public static (Dataset Sparse, Dataset Whole) Make(int rows, int columns, ulong seed = 1, bool missing = false)
    {
        Rng rng = new(seed);
        float[] whole = new float[rows * columns];
        int[] starts = new int[rows + 1],
            labels = new int[rows];
        List<int> places = [];
        List<float> values = [];
        for (int row = 0; row < rows; row++)
        {
            labels[row] = row % 3;
            for (int column = 0; column < columns && row != 2; column++)
            {
                bool own = column % 3 == labels[row];
                if (column == 1 || rng.NextDouble() > (own ? 0.4 : 0.05))
                    continue;
                float value = missing && rng.NextInt(50) == 0 ? float.NaN : 1 + rng.NextInt(own ? 30 : 3);
                whole[(row * columns) + column] = value;
                places.Add(column);
                values.Add(value);
            }

            starts[row + 1] = places.Count;
        }

        string[] classes = ["a", "b", "c"];
        return (
            Dataset.FromSparse(starts, [.. places], [.. values], columns, "twins", labels, classes),
            Dataset.FromRows(whole, columns, "twins", labels, classes)
        );
    }
}
