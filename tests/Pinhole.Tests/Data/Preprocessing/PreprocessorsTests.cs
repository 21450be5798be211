using Pinhole.Data;
using Pinhole.Data.Preprocessing;

namespace Pinhole.Tests.Data.Preprocessing;

public sealed class PreprocessorsTests
{
    [Theory]
    [InlineData(0f, 1f, "none", 0f)]
    [InlineData(-1f, 1f, "none", -1f)]
    [InlineData(0f, 1.5f, "standardize", null)]
    [InlineData(-3f, 0f, "standardize", null)]
    public void Auto_leaves_bounded_data_and_standardizes_others(float minimum, float maximum, string name, float? low)
    {
        Dataset data = Dataset.FromRows([minimum, maximum], 1);
        Preprocessor fitted = Preprocessors.Fit("auto", data);

        Assert.Equal(name, fitted.Name);
        Assert.Equal(low is null ? null : (low.Value, 1f), fitted.OutputRange(data.Schema));
    }

    [Fact]
    public void Every_name_but_auto_makes_the_preprocessing_of_that_name()
    {
        Dataset data = Dataset.FromRows([3, 5], 1);
        foreach (
            string name in Preprocessors
                .Names.Where(name => name != "auto")
                .Concat(["clip=5", "library-size=1.5", "impute,log1p,minmax", "binarize=-2"])
        )
            Assert.Equal(name, Preprocessors.Fit(name, data).Name);
    }

    [Theory]
    [InlineData("none", true)]
    [InlineData("log1p", true)]
    [InlineData("library-size", true)]
    [InlineData("library-size,log1p,minmax,clip=0.5", true)]
    [InlineData("minmax", true)]
    [InlineData("impute,minmax", true)]
    [InlineData("binarize=2", true)]
    [InlineData("robust", true)]
    [InlineData("binarize=-1", false)]
    [InlineData("standardize", false)]
    public void What_keeps_zeros_gives_the_kept_numbers_of_a_row_the_bits_they_have_within_it(string name, bool keeps)
    {
        (Dataset sparse, Dataset whole) = SparseTwins.Make(30, 20);
        Preprocessor fitted = Preprocessors.Fit(name, whole);
        Assert.Equal(keeps, fitted.KeepsZeros);
        for (int index = 0; index < sparse.Rows && keeps; index++)
        {
            float[] values = sparse.SparseRow(index, out ReadOnlySpan<int> places).ToArray(),
                row = whole.Row(index).ToArray(),
                written = new float[row.Length];
            fitted.ApplyInPlace(row);
            fitted.ApplyInPlace(places, values);
            for (int i = 0; i < values.Length; i++)
                written[places[i]] = values[i];
            Assert.Equal(row, written);
        }
    }

