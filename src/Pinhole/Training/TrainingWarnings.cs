using Pinhole.Models;

namespace Pinhole.Training;

/// <summary>What a user should know about a run; each warning says what to try.</summary>
internal static class TrainingWarnings
{
    public static IReadOnlyList<string> Find(Autoencoder model, IReadOnlyList<EpochRecord> epochs, int bestEpoch, StopReason stopReason)
    {
        List<string> warnings = [];
        if (model.Latent >= model.Columns)
            warnings.Add($"a latent of {model.Latent} numbers cannot compress rows of {model.Columns}: the model may copy its input; choose a smaller --latent");
        if (stopReason == StopReason.Diverged)
            warnings.Add($"the loss was no longer a number after epoch {epochs.Count}, and the best weights before were kept; lower --learning-rate, or set --clip 1");
        else if (bestEpoch == 0 && epochs.Count > 0)
            warnings.Add("no epoch was better than the weights training started from, and these were kept; lower --learning-rate");
        if (epochs.Count > 0 && epochs[^1] is { ValidationLoss: double validation } last && validation > 2 * last.Loss)
            warnings.Add($"the validation loss ({validation:G4}) is more than twice the training loss ({last.Loss:G4}): the model over-fits; use more rows, or a smaller --hidden or --latent");
        if (model.Options.Bottleneck.DeadUnits(model.Parameters) is int dead && dead > model.Latent / 10)
            warnings.Add($"{dead} of {model.Latent} units of the latent are dead, active in no row for long; train for more --epochs, or choose a larger --sparsity-weight, which revives them, more --sparsity-units or a smaller --latent");
        return warnings;
    }
}
