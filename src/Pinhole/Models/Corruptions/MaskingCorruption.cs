using Pinhole.Engine.Autograd;
using Pinhole.Engine.Ops;
using Pinhole.Layers;

namespace Pinhole.Models.Corruptions;

/// <summary>Makes a random share of the numbers 0, and the others stay (Vincent et al. 2008, section 3.1).</summary>
/// <param name="Rate">The probability of becoming 0.</param>
/// <param name="Emphasis">What their errors and the others' count; null where all count alike.</param>
public sealed record MaskingCorruption(double Rate = 0.3, Emphasis? Emphasis = null) : Corruption
{
    /// <inheritdoc/>
    public override Tensor Apply(Tensor rows, Pass pass)
    {
        NoiseSource noise = pass.Noise(NoiseUsers.Corruption);
        return rows.Replace((float)Rate, 0f, 0f, noise.Seed, noise.Stream);
    }

    /// <inheritdoc/>
    public override Tensor? Weights(Tensor rows, Pass pass) => Weights(Emphasis, Rate, rows, pass);

    /// <inheritdoc/>
    public override void Validate()
    {
        RequireRate(Rate);
        Emphasis?.Validate();
    }
}
