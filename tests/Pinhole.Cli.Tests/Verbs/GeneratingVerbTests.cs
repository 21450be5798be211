using System.Text.Json;

namespace Pinhole.Cli.Tests.Verbs;

public sealed class GeneratingVerbTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public GeneratingVerbTests()
    {
        PinholeCommand.Result result = Run(
            "train digits --rows 60 --epochs 1 --model vae --hidden 8 --latent 3 --out run --quiet"
        );
        Assert.True(result.ExitCode == 0, result.Errors);
    }

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("sample run", "sample.png", 64)]
    [InlineData("sample run --count 5 --out five.csv", "five.csv", 5)]
    [InlineData("interpolate run digits --rows 20 --from 3 --to 8", "interpolate.png", 9)]
    [InlineData("interpolate run digits --rows 20 --spherical --count 4 --out way.npy", "way.npy", 4)]
    [InlineData("traverse run --count 5", "traverse.png", 15)]
    public void Rows_are_made_and_written(string command, string file, int rows)
    {
        PinholeCommand.Result result = Run(command + " --json");
        Assert.True(result.ExitCode == 0, result.Errors);
        JsonElement json = TrainedRun.Json(result.Output);
        Assert.Equal(file, json.GetProperty("out").GetString());
        Assert.Equal(rows, json.GetProperty("rows").GetInt32());
        byte[] first = File.ReadAllBytes(_folder.Of(file));

        Assert.Equal(2, Run(command).ExitCode);
        Assert.Equal(0, Run(command + " --force").ExitCode);
        Assert.Equal(first, File.ReadAllBytes(_folder.Of(file)));
    }

    [Theory]
    [InlineData(
        "interpolate run digits --rows 20 --to 20",
        "--to 20 is beyond the 20 rows of digits; choose from 0 to 19"
    )]
    [InlineData("interpolate run curves --rows 20 --count 1", "--count '1' is not possible")]
    [InlineData("encode run digits --rows 5 --out z.png", "what encode gives cannot be written as a picture")]
    [InlineData("sample run --count 2000000000", "2000000000 rows do not fit in memory")]
    public void What_cannot_be_made_is_refused_in_one_line(string command, string message)
    {
        PinholeCommand.Result result = Run(command);
        Assert.Equal(2, result.ExitCode);
        Assert.Contains(message, result.Errors, StringComparison.Ordinal);
        Assert.Single(result.Errors.Split('\n', StringSplitOptions.RemoveEmptyEntries));
    }

    [Fact]
    public void Images_that_are_rebuilt_can_be_a_picture()
    {
        Assert.Equal(0, Run("reconstruct run digits --rows 9 --out x.png").ExitCode);
        Assert.Equal(0x89, File.ReadAllBytes(_folder.Of("x.png"))[0]);
    }

    private PinholeCommand.Result Run(string command) => PinholeCommand.Run(_folder.Path, command.Split(' '));
}
