using Pinhole.Data;
using Pinhole.Data.Preprocessing;
using Pinhole.Evaluation;

namespace Pinhole.Tests.Evaluation;

public sealed class RowComparisonTests
{
    [Fact]
    public void Errors_are_in_prepared_units_and_of_each_row()
    {
        Dataset original = Dataset.FromRows([0, 10, 4, 30], 2),
            other = Dataset.FromRows([1, 10, 4, 20], 2);
        // Columns become [0, 1]: of 4 and of 20.
        RowComparison compared = RowComparison.Between(original, other, Preprocessors.Fit("minmax", original));

        Assert.Equal((0.0625 + 0.25) / 4, compared.Errors.Mse, 1e-6);
        Assert.Equal((0.0625 + 0.25) / 2, compared.Errors.SquaredErrorPerSample, 1e-6);
        Assert.Equal(10 * Math.Log10(1 / compared.Errors.Mse), compared.Errors.Psnr!.Value, 1e-6);
        Assert.Null(compared.Images);
    }

    [Fact]
    public void Images_are_compared_in_the_units_of_the_data()
    {
        Dataset original = Dataset.Open("digits", new DataOptions { Rows = 5 }),
            other = Dataset.Open("digits", new DataOptions { Rows = 5, Seed = 2 });
        RowComparison compared = RowComparison.Between(original, other, Preprocessors.Fit("standardize", original));

        double ssim = 0;
        for (int row = 0; row < 5; row++)
            ssim += StructuralSimilarity.Between(original.Row(row), other.Row(row), new ImageShape(1, 28, 28), 1) / 5;
        Assert.Equal(ssim, compared.Images!.Ssim!.Value, 1e-9);
    }

    [Fact]
    public void Equal_rows_have_no_error_and_other_sizes_cannot_be_compared()
    {
        Dataset rows = Dataset.FromRows([0, 1, 2, 3], 2);
        RowComparison compared = RowComparison.Between(rows, rows, new NoPreprocessing());
        Assert.Equal((0.0, null), (compared.Errors.Mse, compared.Errors.Psnr));
        Assert.Throws<ArgumentException>(() => RowComparison.Between(rows, rows.Take([0]), new NoPreprocessing()));
        Assert.Throws<ArgumentException>(() =>
            RowComparison.Between(rows, Dataset.FromRows([1, 2], 1), new NoPreprocessing())
        );
    }
}
