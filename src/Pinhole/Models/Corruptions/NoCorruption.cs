using System.Text.Json.Serialization;
using Pinhole.Engine.Autograd;
using Pinhole.Layers;
using Pinhole.Pieces;

namespace Pinhole.Models.Corruptions;

/// <summary>No corruption.</summary>
public sealed record NoCorruption : Corruption
{
    /// <summary>The description of this piece.</summary>
    public static PieceDescription<Corruption> Description { get; } =
        new PieceDescription<Corruption, NoCorruption>("none", "No corruption", new(), _ => "none");

    /// <inheritdoc/>
    public override PieceDescription<Corruption> Describe() => Description;

    /// <inheritdoc/>
    [JsonIgnore]
    public override bool IsNone => true;

    /// <inheritdoc/>
    public override Tensor Apply(Tensor rows, Pass pass) => rows;
}
