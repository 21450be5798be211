using System.Text.Json.Serialization;
using Pinhole.Engine.Autograd;
using Pinhole.Engine.Ops;
using Pinhole.Layers;
using Pinhole.Pieces;

namespace Pinhole.Models.Corruptions;

/// <summary>
/// Sets a random share of the numbers to the minimum or the maximum, with equal probability (Vincent et al. 2010,
/// section 3.3).
/// </summary>
/// <param name="Rate">The probability of being set.</param>
/// <param name="Low">The minimum; a model gets it from its preprocessing.</param>
/// <param name="High">The maximum; a model gets it from its preprocessing.</param>
/// <param name="Emphasis">The weights of corrupted and clean numbers; null for equal weights.</param>
public sealed record SaltAndPepperCorruption(
    double Rate = 0.3,
    double Low = 0,
    double High = 1,
    Emphasis? Emphasis = null
) : Corruption
{
    /// <summary>The description of this piece.</summary>
    public static PieceDescription<Corruption> Description { get; } =
        new PieceDescription<Corruption, SaltAndPepperCorruption>(
            "salt-and-pepper",
            "Sets a random share of the numbers to the minimum or the maximum",
            new(),
            noise =>
                $"{Reading.Number(noise.Rate)} of the numbers become {Reading.Number(noise.Low)} or "
                + $"{Reading.Number(noise.High)}{Emphasis.Read(noise.Emphasis)}"
        )
            .Number(
                nameof(Rate),
                Level,
                LevelHelp,
                "a corruption that replaces a share of {0} is",
                NumberRange.Share,
                noise => noise.Rate,
                (noise, rate) => noise with { Rate = rate }
            )
            .Number(
                nameof(Low),
                null,
                "The minimum; a model gets it from its preprocessing",
                "salt-and-pepper noise of {0} is",
                NumberRange.Any,
                noise => noise.Low,
                (noise, low) => noise with { Low = low }
            )
            .Number(
                nameof(High),
                null,
                "The maximum; a model gets it from its preprocessing",
                "salt-and-pepper noise of {0} is",
                NumberRange.Any,
                noise => noise.High,
                (noise, high) => noise with { High = high }
            )
            .Number(
                "Emphasis.Corrupted",
                "corrupted-weight",
                Emphasis.CorruptedHelp,
                "a weight of {0} for corrupted numbers is",
                NumberRange.NotNegative,
                noise => noise.Emphasis?.Corrupted ?? 1,
                (noise, weight) => noise with { Emphasis = (noise.Emphasis ?? new()) with { Corrupted = weight } }
            )
            .Number(
                "Emphasis.Clean",
                "clean-weight",
                Emphasis.CleanHelp,
                "a weight of {0} for clean numbers is",
                NumberRange.NotNegative,
                noise => noise.Emphasis?.Clean ?? 1,
                (noise, weight) => noise with { Emphasis = (noise.Emphasis ?? new()) with { Clean = weight } }
            );

    /// <inheritdoc/>
    public override PieceDescription<Corruption> Describe() => Description;

    /// <inheritdoc/>
    [JsonIgnore]
    public override bool WeighsErrors => Emphasis is not null;

    /// <inheritdoc/>
    public override Corruption Resolve((float Low, float High)? range) =>
        range is (float low, float high)
            ? this with
            {
                Low = low,
                High = high,
            }
            : throw new InputException(
                "salt-and-pepper noise needs data with limits; choose `Preprocess` minmax or another such "
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
        base.Validate();
        Emphasis?.Validate();
    }
}
