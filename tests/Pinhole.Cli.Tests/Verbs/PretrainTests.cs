using System.Text.Json;

namespace Pinhole.Cli.Tests.Verbs;

public sealed class PretrainTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("stacked", "elu")]
    [InlineData("rbm", "sigmoid")]
    public void Layers_are_trained_one_by_one_first(string kind, string activation)
    {
        PinholeCommand.Result result = Run(
            $"train digits --rows 60 --hidden 16,8 --latent 3 --pretrain {kind} --pretrain-epochs 2 --epochs 2 "
                + "--out run"
        );
        Assert.True(result.ExitCode == 0, result.Errors);
        Assert.Contains("layer 2 of 3, 16 → 8: epoch 2/2", result.Errors, StringComparison.Ordinal);
        JsonElement record = JsonDocument.Parse(File.ReadAllText(_folder.Of("run/record.json"))).RootElement;
        Assert.Equal(3, record.GetProperty("pretrained").GetArrayLength());
        Assert.Equal(kind, record.GetProperty("training").GetProperty("pretraining").GetProperty("kind").GetString());
        Assert.Equal(activation, TrainedRun.Json(Run("info run --json").Output).GetProperty("activation").GetString());
        Assert.Contains("784 → 16", File.ReadAllText(_folder.Of("run/report.html")), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--pretrain rmb", "did you mean 'rbm'?")]
    [InlineData("--pretrain-epochs 3", "--pretrain-epochs is for pretraining")]
    [InlineData("--pretrain stacked --pretrain-epochs 0", "--pretrain-epochs '0' is not possible")]
    [InlineData("--pretrain rbm --activation relu", "set --activation to sigmoid")]
    [InlineData("--pretrain stacked --model convolutional", "choose --network dense")]
    [InlineData("--pretrain stacked --model conditional", "leave --condition out")]
    public void What_cannot_be_is_refused_in_one_line(string options, string message)
    {
        PinholeCommand.Result result = Run($"train digits --rows 60 --epochs 1 --out run {options}");
        Assert.Equal(2, result.ExitCode);
        Assert.Contains(message, result.Errors, StringComparison.Ordinal);
        Assert.Single(result.ErrorLines, line => line.StartsWith("pinhole:", StringComparison.Ordinal));
    }

    private PinholeCommand.Result Run(string command) => PinholeCommand.Run(_folder.Path, command.Split(' '));
}
