using System.Text.Json.Serialization;
using Pinhole.Engine.Autograd;
using Pinhole.Layers;
using Pinhole.Pieces;

namespace Pinhole.Models.Corruptions;

/// <summary>Rows stay as they are.</summary>
public sealed record NoCorruption : Corruption
{
    /// <summary>What it is.</summary>
    public static PieceDescription<Corruption> Description { get; } =
        new PieceDescription<Corruption, NoCorruption>("none", "Rows stay as they are", new(), _ => "none");

    /// <inheritdoc/>
    public override PieceDescription<Corruption> Describe() => Description;

    /// <inheritdoc/>
    [JsonIgnore]
    public override bool IsNone => true;

    /// <inheritdoc/>
    public override Tensor Apply(Tensor rows, Pass pass) => rows;
}
