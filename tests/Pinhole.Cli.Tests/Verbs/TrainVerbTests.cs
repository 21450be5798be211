using System.Globalization;
using System.Text.Json;

namespace Pinhole.Cli.Tests.Verbs;

[Collection(TrainedRunCollection.Name)]
public sealed partial class TrainVerbTests(TrainedRun run)
{
    private static readonly string[] Short =
    [
        "train",
        "digits",
        "--rows",
        "60",
        "--epochs",
        "1",
        "--hidden",
        "16",
        "--latent",
        "4",
    ];

    [Fact]
    public void A_run_folder_holds_the_experiment_the_model_its_record_and_a_report()
    {
        string[] files =
        [
            .. Directory.EnumerateFileSystemEntries(run.Folder).Select(Path.GetFileName).Order(StringComparer.Ordinal)!,
        ];
        Assert.Equal(["experiment.json", "model.safetensors", "record.json", "report.html"], files);
        Assert.All(Directory.EnumerateFiles(run.Folder), file => Assert.NotEqual(0, new FileInfo(file).Length));
    }

    [Theory]
    [InlineData("--kernel 5", "--kernel is for the network convolutional; add --network convolutional")]
    [InlineData("--upsampling nearest", "--upsampling is for the network convolutional")]
    [InlineData("--model convolutional --tied", "--tied is for the network dense; add --network dense")]
    [InlineData(
        "--model convolutional --kernel 4",
        "a kernel of 4×4 pixels is not possible; choose an odd size from 3 to 31"
    )]
    [InlineData("--upsampling nearst", "did you mean 'nearest'?")]
    public void Settings_that_do_not_fit_are_refused_in_one_line(string options, string message)
    {
        using TemporaryFolder folder = new();
        PinholeCommand.Result result = PinholeCommand.Run(
            folder.Path,
            ["train", "digits", "--rows", "60", .. options.Split(' ')]
        );
        Assert.Equal(2, result.ExitCode);
        Assert.Contains(message, Assert.Single(result.ErrorLines), StringComparison.Ordinal);
    }

    [Fact]
    public void Json_is_one_object_with_the_figures_of_the_run()
    {
        JsonElement json = TrainedRun.Json(run.Output);
        Assert.Equal("deep", json.GetProperty("model").GetString());
        Assert.Equal("run", json.GetProperty("run").GetString());
        Assert.Equal(2, json.GetProperty("epochs").GetInt32());
        Assert.Equal(300, json.GetProperty("rows").GetInt32());
        Assert.Equal(784, json.GetProperty("columns").GetInt32());
        Assert.Equal(8, json.GetProperty("latent").GetInt32());
        Assert.Equal(98.0, json.GetProperty("compressionRatio").GetDouble());
        Assert.Equal(1, json.GetProperty("seed").GetInt32());
        Assert.Equal("finished", json.GetProperty("stopReason").GetString());
        Assert.InRange(json.GetProperty("bestEpoch").GetInt32(), 1, 2);
        Assert.InRange(json.GetProperty("parameters").GetInt32(), 784 * 8, 10_000_000);
        Assert.True(json.GetProperty("seconds").GetDouble() > 0);
        Assert.True(json.GetProperty("samplesPerSecond").GetDouble() > 0);
        Assert.True(json.GetProperty("threads").GetInt32() > 0);
        Assert.Equal(JsonValueKind.Array, json.GetProperty("warnings").ValueKind);
        Assert.EndsWith("report.html", json.GetProperty("report").GetString(), StringComparison.Ordinal);
        JsonElement pca = json.GetProperty("pca");
        foreach (
            JsonElement figures in new[]
            {
                json.GetProperty("train"),
                json.GetProperty("validation"),
                pca.GetProperty("train"),
                pca.GetProperty("validation"),
            }
        )
        {
            double mse = figures.GetProperty("mse").GetDouble();
            Assert.Equal(mse * 784, figures.GetProperty("squaredErrorPerSample").GetDouble(), 1e-6 * 784);
            Assert.Equal(Math.Sqrt(mse), figures.GetProperty("rmse").GetDouble(), 1e-9);
            Assert.Equal(10 * Math.Log10(1 / mse), figures.GetProperty("psnr").GetDouble(), 1e-6);
            Assert.True(figures.GetProperty("mae").GetDouble() > 0);
        }
    }

    [Fact]
    public void A_run_that_was_never_better_than_its_start_is_kept_and_says_so()
    {
        using TemporaryFolder folder = new();
        PinholeCommand.Result result = PinholeCommand.Run(
            folder.Path,
            [.. Short, "--learning-rate", "30", "--out", "bad", "--json"]
        );
        Assert.Equal(0, result.ExitCode);
        JsonElement json = TrainedRun.Json(result.Output);
        Assert.Equal(0, json.GetProperty("bestEpoch").GetInt32());
        Assert.Contains("lower --learning-rate", json.GetProperty("warnings")[0].GetString(), StringComparison.Ordinal);
        Assert.Equal(0, PinholeCommand.Run(folder.Path, "info", "bad").ExitCode);
    }

