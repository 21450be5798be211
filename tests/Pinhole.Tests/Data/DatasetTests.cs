using Pinhole.Data;
using Pinhole.Tests.Contract;

namespace Pinhole.Tests.Data;

public sealed class DatasetTests
{
    private static readonly float[] SixNumbers = [1, 2, 3, 4, 5, 6];

    [Fact]
    public void Rows_are_the_numbers_given_and_the_range_is_theirs()
    {
        Dataset data = Dataset.FromRows(SixNumbers, 2, labels: [0, 2, 1], columnNames: ["a", "b"]);

        Assert.Equal((3, 2), (data.Rows, data.Columns));
        Assert.Equal([3f, 4f], data.Row(1).ToArray());
        Assert.Equal(2, data.Label(1));
        Assert.Equal(["0", "1", "2"], data.Schema.ClassNames);
        Assert.Equal((1f, 6f), (data.Schema.Minimum, data.Schema.Maximum));
    }

    [Fact]
    public void Labels_become_targets_of_a_column_for_each_class_by_its_name()
    {
        Dataset data = Dataset.FromRows(SixNumbers, 2, "six", [2, 0, 2], ["a", "b", "c"]).WithLabelTargets();
        Assert.Equal([0, 0, 1, 1, 0, 0, 0, 0, 1], data.Targets!.Values());
        Assert.Equal(["a", "b", "c"], data.Schema.Targets!.ColumnNames);
        Assert.True(data.Schema.Targets.IsOneHot);
        Assert.Equal([0f, 0f, 1f], data.Take([2]).Targets!.Row(0).ToArray());

        Dataset turned = data.WithLabelTargets(["c", "a"]);
        Assert.Equal([1, 0, 0, 1, 1, 0], turned.Targets!.Values());
    }

    [Fact]
    public void Rows_outside_are_refused_also_in_a_part()
    {
        Dataset part = Dataset.FromRows(SixNumbers, 2).Take([2]);

        Assert.Throws<ArgumentOutOfRangeException>(() => part.Row(1).Length);
        Assert.Throws<ArgumentOutOfRangeException>(() => part.Row(-1).Length);
        Assert.Throws<ArgumentOutOfRangeException>(() => part.Take([1]));
        Assert.Throws<InvalidOperationException>(() => part.Label(0));
    }

    [Theory]
    [InlineData(float.PositiveInfinity, "Infinity")]
    [InlineData(float.NegativeInfinity, "-Infinity")]
    public void A_value_that_is_not_finite_is_refused_with_its_place(float value, string shown)
    {
        Refusal.Says(() => Dataset.FromRows([1, 2, 3, value], 2, "sales"), "sales", shown, "row 2", "column 2");
        Refusal.Says(() => Dataset.FromRows([1, 2, value, 4], 2, columnNames: ["price", "age"]), "row 2", "'price'");
    }

    [Fact]
    public void NaN_is_a_missing_number_and_no_pixel()
    {
        Dataset data = Dataset.FromRows([1, float.NaN, 3, 4, float.NaN, 6], 2);
        Assert.Equal((2L, 1f, 6f), (data.Schema.Missing, data.Schema.Minimum, data.Schema.Maximum));
        Assert.Equal(0, data.Take([1]).Schema.Missing);
        Refusal.Says(
            () => Dataset.FromRows([1, float.NaN], 2, image: new ImageShape(1, 1, 2)),
            "NaN",
            "row 1",
            "column 2"
        );
        Refusal.Says(() => Dataset.FromRows([float.NaN, float.NaN], 2), "all of them are missing");
    }

    [Fact]
    public void Counts_are_whole_numbers_many_of_them_0_and_some_large()
    {
        Assert.True(Dataset.FromRows([0, 0, 3, 120], 2).Schema.IsCounts);
        Assert.False(Dataset.FromRows([0, 0, 3, 12], 2).Schema.IsCounts);
        Assert.False(Dataset.FromRows([0, 0, 3.5f, 120], 2).Schema.IsCounts);
        Assert.False(Dataset.FromRows([0, 0, -3, 120], 2).Schema.IsCounts);
        Assert.False(Dataset.FromRows([5, 2, 3, 120], 2).Schema.IsCounts);
        // Grey values are none.
        Assert.False(Dataset.FromRows([0, 0, 3, 255], 2).Schema.IsCounts);
        Assert.False(Dataset.FromRows([0, 0, 3, 120], 2, image: new ImageShape(1, 1, 2)).Schema.IsCounts);
    }

