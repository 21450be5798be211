using System.Text.Json.Serialization;

namespace Pinhole.Optimizers;

/// <summary>How the step size changes over a training run: a factor on the learning rate.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "name")]
[JsonDerivedType(typeof(ConstantSchedule), "constant")]
[JsonDerivedType(typeof(CosineSchedule), "cosine")]
[JsonDerivedType(typeof(PlateauSchedule), "plateau")]
public abstract record LearningRateSchedule
{
    /// <summary>The names that <see cref="Create"/> takes.</summary>
    public static IReadOnlyList<string> Names { get; } = ["constant", "cosine", "plateau"];

    /// <summary>A schedule with its usual settings.</summary>
    /// <exception cref="InputException">There is no such schedule.</exception>
    public static LearningRateSchedule Create(string name) => name switch
    {
        "constant" => new ConstantSchedule(),
        "cosine" => new CosineSchedule(),
        "plateau" => new PlateauSchedule(),
        _ => throw new InputException(Suggestion.Unknown("schedule", name, Names)),
    };

    /// <summary>The factor now; it depends on nothing else, so a resumed run goes on as it was.</summary>
    /// <param name="progress">The share of all steps that is done, in [0, 1).</param>
    /// <param name="losses">The validation loss of each epoch so far (of some training rows without validation).</param>
    public abstract double Factor(double progress, ReadOnlySpan<double> losses);

    /// <summary>Refuses settings that cannot work.</summary>
    /// <exception cref="InputException">A setting is out of range.</exception>
    public virtual void Validate()
    {
    }
}

/// <summary>The step size stays.</summary>
public sealed record ConstantSchedule : LearningRateSchedule
{
    /// <inheritdoc/>
    public override double Factor(double progress, ReadOnlySpan<double> losses) => 1;
}

/// <summary>The step size falls along half a cosine to zero (Loshchilov and Hutter 2017, without restarts).</summary>
public sealed record CosineSchedule : LearningRateSchedule
{
    /// <inheritdoc/>
    public override double Factor(double progress, ReadOnlySpan<double> losses) => 0.5 * (1 + Math.Cos(Math.PI * progress));
}

/// <summary>The step size is cut each time the loss has not improved for a few epochs.</summary>
public sealed record PlateauSchedule : LearningRateSchedule
{
    /// <summary>What the step size is multiplied by.</summary>
    public double Cut { get; init; } = 0.5;

    /// <summary>Epochs without improvement before a cut.</summary>
    public int Patience { get; init; } = 5;

    /// <inheritdoc/>
    public override double Factor(double progress, ReadOnlySpan<double> losses)
    {
        double factor = 1, best = double.PositiveInfinity;
        int waited = 0;
        foreach (double loss in losses)
        {
            if (loss < best)
            {
                best = loss;
                waited = 0;
            }
            else if (++waited > Patience)
            {
                factor *= Cut;
                waited = 0;
            }
        }

        return factor;
    }

    /// <inheritdoc/>
    public override void Validate()
    {
        if (!(Cut > 0 && Cut < 1))
            throw new InputException($"a cut of {Cut} is not possible; choose more than 0 and less than 1, such as 0.5");
        if (Patience < 0)
            throw new InputException($"a patience of {Patience} epochs is not possible; choose 0 or more");
    }
}
