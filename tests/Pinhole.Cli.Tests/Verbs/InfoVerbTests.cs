using System.Text.Json;

namespace Pinhole.Cli.Tests.Verbs;

[Collection(TrainedRunCollection.Name)]
public sealed class InfoVerbTests(TrainedRun run)
{
    [Fact]
    public void Json_says_what_the_model_is()
    {
        using TemporaryFolder folder = new();
        PinholeCommand.Result result = PinholeCommand.Run(folder.Path, "info", run.Folder, "--json");
        Assert.Equal((0, ""), (result.ExitCode, result.Errors));
        JsonElement json = TrainedRun.Json(result.Output);
        Assert.Equal("deep", json.GetProperty("model").GetString());
        Assert.Equal(784, json.GetProperty("columns").GetInt32());
        Assert.Equal(8, json.GetProperty("latent").GetInt32());
        Assert.Equal(
            [392, 196, 98, 49, 24],
            json.GetProperty("hidden").EnumerateArray().Select(size => size.GetInt32())
        );
        Assert.Equal([1, 28, 28], json.GetProperty("image").EnumerateArray().Select(size => size.GetInt32()));
        Assert.Equal(10, json.GetProperty("classes").GetArrayLength());
        Assert.Equal("1", json.GetProperty("formatVersion").GetString());
        Assert.Equal(
            new FileInfo(Path.Combine(run.Folder, "model.safetensors")).Length,
            json.GetProperty("bytes").GetInt64()
        );
        Assert.True(json.GetProperty("pca").GetBoolean());
    }

    [Fact]
    public void People_get_it_in_lines()
    {
        using TemporaryFolder folder = new();
        PinholeCommand.Result result = PinholeCommand.Run(folder.Path, "info", run.Folder);
        Assert.Equal(0, result.ExitCode);
        Assert.Matches(@"baseline +PCA with 8 components\n", result.Output);
        Assert.DoesNotContain(" \n", result.Output, StringComparison.Ordinal);
    }
}
