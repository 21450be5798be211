using System.Text.Json;

namespace Pinhole.Cli.Tests.Verbs;

[Collection(TrainedRunCollection.Name)]
public sealed class ExportVerbTests(TrainedRun run)
{
    private static readonly string[] Files = ["decoder.onnx", "encoder.onnx", "reconstructor.onnx", "scorer.onnx"];

    [Fact]
    public void Files_are_written_and_told()
    {
        using TemporaryFolder folder = new();
        PinholeCommand.Result result = PinholeCommand.Run(folder.Path, "export", run.Folder, "--out", "made/here");

        Assert.Equal((0, ""), (result.ExitCode, result.Output));
        Assert.Contains(
            "encoder.onnx: rows [batch, 784] → latent [batch, 8]",
            result.ErrorLines[0],
            StringComparison.Ordinal
        );
        Assert.Contains(
            "scorer.onnx: rows [batch, 784] → score [batch]",
            result.ErrorLines[3],
            StringComparison.Ordinal
        );
        Assert.Equal(
            Files,
            folder.Entries.Select(Path.GetFileName).Where(name => name!.EndsWith(".onnx", StringComparison.Ordinal))
        );
        Assert.All(folder.Entries, entry => Assert.DoesNotContain(".tmp", entry, StringComparison.Ordinal));
    }

    [Fact]
    public void Json_lists_the_files_with_names_and_shapes()
    {
        using TemporaryFolder folder = new();
        PinholeCommand.Result result = PinholeCommand.Run(folder.Path, "export", run.Folder, "--json");

        Assert.Equal((0, ""), (result.ExitCode, result.Errors));
        JsonElement json = TrainedRun.Json(result.Output);
        Assert.Equal("onnx", json.GetProperty("out").GetString());
        Assert.Equal(17, json.GetProperty("opset").GetInt32());
        JsonElement[] files = [.. json.GetProperty("files").EnumerateArray()];
        Assert.All(files, file => Assert.True(File.Exists(folder.Of(file.GetProperty("file").GetString()!))));
        Assert.Equal("""[{"name":"latent","shape":["batch",8]}]""", files[1].GetProperty("inputs").GetRawText());
        Assert.Equal(
            """[{"name":"reconstruction","shape":["batch",784]}]""",
            files[1].GetProperty("outputs").GetRawText()
        );
        Assert.Equal("""[{"name":"score","shape":["batch"]}]""", files[3].GetProperty("outputs").GetRawText());
    }

    [Fact]
    public void What_is_there_is_overwritten_when_asked_alone()
    {
        using TemporaryFolder folder = new();
        folder.Write("scorer.onnx", "mine");

        PinholeCommand.Result refused = PinholeCommand.Run(folder.Path, "export", run.Folder, "--out", ".");
        Assert.Equal(2, refused.ExitCode);
        Assert.Contains(
            "scorer.onnx exists already; choose another --out, or overwrite it with --force",
            Assert.Single(refused.ErrorLines),
            StringComparison.Ordinal
        );
        Assert.Equal(["scorer.onnx"], folder.Entries);

        Assert.Equal(0, PinholeCommand.Run(folder.Path, "export", run.Folder, "--out", ".", "--force").ExitCode);
        Assert.Equal(Files, folder.Entries);
    }

    [Fact]
    public void A_place_that_is_no_folder_is_refused_in_one_line()
    {
        using TemporaryFolder folder = new();
        folder.Write("file", "mine");

        PinholeCommand.Result result = PinholeCommand.Run(folder.Path, "export", run.Folder, "--out", "file");

        Assert.Equal(2, result.ExitCode);
        Assert.Contains("file is a file; choose a folder", Assert.Single(result.ErrorLines), StringComparison.Ordinal);
    }
}
