using System.Globalization;
using System.Text.Json;

namespace Pinhole.Cli.Tests.Verbs;

[Collection(TrainedRunCollection.Name)]
public sealed class RowsVerbTests(TrainedRun run)
{
    private static readonly string[] Data = ["digits", "--rows", "20"];

    [Fact]
    public void Encode_then_decode_is_reconstruct()
    {
        using TemporaryFolder folder = new();
        Assert.Equal(0, PinholeCommand.Run(folder.Path, ["encode", run.Folder, .. Data, "--out", "z.npy"]).ExitCode);
        Assert.Equal(0, PinholeCommand.Run(folder.Path, "decode", run.Folder, "z.npy", "--out", "x.npy").ExitCode);
        Assert.Equal(
            0,
            PinholeCommand.Run(folder.Path, ["reconstruct", run.Folder, .. Data, "--out", "r.npy"]).ExitCode
        );

        Assert.Equal("(20, 8)", folder.NpyShape("z.npy"));
        Assert.Equal("(20, 28, 28)", folder.NpyShape("x.npy"));
        Assert.Equal(File.ReadAllBytes(folder.Of("r.npy")), File.ReadAllBytes(folder.Of("x.npy")));
        Assert.Equal(["r.npy", "x.npy", "z.npy"], folder.Entries);
    }

    [Fact]
    public void The_same_goes_by_way_of_text()
    {
        using TemporaryFolder folder = new();
        Assert.Equal(0, PinholeCommand.Run(folder.Path, ["encode", run.Folder, .. Data, "--out", "z.csv"]).ExitCode);
        Assert.Equal(0, PinholeCommand.Run(folder.Path, "decode", run.Folder, "z.csv", "--out", "x.csv").ExitCode);
        Assert.Equal(
            0,
            PinholeCommand.Run(folder.Path, ["reconstruct", run.Folder, .. Data, "--out", "r.csv"]).ExitCode
        );

        string[] latents = File.ReadAllLines(folder.Of("z.csv"));
        Assert.Equal(21, latents.Length);
        Assert.Equal("z1,z2,z3,z4,z5,z6,z7,z8", latents[0]);
        Assert.All(latents.Skip(1), line =>
            Assert.All(line.Split(','), number =>
                Assert.True(float.TryParse(number, CultureInfo.InvariantCulture, out _))
            )
        );
        Assert.Equal(File.ReadAllText(folder.Of("r.csv")), File.ReadAllText(folder.Of("x.csv")));
    }

    [Fact]
    public void A_dash_prints_the_rows_and_nothing_else()
    {
        using TemporaryFolder folder = new();
        Assert.Equal(0, PinholeCommand.Run(folder.Path, ["encode", run.Folder, .. Data, "--out", "z.csv"]).ExitCode);
        PinholeCommand.Result printed = PinholeCommand.Run(folder.Path, ["encode", run.Folder, .. Data, "--out", "-"]);
        Assert.Equal((0, ""), (printed.ExitCode, printed.Errors));
        Assert.Equal(File.ReadAllText(folder.Of("z.csv")), printed.Output);

        PinholeCommand.Result both = PinholeCommand.Run(
            folder.Path,
            ["encode", run.Folder, .. Data, "--out", "-", "--json"]
        );
        Assert.Equal((2, ""), (both.ExitCode, both.Output));
        Assert.Contains("--json", Assert.Single(both.ErrorLines), StringComparison.Ordinal);
        Assert.Equal(["z.csv"], folder.Entries);
    }

    [Fact]
    public void Missing_numbers_that_the_model_cannot_fill_are_refused_and_nothing_is_written()
    {
        using TemporaryFolder folder = new();
        File.WriteAllText(
            folder.Of("rows.csv"),
            $"{string.Join(',', Enumerable.Repeat("0.5", 783))},\n{string.Join(',', Enumerable.Repeat("0.5", 784))}\n"
        );
        foreach (string verb in new[] { "encode", "reconstruct", "score" })
        {
            PinholeCommand.Result result = PinholeCommand.Run(folder.Path, verb, run.Folder, "rows.csv");
            Assert.Equal(2, result.ExitCode);
            Assert.Contains(
                "rows.csv lacks 1 of its numbers",
                Assert.Single(result.ErrorLines),
                StringComparison.Ordinal
            );
        }

        Assert.Equal(["rows.csv"], folder.Entries);
    }

