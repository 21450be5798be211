using System.Text.Json.Serialization;
using Pinhole.Engine.Autograd;

namespace Pinhole.Optimizers;

/// <summary>How parameters follow their gradients.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "name")]
[JsonDerivedType(typeof(AdamOptions), "adam")]
[JsonDerivedType(typeof(AdamWOptions), "adamw")]
[JsonDerivedType(typeof(SgdOptions), "sgd")]
[JsonDerivedType(typeof(RmsPropOptions), "rmsprop")]
public abstract record OptimizerOptions
{
    /// <summary>The step size α before any schedule.</summary>
    public abstract double LearningRate { get; init; }

    /// <summary>Makes the optimizer with its moments at zero.</summary>
    /// <param name="parameters">What it will move.</param>
    public abstract Optimizer Create(ParameterSet parameters);

    /// <summary>Refuses settings that cannot work.</summary>
    /// <exception cref="InputException">A setting is out of range.</exception>
    public virtual void Validate()
    {
        if (!(LearningRate > 0) || !double.IsFinite(LearningRate))
            throw new InputException(
                $"a learning rate of {LearningRate} is not possible; choose a positive number, 0.001 to begin with"
            );
    }

    /// <summary>Refuses what is no decay in [0, 1).</summary>
    private protected static void RequireDecay(double value, string name)
    {
        if (!(value >= 0 && value < 1))
            throw new InputException($"a {name} of {value} is not possible; choose at least 0 and less than 1");
    }

    /// <summary>Refuses what is not positive.</summary>
    private protected static void RequirePositive(double value, string name)
    {
        if (!(value > 0) || !double.IsFinite(value))
            throw new InputException($"a {name} of {value} is not possible; choose a positive number");
    }

    /// <summary>Refuses what cannot shrink parameters.</summary>
    private protected static void RequireWeightDecay(double value)
    {
        if (!(value >= 0) || !double.IsFinite(value))
            throw new InputException($"a weight decay of {value} is not possible; choose 0 or more");
    }
}
