namespace Pinhole.Cli.Tests.Parsing;

public sealed class HelpPageTests
{
    [Theory]
    [InlineData("train", "relu, leaky-relu, elu, tanh, sigmoid, softplus, gelu")]
    [InlineData("evaluate", "--labels")]
    [InlineData("encode", "--out")]
    [InlineData("decode", "LATENTS")]
    [InlineData("reconstruct", "--force")]
    [InlineData("info", "--json")]
    [InlineData("data list", "--json")]
    [InlineData("data make", "digits, curves, shapes")]
    public void Each_verb_has_a_page_with_an_example(string verb, string expected)
    {
        using TemporaryFolder folder = new();
        PinholeCommand.Result result = PinholeCommand.Run(folder.Path, [.. verb.Split(' '), "--help"]);
        Assert.Equal((0, ""), (result.ExitCode, result.Errors));
        Assert.Contains(expected, result.Output, StringComparison.Ordinal);
        Assert.Contains($"Usage:\n  pinhole {verb} ", result.Output, StringComparison.Ordinal);
        Assert.Contains($"Example:\n  pinhole {verb}", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_bare_command_shows_what_there_is()
    {
        using TemporaryFolder folder = new();
        PinholeCommand.Result result = PinholeCommand.Run(folder.Path);
        Assert.Equal((0, ""), (result.ExitCode, result.Errors));
        Assert.All(["train", "evaluate", "encode", "decode", "reconstruct", "info", "data"], verb =>
            Assert.Contains($"\n  {verb}", result.Output, StringComparison.Ordinal)
        );
    }

    [Fact]
    public void The_version_is_a_number_alone()
    {
        using TemporaryFolder folder = new();
        Assert.Matches(@"^\d+\.\d+\.\d+\n$", PinholeCommand.Run(folder.Path, "--version").Output);
    }
}
