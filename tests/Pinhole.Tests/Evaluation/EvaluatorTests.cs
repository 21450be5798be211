using System.Text.Json;
using Pinhole.Data;
using Pinhole.Evaluation;
using Pinhole.Models;
using Pinhole.Models.Corruptions;
using Pinhole.Models.Networks;
using Pinhole.Numerics;
using Pinhole.Tests.Data;

namespace Pinhole.Tests.Evaluation;

/// <summary>One record has all that is measured, and JSON has the record.</summary>
public sealed class EvaluatorTests
{
    private static readonly Dataset Digits = Dataset.Open("digits", new DataOptions { Rows = 120, Seed = 2 });

    [Fact]
    public void The_record_has_what_each_part_gives_by_itself()
    {
        using Autoencoder model = Create(Presets.Vae(3));
        PrincipalComponents baseline = Metrics.FitBaseline(model, Digits, 1);

        EvaluationRecord record = Evaluator.Measure(model, Digits, baseline, new EvaluationOptions { Seed = 7 });

        ImageMetrics images = ImageQuality.Measure(model, Digits)!;
        Assert.Equal(images, record.Images);
        Assert.Equal(Metrics.Reconstruction(model, Digits) with { Psnr = images.Psnr }, record.Errors);
        Assert.Equal(ImageQuality.Measure(baseline, model, Digits), record.Pca?.Images);
        Assert.Equal(784.0 / 3, record.Pca?.CompressionRatio);
        Assert.Equal(Probes.Measure(model, Digits, baseline, 7), record.Probes);
        Assert.Equal(
            InformationRetained.Measure(model, Digits, baseline, 7)?.Layers,
            record.Information?.Layers.AsEnumerable()
        );
        Assert.Equal(Variational.Measure(model, Digits, 0, 7)?.Elbo, record.Variational?.Elbo);
        Assert.Equal((null, null, null, null), (record.Classes, record.Denoising, record.Disentanglement, record.Note));
    }

    [Fact]
    public void A_model_without_a_baseline_says_so_in_words()
    {
        using Autoencoder model = Create(Presets.Vae(3));
        EvaluationRecord record = Evaluator.Measure(model, Digits, null);

        Assert.Null(record.Pca);
        Assert.Contains("stored without PCA", record.Note, StringComparison.Ordinal);
        JsonElement json = Json(record);
        Assert.Equal(JsonValueKind.Null, json.GetProperty("pca").ValueKind);
        Assert.Equal(record.Note, json.GetProperty("note").GetString());
    }

    [Fact]
    public void Json_names_stay_as_scripts_read_them()
    {
        using Autoencoder model = Create(Presets.Vae(3));
        JsonElement json = Json(Evaluator.Measure(model, Digits, Metrics.FitBaseline(model, Digits, 1)));

        Assert.Equal(
            "model data rows columns latent mse mae rmse psnr squaredErrorPerSample ssim compressionRatio pca "
                + "variational information probes disentanglement preprocessing seed",
            string.Join(' ', json.EnumerateObject().Select(member => member.Name))
        );
        Assert.Equal(
            "compressionRatio mae mse psnr rmse squaredErrorPerSample ssim",
            string.Join(' ', json.GetProperty("pca").EnumerateObject().Select(member => member.Name).Order())
        );
        Assert.Equal(
            "activeUnits drawn elbo importanceSamples importanceWeightedNll kl latentKl ofFractions "
                + "reconstructionLogLikelihood",
            string.Join(' ', json.GetProperty("variational").EnumerateObject().Select(member => member.Name).Order())
        );
    }

    [Fact]
    public void What_has_no_figure_is_null_in_json_and_what_does_not_apply_is_not_there()
    {
        // Rebuilt by nobody: every row is the same, so nothing has a range and the ratio to noise is no number.
        Dataset rows = Dataset.FromRows([.. Enumerable.Repeat(0.5f, 80)], 8);
        using Autoencoder model = Autoencoder.Create(
            Presets.Denoising(2) with
            {
                Network = new DenseNetwork([4]),
                Preprocess = "none",
                Corruption = new GaussianCorruption(0.1),
            },
            rows.Schema
        );
        model.FitPreprocessing(rows);
        EvaluationRecord record = Evaluator.Measure(model, rows, null) with { };
        record = record with { Errors = record.Errors! with { Psnr = null } };

        JsonElement json = Json(record);
        Assert.Equal(JsonValueKind.Null, json.GetProperty("psnr").ValueKind);
        Assert.False(json.TryGetProperty("ssim", out _) || json.TryGetProperty("accuracy", out _));
        JsonElement denoising = json.GetProperty("denoising");
        Assert.Equal("gaussian", denoising.GetProperty("noise").GetString());
        Assert.Equal(0.1, denoising.GetProperty("level").GetDouble());
        Assert.Equal(0.01, denoising.GetProperty("noisy").GetProperty("mse").GetDouble(), 0.006);
        Assert.Equal(JsonValueKind.Null, denoising.GetProperty("pca").ValueKind);
    }

    [Fact]
    public void A_classifier_is_measured_by_classes()
    {
        Dataset data = Digits.WithLabelTargets();
        using Autoencoder model = Autoencoder.Create(
            Presets.Deep(3) with
            {
                Network = new DenseNetwork([8]),
            },
            data.Schema
        );
        model.FitPreprocessing(data);
        PrincipalComponents baseline = Metrics.FitBaseline(model, data, 1);

        // The labels alone tell of the classes: the evaluator makes targets of them.
        EvaluationRecord record = Evaluator.Measure(model, Digits, baseline);

        Assert.Equal(Classification.Measure(model, data), record.Classes);
        Assert.Equal(Classification.Measure(baseline, model, data), record.Pca?.Classes);
        Assert.Null(record.Errors);
        JsonElement json = Json(record);
        Assert.Equal(record.Classes?.Error, json.GetProperty("error").GetDouble());
        Assert.Equal(10, json.GetProperty("classNames").GetArrayLength());
        Assert.False(json.TryGetProperty("mse", out _));
    }

    [Fact]
    public void Parts_that_nobody_asked_for_are_not_measured()
    {
        using Autoencoder model = Create(Presets.Vae(3));
        EvaluationRecord record = Evaluator.Measure(
            model,
            Digits,
            null,
            new EvaluationOptions { Parts = EvaluationParts.Information }
        );
        Assert.NotNull(record.Information);
        Assert.Equal((null, null, null), (record.Errors, record.Variational, record.Probes));
    }

    [Fact]
    public void Importance_samples_of_a_model_without_a_likelihood_are_refused_before_any_work()
    {
        using Autoencoder model = Create(Presets.Deep(3));
        Refusal.Says(
            () => Evaluator.Measure(model, Digits, null, new EvaluationOptions { ImportanceSamples = 5 }),
            "importance samples need a Gaussian bottleneck"
        );
        Refusal.Says(
            () => Evaluator.Measure(model, Digits, null, new EvaluationOptions { ImportanceSamples = -1 }),
            "-1 importance samples"
        );
    }

    private static Autoencoder Create(AutoencoderOptions options)
    {
        Autoencoder model = Autoencoder.Create(options with { Network = new DenseNetwork([8]) }, Digits.Schema);
        model.FitPreprocessing(Digits);
        return model;
    }

    private static JsonElement Json(EvaluationRecord record)
    {
        using MemoryStream stream = new();
        using (Utf8JsonWriter writer = new(stream))
            record.WriteTo(writer);
        return JsonDocument.Parse(stream.ToArray()).RootElement;
    }
}
