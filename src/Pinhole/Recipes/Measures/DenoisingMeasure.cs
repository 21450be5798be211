using Pinhole.Data;
using Pinhole.Evaluation;

namespace Pinhole.Recipes.Measures;

/// <summary>
/// The cross-entropy of cleaned rows, in nats for each number, which Keras prints as the loss of its example; also the
/// errors of noisy and of cleaned images.
/// </summary>
public sealed record DenoisingMeasure : Measure
{
    /// <inheritdoc/>
    public override string Title => "cross-entropy of a cleaned number, nats";

    /// <inheritdoc/>
    public override IReadOnlyDictionary<string, double> Take(
        TrainedRun trained,
        IProgress<double>? progress = null,
        CancellationToken cancellationToken = default
    )
    {
        ArgumentNullException.ThrowIfNull(trained);
        DenoisingTrial trial = DenoisingTrial.Make(
            trained.Model,
            trained.Record.Baseline,
            trained.Test,
            trained.Model.Options.Corruption,
            trained.Seed
        );
        Dictionary<string, double> figures = new()
        {
            [Title] = CrossEntropy(trained.Test, trial.Cleaned),
            ["squared error, noisy"] = trial.Scores.Noisy.Errors.SquaredErrorPerSample,
            ["squared error, cleaned"] = trial.Scores.Cleaned.Errors.SquaredErrorPerSample,
        };
        if (trial.Scores.Pca is { } pca)
            figures["squared error, cleaned by PCA"] = pca.Errors.SquaredErrorPerSample;
        Add("PSNR, noisy, dB", trial.Scores.Noisy.Images?.Psnr);
        Add("PSNR, cleaned, dB", trial.Scores.Cleaned.Images?.Psnr);
        Add("SSIM, noisy", trial.Scores.Noisy.Images?.Ssim);
        Add("SSIM, cleaned", trial.Scores.Cleaned.Images?.Ssim);
        return figures;

        void Add(string name, double? figure)
        {
            if (figure is double known)
                figures[name] = known;
        }
    }

    // Probabilities are clipped as in Keras (its epsilon, 1e-7).
    private static double CrossEntropy(Dataset clean, Dataset cleaned)
    {
        const double Margin = 1e-7;
        double sum = 0;
        for (int row = 0; row < clean.Rows; row++)
        {
            ReadOnlySpan<float> target = clean.Row(row),
                output = cleaned.Row(row);
            for (int i = 0; i < target.Length; i++)
            {
                double p = Math.Clamp(output[i], Margin, 1 - Margin);
                sum -= (target[i] * Math.Log(p)) + ((1 - target[i]) * Math.Log(1 - p));
            }
        }

        return sum / clean.Rows / clean.Columns;
    }
}
