using System.Text.Json;

namespace Pinhole.Cli.Tests.Verbs;

public sealed class DataListVerbTests
{
    [Fact]
    public void Generators_and_formats_are_listed()
    {
        using TemporaryFolder folder = new();
        PinholeCommand.Result result = PinholeCommand.Run(folder.Path, "data", "list");
        Assert.Equal((0, ""), (result.ExitCode, result.Errors));
        Assert.All(
            [
                "digits",
                "curves",
                "shapes",
                "csv, tsv",
                "npy",
                "npz",
                "bed",
                "nii",
                "idx",
                "png",
                "gz",
                "sqlite",
                "postgres",
            ],
            name => Assert.Contains($"  {name} ", result.Output, StringComparison.Ordinal)
        );

        JsonElement json = TrainedRun.Json(PinholeCommand.Run(folder.Path, "data", "list", "--json").Output);
        Assert.Contains("data get: mnist, fashion-mnist", result.Output, StringComparison.Ordinal);
        Assert.Equal(
            ["digits", "curves", "shapes"],
            json.GetProperty("generators").EnumerateArray().Select(item => item.GetProperty("name").GetString()!)
        );
    }
}
