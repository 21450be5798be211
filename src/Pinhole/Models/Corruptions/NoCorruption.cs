using Pinhole.Engine.Autograd;
using Pinhole.Layers;

namespace Pinhole.Models.Corruptions;

/// <summary>Rows stay as they are.</summary>
public sealed record NoCorruption : Corruption
{
    /// <inheritdoc/>
    public override Tensor Apply(Tensor rows, Pass pass) => rows;

    /// <inheritdoc/>
    public override void Validate() { }
}
