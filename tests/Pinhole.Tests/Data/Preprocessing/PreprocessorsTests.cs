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
        foreach (string name in Preprocessors.Names.Where(name => name != "auto"))
            Assert.Equal(name, Preprocessors.Fit(name, data).Name);
    }

    [Fact]
    public void An_unknown_name_is_refused_with_the_nearest() =>
        Refusal.Says(() => Preprocessors.Fit("standardise", Dataset.FromRows([1], 1)), "did you mean 'standardize'", "minmax");

    [Fact]
    public void Unprepared_data_beyond_the_bounds_has_no_output_range() =>
        Assert.Null(new NoPreprocessing().OutputRange(Dataset.FromRows([0, 255], 1).Schema));

    [Theory]
    [InlineData("minmax")]
    [InlineData("standardize")]
    public void Hard_columns_come_back_as_they_were_and_never_as_NaN(string name)
    {
        // Scaled by 1e6, constant, all zero, very large, very small, hardly varying.
        float[][] columns =
        [
            [1e6f, -2e6f, 3e6f, 0], [7, 7, 7, 7], [0, 0, 0, 0], [1.5e38f, -1.5e38f, 1e38f, 0],
            [1e-42f, 2e-42f, 0, 0], [1e6f, 1e6f, 1e6f, 1000000.06f],
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
