using System.CommandLine;
using Pinhole.Cli.Parsing;

namespace Pinhole.Cli.Tests.Parsing;

public sealed class HelpPageTests
{
    [Theory]
    [InlineData("train", "--latent")]
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
    public void Help_shows_about_a_dozen_options_in_groups_and_help_all_shows_all()
    {
        using TemporaryFolder folder = new();
        string few = PinholeCommand.Run(folder.Path, "train", "--help").Output,
            all = PinholeCommand.Run(folder.Path, "train", "--help-all").Output;
        Assert.InRange(Options(few).Length, 10, 14);
        Assert.Subset(Options(all).ToHashSet(), Options(few).ToHashSet());
        Assert.Contains("--help-all shows all ", few, StringComparison.Ordinal);
        Assert.All(["\nData:\n", "\nModel:\n", "\nTraining:\n", "\nOutput:\n"], title =>
        {
            Assert.Contains(title, few, StringComparison.Ordinal);
            Assert.Contains(title, all, StringComparison.Ordinal);
        });
        Assert.Contains("relu, leaky-relu, elu, tanh, sigmoid, softplus, gelu", all, StringComparison.Ordinal);
        Assert.True(Options(all).Length > 40);

        static string[] Options(string page) =>
            [
                .. page.Split('\n')
                    .Where(line => line.StartsWith("  --", StringComparison.Ordinal))
                    .Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[0]),
            ];
    }

    [Fact]
    public void Every_option_that_has_a_place_on_the_pages_exists()
    {
        HashSet<string> names =
        [
            .. Verbs(CommandLine.Parse([]).RootCommandResult.Command)
                .SelectMany(command => command.Options)
                .Select(option => option.Name),
        ];
        Assert.Equal([], HelpGroups.Names.Except(names));

        static IEnumerable<Command> Verbs(Command command) => [command, .. command.Subcommands.SelectMany(Verbs)];
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
