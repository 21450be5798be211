using Pinhole.Engine.Autograd;
using Pinhole.Engine.Ops;

namespace Pinhole.Models;

/// <summary>Rows on a tape, with what a model needs beside them.</summary>
/// <param name="Rows">[batch, columns], prepared.</param>
/// <param name="Targets">What they are to become, [batch, output columns], prepared; often the rows themselves.</param>
/// <param name="Condition">[batch, condition] for a conditional model; null for others.</param>
/// <param name="Weights">
/// What the error of each number counts, [batch, output columns], such as 0 for one that was not observed; null where
/// all count 1. Gets no gradient.
/// </param>
public readonly record struct Batch(Tensor Rows, Tensor Targets, Tensor? Condition = null, Tensor? Weights = null)
{
    /// <summary>Rows that are to become themselves.</summary>
    /// <param name="rows">[batch, columns], prepared.</param>
    public Batch(Tensor rows)
        : this(rows, rows) { }

    /// <summary>
    /// The batch for an output that has several rows for each of its own, one after another: targets, condition and
    /// weights are repeated as often. The rows are not.
    /// </summary>
    /// <param name="output">[batch or a multiple of it, features].</param>
    public Batch For(Tensor output)
    {
        int times = output.Shape.Rows / Targets.Shape.Rows;
        return times == 1
            ? this
            : this with
            {
                Targets = Targets.RepeatRows(times),
                Condition = Condition is Tensor condition ? condition.RepeatRows(times) : null,
                Weights = Weights is Tensor weights ? weights.RepeatRows(times) : null,
            };
    }
}
