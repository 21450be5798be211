using Pinhole.Data;

namespace Pinhole.Tests.Data;

public class RowSplitTests
{
    [Fact]
    public void Rows_are_dealt_as_a_dataset_deals_them()
    {
        Dataset rows = Dataset.FromRows([.. Enumerable.Range(0, 10).Select(row => (float)row)], columns: 1);
        RowSplit split = RowSplit.Deal(10, 0.7, seed: 3);
        (Dataset training, Dataset validation) = split.Of(rows);
        (Dataset first, Dataset second) = rows.Split(0.7, seed: 3);

        Assert.Equal((7, 3, 10), (split.Training.Length, split.Validation.Length, split.Rows));
        Assert.Equal(Numbers(first), Numbers(training));
        Assert.Equal(Numbers(second), Numbers(validation));
        Assert.Equal(split.Training.ToArray(), Numbers(training));
        Assert.Equal(Enumerable.Range(0, 10), split.Training.ToArray().Concat(split.Validation.ToArray()).Order());
    }

    [Theory]
    [InlineData(new[] { 0, 2 }, new int[0])]
    [InlineData(new int[0], new[] { 0 })]
    [InlineData(new[] { 0, 2 }, new[] { 2 })]
    [InlineData(new[] { 0, 1 }, new[] { 3 })]
    [InlineData(new[] { 0, -1 }, new[] { 1 })]
    public void Parts_that_are_no_split_are_refused(int[] training, int[] validation) =>
        Assert.Throws<InputException>(() => RowSplit.Restore(training, validation));

    [Fact]
    public void What_was_kept_comes_back_and_fits_as_many_rows_alone()
    {
        RowSplit split = RowSplit.Restore([3, 0, 2], [1]);
        Assert.Equal([3, 0, 2], split.Training.ToArray());
        Assert.Equal([1], split.Validation.ToArray());
        Refusal.Says(() => split.Of(Dataset.FromRows([1, 2, 3], columns: 1)), "has 3 rows", "4 were split");
    }

    private static int[] Numbers(Dataset rows) =>
        [.. Enumerable.Range(0, rows.Rows).Select(row => (int)rows.Row(row)[0])];
}