    [Fact]
    public void Sizes_that_do_not_fit_are_refused()
    {
        Refusal.Says(() => Dataset.FromRows([], 3), "no rows");
        Refusal.Says(() => Dataset.FromRows([1], 0), "no columns");
        Refusal.Says(() => Dataset.FromRows([1], -1), "no columns");
        Refusal.Says(() => Dataset.FromRows(SixNumbers, 4), "6 numbers");
        Refusal.Says(() => Dataset.FromRows(SixNumbers, 2, labels: [0]), "1 labels for 3 rows");
        Refusal.Says(() => Dataset.FromRows(SixNumbers, 2, labels: [0, 1, -1]), "label -1 of row 3");
        Refusal.Says(
            () => Dataset.FromRows(SixNumbers, 2, labels: [0, 1, 2], classNames: ["a", "b"]),
            "label 2 of row 3"
        );
        Refusal.Says(() => Dataset.FromRows(SixNumbers, 2, columnNames: ["a"]), "1 names for 2 columns");
        Refusal.Says(() => Dataset.FromRows(SixNumbers, 2, image: new ImageShape(1, 2, 2)), "1×2×2");
    }

    [Fact]
    public void A_split_deals_every_row_to_one_part_and_depends_on_the_seed_alone()
    {
        Dataset data = Numbered(100);

        (Dataset first, Dataset second) = data.Split(0.8, seed: 7);

        Assert.Equal((80, 20), (first.Rows, second.Rows));
        Assert.Equal(Enumerable.Range(0, 100), Ids(first).Concat(Ids(second)).Order());
        Assert.NotEqual(Enumerable.Range(0, 80), Ids(first));
        Assert.Equal(Ids(first), Ids(data.Split(0.8, seed: 7).First));
        Assert.NotEqual(Ids(first), Ids(data.Split(0.8, seed: 8).First));
        Assert.Equal(first.Label(0), (int)first.Row(0)[0] % 10);
    }

    [Theory]
    [InlineData(2, 0.99, 1)]
    [InlineData(2, 0.01, 1)]
    [InlineData(3, 0.999, 2)]
    public void Neither_part_of_a_split_is_empty(int rows, double fraction, int first) =>
        Assert.Equal(first, Numbered(rows).Split(fraction, 1).First.Rows);

    [Fact]
    public void Splits_that_cannot_be_are_refused()
    {
        Refusal.Says(() => Numbered(1).Split(0.5, 1), "one row");
        foreach (double fraction in new[] { 0, 1, -1, 2, double.NaN })
            Refusal.Says(() => Numbered(10).Split(fraction, 1), "split");
    }

    [Fact]
    public void A_part_of_a_part_has_the_right_rows_and_its_own_range()
    {
        Dataset part = Numbered(50).Take([40, 30, 20]).Take([2, 0, 0]);

        Assert.Equal([20, 40, 40], Ids(part));
        Assert.Equal((20f, 40f), (part.Schema.Minimum, part.Schema.Maximum));
        Refusal.Says(() => part.Take([]), "at least one");
    }

    [Fact]
    public void In_the_order_they_lie_in_rows_keep_what_is_beside_them()
    {
        Dataset rows = Numbered(50),
            part = rows.WithContext(Numbered(50)).WithTargets(Numbered(50)).Take([40, 3, 20, 3]),
            ordered = part.InStoredOrder();

        Assert.Equal([3, 3, 20, 40], Ids(ordered));
        Assert.Equal([3, 3, 20, 40], Ids(ordered.Context!));
        Assert.Equal([3, 3, 20, 40], Ids(ordered.Targets!));
        Assert.Equal([3, 3, 0, 0], Enumerable.Range(0, 4).Select(ordered.Label));
        Assert.Equal(part.Schema, ordered.Schema);
        Assert.Same(rows, rows.InStoredOrder());
    }

