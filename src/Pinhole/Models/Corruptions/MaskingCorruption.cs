using System.Text.Json.Serialization;
using Pinhole.Engine.Autograd;
using Pinhole.Engine.Ops;
using Pinhole.Layers;
using Pinhole.Pieces;

namespace Pinhole.Models.Corruptions;

/// <summary>Sets a random share of the numbers to 0 (Vincent et al. 2008, section 3.1).</summary>
/// <param name="Rate">The probability of becoming 0.</param>
/// <param name="Emphasis">The weights of corrupted and clean numbers; null for equal weights.</param>
public sealed record MaskingCorruption(double Rate = 0.3, Emphasis? Emphasis = null) : Corruption
{
    /// <summary>The description of this piece.</summary>
    public static PieceDescription<Corruption> Description { get; } =
        new PieceDescription<Corruption, MaskingCorruption>(
            "masking",
            "Sets a random share of the numbers to 0",
            new(),
            noise => $"{Reading.Number(noise.Rate)} of the numbers become 0{Emphasis.Read(noise.Emphasis)}"
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
        base.Validate();
        Emphasis?.Validate();
    }
}
