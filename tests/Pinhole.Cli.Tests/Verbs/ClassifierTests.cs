using System.Text.Json;

namespace Pinhole.Cli.Tests.Verbs;

public sealed class ClassifierTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_classifier_is_trained_measured_and_asked()
    {
        PinholeCommand.Result trained = Run(
            "train digits --rows 200 --targets labels --hidden 24 --latent 16 --latent-activation elu "
                + "--decoder-hidden none --dropout 0.1 --corruption masking --corruption-level 0.1 --pretrain stacked "
                + "--pretrain-epochs 2 --pretrain-corruption masking --pretrain-corruption-level 0.25 --epochs 8 "
                + "--batch 20 --out run"
        );
        Assert.True(trained.ExitCode == 0, trained.Errors);
        Assert.Matches(@"error +\d+\.\d\d % +\d+\.\d\d %", trained.Output);
        Assert.Contains("misclassif", trained.Output, StringComparison.Ordinal);
        JsonElement record = JsonDocument.Parse(File.ReadAllText(_folder.Of("run/record.json"))).RootElement;
        Assert.Equal(
            "categorical",
            record.GetProperty("model").GetProperty("reconstruction").GetProperty("kind").GetString()
        );
        Assert.Equal(
            0.25,
            record
                .GetProperty("training")
                .GetProperty("pretraining")
                .GetProperty("corruption")
                .GetProperty("rate")
                .GetDouble()
        );
        string report = File.ReadAllText(_folder.Of("run/report.html"));
        Assert.Contains("784 → 24 → 16 → 10", report, StringComparison.Ordinal);
        Assert.Contains("softmax at the end", report, StringComparison.Ordinal);
        Assert.Matches("class=\"headline\">Assigns [0-9.]+.% of unseen rows to the wrong class", report);
        Assert.Contains("Wrong classes, %", report, StringComparison.Ordinal);
        double error = record.GetProperty("classes").GetProperty("error").GetDouble();
        Assert.Equal(1, error + record.GetProperty("classes").GetProperty("accuracy").GetDouble(), 1e-12);
        Assert.InRange(record.GetProperty("pcaClasses").GetProperty("error").GetDouble(), 0, 0.9);

        JsonElement json = TrainedRun.Json(Run("evaluate run digits --rows 100 --json").Output);
        Assert.Equal(1, json.GetProperty("error").GetDouble() + json.GetProperty("accuracy").GetDouble(), 1e-12);
        Assert.InRange(json.GetProperty("error").GetDouble(), 0, 0.7);
        Assert.InRange(json.GetProperty("pca").GetProperty("macroF1").GetDouble(), 0.1, 1);
        Assert.False(json.TryGetProperty("psnr", out _));
        string table = Run("evaluate run digits --rows 100").Output;
        Assert.Matches(@"error +\d+\.\d\d %", table);
        Assert.Contains("macro F1", table, StringComparison.Ordinal);

        Assert.Contains("gives          10 columns: 0, 1, 2", Run("info run").Output, StringComparison.Ordinal);
        Assert.Equal(0, Run("reconstruct run digits --rows 20 --out told.csv").ExitCode);
        Assert.Equal("0,1,2,3,4,5,6,7,8,9", File.ReadLines(_folder.Of("told.csv")).First());
    }

    [Theory]
    [InlineData("--decoder-hidden 8 --tied", "leave --tied out, or --decoder-hidden")]
    [InlineData(
        "--decoder-hidden 8 --model convolutional",
        "--decoder-hidden is for the network dense; add --network dense"
    )]
    [InlineData("--loss categorical", "sum to 1")]
    [InlineData("--targets lables", "no column 'lables'")]
    [InlineData("--pretrain-corruption masking", "--pretrain-corruption is for pretraining")]
    [InlineData("--pretrain stacked --pretrain-corruption-level 0.2", "add --pretrain-corruption gaussian")]
    [InlineData("--pretrain rbm --pretrain-corruption masking", "or choose --pretrain stacked")]
    [InlineData("--pretrain stacked --pretrain-corruption masking --pretrain-corruption-level 2", "a share of 2")]
    [InlineData("--sparsity-encoded-units 3", "is for the bottleneck topk")]
    public void What_cannot_be_is_refused_in_one_line(string options, string message)
    {
        PinholeCommand.Result result = Run($"train digits --rows 60 --epochs 1 --out run {options}");
        Assert.Equal(2, result.ExitCode);
        Assert.Contains(message, result.Errors, StringComparison.Ordinal);
        Assert.Single(result.ErrorLines, line => line.StartsWith("pinhole:", StringComparison.Ordinal));
    }

    [Fact]
    public void Rows_without_labels_cannot_be_measured_by_class()
    {
        File.WriteAllText(
            _folder.Of("table.csv"),
            string.Concat(
                Enumerable
                    .Range(0, 20)
                    .Select(row => $"{row % 7},{row % 3},{(row % 7 > 3 ? "high" : "low")}\n")
                    .Prepend("a,b,kind\n")
            )
        );
        Assert.Equal(
            0,
            Run("train table.csv --labels kind --targets labels --latent 2 --hidden 8 --epochs 5 --out run").ExitCode
        );
        PinholeCommand.Result result = Run("evaluate run table.csv --labels kind");
        Assert.True(result.ExitCode == 0, result.Errors);
        File.WriteAllText(_folder.Of("bare.csv"), "a,b\n1,2\n3,1\n");
        PinholeCommand.Result bare = Run("evaluate run bare.csv");
        Assert.Equal(2, bare.ExitCode);
        Assert.Contains("bare.csv has no labels; name them with --labels", bare.Errors, StringComparison.Ordinal);
    }

    private PinholeCommand.Result Run(string command) => PinholeCommand.Run(_folder.Path, command.Split(' '));
}