    [Theory]
    [InlineData(false, 1f, "log1p", "counts")]
    [InlineData(true, 0.5f, "minmax", "go up to")]
    [InlineData(true, -1f, "none", "many zeros should stay 0")]
    public void Auto_keeps_the_zeros_of_sparse_rows(bool fractions, float factor, string name, string reason)
    {
        float[] values = [factor * 30, factor * (fractions ? 1.5f : 2), factor * 9];
        (string chosen, string why) = Preprocessors.Choose(Dataset.FromSparse([0, 1, 3], [2, 0, 4], values, 9).Schema);
        Assert.Equal(name, chosen);
        Assert.Contains(reason, why, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("log1p,standardise", "did you mean 'standardize'")]
    [InlineData("log1p,auto", "'auto'")]
    [InlineData("minmax=3", "takes no number")]
    [InlineData("clip=x", "'x'", "clip=10")]
    [InlineData("clip=0", "a limit above 0")]
    [InlineData("library-size=-1", "more than 0")]
    [InlineData("binarize=Infinity", "finite")]
    [InlineData("", "valid")]
    [InlineData("minmax,", "valid")]
    public void Steps_that_cannot_be_are_refused(string name, params string[] says) =>
        Refusal.Says(() => Preprocessors.Fit(name, Dataset.FromRows([1, 2], 1)), says);

    [Fact]
    public void Missing_numbers_must_be_filled()
    {
        Dataset data = Dataset.FromRows([1, float.NaN, 3, 20, 5, 40], 2, "sales");
        Refusal.Says(() => Preprocessors.Fit("minmax", data), "sales", "1 of its numbers", "impute,minmax");
        Assert.Equal("impute,standardize", Preprocessors.Fit("auto", data).Name);

        float[] row = [float.NaN, float.NaN];
        Preprocessors.Fit("impute", data).ApplyInPlace(row);
        Assert.Equal([3f, 30f], row);
    }

    [Fact]
    public void Auto_takes_the_logarithm_of_counts_and_says_why()
    {
        (string name, string reason) = Preprocessors.Choose(Dataset.FromRows([0, 0, 0, 3, 0, 999], 2).Schema);
        Assert.Equal("log1p,standardize", name);
        Assert.Contains("counts", reason, StringComparison.Ordinal);
        Assert.Contains("999", reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Each_step_is_fitted_on_what_the_ones_before_it_give()
    {
        // The logarithms of 1 + x are 0, 1 and 2: a mean of 1 and a deviation of √(2/3).
        float e = MathF.E;
        Dataset data = Dataset.FromRows([0, e - 1, (e * e) - 1], 1);
        float[] row = [(e * e) - 1];
        Preprocessor fitted = Preprocessors.Fit("log1p,standardize", data);
        fitted.ApplyInPlace(row);
        Assert.Equal(Math.Sqrt(1.5), row[0], 1e-6);
        fitted.InvertInPlace(row);
        Assert.Equal((e * e) - 1, row[0], 1e-5);
    }

    [Fact]
    public void Robust_scaling_takes_the_quartiles_as_NumPy_does()
    {
        // numpy.percentile([1, 2, 4, 8, 1000], [25, 50, 75]) is [2, 4, 8].
        ColumnScaling fitted = Assert.IsType<Robust>(
            Preprocessors.Fit("robust", Dataset.FromRows([8, 1, 1000, 4, 2], 1))
        );
        Assert.Equal((4f, 6f), (fitted.Offset[0], fitted.Scale[0]));
        // numpy.percentile([1, 2, 3, 4], [25, 50, 75]) is [1.75, 2.5, 3.25].
        fitted = Assert.IsType<Robust>(Preprocessors.Fit("robust", Dataset.FromRows([4, 3, 2, 1], 1)));
        Assert.Equal((2.5f, 1.5f), (fitted.Offset[0], fitted.Scale[0]));
    }

    [Fact]
    public void Rows_of_counts_are_brought_to_one_sum()
    {
        Preprocessor fitted = Preprocessors.Fit("library-size=100", Dataset.FromRows([1, 2], 2));
        float[] row = [1, 4],
            empty = [0, 0];
        fitted.ApplyInPlace(row);
        fitted.ApplyInPlace(empty);
        Assert.Equal([20f, 80f], row);
        Assert.Equal([0f, 0f], empty);
    }

    [Fact]
    public void Clipping_and_binarizing_do_what_they_say()
    {
        float[] row = [-7, -5, 0.5f, 6];
        Preprocessors.Fit("clip=5", Dataset.FromRows([1, 2, 3, 4], 4)).ApplyInPlace(row);
        Assert.Equal([-5f, -5, 0.5f, 5], row);
        Preprocessors.Fit("binarize=0.5", Dataset.FromRows([1, 2, 3, 4], 4)).ApplyInPlace(row);
        Assert.Equal([0f, 0, 0, 1], row);
    }

    [Theory]
    [InlineData("minmax,clip", 0f)]
    [InlineData("log1p", null)]
    [InlineData("standardize,binarize", 0f)]
    [InlineData("minmax,log1p", 0f)]
    [InlineData("minmax,standardize", null)]
    public void The_bounds_of_several_steps_follow_one_another(string name, float? low)
    {
        Schema schema = Dataset.FromRows([3, 500], 1).Schema;
        Assert.Equal(low is null ? null : (low.Value, 1f), Preprocessors.OutputRange(name, schema));
    }

    [Fact]
    public void Text_becomes_zeros_and_ones_by_itself() =>
        Refusal.Says(
            () => Preprocessors.Fit("one-hot,standardize", Dataset.FromRows([1], 1)),
            "one-hot",
            "text",
            "leave it out"
        );

    [Fact]
    public void An_unknown_name_is_refused_with_the_nearest() =>
        Refusal.Says(
            () => Preprocessors.Fit("standardise", Dataset.FromRows([1], 1)),
            "did you mean 'standardize'",
            "minmax"
        );

    [Fact]
    public void Unprepared_data_beyond_the_bounds_has_no_output_range() =>
        Assert.Null(new NoPreprocessing().OutputRange(Dataset.FromRows([0, 255], 1).Schema));

    [Theory]
    [InlineData("minmax")]
    [InlineData("standardize")]
    [InlineData("robust")]
    public void Hard_columns_come_back_as_they_were_and_never_as_NaN(string name)
    {
        // Scaled by 1e6, constant, all zero, very large, very small, hardly varying.
        float[][] columns =
        [
            [1e6f, -2e6f, 3e6f, 0],
            [7, 7, 7, 7],
            [0, 0, 0, 0],
            [1.5e38f, -1.5e38f, 1e38f, 0],
            [1e-42f, 2e-42f, 0, 0],
            [1e6f, 1e6f, 1e6f, 1000000.06f],
        ];
        float[] values = [.. Enumerable.Range(0, 4).SelectMany(row => columns.Select(column => column[row]))];
        Dataset data = Dataset.FromRows(values, columns.Length);
        Preprocessor fitted = Preprocessors.Fit(name, data);

        for (int index = 0; index < data.Rows; index++)
        {
            float[] row = data.Row(index).ToArray();
            fitted.ApplyInPlace(row);
            Assert.All(row, value => Assert.True(float.IsFinite(value)));
            if (fitted.OutputRange(data.Schema) is (float low, float high))
                Assert.All(row, value => Assert.InRange(value, low, high));
            fitted.InvertInPlace(row);
            for (int column = 0; column < row.Length; column++)
                Assert.Equal(data.Row(index)[column], row[column], 1e-6 * columns[column].Max(Math.Abs));
        }
    }
}
