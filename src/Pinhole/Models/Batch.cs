using Pinhole.Engine.Autograd;

namespace Pinhole.Models;

/// <summary>Rows on a tape, with what a model needs beside them.</summary>
/// <param name="Rows">[batch, columns], prepared.</param>
/// <param name="Targets">What they are to become, [batch, output columns], prepared; often the rows themselves.</param>
/// <param name="Condition">[batch, condition] for a conditional model; null for others.</param>
public readonly record struct Batch(Tensor Rows, Tensor Targets, Tensor? Condition = null)
{
    /// <summary>Rows that are to become themselves.</summary>
    /// <param name="rows">[batch, columns], prepared.</param>
    public Batch(Tensor rows)
        : this(rows, rows) { }
}
