using System.Text.Json;

namespace Pinhole.Cli.Tests.Verbs;

[Collection(TrainedRunCollection.Name)]
public sealed class EvaluateVerbTests(TrainedRun run)
{
    [Fact]
    public void Json_has_the_figures_and_the_same_of_PCA()
    {
        using TemporaryFolder folder = new();
        PinholeCommand.Result result = PinholeCommand.Run(
            folder.Path,
            "evaluate",
            run.Folder,
            "digits",
            "--rows",
            "100",
            "--json"
        );
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
            Assert.InRange(figures.GetProperty("ssim").GetDouble(), 0.01, 1);
        }
    }

    [Fact]
    public void The_rows_that_were_trained_on_give_the_figures_that_training_gave()
    {
        using TemporaryFolder folder = new();
        JsonElement json = TrainedRun.Json(
            PinholeCommand
                .Run(folder.Path, "evaluate", run.Folder, "digits", "--rows", "300", "--seed", "1", "--json")
                .Output
        );
        JsonElement trained = TrainedRun.Json(run.Output);
        double Error(JsonElement figures) => figures.GetProperty("squaredErrorPerSample").GetDouble();
        Assert.Equal(
            (0.9 * Error(trained.GetProperty("train"))) + (0.1 * Error(trained.GetProperty("validation"))),
            Error(json),
            1e-3
        );
        JsonElement pca = trained.GetProperty("pca");
        Assert.Equal(
            (0.9 * Error(pca.GetProperty("train"))) + (0.1 * Error(pca.GetProperty("validation"))),
            Error(json.GetProperty("pca")),
            1e-3
        );
    }

    [Fact]
    public void Built_in_rows_are_new_to_the_model_whatever_it_was_trained_with()
    {
        using TemporaryFolder folder = new();
        string Evaluate(params string[] seed) =>
            PinholeCommand.Run(folder.Path, ["evaluate", "seeded", "digits", "--rows", "50", "--json", .. seed]).Output;
        PinholeCommand.Run(
            folder.Path,
            "train",
            "digits",
            "--rows",
            "60",
            "--epochs",
            "1",
            "--latent",
            "4",
            "--hidden",
            "16",
            "--seed",
            "7",
            "--out",
            "seeded"
        );
        Assert.Equal(Evaluate("--seed", "8"), Evaluate());
        Assert.NotEqual(Evaluate("--seed", "7"), Evaluate());
    }

    [Fact]
    public void People_get_a_table_and_one_sentence()
    {
        using TemporaryFolder folder = new();
        PinholeCommand.Result result = PinholeCommand.Run(
            folder.Path,
            "evaluate",
            Path.Combine(run.Folder, "model.safetensors"),
            "digits",
            "--rows",
            "50"
        );
        Assert.Equal((0, ""), (result.ExitCode, result.Errors));
        Assert.Contains("digits, 50 rows", result.Output, StringComparison.Ordinal);
        Assert.Matches(@"PSNR \(dB\) +[\d.]+ +[\d.]+\n", result.Output);
        Assert.Contains("less squared error", result.Output, StringComparison.Ordinal);
        Assert.Matches(@"SSIM +0[\d.]+ +0[\d.]+\n", result.Output);
        Assert.Contains("labels of 50 rows, half to learn from", result.Output, StringComparison.Ordinal);
        Assert.Matches(@"neighbours: macro F1( +[\d.]+){3}\n", result.Output);
    }

    [Fact]
    public void Labels_are_told_from_latents_rows_and_PCA()
    {
        using TemporaryFolder folder = new();
        string Evaluate(string threads) =>
            PinholeCommand
                .Run(folder.Path, "evaluate", run.Folder, "digits", "--rows", "400", "--threads", threads, "--json")
                .Output;
        string output = Evaluate("1");
        JsonElement probes = TrainedRun.Json(output).GetProperty("probes");
        Assert.Equal(400, probes.GetProperty("rows").GetInt32());
        foreach (string rows in new[] { "latent", "raw", "pca" })
        {
            foreach (string classifier in new[] { "logistic", "neighbours" })
            {
                JsonElement scores = probes.GetProperty(rows).GetProperty(classifier);
                Assert.InRange(scores.GetProperty("accuracy").GetDouble(), 0.2, 1);
                Assert.InRange(scores.GetProperty("macroF1").GetDouble(), 0.2, 1);
                Assert.InRange(scores.GetProperty("auc").GetDouble(), 0.6, 1);
            }
        }

        Assert.Equal(output, Evaluate("2"));
    }

    [Fact]
    public void Each_layer_says_what_it_retains()
    {
        using TemporaryFolder folder = new();
        JsonElement information = TrainedRun
            .Json(PinholeCommand.Run(folder.Path, "evaluate", run.Folder, "digits", "--rows", "400", "--json").Output)
            .GetProperty("information");
        Assert.Equal(400, information.GetProperty("rows").GetInt32());
        JsonElement latent = information.GetProperty("layers").EnumerateArray().Last();
        Assert.Equal("latent 8", latent.GetProperty("name").GetString());
        foreach (JsonElement layer in new[] { latent, information.GetProperty("pca") })
        {
            Assert.Equal(8, layer.GetProperty("features").GetInt32());
            Assert.InRange(layer.GetProperty("rSquared").GetDouble(), 0.1, 1);
        }

        string text = PinholeCommand.Run(folder.Path, "evaluate", run.Folder, "digits", "--rows", "400").Output;
        Assert.Matches(@"read back linearly, 400 rows, half to fit +of the variance\n", text);
        Assert.Matches(@"hidden 392 +–\n", text);
        Assert.Matches(@"PCA 8 +[\d.]+ %\n", text);
        Assert.Contains("too many numbers for 200 rows", text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_variational_model_has_its_likelihood_and_its_latents_measured()
    {
        using TemporaryFolder folder = new();
        PinholeCommand.Run(
            folder.Path,
            "train",
            "digits",
            "--model",
            "vae",
            "--rows",
            "300",
            "--epochs",
            "2",
            "--latent",
            "8",
            "--out",
            "vae"
        );
        PinholeCommand.Result Evaluate(params string[] options) =>
            PinholeCommand.Run(folder.Path, ["evaluate", "vae", "digits", "--rows", "60", .. options]);

        JsonElement figures = TrainedRun
            .Json(Evaluate("--importance-samples", "200", "--json").Output)
            .GetProperty("variational");
        double Number(string name) => figures.GetProperty(name).GetDouble();
        Assert.Equal(Number("reconstructionLogLikelihood") - Number("kl"), Number("elbo"), 1e-9);
        Assert.InRange(Number("importanceWeightedNll"), 0, 1 - Number("elbo"));
        Assert.Equal(200, Number("importanceSamples"));
        Assert.InRange(Number("activeUnits"), 0, 8);
        Assert.Equal(Number("kl"), figures.GetProperty("latentKl").EnumerateArray().Sum(kl => kl.GetDouble()), 1e-9);

        string text = Evaluate("--importance-samples", "5").Output;
        Assert.Matches(@"evidence lower bound \(ELBO\) +-[\d.]+\n", text);
        Assert.Matches(@"importance-weighted NLL, 5 samples +[\d.]+\n", text);
        Assert.Matches(@"active units +\d of 8\n", text);
        Assert.DoesNotContain("importance-weighted", Evaluate().Output, StringComparison.Ordinal);
        Assert.Equal(
            JsonValueKind.Null,
            TrainedRun
                .Json(Evaluate("--json").Output)
                .GetProperty("variational")
                .GetProperty("importanceWeightedNll")
                .ValueKind
        );
    }

    [Fact]
    public void Rows_are_drawn_as_zeros_and_ones_for_models_that_were_trained_so()
    {
        using TemporaryFolder folder = new();
        string[] Train(string name, string binarize) =>
            [
                "train",
                "digits",
                "--model",
                "vae",
                "--rows",
                "200",
                "--epochs",
                "2",
                "--hidden",
                "16",
                "--latent",
                "3",
                "--out",
                name,
                "--binarize",
                binarize,
                "--quiet",
            ];
        Assert.Equal(0, PinholeCommand.Run(folder.Path, Train("dynamic", "dynamic")).ExitCode);
        Assert.Equal(0, PinholeCommand.Run(folder.Path, Train("fixed", "fixed")).ExitCode);
        string Evaluate(string run, params string[] options) =>
            PinholeCommand
                .Run(folder.Path, ["evaluate", run, "digits", "--rows", "60", "--importance-samples", "20", .. options])
                .Output;

        Assert.Contains("drawn once", Evaluate("dynamic"), StringComparison.Ordinal);
        Assert.DoesNotContain("drawn once", Evaluate("fixed"), StringComparison.Ordinal);
        const string fractions = "The loss is not a likelihood of these rows";
        Assert.DoesNotContain(fractions, Evaluate("dynamic"), StringComparison.Ordinal);
        Assert.Contains(fractions, Evaluate("fixed"), StringComparison.Ordinal);
        Assert.DoesNotContain(fractions, Evaluate("fixed", "--binarize", "fixed"), StringComparison.Ordinal);
        double Nll(string run, params string[] options) =>
            TrainedRun
                .Json(Evaluate(run, [.. options, "--json", "--quiet"]))
                .GetProperty("variational")
                .GetProperty("importanceWeightedNll")
                .GetDouble();
        Assert.Equal(Nll("dynamic", "--seed", "5"), Nll("dynamic", "--seed", "5"));
        Assert.NotEqual(Nll("fixed"), Nll("fixed", "--binarize", "fixed"));
        Assert.Contains(
            "\"range\":[0,1]",
            PinholeCommand.Run(folder.Path, "info", "fixed", "--json").Output,
            StringComparison.Ordinal
        );
    }

    [Theory]
    [InlineData("5", "a deep model has none")]
    [InlineData("0", "--importance-samples '0' is not possible")]
    [InlineData("many", "--importance-samples 'many' is not possible")]
    public void Importance_samples_that_mean_nothing_are_refused_in_one_line(string samples, string reason)
    {
        using TemporaryFolder folder = new();
        PinholeCommand.Result result = PinholeCommand.Run(
            folder.Path,
            "evaluate",
            run.Folder,
            "digits",
            "--rows",
            "60",
            "--importance-samples",
            samples
        );
        Assert.Equal(2, result.ExitCode);
        Assert.Contains(reason, Assert.Single(result.ErrorLines), StringComparison.Ordinal);
    }

    [Fact]
    public void Tables_without_labels_have_neither_similarity_nor_probes()
    {
        using TemporaryFolder folder = new();
        File.WriteAllLines(folder.Of("t.csv"), Enumerable.Range(0, 60).Select(i => $"{i % 7},{i % 5},{i % 3}"));
        PinholeCommand.Run(folder.Path, "train", "t.csv", "--epochs", "1", "--latent", "2", "--out", "table");
        JsonElement json = TrainedRun.Json(
            PinholeCommand.Run(folder.Path, "evaluate", "table", "t.csv", "--json").Output
        );
        Assert.False(json.TryGetProperty("ssim", out _));
        Assert.Equal(JsonValueKind.Null, json.GetProperty("probes").ValueKind);
    }
}
