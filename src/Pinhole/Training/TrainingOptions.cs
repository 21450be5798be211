using System.Text.Json.Serialization;
using Pinhole.Optimizers;
using Pinhole.Optimizers.Schedules;
using Pinhole.Training.Pretraining;

namespace Pinhole.Training;

/// <summary>Training options; the defaults suit most data.</summary>
public sealed record TrainingOptions
{
    /// <summary>
    /// The number of epochs, unless training stops early; null for 50, or more for few rows: enough for 5,000 steps, at
    /// most 1,000.
    /// </summary>
    public int? Epochs { get; init; }

    /// <summary>
    /// Rows in a step; null for 128, or fewer for wide rows: at most 64 MB, which matters beyond 131,072 columns.
    /// </summary>
    public int? BatchSize { get; init; }

    /// <summary>
    /// The share of the rows kept for validation, in [0, 1); 0 for no validation and no early stopping.
    /// </summary>
    public double ValidationShare { get; init; } = 0.1;

    /// <summary>
    /// Epochs without a better validation loss before training stops; 0 to never stop early; null for a fifth of the
    /// epochs, at least 10.
    /// </summary>
    public int? Patience { get; init; }

    /// <summary>Layer-wise pretraining; null for none.</summary>
    public PretrainingOptions? Pretraining { get; init; }

    /// <summary>The optimizer.</summary>
    public OptimizerOptions Optimizer { get; init; } = new AdamOptions();

    /// <summary>The learning rate schedule.</summary>
    public LearningRateSchedule Schedule { get; init; } = new CosineSchedule();

    /// <summary>
    /// The maximum norm of a gradient; a longer one is scaled down to it (Pascanu, Mikolov and Bengio 2013). 0 for no
    /// clipping. Losses are sums over features, so wide rows have long gradients.
    /// </summary>
    public double ClipNorm { get; init; }

    /// <summary>The seed of the validation split, the order of the rows and the noise.</summary>
    public ulong Seed { get; init; } = 1;

    /// <summary>The baseline; it does not change the trained model.</summary>
    public BaselineChoice Baseline { get; init; }

    /// <summary>When to write checkpoints; null for never. They do not change the trained model.</summary>
    [JsonIgnore]
    public CheckpointOptions? Checkpoints { get; init; }

    private const int MaximumBatchRows = 128;
    private const int MaximumBatchValues = 1 << 24;

    /// <summary>The steps of an epoch, after <see cref="Resolve"/> has set the batch size.</summary>
    /// <param name="rows">The number of training rows.</param>
    internal int Batches(int rows) => (int)(((long)rows + BatchSize!.Value - 1) / BatchSize.Value);

    /// <summary>These options with all open settings resolved.</summary>
    /// <param name="rows">The number of training rows.</param>
    /// <param name="columns">Numbers in a row or in a reconstruction, whichever is larger.</param>
    public TrainingOptions Resolve(int rows, int columns)
    {
        const int EnoughSteps = 5000;
        TrainingOptions sized = this with
        {
            BatchSize = BatchSize ?? Math.Clamp(MaximumBatchValues / Math.Max(1, columns), 1, MaximumBatchRows),
        };
        int batches = Math.Max(1, sized.Batches(rows));
        int epochs = Epochs ?? Math.Clamp((EnoughSteps + batches - 1) / batches, 50, 1000);
        return sized with { Epochs = epochs, Patience = Patience ?? Math.Max(10, epochs / 5) };
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
        if (!Enum.IsDefined(Baseline))
            throw new InputException(
                $"there is no baseline {(int)Baseline}; choose one of "
                    + string.Join(", ", Enum.GetNames<BaselineChoice>())
            );
        Checkpoints?.Validate();
        Pretraining?.Validate();
        Optimizer.Validate();
        Schedule.Validate();
    }
}
