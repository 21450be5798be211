namespace Pinhole.Cli.Tests.Verbs;

public sealed class DataMakeVerbTests
{
    [Fact]
    public void Rows_and_labels_are_written()
    {
        using TemporaryFolder folder = new();
        Assert.Equal(
            0,
            PinholeCommand
                .Run(folder.Path, "data", "make", "digits", "--rows", "7", "--seed", "3", "--out", "a.npy")
                .ExitCode
        );
        Assert.Equal("(7, 28, 28)", folder.NpyShape("a.npy"));
        Assert.Equal("(7,)", folder.NpyShape("a-labels.npy"));
        Assert.Equal(
            0,
            PinholeCommand
                .Run(folder.Path, "data", "make", "digits", "--rows", "7", "--seed", "3", "--out", "b.npy")
                .ExitCode
        );
        Assert.Equal(File.ReadAllBytes(folder.Of("a.npy")), File.ReadAllBytes(folder.Of("b.npy")));
    }

    [Fact]
    public void Factors_lie_beside_rows_that_are_made_of_them()
    {
        using TemporaryFolder folder = new();
        Assert.Equal(
            0,
            PinholeCommand.Run(folder.Path, "data", "make", "shapes", "--rows", "7", "--out", "s.npy").ExitCode
        );
        Assert.Equal("(7, 64, 64)", folder.NpyShape("s.npy"));
        Assert.Equal("(7, 5)", folder.NpyShape("s-factors.npy"));
        Assert.Equal(
            2,
            PinholeCommand.Run(folder.Path, "data", "make", "shapes", "--rows", "2", "--out", "s.npy").ExitCode
        );
        Assert.Equal(
            0,
            PinholeCommand.Run(folder.Path, "data", "make", "shapes", "--rows", "2", "--out", "s.csv").ExitCode
        );
        Assert.Equal("shape,scale,orientation,x,y", File.ReadLines(folder.Of("s-factors.csv")).First());
        Assert.Equal(
            0,
            PinholeCommand.Run(folder.Path, "data", "make", "shapes", "--rows", "2", "--out", "s.png").ExitCode
        );
        Assert.DoesNotContain("s-factors.png", folder.Entries);
    }

    [Theory]
    [InlineData("d.npy")]
    [InlineData("d-labels.npy")]
    public void Neither_rows_nor_labels_are_overwritten_without_force(string existing)
    {
        using TemporaryFolder folder = new();
        folder.Write(existing, "mine");
        PinholeCommand.Result result = PinholeCommand.Run(
            folder.Path,
            "data",
            "make",
            "digits",
            "--rows",
            "5",
            "--out",
            "d.npy"
        );
        Assert.Equal(2, result.ExitCode);
        Assert.Contains(existing, Assert.Single(result.ErrorLines), StringComparison.Ordinal);
        Assert.Equal([existing], folder.Entries);
    }

    [Fact]
    public void An_unknown_name_gets_the_nearest()
    {
        using TemporaryFolder folder = new();
        PinholeCommand.Result result = PinholeCommand.Run(folder.Path, "data", "make", "digts");
        Assert.Equal(2, result.ExitCode);
        Assert.Contains(
            "did you mean 'digits'? valid: digits, curves, shapes",
            Assert.Single(result.ErrorLines),
            StringComparison.Ordinal
        );
    }
}
