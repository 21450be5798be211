using System.Text.Json.Serialization;
using Pinhole.Pieces;

namespace Pinhole.Optimizers.Schedules;

/// <summary>How the step size changes over a training run: a factor on the learning rate.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "name")]
[JsonDerivedType(typeof(ConstantSchedule), "constant")]
[JsonDerivedType(typeof(StepSchedule), "step")]
[JsonDerivedType(typeof(ExponentialSchedule), "exponential")]
[JsonDerivedType(typeof(CosineSchedule), "cosine")]
[JsonDerivedType(typeof(PlateauSchedule), "plateau")]
public abstract record LearningRateSchedule : IPiece<LearningRateSchedule>
{
    private protected const string WarmUpHelp = "The share of all steps in which the step size grows from 0";
    private protected const string WarmUpRefusal = "a warm-up of {0} of all steps is";

    /// <summary>All schedules.</summary>
    public static PieceFamily<LearningRateSchedule> Family { get; } =
        new("schedule", () =>
            [
                ConstantSchedule.Description,
                StepSchedule.Description,
                ExponentialSchedule.Description,
                CosineSchedule.Description,
                PlateauSchedule.Description,
            ]
        );

    /// <summary>The names that <see cref="Create"/> takes.</summary>
    public static IReadOnlyList<string> Names => Family.Names;

    /// <inheritdoc/>
    public virtual PieceDescription<LearningRateSchedule> Describe() => UndescribedPiece.Describe(this);

    /// <summary>
    /// The share of all steps in which the step size grows evenly from 0, less than 1 (Goyal et al. 2017); the schedule
    /// has the rest for itself. 0 for none.
    /// </summary>
    public double WarmUp { get; init; }

    /// <summary>A schedule with its usual settings.</summary>
    /// <exception cref="InputException">There is no such schedule.</exception>
    public static LearningRateSchedule Create(string name) => Family.Create(name);

    /// <summary>The factor now; it depends on nothing else, so a resumed run goes on as it was.</summary>
    /// <param name="progress">The share of all steps that is done, in [0, 1).</param>
    /// <param name="losses">The validation loss of each epoch so far (of some training rows without
    /// validation).</param>
    public double Factor(double progress, ReadOnlySpan<double> losses) =>
        progress < WarmUp
            ? progress / WarmUp * FactorAfterWarmUp(0, losses)
            : FactorAfterWarmUp((progress - WarmUp) / (1 - WarmUp), losses);

    /// <summary>The factor of the schedule itself.</summary>
    /// <param name="progress">The share that is done of the steps behind the warm-up, in [0, 1); 0 during it.</param>
    /// <param name="losses">The validation loss of each epoch so far, those of the warm-up too.</param>
    protected abstract double FactorAfterWarmUp(double progress, ReadOnlySpan<double> losses);

    /// <summary>Refuses settings that cannot work.</summary>
    /// <exception cref="InputException">A setting is out of range.</exception>
    public virtual void Validate() => Describe().Validate(this);

    /// <summary>How often the step size has been multiplied by a decay.</summary>
    /// <param name="epochs">Epochs from one time to the next; null for a third of the run.</param>
    /// <param name="progress">The share of the run that is done.</param>
    /// <param name="epochsDone">Epochs that are over.</param>
    private protected static double Decays(int? epochs, double progress, int epochsDone) =>
        epochs is int every ? (double)epochsDone / every : 3 * progress;

    /// <summary>How a person reads the warm-up, before the schedule.</summary>
    private protected static string ReadWarmUp(LearningRateSchedule schedule) =>
        schedule.WarmUp > 0 ? $"grows over {Reading.Number(schedule.WarmUp)} of all steps, then " : "";

    /// <summary>How a person reads epochs from one decay to the next.</summary>
    private protected static string Every(int? epochs) =>
        epochs switch
        {
            null => "every third of the steps",
            1 => "every epoch",
            _ => $"every {epochs} epochs",
        };
}
