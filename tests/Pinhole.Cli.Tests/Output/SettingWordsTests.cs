using System.CommandLine;
using System.Text.RegularExpressions;
using Pinhole.Cli.Output;

namespace Pinhole.Cli.Tests.Output;

public sealed partial class SettingWordsTests
{
    private static readonly string[] Folders = ["src/Pinhole.Engine", "src/Pinhole"];

    [Theory]
    [InlineData("lower `LearningRate`, or set `ClipNorm` 1", "lower --learning-rate, or set --clip 1")]
    [InlineData("use `Preprocess` minmax", "use --preprocess minmax")]
    [InlineData("column `a b` and `x`", "column `a b` and `x`")]
    [InlineData("nothing here", "nothing here")]
    public void Settings_are_shown_as_options(string message, string shown) =>
        Assert.Equal(shown, SettingWords.Show(message));

    [Fact]
    public void Each_setting_that_the_toolkit_names_is_an_option_of_a_verb()
    {
        HashSet<string> options = [.. Options(CommandLine.Parse([]).RootCommandResult.Command)];
        int named = 0;
        foreach ((string path, string text) in Messages())
        {
            foreach (Match setting in Setting().Matches(text))
            {
                named++;
                string option = SettingWords.Option(setting.Groups[1].Value);
                Assert.All(Flag().Matches(option), flag =>
                    Assert.True(
                        options.Contains(flag.Value),
                        $"{path} names {setting.Value}, and no verb has {flag.Value}."
                    )
                );
            }
        }

        Assert.True(named > 50, "The settings were not recognised.");
    }

    [Fact]
    public void No_message_of_the_toolkit_names_an_option()
    {
        foreach ((string path, string text) in Messages())
        {
            Match flag = Flag().Match(text);
            Assert.False(flag.Success, $"{path} names {flag.Value}; name the setting, between backticks.");
        }
    }

    // Strings of the toolkit's own code, without comments.
    private static IEnumerable<(string Path, string Text)> Messages() =>
        from folder in Folders
        from file in Repository.Files(folder)
        // The page of reproductions is a document that shows commands.
        where file.Path is not "Recipes/ReproducibilityPage.cs"
        from literal in Literal().Matches(Comment().Replace(file.Text, ""))
        select ($"{folder}/{file.Path}", literal.Value);

    private static IEnumerable<string> Options(Command command) =>
        command.Options.Select(option => option.Name).Concat(command.Subcommands.SelectMany(Options));

    [GeneratedRegex("`([A-Z][A-Za-z]+)`")]
    private static partial Regex Setting();

    [GeneratedRegex(@"(?<![\w-])--[a-z][a-z-]+")]
    private static partial Regex Flag();

    [GeneratedRegex(@"^\s*//[^\n]*|(?<=[;{},(]\s*)//[^\n]*", RegexOptions.Multiline)]
    private static partial Regex Comment();

    [GeneratedRegex("\"(\\\\.|[^\"\\\\\\n])*\"")]
    private static partial Regex Literal();
}
