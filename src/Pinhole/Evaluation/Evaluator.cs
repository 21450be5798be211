using Pinhole.Data;
using Pinhole.Models;
using Pinhole.Numerics;

namespace Pinhole.Evaluation;

/// <summary>Measures a model on rows. The model and the rows decide what is measured.</summary>
public static class Evaluator
{
    private const string NoBaseline =
        "The model was stored without PCA, so its figures cannot be compared with a baseline.";

    /// <summary>Measures a model.</summary>
    /// <param name="model">A trained model.</param>
    /// <param name="data">Rows of its width, with labels for a classifier, and with targets for a model that has
    /// them.</param>
    /// <param name="baseline">PCA fitted by <see cref="Metrics.FitBaseline"/>; null for none.</param>
    /// <param name="options">What to measure, and how; null for the defaults.</param>
    /// <param name="progress">Receives the share of importance samples drawn, 0 to 1; null for none.</param>
    /// <param name="cancellationToken">Stops the drawing.</param>
    /// <exception cref="InputException">The rows or the options do not fit the model.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public static EvaluationRecord Measure(
        Autoencoder model,
        Dataset data,
        PrincipalComponents? baseline,
        EvaluationOptions? options = null,
        IProgress<double>? progress = null,
        CancellationToken cancellationToken = default
    )
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(data);
        options ??= new EvaluationOptions();
        options.Validate(model);
        ulong seed = options.Seed;
        if (Classification.IsTrainedFor(model))
            data = data.WithLabelTargets(Classification.Classes(model));

        EvaluationRecord record = new()
        {
            Model = model.Options.Preset,
            Data = data.Name,
            Rows = data.Rows,
            Columns = data.Columns,
            Latent = model.Latent,
            Note = baseline is null ? NoBaseline : null,
            Preprocessing = model.OutputPreprocessor.Name,
            Seed = seed,
        };
        if (Asks(EvaluationParts.Reconstruction))
            record = Classification.IsTrainedFor(model)
                ? WithClasses(record, model, data, baseline)
                : WithErrors(record, model, data, baseline);
        bool cleans = !model.Options.Corruption.IsNone && data.Targets is null;
        return record with
        {
            Denoising =
                Asks(EvaluationParts.Denoising) && cleans
                    ? DenoisingTrial.Make(model, baseline, data, model.Options.Corruption, seed).Scores
                    : null,
            Variational = Asks(EvaluationParts.Variational)
                ? Variational.Measure(model, data, options.ImportanceSamples, seed, progress, cancellationToken)
                : null,
            Likelihood =
                Asks(EvaluationParts.Variational) && !model.Options.Bottleneck.HasGaussianCode
                    ? ReconstructionLikelihood.Measure(model, data, seed)
                    : null,
            Information = Asks(EvaluationParts.Information)
                ? InformationRetained.Measure(model, data, baseline, seed)
                : null,
            Probes = Asks(EvaluationParts.Probes) ? Probes.Measure(model, data, baseline, seed) : null,
            Disentanglement = Asks(EvaluationParts.Disentanglement) ? Disentanglement.Measure(model, data, seed) : null,
        };

        bool Asks(EvaluationParts part) => options.Parts.HasFlag(part);
    }

    private static EvaluationRecord WithClasses(
        EvaluationRecord record,
        Autoencoder model,
        Dataset data,
        PrincipalComponents? baseline
    ) =>
        record with
        {
            Classes = Classification.Measure(model, data),
            ClassNames = Classification.Classes(model),
            Pca = baseline is null
                ? null
                : new BaselineFigures(baseline.Count, null, null, Classification.Measure(baseline, model, data), null),
        };

    private static EvaluationRecord WithErrors(
        EvaluationRecord record,
        Autoencoder model,
        Dataset data,
        PrincipalComponents? baseline
    )
    {
        ImageMetrics? images = ImageQuality.Measure(model, data);
        record = record with
        {
            Errors = OfImages(Metrics.Reconstruction(model, data), images),
            Images = images,
            CompressionRatio = ReconstructionMetrics.CompressionRatio(model.Columns, model.Latent),
        };
        if (baseline is null)
            return record;
        images = ImageQuality.Measure(baseline, model, data);
        return record with
        {
            Pca = new BaselineFigures(
                baseline.Count,
                OfImages(Metrics.Reconstruction(baseline, model, data), images),
                images,
                null,
                ReconstructionMetrics.CompressionRatio(model.Columns, baseline.Count)
            ),
        };
    }

    private static ReconstructionMetrics OfImages(ReconstructionMetrics errors, ImageMetrics? images) =>
        images is null ? errors : errors with { Psnr = images.Psnr };
}
