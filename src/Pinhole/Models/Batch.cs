using Pinhole.Engine.Autograd;
using Pinhole.Engine.Ops;

namespace Pinhole.Models;

/// <summary>Rows on a tape, with their targets, condition and weights.</summary>
/// <param name="Rows">[batch, columns], prepared.</param>
/// <param name="Targets">The targets, [batch, output columns], prepared; often the rows themselves.</param>
/// <param name="Condition">[batch, condition] for a conditional model; null for others.</param>
/// <param name="Weights">
/// The weight of each number's error, [batch, output columns], such as 0 for a number that was not observed; null for a
/// weight of 1 everywhere. Gets no gradient.
/// </param>
public readonly record struct Batch(Tensor Rows, Tensor Targets, Tensor? Condition = null, Tensor? Weights = null)
{
    /// <summary>A batch whose targets are the rows themselves.</summary>
    /// <param name="rows">[batch, columns], prepared.</param>
    public Batch(Tensor rows)
        : this(rows, rows) { }

    /// <summary>
    /// The batch for an output with several rows for each row of the batch, one after another: targets, condition and
    /// weights are repeated accordingly. The rows are not.
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
