using System.Text.Json.Serialization;
using Pinhole.Optimizers;
using Pinhole.Optimizers.Schedules;
using Pinhole.Training.Pretraining;

namespace Pinhole.Training;

/// <summary>How a model is trained; the defaults suit most data.</summary>
public sealed record TrainingOptions
{
    /// <summary>
    /// How often each training row is seen, unless training stops early; null for 50, or for as many as it takes to
    /// come to 5,000 steps where rows are few (at most 1,000).
    /// </summary>
    public int? Epochs { get; init; }

    /// <summary>Rows a step.</summary>
    public int BatchSize { get; init; } = 128;

    /// <summary>The share of the rows kept for validation, in [0, 1); 0 for none, and no early stopping.</summary>
    public double ValidationShare { get; init; } = 0.1;

    /// <summary>
    /// Epochs without a better validation loss before training stops; 0 to never stop early, null for a fifth of the
    /// epochs, and at least 10.
    /// </summary>
    public int? Patience { get; init; }

    /// <summary>How layers are trained one by one before; null for not at all.</summary>
    public PretrainingOptions? Pretraining { get; init; }

    /// <summary>How parameters follow their gradients.</summary>
    public OptimizerOptions Optimizer { get; init; } = new AdamOptions();

    /// <summary>How the step size changes.</summary>
    public LearningRateSchedule Schedule { get; init; } = new CosineSchedule();

    /// <summary>
    /// The greatest length a gradient may have; a longer one is scaled down to it (Pascanu, Mikolov and Bengio 2013).
    /// 0 leaves gradients alone. Losses are sums over features, so gradients of wide rows are long by themselves.
    /// </summary>
    public double ClipNorm { get; init; }

    /// <summary>Where the validation split, the order of the rows and the noise come from.</summary>
    public ulong Seed { get; init; } = 1;

    /// <summary>
    /// When training writes down where it stands; null for never. It changes nothing of what comes out.
    /// </summary>
    [JsonIgnore]
    public CheckpointOptions? Checkpoints { get; init; }

    /// <summary>The steps of an epoch.</summary>
    /// <param name="rows">Rows to train on.</param>
    internal int Batches(int rows) => (int)(((long)rows + BatchSize - 1) / BatchSize);

    /// <summary>These options with all that was left open decided.</summary>
    /// <param name="rows">Rows to train on.</param>
    public TrainingOptions Resolve(int rows)
    {
        const int EnoughSteps = 5000;
        int batches = Math.Max(1, Batches(rows));
        int epochs = Epochs ?? Math.Clamp((EnoughSteps + batches - 1) / batches, 50, 1000);
        return this with { Epochs = epochs, Patience = Patience ?? Math.Max(10, epochs / 5) };
    }

    /// <summary>Refuses settings that cannot work.</summary>
    /// <exception cref="InputException">A setting is out of range.</exception>
    public void Validate()
    {
        if (Epochs < 1)
            throw new InputException($"{Epochs} epochs are not possible; choose at least 1");
        if (BatchSize < 1)
            throw new InputException($"a batch of {BatchSize} rows is not possible; choose at least 1");
        if (!(ValidationShare >= 0) || ValidationShare >= 1)
            throw new InputException(
                $"a validation share of {ValidationShare} is not possible; choose at least 0 and less than 1, "
                    + "such as 0.1"
            );
        if (Patience < 0)
            throw new InputException($"a patience of {Patience} epochs is not possible; choose 0 or more");
        if (!(ClipNorm >= 0) || !double.IsFinite(ClipNorm))
            throw new InputException($"a gradient length of {ClipNorm} is not possible; choose 0 or more");
        Checkpoints?.Validate();
        Pretraining?.Validate();
        Optimizer.Validate();
        Schedule.Validate();
    }
}