    [Fact]
    public void Progress_goes_to_standard_error_without_a_flood()
    {
        Assert.Contains("epoch 2/2", run.Errors, StringComparison.Ordinal);
        Assert.DoesNotContain('\e', run.Errors);
        Assert.InRange(run.Errors.Split('\n').Length, 3, 20);
    }

    [Fact]
    public void The_result_is_a_table_beside_PCA_and_where_the_report_is()
    {
        using TemporaryFolder folder = new();
        PinholeCommand.Result result = PinholeCommand.Run(folder.Path, Short);
        Assert.Equal(0, result.ExitCode);
        Assert.Matches(@"squared error a row +[\d.]+ +[\d.]+\n", result.Output);
        Assert.Contains("PCA is better", result.Output, StringComparison.Ordinal);
        Assert.Contains(
            $"report: {Path.Combine("runs", "digits-deep", "report.html")}",
            result.Output,
            StringComparison.Ordinal
        );
        Assert.Contains("pinhole evaluate runs/digits-deep digits", result.Output, StringComparison.Ordinal);
        Assert.Contains("784 → 16 → 4", result.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public void Without_out_a_second_run_takes_the_next_free_name_and_force_the_first()
    {
        using TemporaryFolder folder = new();
        string Train(params string[] more) =>
            TrainedRun
                .Json(PinholeCommand.Run(folder.Path, [.. Short, "--json", "--quiet", .. more]).Output)
                .GetProperty("run")
                .GetString()!;
        Assert.Equal("runs/digits-deep", Train());
        Assert.Equal("runs/digits-deep-2", Train());
        Assert.Equal("runs/digits-deep", Train("--force"));
    }

    [Fact]
    public void A_run_on_a_table_of_a_database_is_called_like_it_and_what_is_next_carries_the_ids()
    {
        using TemporaryFolder folder = new();
        folder.Write("rows.csv", "key,a,b\nk1,1,2\nk2,3,5\nk3,0,1\nk4,2,2\n");
        string[] training = ["--id", "key", "--epochs", "1", "--hidden", "4", "--latent", "1"];
        PinholeCommand.Run(folder.Path, ["train", "rows.csv", .. training, "--out", "run"]);
        PinholeCommand.Run(
            folder.Path,
            "reconstruct",
            "run",
            "rows.csv",
            "--id",
            "key",
            "--out",
            "sqlite:shop.db?table=my rows"
        );

        PinholeCommand.Result result = PinholeCommand.Run(
            folder.Path,
            ["train", "sqlite:shop.db?table=my rows", "--id", "id", .. training[2..]]
        );
        Assert.True(result.ExitCode == 0, result.Errors);
        Assert.Contains(
            "next:   pinhole encode 'runs/my rows-deep' 'sqlite:shop.db?table=my rows' --id id --out z.csv",
            result.Output,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void A_run_is_overwritten_only_by_force()
    {
        byte[] before = File.ReadAllBytes(Path.Combine(run.Folder, "model.safetensors"));
        PinholeCommand.Result refused = PinholeCommand.Run(run.Folder, [.. Short, "--out", run.Folder]);
        Assert.Equal(2, refused.ExitCode);
        Assert.Contains("force its replacement", Assert.Single(refused.ErrorLines), StringComparison.Ordinal);
        Assert.Equal(before, File.ReadAllBytes(Path.Combine(run.Folder, "model.safetensors")));
    }

    [Fact]
    public void Quiet_prints_nothing_at_all()
    {
        using TemporaryFolder folder = new();
        PinholeCommand.Result result = PinholeCommand.Run(folder.Path, [.. Short, "--quiet"]);
        Assert.Equal((0, "", ""), (result.ExitCode, result.Output, result.Errors));
    }

    [Fact]
    public void The_same_seed_gives_the_same_bytes_on_any_number_of_threads()
    {
        using TemporaryFolder folder = new();
        byte[] Model(string name, params string[] more)
        {
            PinholeCommand.Result result = PinholeCommand.Run(
                folder.Path,
                [.. Short, "--quiet", "--out", name, .. more]
            );
            Assert.True(result.ExitCode == 0, result.Errors);
            return File.ReadAllBytes(folder.Of(Path.Combine(name, "model.safetensors")));
        }

        byte[] first = Model("a", "--seed", "5", "--threads", "1");
        Assert.Equal(first, Model("b", "--seed", "5", "--threads", "1"));
        Assert.Equal(first, Model("c", "--seed", "5", "--threads", "2"));
        Assert.NotEqual(first, Model("d", "--seed", "6", "--threads", "2"));
    }

    [Fact]
    public void Options_reach_the_model()
    {
        using TemporaryFolder folder = new();
        folder.Write(
            "t.csv",
            "a;b;c;class\n"
                + string.Concat(
                    Enumerable
                        .Range(0, 30)
                        .Select(i => FormattableString.Invariant($"{i};{i * i};{30 - i};{(i < 15 ? "low" : "high")}\n"))
                )
        );
        PinholeCommand.Result result = PinholeCommand.Run(
            folder.Path,
            "train",
            "t.csv",
            "--labels",
            "class",
            "--model",
            "vanilla",
            "--hidden",
            "6,5",
            "--latent",
            "2",
            "--activation",
            "leaky-relu",
            "--loss",
            "huber",
            "--optimizer",
            "sgd",
            "--learning-rate",
            "0.01",
            "--schedule",
            "plateau",
            "--clip",
            "1",
            "--batch",
            "7",
            "--epochs",
            "3",
            "--patience",
            "0",
            "--validation",
            "0.2",
            "--preprocess",
            "minmax",
            "--out",
            "run",
            "--json",
            "--quiet"
        );
        Assert.True(result.ExitCode == 0, result.Errors);
        JsonElement json = TrainedRun.Json(result.Output);
        Assert.Equal(3, json.GetProperty("columns").GetInt32());
        Assert.Equal(
            (3 * 6) + 6 + (6 * 5) + 5 + (5 * 2) + 2 + (2 * 5) + 5 + (5 * 6) + 6 + (6 * 3) + 3,
            json.GetProperty("parameters").GetInt32()
        );

        JsonElement info = TrainedRun.Json(PinholeCommand.Run(folder.Path, "info", "run", "--json").Output);
        Assert.Equal("leaky-relu", info.GetProperty("activation").GetString());
        Assert.Equal("minmax", info.GetProperty("preprocessing").GetString());
        Assert.Equal(
            ["a", "b", "c"],
            info.GetProperty("columnNames").EnumerateArray().Select(name => name.GetString()!)
        );
        Assert.Equal(2, info.GetProperty("classes").GetArrayLength());

        JsonElement record = JsonDocument
            .Parse(File.ReadAllText(folder.Of("run/record.json")))
            .RootElement.GetProperty("training");
        Assert.Equal(0.01, record.GetProperty("optimizer").GetProperty("learningRate").GetDouble());
        Assert.Equal(7, record.GetProperty("batchSize").GetInt32());
        Assert.Equal("plateau", record.GetProperty("schedule").GetProperty("name").GetString());
    }

    [Fact]
    public void A_dropout_of_everything_is_refused()
    {
        using TemporaryFolder folder = new();
        PinholeCommand.Result result = PinholeCommand.Run(folder.Path, [.. Short, "--dropout", "1"]);
        Assert.Equal(2, result.ExitCode);
        Assert.Contains(
            "a dropout rate of 1 is not possible; choose at least 0 and less than 1",
            result.Errors,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void A_latent_as_wide_as_the_rows_is_a_warning_that_it_cannot_compress()
    {
        using TemporaryFolder folder = new();
        folder.Write(
            "t.csv",
            "a,b\n"
                + string.Concat(
                    Enumerable.Range(0, 20).Select(i => string.Create(CultureInfo.InvariantCulture, $"{i},{i % 3}\n"))
                )
        );
        PinholeCommand.Result result = PinholeCommand.Run(
            folder.Path,
            "train",
            "t.csv",
            "--latent",
            "5",
            "--epochs",
            "1"
        );
        Assert.Equal(0, result.ExitCode);
        Assert.Contains("cannot compress", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Weights_that_no_epoch_betters_are_a_run_and_no_divergence()
    {
        using TemporaryFolder folder = new();
        folder.Write("t.csv", "a,b\n" + string.Concat(Enumerable.Repeat("5,7\n", 20)));
        PinholeCommand.Result result = PinholeCommand.Run(
            folder.Path,
            "train",
            "t.csv",
            "--epochs",
            "2",
            "--out",
            "run"
        );
        Assert.True(result.ExitCode == 0, result.Errors);
        Assert.Contains("kept the initial weights", result.Errors, StringComparison.Ordinal);
        Assert.Equal(0, PinholeCommand.Run(folder.Path, "info", "run").ExitCode);
    }

    [Fact]
    public void An_empty_out_is_refused_in_one_line()
    {
        using TemporaryFolder folder = new();
        PinholeCommand.Result result = PinholeCommand.Run(folder.Path, [.. Short, "--out", ""]);
        Assert.Equal(2, result.ExitCode);
        Assert.Contains("--out is empty", Assert.Single(result.ErrorLines), StringComparison.Ordinal);
    }

    [Fact]
    public void Divergence_is_a_failure_that_says_what_to_do()
    {
        using TemporaryFolder folder = new();
        folder.Write(
            "t.csv",
            "a,b\n"
                + string.Concat(
                    Enumerable.Range(0, 64).Select(i => string.Create(CultureInfo.InvariantCulture, $"{i},{i % 3}\n"))
                )
        );
        PinholeCommand.Result result = PinholeCommand.Run(
            folder.Path,
            "train",
            "t.csv",
            "--optimizer",
            "sgd",
            "--learning-rate",
            "1e30",
            "--batch",
            "4",
            "--epochs",
            "3",
            "--preprocess",
            "none",
            "--quiet"
        );
        Assert.Equal(1, result.ExitCode);
        Assert.Contains("--learning-rate", Assert.Single(result.ErrorLines), StringComparison.Ordinal);
        Assert.Equal(["t.csv"], folder.Entries);
    }
}
