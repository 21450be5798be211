using Pinhole.Engine.Autograd;
using Pinhole.Engine.Kernels;
using Pinhole.Engine.Ops;
using Pinhole.Layers;
using Pinhole.Pieces;

namespace Pinhole.Models.Corruptions;

/// <summary>Adds independent normal noise to each number.</summary>
/// <param name="Deviation">The standard deviation, in the units of prepared data.</param>
/// <param name="Clipped">Whether noisy numbers are clipped to the limits of prepared data.</param>
/// <param name="Low">The lower limit; a model gets it from its preprocessing.</param>
/// <param name="High">The upper limit; a model gets it from its preprocessing.</param>
public sealed record GaussianCorruption(double Deviation = 0.3, bool Clipped = false, double Low = 0, double High = 1)
    : Corruption
{
    /// <summary>The description of this piece.</summary>
    public static PieceDescription<Corruption> Description { get; } =
        new PieceDescription<Corruption, GaussianCorruption>(
            "gaussian",
            "Adds normal noise to each number",
            new(),
            noise => $"Gaussian noise, σ = {Reading.Number(noise.Deviation)}{(noise.Clipped ? ", clipped" : "")}"
        )
            .Number(
                nameof(Deviation),
                Level,
                LevelHelp,
                "noise with a standard deviation of {0} is",
                NumberRange.NotNegative,
                noise => noise.Deviation,
                (noise, deviation) => noise with { Deviation = deviation }
            )
            .Flag(
                nameof(Clipped),
                null,
                "Whether noisy numbers are clipped to the limits of prepared data",
                noise => noise.Clipped,
                (noise, clipped) => noise with { Clipped = clipped }
            )
            .Number(
                nameof(Low),
                null,
                "The lower limit; a model gets it from its preprocessing",
                "noise clipped at {0} is",
                NumberRange.Any,
                noise => noise.Low,
                (noise, low) => noise with { Low = low }
            )
            .Number(
                nameof(High),
                null,
                "The upper limit; a model gets it from its preprocessing",
                "noise clipped at {0} is",
                NumberRange.Any,
                noise => noise.High,
                (noise, high) => noise with { High = high }
            );

    /// <inheritdoc/>
    public override PieceDescription<Corruption> Describe() => Description;

    /// <inheritdoc/>
    public override Corruption Resolve((float Low, float High)? range) =>
        !Clipped ? this
        : range is (float low, float high) ? this with { Low = low, High = high }
        : throw new InputException(
            "clipped noise needs data with limits; choose `Preprocess` minmax, or do not clip it"
        );

    /// <inheritdoc/>
    public override Tensor Apply(Tensor rows, Pass pass)
    {
        NoiseSource noise = pass.Noise(NoiseUsers.Corruption);
        Tensor noisy = rows.AddNormal((float)Deviation, noise.Seed, noise.Stream);
        if (!Clipped)
            return noisy;
        float high = (float)High,
            width = (float)(High - Low);
        Tensor below = (high - noisy).Activate(Activation.Relu);
        return high - (width - (width - below).Activate(Activation.Relu));
    }

    /// <inheritdoc/>
    public override void Validate()
    {
        base.Validate();
        if (Low > High)
            throw new InputException(
                $"noise clipped to between {Low} and {High} is not possible; choose numbers, the smaller first"
            );
    }
}
