using Pinhole.Data;

namespace Pinhole.Tests.Data;

public sealed class DataLintTests
{
    [Fact]
    public void Clean_rows_have_no_findings() =>
        Assert.Empty(
            DataLint.Check(Dataset.FromRows([1, 5, 2, 3, 9, 4, 7, 2], 2, labels: [0, 1, 0, 1]), "standardize", 8)
        );

    [Theory]
    [InlineData("missing", "a,b\n1,2\n3,\n5,1\n", "'b'", "33.3 %")]
    [InlineData("constant", "a,b\n1,2\n3,2\n1,2\n", "'b'", "constant")]
    [InlineData("empty", "a,b\n1,\n3,\n1,\n", "'b'", "`Ignore`")]
    [InlineData("duplicate", "a,b,c\n1,2,1\n3,4,3\n1,7,1\n", "'c'", "repeats")]
    [InlineData("counting", "row,b\n17,2\n18,5\n19,1\n", "'row'", "`Id`")]
    [InlineData("label", "a,Class\n1,x\n3,y\n2,x\n", "Class=x, Class=y", "`Labels`")]
    [InlineData("counts", "a,b\n0,0\n0,500\n3,0\n", "log1p")]
    [InlineData("scales", "a,b\n0.1,0\n0.2,50000\n0.15,1\n", "'b'", "'a'", "10,000")]
    [InlineData("rows", "a,b\n1,2\n3,5\n2,1\n", "7 parameters", "6 numbers")]
    public void Each_finding_names_its_columns_and_what_to_do(string kind, string rows, params string[] says)
    {
        using TestFolder folder = new();
        Dataset data = Dataset.Open(folder.Text("rows.csv", rows));
        LintFinding finding = Assert.Single(DataLint.Check(data, "none", kind == "rows" ? 7 : 0), finding =>
            finding.Kind == kind
        );
        foreach (string part in says)
            Assert.Contains(part, finding.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_column_that_tells_the_label_is_found_and_one_that_hints_at_it_is_not(bool missing)
    {
        float[] values = new float[300];
        int[] labels = new int[100];
        for (int row = 0; row < labels.Length; row++)
        {
            labels[row] = row * row % 3 % 2;
            values[3 * row] = row * 7 % 13;
            values[(3 * row) + 1] = labels[row] * 40 + 2;
            values[(3 * row) + 2] = labels[row] + (0.2f * (row * 5 % 7));
            if (missing && row % 9 == 0)
                values[(3 * row) + (row % 2)] = float.NaN;
        }

        LintFinding leak = Assert.Single(DataLint.Check(Dataset.FromRows(values, 3, labels: labels)), finding =>
            finding.Kind == "leak"
        );
        Assert.Equal([1], leak.Columns);
    }

    [Fact]
    public void Images_may_have_constant_pixels() =>
        Assert.Empty(DataLint.Check(Dataset.FromRows([0, 1, 0, 0.5f], 2, image: new ImageShape(1, 1, 2)), "none"));

    [Fact]
    public void Statistics_of_columns_are_those_of_the_numbers_that_are_there()
    {
        ColumnStatistics statistics = ColumnStatistics.Of(Dataset.FromRows([2, 0, 4, float.NaN, 9, 5], 2));
        Assert.Equal(
            (2f, 9f, 5.0, 0),
            (statistics.Minimum[0], statistics.Maximum[0], statistics.Mean[0], statistics.Missing(0))
        );
        Assert.Equal(Math.Sqrt(26.0 / 3), statistics.Deviation(0), 1e-12);
        Assert.Equal(
            (2.5, 2.5, 1, 1L),
            (statistics.Mean[1], statistics.Deviation(1), statistics.Missing(1), statistics.Zeros)
        );
    }
}
