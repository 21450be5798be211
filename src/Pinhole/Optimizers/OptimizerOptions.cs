using System.Text.Json.Serialization;
using Pinhole.Engine.Autograd;
using Pinhole.Pieces;

namespace Pinhole.Optimizers;

/// <summary>The settings of an optimizer.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "name")]
[JsonDerivedType(typeof(AdamOptions), "adam")]
[JsonDerivedType(typeof(AdamWOptions), "adamw")]
[JsonDerivedType(typeof(SgdOptions), "sgd")]
[JsonDerivedType(typeof(RmsPropOptions), "rmsprop")]
public abstract record OptimizerOptions : IPiece<OptimizerOptions>
{
    private protected const string LearningRateHelp = "The size of a step";
    private protected const string LearningRateRefusal = "a learning rate of {0} is";

    /// <summary>All optimizers.</summary>
    public static PieceFamily<OptimizerOptions> Family { get; } =
        new("optimizer", () =>
            [AdamOptions.Description, AdamWOptions.Description, SgdOptions.Description, RmsPropOptions.Description]
        );

    /// <inheritdoc/>
    public virtual PieceDescription<OptimizerOptions> Describe() => UndescribedPiece.Describe(this);

    /// <summary>The step size α before any schedule.</summary>
    public abstract double LearningRate { get; init; }

    /// <summary>Creates the optimizer with zero moments.</summary>
    /// <param name="parameters">The parameters to update.</param>
    public abstract Optimizer Create(ParameterSet parameters);

    /// <summary>Checks the settings.</summary>
    /// <exception cref="InputException">A setting is out of range.</exception>
    public virtual void Validate() => Describe().Validate(this);

    /// <summary>The text of a weight decay in reports, after the optimizer.</summary>
    private protected static string ReadDecay(double decay) =>
        decay > 0 ? $", weight decay {Reading.Number(decay)}" : "";
}