    [Fact]
    public void Json_says_what_was_written()
    {
        using TemporaryFolder folder = new();
        JsonElement json = TrainedRun.Json(
            PinholeCommand.Run(folder.Path, ["encode", run.Folder, .. Data, "--json"]).Output
        );
        Assert.Equal("z.npy", json.GetProperty("out").GetString());
        Assert.Equal(20, json.GetProperty("rows").GetInt32());
        Assert.Equal(8, json.GetProperty("columns").GetInt32());
    }

    [Theory]
    [InlineData("encode")]
    [InlineData("reconstruct")]
    public void A_file_is_overwritten_only_by_force(string verb)
    {
        using TemporaryFolder folder = new();
        folder.Write("o.csv", "mine");
        PinholeCommand.Result refused = PinholeCommand.Run(folder.Path, [verb, run.Folder, .. Data, "--out", "o.csv"]);
        Assert.Equal(2, refused.ExitCode);
        Assert.Contains("--force", Assert.Single(refused.ErrorLines), StringComparison.Ordinal);
        Assert.Equal("mine", File.ReadAllText(folder.Of("o.csv")));

        PinholeCommand.Result forced = PinholeCommand.Run(
            folder.Path,
            [verb, run.Folder, .. Data, "--out", "o.csv", "--force", "--quiet"]
        );
        Assert.Equal((0, "", ""), (forced.ExitCode, forced.Output, forced.Errors));
        Assert.NotEqual("mine", File.ReadAllText(folder.Of("o.csv")));
    }

    [Fact]
    public void The_file_that_is_read_is_not_overwritten_even_by_force()
    {
        using TemporaryFolder folder = new();
        folder.Write("t.csv", "1,2,3\n");
        PinholeCommand.Result result = PinholeCommand.Run(
            folder.Path,
            "encode",
            run.Folder,
            "t.csv",
            "--out",
            "./t.csv",
            "--force"
        );
        Assert.Equal(2, result.ExitCode);
        Assert.Contains("is the input", Assert.Single(result.ErrorLines), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("z.txt", ".npy, .npz, .csv")]
    [InlineData("z.cvs", "did you mean '.csv'?")]
    [InlineData("z", ".npy, .npz, .csv")]
    [InlineData("nowhere/z.npy", "nowhere")]
    [InlineData(".", ".npy, .npz, .csv")]
    public void A_file_that_cannot_be_written_is_refused(string path, string expected)
    {
        using TemporaryFolder folder = new();
        PinholeCommand.Result result = PinholeCommand.Run(folder.Path, ["encode", run.Folder, .. Data, "--out", path]);
        Assert.Equal(2, result.ExitCode);
        Assert.Contains(expected, Assert.Single(result.ErrorLines), StringComparison.Ordinal);
        Assert.Empty(folder.Entries);
    }

    [Fact]
    public void Rows_of_another_width_are_refused()
    {
        using TemporaryFolder folder = new();
        folder.Write("t.csv", "1,2,3\n4,5,6\n");
        foreach (string verb in new[] { "encode", "reconstruct", "evaluate" })
        {
            PinholeCommand.Result result = PinholeCommand.Run(folder.Path, verb, run.Folder, "t.csv");
            Assert.Equal(2, result.ExitCode);
            string line = Assert.Single(result.ErrorLines);
            Assert.Contains("t.csv has rows of 3 columns, but the model takes 784", line, StringComparison.Ordinal);
        }

        PinholeCommand.Result decode = PinholeCommand.Run(folder.Path, "decode", run.Folder, "t.csv");
        Assert.Equal(2, decode.ExitCode);
        Assert.Contains("the latents of this model have 8", Assert.Single(decode.ErrorLines), StringComparison.Ordinal);
        Assert.Equal(["t.csv"], folder.Entries);
    }

    [Fact]
    public void A_label_column_too_many_is_guessed()
    {
        using TemporaryFolder folder = new();
        Assert.Equal(
            0,
            PinholeCommand.Run(folder.Path, "data", "make", "digits", "--rows", "5", "--out", "d.csv").ExitCode
        );
        PinholeCommand.Result result = PinholeCommand.Run(folder.Path, "encode", run.Folder, "d.csv");
        Assert.Equal(2, result.ExitCode);
        Assert.Contains("--labels", Assert.Single(result.ErrorLines), StringComparison.Ordinal);
        Assert.Equal(0, PinholeCommand.Run(folder.Path, "encode", run.Folder, "d.csv", "--labels", "label").ExitCode);
    }
}
