using System.Text.Json;

namespace Pinhole.Cli.Tests.Output;

public sealed class FactorFiguresTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Evaluate_tells_which_latents_tell_of_which_factors()
    {
        Run("train shapes --rows 300 --model beta-vae --latent 3 --hidden 16 --epochs 1 --out run --quiet");

        string text = Run("evaluate run shapes --rows 200");
        Assert.Contains("factors of 200 rows", text, StringComparison.Ordinal);
        Assert.Matches(@"orientation, 40 values +[\d.]+ +[\d.]+ +[\d.]+", text);
        Assert.Matches(@"\n +disentanglement +[\d.]+", text);

        JsonElement scores = TrainedRun
            .Json(Run("evaluate run shapes --rows 200 --json"))
            .GetProperty("disentanglement");
        Assert.Equal(200, scores.GetProperty("rows").GetInt32());
        foreach (string name in new[] { "mig", "disentanglement", "completeness", "informativeness" })
            Assert.InRange(scores.GetProperty(name).GetDouble(), 0, 1);
        Assert.Equal(
            ["shape", "scale", "orientation", "x", "y"],
            scores.GetProperty("factors").EnumerateArray().Select(factor => factor.GetProperty("name").GetString()!)
        );
        Assert.Equal(3, scores.GetProperty("factors")[0].GetProperty("importances").GetArrayLength());
    }

    [Fact]
    public void Factors_of_a_file_are_named_as_context_and_without_them_there_are_none()
    {
        Run("data make shapes --rows 150 --out s.npy --quiet");
        Run("train s.npy --model vae --latent 2 --hidden 8 --epochs 1 --out run --quiet");

        JsonElement Scores(string more) =>
            TrainedRun.Json(Run($"evaluate run s.npy --json{more}")).GetProperty("disentanglement");
        Assert.Equal(5, Scores(" --context s-factors.npy").GetProperty("factors").GetArrayLength());
        Assert.Equal(JsonValueKind.Null, Scores("").ValueKind);
    }

    [Fact]
    public void A_conditional_model_of_shapes_is_told_their_class()
    {
        Run("train shapes --rows 60 --model conditional --latent 2 --hidden 8 --epochs 1 --out run --quiet");
        Assert.Equal(3, TrainedRun.Json(Run("info run --json")).GetProperty("condition").GetInt32());
    }

    private string Run(string command)
    {
        PinholeCommand.Result result = PinholeCommand.Run(_folder.Path, command.Split(' '));
        Assert.Equal((0, ""), (result.ExitCode, result.Errors));
        return result.Output;
    }
}
