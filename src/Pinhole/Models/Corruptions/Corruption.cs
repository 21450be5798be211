using System.Text.Json.Serialization;
using Pinhole.Engine.Autograd;
using Pinhole.Engine.Ops;
using Pinhole.Layers;
using Pinhole.Pieces;

namespace Pinhole.Models.Corruptions;

/// <summary>
/// Noise on prepared rows before the encoder. The target stays clean, so the model learns to remove the noise (Vincent
/// et al. 2008). Each training step draws new noise; every evaluation uses the same.
/// </summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "kind")]
[JsonDerivedType(typeof(NoCorruption), "none")]
[JsonDerivedType(typeof(GaussianCorruption), "gaussian")]
[JsonDerivedType(typeof(MaskingCorruption), "masking")]
[JsonDerivedType(typeof(SaltAndPepperCorruption), "salt-and-pepper")]
public abstract record Corruption : IPiece<Corruption>
{
    private protected const string LevelHelp = "The standard deviation, or the share of numbers to replace";

    private protected const string Level = "corruption-level";

    /// <summary>All corruptions.</summary>
    public static PieceFamily<Corruption> Family { get; } =
        new("corruption", () =>
            [
                NoCorruption.Description,
                GaussianCorruption.Description,
                MaskingCorruption.Description,
                SaltAndPepperCorruption.Description,
            ]
        );

    /// <summary>The names for <see cref="Create"/>.</summary>
    public static IReadOnlyList<string> Names => Family.Names;

    /// <summary>A corruption by name.</summary>
    /// <param name="name">One of <see cref="Names"/>.</param>
    /// <param name="level">The strength: a standard deviation or a share of the numbers; null for the default.</param>
    /// <exception cref="InputException">There is no such corruption.</exception>
    public static Corruption Create(string name, double? level = null)
    {
        PieceDescription<Corruption> description = Family.Find(name);
        return level is not null && description.Find(Level) is Setting<Corruption> setting
            ? setting.With(description.Standard, level)
            : description.Standard;
    }

    /// <summary>The description of this piece.</summary>
    public virtual PieceDescription<Corruption> Describe() => UndescribedPiece.Describe(this);

    /// <summary>Whether rows do not change.</summary>
    [JsonIgnore]
    public virtual bool IsNone => false;

    /// <summary>Whether <see cref="Weights(Tensor, Pass)"/> gives errors different weights.</summary>
    [JsonIgnore]
    public virtual bool WeighsErrors => false;

    /// <summary>The strength: a standard deviation or a share of the numbers; 0 for no noise.</summary>
    public double Strength() => Describe().Find(Level)?.Get(this) is double level ? level : 0;

    /// <summary>This corruption, with the limits of the data.</summary>
    /// <param name="range">The range of prepared numbers; null if there is none.</param>
    /// <exception cref="InputException">The corruption needs limits.</exception>
    public virtual Corruption Resolve((float Low, float High)? range) => this;

    /// <summary>Corrupts rows.</summary>
    /// <param name="rows">[batch, columns], prepared.</param>
    /// <param name="pass">The pass, with its noise.</param>
    /// <returns>[batch, columns].</returns>
    public abstract Tensor Apply(Tensor rows, Pass pass);

    /// <summary>The weight of each number's error, [batch, columns]; null for a weight of 1 everywhere.</summary>
    /// <param name="rows">[batch, columns], prepared.</param>
    /// <param name="pass">The pass, with its noise: the same numbers are corrupted as in <see cref="Apply"/>.</param>
    public virtual Tensor? Weights(Tensor rows, Pass pass) => null;

    /// <summary>Checks the settings.</summary>
    /// <exception cref="InputException">A setting is out of range.</exception>
    public virtual void Validate() => Describe().Validate(this);

    /// <summary>The weights of <see cref="Emphasis"/> for a corruption that replaces numbers at a rate.</summary>
    private protected static Tensor? Weights(Emphasis? emphasis, double rate, Tensor rows, Pass pass)
    {
        if (emphasis is null)
            return null;
        NoiseSource noise = pass.Noise(NoiseUsers.Corruption);
        float corrupted = (float)emphasis.Corrupted;
        return rows.Affine(0f, (float)emphasis.Clean)
            .Replace((float)rate, corrupted, corrupted, noise.Seed, noise.Stream);
    }
}
