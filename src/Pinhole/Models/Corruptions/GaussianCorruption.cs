using Pinhole.Engine.Autograd;
using Pinhole.Engine.Ops;
using Pinhole.Layers;

namespace Pinhole.Models.Corruptions;

/// <summary>Adds to each number one from a normal distribution of its own; nothing is clipped.</summary>
/// <param name="Deviation">Its standard deviation, in the units of prepared data.</param>
public sealed record GaussianCorruption(double Deviation = 0.3) : Corruption
{
    /// <inheritdoc/>
    public override Tensor Apply(Tensor rows, Pass pass)
    {
        NoiseSource noise = pass.Noise(NoiseUsers.Corruption);
        return rows.AddNormal((float)Deviation, noise.Seed, noise.Stream);
    }

    /// <inheritdoc/>
    public override void Validate()
    {
        if (!(Deviation >= 0) || !float.IsFinite((float)Deviation))
            throw new InputException($"noise with a standard deviation of {Deviation} is not possible; choose 0 or more, such as 0.3");
    }
}