    [Fact]
    public void A_draw_of_zeros_and_ones_belongs_to_the_place_of_a_number()
    {
        Dataset rows = Dataset.FromRows(
            [.. Enumerable.Range(0, 4000).Select(i => i % 40 * 0.025f)],
            40,
            labels: [.. Enumerable.Range(0, 100).Select(i => i % 3)]
        );
        Dataset drawn = rows.Binarize(7),
            part = rows.Take([99, 3, 50]).Binarize(7);

        for (int column = 0; column < 40; column++)
        {
            double mean = Enumerable.Range(0, 100).Average(row => drawn.Row(row)[column]),
                share = column * 0.025;
            Assert.InRange(
                mean,
                share - (5 * Math.Sqrt(share * (1 - share) / 100)),
                share + (5 * Math.Sqrt(share * (1 - share) / 100))
            );
        }

        Assert.Equal(drawn.Row(99), part.Row(0));
        Assert.Equal(drawn.Row(3), part.Row(1));
        Assert.Equal((0, 2), (part.Label(0), part.Label(2)));
        Assert.Equal((0f, 1f), (drawn.Schema.Minimum, drawn.Schema.Maximum));
        Assert.Equal(drawn.Row(50), rows.Binarize(7).Row(50));
        Assert.NotEqual(drawn.Row(50).ToArray(), rows.Binarize(8).Row(50).ToArray());
        Assert.Equal(drawn.Row(50), drawn.Binarize(8).Row(50));
        Refusal.Says(() => Dataset.FromRows([0, 2], 1).Binarize(1), "between 0 and 2", "[0, 1]");
    }

    [Fact]
    public void Gathering_rows_copies_them_in_order_and_allocates_nothing()
    {
        Dataset data = Dataset.FromRows(SixNumbers, 2).Take([2, 1, 0]);
        float[] target = new float[4];
        int[] rows = [0, 2];
        Assert.Equal(0, Allocation.AfterWarmUp(() => data.CopyRows(rows, target)));
        Assert.Equal([5f, 6, 1, 2], target);
        Assert.ThrowsAny<ArgumentException>(() => data.CopyRows([0, 1, 2], target));
    }

    [Fact]
    public void An_address_that_is_nothing_is_refused_and_the_nearest_name_suggested()
    {
        using TestFolder folder = new();

        Refusal.Says(() => Dataset.Open("digts"), "did you mean 'digits'", "curves");
        Refusal.Says(() => Dataset.Open(folder.Path("none.csv")), "none.csv", "does not exist");
        Refusal.Says(() => Dataset.Open(folder.Path(".")), "folder");
        Refusal.Says(() => Dataset.Open(folder.Text("empty.csv", "")), "empty.csv", "empty");
        Refusal.Says(() => Dataset.Open(folder.Gzip("empty.gz")), "empty.gz", "empty");
        Refusal.Says(() => Dataset.Open(""), "valid: digits, curves, shapes");
        Refusal.Says(() => Dataset.Open("digits", new DataOptions { Rows = 0 }), "0 rows");
        Refusal.Says(() => Dataset.Open("digits", new DataOptions { Rows = long.MaxValue }), "memory");
        Refusal.Says(() => Dataset.Open("digits", new DataOptions { Labels = "class" }), "digits");
    }

    [Fact]
    public void The_content_of_a_file_decides_and_not_its_name()
    {
        using TestFolder folder = new();
        string misnamed = folder.Bytes("rows.csv", File.ReadAllBytes(Repository.Golden("npy/f4_little.npy")));

        Assert.Equal((2, 3), (Dataset.Open(misnamed).Rows, Dataset.Open(misnamed).Columns));
        Refusal.Says(
            () => Dataset.Open(folder.Bytes("rows.npz", (byte)'P', (byte)'K', 3, 4, 20, 0, 0, 0)),
            "rows.npz",
            "damaged, cut short"
        );
        Refusal.Says(() => Dataset.Open(folder.Bytes("rows.nii", 1, 2, 3, 0, 0, 0)), "rows.nii", "neither");
    }

    private static Dataset Numbered(int rows) =>
        Dataset.FromRows(
            [.. Enumerable.Range(0, rows).Select(i => (float)i)],
            1,
            "numbers",
            [.. Enumerable.Range(0, rows).Select(i => i % 10)]
        );

    private static IEnumerable<int> Ids(Dataset data) =>
        Enumerable.Range(0, data.Rows).Select(i => (int)data.Row(i)[0]);
}
