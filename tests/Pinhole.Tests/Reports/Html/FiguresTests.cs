using Pinhole.Reports.Html;

namespace Pinhole.Tests.Reports.Html;

public class FiguresTests
{
    [Theory]
    [InlineData(4.1234, "4.12")]
    [InlineData(0.037123, "0.0371")]
    [InlineData(12345.6, "12,346")]
    [InlineData(-8.5, "−8.50")]
    [InlineData(0, "0")]
    [InlineData(1.234e-7, "1.23e−7")]
    [InlineData(1.5e12, "1.5e12")]
    [InlineData(double.NaN, "–")]
    public void A_number_has_three_digits_that_matter(double value, string text) =>
        Assert.Equal(text, Figures.Short(value));

    [Theory]
    [InlineData(0.0344, "34\u202Fms")]
    [InlineData(12.34, "12.3\u202Fs")]
    [InlineData(200, "3\u202Fmin 20\u202Fs")]
    [InlineData(7500, "2\u202Fh 5\u202Fmin")]
    public void A_time_has_units(double seconds, string text) => Assert.Equal(text, Figures.Duration(seconds));

    [Theory]
    [InlineData(0.384, "38\u202F%")]
    [InlineData(0.038, "3.8\u202F%")]
    [InlineData(double.NaN, "–")]
    public void A_share_is_a_percentage(double share, string text) => Assert.Equal(text, Figures.Percent(share));
}
