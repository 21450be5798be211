using System.Text.Json;

namespace Pinhole.Cli.Tests.Verbs;

/// <content>Options that say which model is trained.</content>
public sealed partial class TrainVerbTests
{
    [Theory]
    [InlineData("auto", "deep, 784 → 392 → 196 → 98 → 49 → 24 → 12 → 6 and back")]
    [InlineData("none", "deep, 784 → 6 and back")]
    public void Hidden_layers_can_be_left_to_the_model_or_left_out(string hidden, string layers)
    {
        using TemporaryFolder folder = new();
        PinholeCommand.Result result = PinholeCommand.Run(
            folder.Path,
            "train",
            "digits",
            "--rows",
            "30",
            "--epochs",
            "1",
            "--latent",
            "6",
            "--hidden",
            hidden,
            "--out",
            "run"
        );
        Assert.Equal(0, result.ExitCode);
        Assert.Contains(layers, result.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public void A_convolutional_model_takes_its_channels_from_hidden_and_wants_images()
    {
        using TemporaryFolder folder = new();
        string[] model = ["--model", "convolutional", "--hidden", "3,5", "--latent", "4", "--epochs", "1"];
        PinholeCommand.Result trained = PinholeCommand.Run(
            folder.Path,
            ["train", "digits", "--rows", "60", "--out", "run", .. model]
        );
        Assert.Equal(0, trained.ExitCode);
        Assert.Contains("convolutional, 784 → 14×14×3 → 7×7×5 → 4 and back", trained.Errors, StringComparison.Ordinal);
        JsonElement info = TrainedRun.Json(PinholeCommand.Run(folder.Path, "info", "run", "--json").Output);
        Assert.Equal([3, 5], info.GetProperty("channels").EnumerateArray().Select(size => size.GetInt32()));

        File.WriteAllText(Path.Combine(folder.Path, "t.csv"), "a,b\n1,2\n3,4\n5,6\n7,9\n");
        PinholeCommand.Result refused = PinholeCommand.Run(folder.Path, ["train", "t.csv", .. model]);
        Assert.Equal(2, refused.ExitCode);
        Assert.Contains(
            "a convolutional model needs images, but these rows are 2 columns",
            refused.Errors,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void Convolutions_take_their_settings_and_other_networks_do_not()
    {
        using TemporaryFolder folder = new();
        string[] settings =
        [
            "--model",
            "convolutional",
            "--hidden",
            "3",
            "--norm",
            "batch",
            "--dropout",
            "0.1",
            "--kernel",
            "5",
            "--upsampling",
            "nearest",
            "--initialization",
            "fan-in",
        ];
        PinholeCommand.Result trained = PinholeCommand.Run(
            folder.Path,
            ["train", "digits", "--rows", "60", "--epochs", "1", "--out", "run", .. settings]
        );
        Assert.True(trained.ExitCode == 0, trained.Errors);
        JsonElement info = TrainedRun.Json(PinholeCommand.Run(folder.Path, "info", "run", "--json").Output);
        Assert.Equal("batch", info.GetProperty("normalization").GetString());
        Assert.Equal(0.1, info.GetProperty("dropout").GetDouble());
        Assert.Equal(5, info.GetProperty("kernel").GetInt32());
        Assert.Equal("nearest", info.GetProperty("upsampling").GetString());
        Assert.Equal("fan-in", info.GetProperty("initialization").GetString());
        string report = File.ReadAllText(folder.Of(Path.Combine("run", "report.html")));
        Assert.Contains("kernels of 5 × 5, pixels repeated on the way back", report, StringComparison.Ordinal);
        Assert.Contains("ELU after batch normalization and dropout of 0.1", report, StringComparison.Ordinal);
        Assert.Contains("uniform in ±1 / √inputs", report, StringComparison.Ordinal);
    }

    [Fact]
    public void A_variational_model_is_trained_measured_and_used_like_any_other()
    {
        using TemporaryFolder folder = new();
        void Run(params string[] arguments)
        {
            PinholeCommand.Result result = PinholeCommand.Run(folder.Path, arguments);
            Assert.True(result.ExitCode == 0, result.Errors);
        }

        Run([.. Short, "--model", "vae", "--out", "run"]);
        string record = File.ReadAllText(folder.Of(Path.Combine("run", "record.json")));
        Assert.Contains("\"gaussian\"", record, StringComparison.Ordinal);
        Assert.Contains("\"bce\"", record, StringComparison.Ordinal);
        Assert.Contains("\"kl\"", record, StringComparison.Ordinal);
        Assert.Contains(
            "Gaussian, β = 1",
            File.ReadAllText(folder.Of(Path.Combine("run", "report.html"))),
            StringComparison.Ordinal
        );
        Run("info", "run");
        Run("evaluate", "run", "digits", "--rows", "20");
        Run("encode", "run", "digits", "--rows", "20", "--out", "z.npy");
        Run("encode", "run", "digits", "--rows", "20", "--out", "again.npy");
        Assert.Equal(File.ReadAllBytes(folder.Of("z.npy")), File.ReadAllBytes(folder.Of("again.npy")));
        Run("decode", "run", "z.npy", "--out", "x.npy");
    }

    [Fact]
    public void A_variational_model_of_numbers_beyond_0_and_1_takes_the_squared_error()
    {
        using TemporaryFolder folder = new();
        folder.Write(
            "t.csv",
            "a,b,c\n"
                + string.Concat(
                    Enumerable.Range(0, 30).Select(i => FormattableString.Invariant($"{i},{i * i},{30 - i}\n"))
                )
        );
        PinholeCommand.Result result = PinholeCommand.Run(
            folder.Path,
            "train",
            "t.csv",
            "--model",
            "vae",
            "--latent",
            "2",
            "--epochs",
            "1",
            "--out",
            "run"
        );
        Assert.True(result.ExitCode == 0, result.Errors);
        Assert.Contains(
            "\"mse\"",
            File.ReadAllText(folder.Of(Path.Combine("run", "record.json"))),
            StringComparison.Ordinal
        );
        PinholeCommand.Result asked = PinholeCommand.Run(
            folder.Path,
            "train",
            "t.csv",
            "--model",
            "vae",
            "--loss",
            "bce",
            "--out",
            "other"
        );
        Assert.Equal(2, asked.ExitCode);
    }

    [Fact]
    public void Hidden_layers_can_be_normalized_dropped_from_and_tied()
    {
        using TemporaryFolder folder = new();
        PinholeCommand.Result result = PinholeCommand.Run(
            folder.Path,
            [.. Short, "--norm", "batch", "--dropout", "0.25", "--tied", "--out", "run", "--json"]
        );
        Assert.True(result.ExitCode == 0, result.Errors);
        // One weight for both ways; scale and shift of each hidden layer; biases where nothing is normalized.
        Assert.Equal(
            (784 * 16) + (2 * 16) + (16 * 4) + 4 + (2 * 16) + 784,
            TrainedRun.Json(result.Output).GetProperty("parameters").GetInt32()
        );
        JsonElement info = TrainedRun.Json(PinholeCommand.Run(folder.Path, "info", "run", "--json").Output);
        Assert.Equal("batch", info.GetProperty("normalization").GetString());
        Assert.Equal(0.25, info.GetProperty("dropout").GetDouble());
        Assert.True(info.GetProperty("tiedWeights").GetBoolean());
        string report = File.ReadAllText(folder.Of(Path.Combine("run", "report.html")));
        Assert.Contains("ELU after batch normalization and dropout of 0.25", report, StringComparison.Ordinal);
        Assert.Contains("with tied weights", report, StringComparison.Ordinal);
        Assert.Equal(0, PinholeCommand.Run(folder.Path, "evaluate", "run", "digits", "--rows", "20").ExitCode);
    }
}
