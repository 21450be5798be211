using System.Text.Json.Serialization;
using Pinhole.Engine.Autograd;
using Pinhole.Engine.Ops;
using Pinhole.Layers;

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
public abstract record Corruption
{
    /// <summary>The names that <see cref="Create"/> takes.</summary>
    public static IReadOnlyList<string> Names { get; } = ["none", "gaussian", "masking", "salt-and-pepper"];

    /// <summary>A corruption by name.</summary>
    /// <param name="name">One of <see cref="Names"/>.</param>
    /// <param name="level">How strong it is: a standard deviation or a share of the elements; null for the usual
    /// one.</param>
    /// <exception cref="InputException">There is no such corruption.</exception>
    public static Corruption Create(string name, double? level = null) =>
        name switch
        {
            "none" => new NoCorruption(),
            "gaussian" => level is double deviation ? new GaussianCorruption(deviation) : new GaussianCorruption(),
            "masking" => level is double rate ? new MaskingCorruption(rate) : new MaskingCorruption(),
            "salt-and-pepper" => level is double rate
                ? new SaltAndPepperCorruption(rate)
                : new SaltAndPepperCorruption(),
            _ => throw new InputException(Suggestion.Unknown("corruption", name, Names)),
        };

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
    public abstract void Validate();

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

    /// <summary>Refuses what is no share of the elements.</summary>
    private protected static void RequireRate(double rate)
    {
        if (rate is not (>= 0 and <= 1))
            throw new InputException(
                $"a corruption that replaces a share of {rate} is not possible; choose from 0 to 1, such as 0.3"
            );
    }
}
