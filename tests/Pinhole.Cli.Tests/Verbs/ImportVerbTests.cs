using System.Text.Json;

namespace Pinhole.Cli.Tests.Verbs;

public sealed class ImportVerbTests : IDisposable
{
    private static readonly string[] Dense =
    [
        "--hidden",
        "8,8,8,8,8",
        "--latent",
        "3",
        "--activation",
        "tanh",
        "--output-activation",
        "sigmoid",
    ];

    private readonly TemporaryFolder _folder = new();

    public ImportVerbTests()
    {
        foreach (string name in new[] { "dense", "numbered", "convolutional" })
            File.Copy(
                Path.Combine(Repository.Root, "tests", "golden", "import", $"{name}.safetensors"),
                _folder.Of($"{name}.safetensors")
            );
        _folder.Write(
            "rows.csv",
            string.Concat(
                Enumerable
                    .Range(0, 30)
                    .Select(row =>
                        string.Join(
                            ',',
                            Enumerable
                                .Range(1, 12)
                                .Select(column => FormattableString.Invariant($"{row * column % 17 / 17.0:F3}"))
                        ) + "\n"
                    )
            )
        );
    }

    [Fact]
    public void Weights_become_a_model_that_every_verb_takes()
    {
        PinholeCommand.Result made = Run(["import", "dense.safetensors", .. Dense, "--out", "m.safetensors"]);
        Assert.Equal((0, ""), (made.ExitCode, made.Output));
        Assert.Contains("layer  encoder.5 [3, 8] is encoder.10", made.ErrorLines);
        Assert.Contains(
            "model  deep, 12 → 8 → 8 → 8 → 8 → 8 → 3 and back, 847 parameters, tanh inside and sigmoid at the end",
            made.ErrorLines
        );

        Assert.Matches("parameters +847\n", Succeed("info", "m.safetensors"));
        JsonElement info = TrainedRun.Json(Succeed("info", "m.safetensors", "--json"));
        Assert.Equal(
            ("deep", 12, "none", false),
            (
                info.GetProperty("model").GetString(),
                info.GetProperty("columns").GetInt32(),
                info.GetProperty("preprocessing").GetString(),
                info.GetProperty("pca").GetBoolean()
            )
        );
        Assert.Equal([0, 1], info.GetProperty("range").EnumerateArray().Select(number => number.GetInt32()));
        JsonElement evaluated = TrainedRun.Json(Succeed("evaluate", "m.safetensors", "rows.csv", "--json"));
        Assert.Equal(JsonValueKind.Null, evaluated.GetProperty("pca").ValueKind);
        Assert.InRange(evaluated.GetProperty("mse").GetDouble(), 0.001, 1);
        Succeed("encode", "m.safetensors", "rows.csv", "--out", "z.npy");
        Succeed("export", "m.safetensors");
        Assert.Equal("(30, 3)", _folder.NpyShape("z.npy"));
        Assert.True(File.Exists(_folder.Of("onnx/encoder.onnx")));
    }

    [Fact]
    public void Json_says_what_became_of_which_layer()
    {
        JsonElement json = TrainedRun.Json(
            Succeed(
                "import",
                "numbered.safetensors",
                "--model",
                "vae",
                "--hidden",
                "8",
                "--latent",
                "3",
                "--activation",
                "relu",
                "--json"
            )
        );

        Assert.Equal(
            ("model.safetensors", "vae", 298),
            (
                json.GetProperty("out").GetString(),
                json.GetProperty("model").GetString(),
                json.GetProperty("parameters").GetInt32()
            )
        );
        Assert.Equal("""{"name":"encoder.1","sources":["fc21","fc22"]}""", json.GetProperty("layers")[1].GetRawText());
        Assert.Equal(
            JsonValueKind.Null,
            TrainedRun.Json(Succeed("info", "model.safetensors", "--json")).GetProperty("range").ValueKind
        );
        Assert.Matches("range +not known\n", Succeed("info", "model.safetensors"));
    }

    [Fact]
    public void Convolutions_become_a_model_of_images_once_their_size_is_told()
    {
        string[] network =
        [
            "import",
            "convolutional.safetensors",
            "--model",
            "convolutional",
            "--hidden",
            "4,5",
            "--latent",
            "3",
            "--activation",
            "tanh",
        ];
        Assert.Contains(
            "set their size, such as --image-size 28x28",
            Assert.Single(Run(network).ErrorLines),
            StringComparison.Ordinal
        );

        PinholeCommand.Result made = Run([.. network, "--image-size", "6x7"]);
        Assert.Equal(0, made.ExitCode);
        Assert.Contains("layer  encoder.1 [5, 4, 3, 3] is encoder.2", made.ErrorLines);
        Assert.Contains("layer  decoder.1 [5, 4, 3, 3] is decoder.3", made.ErrorLines);
        JsonElement info = TrainedRun.Json(Succeed("info", "model.safetensors", "--json"));
        Assert.Equal([2, 7, 6], info.GetProperty("image").EnumerateArray().Select(size => size.GetInt32()));
        Succeed("export", "model.safetensors");
    }

    [Theory]
    [InlineData("no layer fits encoder.0.weight [128, 12]", "--latent", "3")]
    [InlineData("[8, 12]", "--latent", "3")]
    [InlineData("is fitted to rows", "--hidden", "8,8,8,8,8", "--latent", "3", "--preprocess", "standardize")]
    [InlineData("a conditional model", "--model", "conditional")]
    [InlineData("it has no convolutions; choose --network dense", "--model", "convolutional", "--image-size", "4x3")]
    [InlineData("not an image of 5×5 pixels; give another --image-size", "--image-size", "5")]
    [InlineData("--image-size '0' is not possible", "--image-size", "0")]
    [InlineData("did you mean 'sigmoid'?", "--output-activation", "sigmoit")]
    [InlineData("unknown option '--epochs'", "--epochs", "3")]
    [InlineData("dense.safetensors is the input", "--out", "dense.safetensors")]
    [InlineData("rows.csv exists already", "--out", "rows.csv")]
    [InlineData("--out is empty", "--out", "")]
    public void What_does_not_fit_is_refused_in_one_line(string expected, params string[] options)
    {
        string[] before = _folder.Entries;
        PinholeCommand.Result result = Run(["import", "dense.safetensors", .. options]);

        Assert.Equal((ExitCodes.BadInput, ""), (result.ExitCode, result.Output));
        Assert.Contains(expected, Assert.Single(result.ErrorLines), StringComparison.Ordinal);
        Assert.Equal(before, _folder.Entries);
    }

    public void Dispose() => _folder.Dispose();

    private string Succeed(params string[] arguments)
    {
        PinholeCommand.Result result = Run(arguments);
        Assert.True(result.ExitCode == 0, result.Errors);
        return result.Output;
    }

    private PinholeCommand.Result Run(params string[] arguments) => PinholeCommand.Run(_folder.Path, arguments);
}
