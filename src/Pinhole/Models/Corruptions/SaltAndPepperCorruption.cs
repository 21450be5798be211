using Pinhole.Engine.Autograd;
using Pinhole.Engine.Ops;
using Pinhole.Layers;

namespace Pinhole.Models.Corruptions;

/// <summary>
/// Sets a random share of the numbers to the least or the greatest value there is, either with equal odds (Vincent et
/// al. 2010, section 3.3).
/// </summary>
/// <param name="Rate">The probability of being set.</param>
/// <param name="Low">The least value; a model takes it from its preprocessing.</param>
/// <param name="High">The greatest; a model takes it from its preprocessing.</param>
/// <param name="Emphasis">What their errors and the others' count; null where all count alike.</param>
public sealed record SaltAndPepperCorruption(
    double Rate = 0.3,
    double Low = 0,
    double High = 1,
    Emphasis? Emphasis = null
) : Corruption
{
    /// <inheritdoc/>
    public override Corruption Resolve((float Low, float High)? range) =>
        range is (float low, float high)
            ? this with
            {
                Low = low,
                High = high,
            }
            : throw new InputException(
                "salt-and-pepper noise needs data with limits; use --preprocess minmax, or another corruption such "
                    + "as masking"
            );

    /// <inheritdoc/>
    public override Tensor Apply(Tensor rows, Pass pass)
    {
        NoiseSource noise = pass.Noise(NoiseUsers.Corruption);
        return rows.Replace((float)Rate, (float)Low, (float)High, noise.Seed, noise.Stream);
    }

    /// <inheritdoc/>
    public override Tensor? Weights(Tensor rows, Pass pass) => Weights(Emphasis, Rate, rows, pass);

    /// <inheritdoc/>
    public override void Validate()
    {
        RequireRate(Rate);
        Emphasis?.Validate();
        if (!double.IsFinite(Low) || !double.IsFinite(High))
            throw new InputException($"salt-and-pepper noise between {Low} and {High} is not possible; choose numbers");
    }
}
