using Pinhole.Models;

namespace Pinhole.Training;

/// <summary>Warnings about a run, each with advice.</summary>
internal static class TrainingWarnings
{
    // A smaller share of active latents is a collapse; that some follow the prior is normal for a VAE.
    private const double FewActive = 0.25;
    private const double FewNats = 1;

    // A validation error so many times the training error, or the best one so far, is over-fitting and not chance.
    private const double FarAbove = 2;
    private const double Rise = 0.1;

    /// <summary>The warnings of a run.</summary>
    /// <param name="record">The record of the run, without warnings.</param>
    public static IReadOnlyList<string> Find(TrainingRecord record)
    {
        string?[] warnings = [Copying(record), Ending(record), Overfitting(record), Collapse(record), Dead(record)];
        return [.. warnings.OfType<string>()];
    }

    // With a penalty or noise, a wide latent cannot just copy rows.
    private static string? Copying(TrainingRecord record)
    {
        AutoencoderOptions model = record.Model;
        // The model does not copy if targets are not the rows.
        return
            model.Latent >= record.Columns
            && model.PreprocessTargets is null
            && !model.Bottleneck.LimitsLatent
            && model.Corruption.IsNone
            && !model.Regularizers.Any(penalty => penalty.LimitsLatent)
            ? $"a latent of {model.Latent} numbers cannot compress rows of {record.Columns}: the model may copy its "
                + "input; choose a smaller `Latent`, or add a penalty (`Bottleneck` kl) or noise (`Corruption` masking)"
            : null;
    }

    private static string? Ending(TrainingRecord record) =>
        record switch
        {
            { StopReason: StopReason.Diverged } =>
                $"the loss was not a number after epoch {record.Epochs.Count}, and the best weights before were "
                    + "kept; lower `LearningRate`, or set `ClipNorm` 1",
            { BestEpoch: 0, Epochs.Count: > 0 } =>
                "no epoch was better than the initial weights, and these were kept; lower " + "`LearningRate`",
            _ => null,
        };

    // The training loss includes dropout and a growing β, the validation loss does not. So the two errors without noise
    // and with the same weights are compared, and the validation loss with its own best.
    private static string? Overfitting(TrainingRecord record)
    {
        const string Advice = "use more rows, a smaller `Hidden` or `Latent`, `Dropout` 0.1 or `Corruption` masking";
        if (
            record is { BestEpoch: > 0, Validation: { } validation }
            && validation.SquaredErrorPerSample > FarAbove * record.Train.SquaredErrorPerSample
        )
            return "the model over-fits: its squared error of a validation row "
                + $"({validation.SquaredErrorPerSample:G4}) is more than twice that of a training row "
                + $"({record.Train.SquaredErrorPerSample:G4}); {Advice}";
        if (record.BestEpoch == 0 || record.Epochs.Count == 0 || record.StopReason == StopReason.Diverged)
            return null;
        EpochRecord best = record.Epochs[record.BestEpoch - 1],
            last = record.Epochs[^1];
        return
            best.ValidationLoss is double lowest
            && last.ValidationLoss - lowest > Rise * Math.Abs(lowest)
            && last.Loss < best.Loss
            ? $"the model over-fits: after epoch {best.Epoch} the validation loss rose from {lowest:G4} to "
                + $"{last.ValidationLoss:G4} while the training loss fell from {best.Loss:G4} to {last.Loss:G4}, so "
                + $"the weights of epoch {best.Epoch} were kept; {Advice}"
            : null;
    }

    // A higher β, which is often advised, makes the latent even more expensive to use.
    private static string? Collapse(TrainingRecord record)
    {
        if (
            record.Model.Bottleneck is not { HasGaussianCode: true, LimitsLatent: true }
            || record.Latents is not { ActiveUnits: int active, Kl: { } kl }
        )
            return null;
        string? found =
            active < FewActive * record.Model.Latent
                ? $"{(active == 0 ? "none" : $"only {active}")} of {record.Model.Latent} latents "
                    + $"{(active == 1 ? "depends" : "depend")} on the row, the others follow the prior"
            : kl.Sum() < FewNats ? "the latents hardly differ from the prior"
            : null;
        return found is null
            ? null
            : $"posterior collapse: {found} (KL {kl.Sum():G3} nats in all); lower `Beta`, let it grow "
                + "(`BetaSchedule` linear) or give each latent free nats (`FreeBits` 0.1); a higher β makes "
                + "this worse";
    }

    private static string? Dead(TrainingRecord record)
    {
        if (record.DeadUnits is int idle)
        {
            return idle > record.Model.Latent / 10
                ? $"{idle} of {record.Model.Latent} units of the latent are dead, active in no row for long; train "
                    + "for more `Epochs`, or choose a larger `AuxiliaryWeight`, which revives them, more "
                    + "`Units` or a smaller `Latent`"
                : null;
        }

        if (record.Model.Bottleneck.HasGaussianCode || record.Latents is not { Rows: > 1, DeadUnits: > 0 and int dead })
            return null;
        string rows = record.Validation is null ? "training rows" : "validation rows";
        string advice = record.Model.Bottleneck.DeadUnitsAdvice;
        return $"{dead} of {record.Model.Latent} latents {(dead == 1 ? "is" : "are")} dead, the same for all {rows}; "
            + $"{advice}";
    }
}
