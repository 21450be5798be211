using Pinhole.Engine.Autograd;
using Pinhole.Engine.Kernels;

namespace Pinhole.Engine.Ops;

/// <summary>
/// Keeps the largest numbers of each row and makes the others 0 (Makhzani and Frey 2014). Only the kept numbers get a
/// gradient; the backward pass finds them again.
/// </summary>
/// <remarks>
/// Takes x [batch, features] and, optionally, for how long each feature has been idle, [features]: then only features
/// compete that have been idle for at least the first argument. These numbers never get a gradient.
/// </remarks>
public sealed class TopK : Op
{
    internal static readonly TopK Instance = new();

    private TopK() { }

    /// <inheritdoc/>
    public override Shape OutputShape(ReadOnlySpan<Shape> inputs, in OpArguments arguments)
    {
        if (inputs[0].Rank != 2)
            throw new ArgumentException($"TopK needs [batch, features], not {inputs[0]}.");
        if (inputs.Length > 1 && inputs[1] != new Shape(inputs[0].Columns))
            throw new ArgumentException(
                $"TopK needs [batch, features] and [features], not {inputs[0]} and {inputs[1]}."
            );
        return arguments.Count >= 1
            ? inputs[0]
            : throw new ArgumentException($"TopK needs to keep at least one number, not {arguments.Count}.");
    }

    /// <inheritdoc/>
    public override void Forward(in OpCall call) => Keep(call, call.Value(0), call.Output, accumulate: false);

    /// <inheritdoc/>
    public override void Backward(in OpCall call)
    {
        if (!call.NeedsGradient(0))
            return;
        Block input = call.Gradient(0, out bool accumulate);
        Keep(call, call.OutputGradient, input, accumulate);
    }

    private static void Keep(in OpCall call, Block source, Block target, bool accumulate) =>
        call.Kernels.KeepGreatest(
            call.Value(0),
            call.InputCount > 1 ? call.Value(1) : default,
            call.Arguments.First,
            call.Arguments.Count,
            source,
            target,
            call.OutputShape.Rows,
            call.OutputShape.Columns,
            accumulate
        );
}

/// <summary>Calls <see cref="Ops.TopK"/>.</summary>
public static class TopKExtensions
{
    /// <summary>
    /// The largest numbers of each row, with 0 for the others, [batch, features]; of equal numbers the first are kept.
    /// </summary>
    /// <param name="x">[batch, features].</param>
    /// <param name="count">How many are kept in a row, at least 1; all if there are fewer.</param>
    /// <exception cref="ArgumentException">x is not a matrix, or the count is less than 1.</exception>
    public static Tensor TopK(this Tensor x, int count) =>
        x.Tape.Call(Ops.TopK.Instance, new OpArguments(Count: count), x);

    /// <summary>
    /// The largest numbers of each row among idle features, with 0 for the others, [batch, features].
    /// </summary>
    /// <param name="x">[batch, features].</param>
    /// <param name="count">How many are kept in a row, at least 1; all idle ones if there are fewer.</param>
    /// <param name="idle">[features]: for how long each feature has been idle; gets no gradient.</param>
    /// <param name="limit">A feature competes if it has been idle for at least this long.</param>
    /// <exception cref="ArgumentException">The shapes do not fit, or the count is less than 1.</exception>
    public static Tensor TopKOfIdle(this Tensor x, int count, Tensor idle, float limit) =>
        x.Tape.Call(Ops.TopK.Instance, new OpArguments(Count: count, First: limit), x, idle);
}
