using Pinhole.Data.Stores;
using Pinhole.Engine.Random;

namespace Pinhole.Tests.Data.Stores;

public sealed class SparseRowsBuilderTests
{
    [Fact]
    public void Numbers_in_any_order_become_rows_whose_columns_rise()
    {
        const int rows = 90,
            columns = 110;
        Rng rng = new(1);
        float[] whole = new float[rows * columns];
        SparseRowsBuilder builder = new(rows, columns, "test");
        // More than the first room, many of them in the same place, and some of them 0.
        for (int i = 0; i < 9000; i++)
        {
            int row = rng.NextInt(rows),
                column = rng.NextInt(columns);
            float value = rng.NextInt(4);
            whole[(row * columns) + column] += value;
            builder.Add(row, column, value);
        }

        SparseRows sparse = builder.Finish();
        float[] read = new float[whole.Length];
        sparse.Read([.. Enumerable.Range(0, rows)], read);
        Assert.Equal(whole, read);
        Assert.Equal(whole.Count(value => value != 0), Enumerable.Range(0, rows).Sum(sparse.Kept));
        for (int row = 0; row < rows; row++)
            Assert.Equal(sparse.Places(row).ToArray().Distinct().Order(), sparse.Places(row).ToArray());
    }

    [Fact]
    public void Rows_without_a_number_are_rows_of_zeros()
    {
        SparseRows sparse = new SparseRowsBuilder(3, 2, "test").Finish();
        float[] read = [9, 9];
        sparse.Read([1], read);
        Assert.Equal([0f, 0f], read);
        Assert.Equal((3, 0), (sparse.Rows, sparse.Kept(2)));
    }
}
