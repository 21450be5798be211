using Pinhole.Cli.Output;
using Pinhole.Evaluation;

namespace Pinhole.Cli.Tests.Output;

public sealed class FiguresTests
{
    [Theory]
    [InlineData(0.0, "0")]
    [InlineData(12.0, "12.00")]
    [InlineData(0.027, "0.02700")]
    [InlineData(123.456, "123.5")]
    [InlineData(-1.5, "-1.500")]
    [InlineData(12345.6, "12,346")]
    [InlineData(0.0000123456, "1.235E-05")]
    [InlineData(null, "–")]
    [InlineData(double.PositiveInfinity, "Infinity")]
    public void Numbers_have_four_digits(double? number, string expected) =>
        Assert.Equal(expected, Figures.Text(number));

    [Theory]
    [InlineData(3, 4, "deep is better: 25 % less")]
    [InlineData(4, 3, "PCA is better: 25 % less")]
    [InlineData(4, 4.001, "equally good")]
    [InlineData(0, 0, "equally good")]
    [InlineData(0, 1, "deep is better: 100 % less")]
    public void The_sentence_says_which_is_better_and_by_how_much(double own, double pca, string expected) =>
        Assert.Contains(expected, Figures.Sentence("deep", 8, Of(own), Of(pca)), StringComparison.Ordinal);

    private static ReconstructionMetrics Of(double squaredError) =>
        new(1, squaredError, squaredError, Math.Sqrt(squaredError), null, squaredError);
}
