using System.Text.Json;

namespace Pinhole.Cli.Tests.Verbs;

[Collection(TrainedRunCollection.Name)]
public sealed class EvaluateVerbTests(TrainedRun run)
{
    [Fact]
    public void Json_has_the_figures_and_the_same_of_PCA()
    {
        using TemporaryFolder folder = new();
        PinholeCommand.Result result = PinholeCommand.Run(folder.Path, "evaluate", run.Folder, "digits", "--rows", "100", "--json");
        Assert.Equal((0, ""), (result.ExitCode, result.Errors));
        JsonElement json = TrainedRun.Json(result.Output);
        Assert.Equal(100, json.GetProperty("rows").GetInt32());
        foreach (JsonElement figures in new[] { json, json.GetProperty("pca") })
        {
            double mse = figures.GetProperty("mse").GetDouble();
            Assert.Equal(98.0, figures.GetProperty("compressionRatio").GetDouble());
            Assert.Equal(mse * 784, figures.GetProperty("squaredErrorPerSample").GetDouble(), 1e-3);
            Assert.Equal(Math.Sqrt(mse), figures.GetProperty("rmse").GetDouble(), 1e-9);
            Assert.True(figures.GetProperty("mae").GetDouble() > 0);
            Assert.True(figures.GetProperty("psnr").GetDouble() > 0);
        }
    }

    [Fact]
    public void The_rows_that_were_trained_on_give_the_figures_that_training_gave()
    {
        using TemporaryFolder folder = new();
        JsonElement json = TrainedRun.Json(PinholeCommand.Run(folder.Path, "evaluate", run.Folder, "digits", "--rows", "300", "--seed", "1", "--json").Output);
        JsonElement trained = TrainedRun.Json(run.Output);
        double Error(JsonElement figures) => figures.GetProperty("squaredErrorPerSample").GetDouble();
        Assert.Equal((0.9 * Error(trained.GetProperty("train"))) + (0.1 * Error(trained.GetProperty("validation"))), Error(json), 1e-3);
        JsonElement pca = trained.GetProperty("pca");
        Assert.Equal((0.9 * Error(pca.GetProperty("train"))) + (0.1 * Error(pca.GetProperty("validation"))), Error(json.GetProperty("pca")), 1e-3);
    }

    [Fact]
    public void Built_in_rows_are_new_to_the_model_whatever_it_was_trained_with()
    {
        using TemporaryFolder folder = new();
        string Evaluate(params string[] seed) => PinholeCommand.Run(
            folder.Path, ["evaluate", "seeded", "digits", "--rows", "50", "--json", .. seed]).Output;
        PinholeCommand.Run(folder.Path, "train", "digits", "--rows", "60", "--epochs", "1", "--latent", "4", "--hidden", "16", "--seed", "7", "--out", "seeded");
        Assert.Equal(Evaluate("--seed", "8"), Evaluate());
        Assert.NotEqual(Evaluate("--seed", "7"), Evaluate());
    }

    [Fact]
    public void People_get_a_table_and_one_sentence()
    {
        using TemporaryFolder folder = new();
        PinholeCommand.Result result = PinholeCommand.Run(folder.Path, "evaluate", Path.Combine(run.Folder, "model.safetensors"), "digits", "--rows", "50");
        Assert.Equal((0, ""), (result.ExitCode, result.Errors));
        Assert.Contains("digits, 50 rows", result.Output, StringComparison.Ordinal);
        Assert.Matches(@"PSNR \(dB\) +[\d.]+ +[\d.]+\n", result.Output);
        Assert.Contains("less squared error", result.Output, StringComparison.Ordinal);
    }
}
