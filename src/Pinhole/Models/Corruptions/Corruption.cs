using System.Text.Json.Serialization;
using Pinhole.Engine.Autograd;
using Pinhole.Engine.Ops;
using Pinhole.Layers;
using Pinhole.Pieces;

namespace Pinhole.Models.Corruptions;

/// <summary>
/// What is done to prepared rows before the encoder sees them, while the target stays clean: so the model learns to
/// undo it (Vincent et al. 2008). The noise is fresh in each step of training and the same for each evaluation.
/// </summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "kind")]
[JsonDerivedType(typeof(NoCorruption), "none")]
[JsonDerivedType(typeof(GaussianCorruption), "gaussian")]
[JsonDerivedType(typeof(MaskingCorruption), "masking")]
[JsonDerivedType(typeof(SaltAndPepperCorruption), "salt-and-pepper")]
public abstract record Corruption : IPiece<Corruption>
{
    private protected const string LevelHelp = "Its standard deviation, or the share of numbers it replaces";

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

    /// <summary>The names that <see cref="Create"/> takes.</summary>
    public static IReadOnlyList<string> Names => Family.Names;

    /// <summary>A corruption by name.</summary>
    /// <param name="name">One of <see cref="Names"/>.</param>
    /// <param name="level">How strong it is: a standard deviation or a share of the elements; null for the usual
    /// one.</param>
    /// <exception cref="InputException">There is no such corruption.</exception>
    public static Corruption Create(string name, double? level = null)
    {
        PieceDescription<Corruption> description = Family.Find(name);
        return level is not null && description.Find(Level) is Setting<Corruption> setting
            ? setting.With(description.Standard, level)
            : description.Standard;
    }

    /// <summary>What it is and which settings it has.</summary>
    public virtual PieceDescription<Corruption> Describe() => UndescribedPiece.Describe(this);

    /// <summary>Whether rows stay as they are.</summary>
    [JsonIgnore]
    public virtual bool IsNone => false;

    /// <summary>Whether <see cref="Weights(Tensor, Pass)"/> lets errors count apart.</summary>
    [JsonIgnore]
    public virtual bool WeighsErrors => false;

    /// <summary>How strong it is: a standard deviation or a share of the numbers; 0 where there is no noise.</summary>
    public double Strength() => Describe().Find(Level)?.Get(this) is double level ? level : 0;

    /// <summary>This corruption, knowing the limits of the data.</summary>
    /// <param name="range">Where prepared numbers lie; null where nothing bounds them.</param>
    /// <exception cref="InputException">It cannot do without limits.</exception>
    public virtual Corruption Resolve((float Low, float High)? range) => this;

    /// <summary>Corrupts rows.</summary>
    /// <param name="rows">[batch, columns], prepared.</param>
    /// <param name="pass">Has the noise.</param>
    /// <returns>[batch, columns].</returns>
    public abstract Tensor Apply(Tensor rows, Pass pass);

    /// <summary>
    /// What the error of each number counts, [batch, columns], where that differs; null where all count 1.
    /// </summary>
    /// <param name="rows">[batch, columns], prepared.</param>
    /// <param name="pass">Has the noise: the same numbers are corrupted as by <see cref="Apply"/>.</param>
    public virtual Tensor? Weights(Tensor rows, Pass pass) => null;

    /// <summary>Refuses settings that cannot work.</summary>
    /// <exception cref="InputException">A setting is out of range.</exception>
    public virtual void Validate() => Describe().Validate(this);

    /// <summary>The weights of <see cref="Emphasis"/>, where numbers are replaced at a rate.</summary>
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
