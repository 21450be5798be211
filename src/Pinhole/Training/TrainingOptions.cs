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

    /// <summary>
    /// Rows a step; null for 128, or for fewer where 128 of them take more than 64 MB: beyond 131,072 columns.
    /// </summary>
    public int? BatchSize { get; init; }

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

    /// <summary>What the trained model is compared with; it changes nothing of what is trained.</summary>
    public BaselineChoice Baseline { get; init; }

    /// <summary>
    /// When training writes down where it stands; null for never. It changes nothing of what comes out.
    /// </summary>
    [JsonIgnore]
    public CheckpointOptions? Checkpoints { get; init; }

    private const int MostBatchRows = 128;
    private const int MostBatchValues = 1 << 24;

    /// <summary>The steps of an epoch, once <see cref="Resolve"/> has decided the rows of a step.</summary>
    /// <param name="rows">Rows to train on.</param>
    internal int Batches(int rows) => (int)(((long)rows + BatchSize!.Value - 1) / BatchSize.Value);

    /// <summary>These options with all that was left open decided.</summary>
    /// <param name="rows">Rows to train on.</param>
    /// <param name="columns">Numbers in a row, or in one that is rebuilt, whichever are more.</param>
    public TrainingOptions Resolve(int rows, int columns)
    {
        const int EnoughSteps = 5000;
        TrainingOptions sized = this with
        {
            BatchSize = BatchSize ?? Math.Clamp(MostBatchValues / Math.Max(1, columns), 1, MostBatchRows),
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
