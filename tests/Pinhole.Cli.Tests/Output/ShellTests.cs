using Pinhole.Cli.Output;

namespace Pinhole.Cli.Tests.Output;

public sealed class ShellTests
{
    [Fact]
    public void Arguments_that_a_shell_would_change_are_quoted() =>
        Assert.Equal(
            "pinhole train './my data.csv' 'it'\\''s' '' --hidden 512,256",
            Shell.Command("train", "./my data.csv", "it's", "", "--hidden", "512,256")
        );
}
