namespace Pinhole.Tests;

public sealed class SuggestionTests
{
    private static readonly string[] Names = ["digits", "curves", "standardize", "none"];

    [Theory]
    [InlineData("digts", "digits")]
    [InlineData("idgits", "digits")]
    [InlineData("Curve", "curves")]
    [InlineData("standardise", "standardize")]
    [InlineData("non", "none")]
    public void A_mistyped_name_finds_the_nearest(string given, string expected) =>
        Assert.Equal(expected, Suggestion.Nearest(given, Names));

    [Theory]
    [InlineData("transactions")]
    [InlineData("x")]
    [InlineData("")]
    public void A_name_far_from_all_finds_nothing(string given) => Assert.Null(Suggestion.Nearest(given, Names));

    [Fact]
    public void An_unknown_name_is_told_with_the_nearest_and_all_valid_ones() =>
        Assert.Equal(
            "unknown data 'digts'; did you mean 'digits'? valid: digits, curves, standardize, none",
            Suggestion.Unknown("data", "digts", Names)
        );
}
