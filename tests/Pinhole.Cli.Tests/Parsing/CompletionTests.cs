namespace Pinhole.Cli.Tests.Parsing;

/// <summary>What a shell offers when Tab is pressed: the function of docs/guide.md, run by bash.</summary>
public sealed class CompletionTests
{
    private static readonly string[] Guide = File.ReadAllLines(Path.Combine(Repository.Root, "docs", "guide.md"));

    [Theory]
    [InlineData("pinhole tra", "train traverse")]
    [InlineData("pinhole data ma", "make")]
    [InlineData("pinhole train digits --late", "--latent --latent-activation")]
    [InlineData("pinhole train digits --norm ", "batch layer none")]
    [InlineData("pinhole train ", "")]
    public void The_shell_knows_how_a_command_can_go_on(string typed, string offered)
    {
        using TemporaryFolder folder = new();
        // As bash calls it: with the line, the place of the cursor, and the unfinished word.
        folder.Write(
            "complete.sh",
            $$"""
            typed=${@: -1} command=("${@:1:$#-1}")
            pinhole() { "${command[@]}" "$@"; }
            {{Function()}}
            COMP_LINE=$typed COMP_POINT=${#typed}
            _pinhole pinhole "${typed##* }"
            echo "${COMPREPLY[@]}"
            """
        );
        PinholeCommand.Result result = PinholeCommand.RunInShell(folder.Path, "exec bash complete.sh \"$@\"", typed);
        Assert.Equal((0, ""), (result.ExitCode, result.Errors));
        Assert.Equal(offered, result.Output.Trim());
    }

    // The lines of the code block, without its indentation and without the line that registers the function.
    private static string Function() =>
        string.Join(
            '\n',
            Guide
                .SkipWhile(line => !line.StartsWith("    _pinhole()", StringComparison.Ordinal))
                .TakeWhile(line => !line.StartsWith("    complete ", StringComparison.Ordinal))
                .Select(line => line[4..])
        );
}
