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

    /// <summary>The names for <see cref="Create"/>.</summary>
    public static IReadOnlyList<string> Names => Family.Names;

    /// <inheritdoc/>
    public virtual PieceDescription<LearningRateSchedule> Describe() => UndescribedPiece.Describe(this);

    /// <summary>
    /// The share of all steps in which the step size grows evenly from 0, less than 1 (Goyal et al. 2017); the schedule
    /// covers the other steps. 0 for no warm-up.
    /// </summary>
    public double WarmUp { get; init; }

    /// <summary>A schedule with default settings.</summary>
    /// <exception cref="InputException">There is no such schedule.</exception>
    public static LearningRateSchedule Create(string name) => Family.Create(name);

    /// <summary>The current factor; it depends on nothing else, so a resumed run gives the same.</summary>
    /// <param name="progress">The completed share of all steps, in [0, 1).</param>
    /// <param name="losses">The validation loss of each epoch so far; without validation, the loss of some training
    /// rows.</param>
    public double Factor(double progress, ReadOnlySpan<double> losses) =>
        progress < WarmUp
            ? progress / WarmUp * FactorAfterWarmUp(0, losses)
            : FactorAfterWarmUp((progress - WarmUp) / (1 - WarmUp), losses);

    /// <summary>The factor of the schedule itself.</summary>
    /// <param name="progress">The completed share of the steps after the warm-up, in [0, 1); 0 during the
    /// warm-up.</param>
    /// <param name="losses">The validation loss of each epoch so far, including the warm-up.</param>
    protected abstract double FactorAfterWarmUp(double progress, ReadOnlySpan<double> losses);

    /// <summary>Checks the settings.</summary>
    /// <exception cref="InputException">A setting is out of range.</exception>
    public virtual void Validate() => Describe().Validate(this);

    /// <summary>How often the step size has been multiplied by a decay.</summary>
    /// <param name="epochs">Epochs between cuts; null for a third of the run.</param>
    /// <param name="progress">The completed share of the run.</param>
    /// <param name="epochsDone">Completed epochs.</param>
    private protected static double Decays(int? epochs, double progress, int epochsDone) =>
        epochs is int every ? (double)epochsDone / every : 3 * progress;

    /// <summary>The text of the warm-up in reports, before the schedule.</summary>
    private protected static string ReadWarmUp(LearningRateSchedule schedule) =>
        schedule.WarmUp > 0 ? $"grows over {Reading.Number(schedule.WarmUp)} of all steps, then " : "";

    /// <summary>The text of the epochs between decays in reports.</summary>
    private protected static string Every(int? epochs) =>
        epochs switch
        {
            null => "every third of the steps",
            1 => "every epoch",
            _ => $"every {epochs} epochs",
        };
}
