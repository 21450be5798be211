namespace Pinhole.Engine.Autograd;

/// <summary>
/// One differentiable operation. It holds no state: everything about a call is in the tape's notes and reaches it
/// through an <see cref="OpCall"/>.
/// </summary>
public abstract class Op
{
    /// <summary>The shape of the result.</summary>
    /// <param name="inputs">The shapes of the inputs.</param>
    /// <param name="arguments">The small arguments.</param>
    /// <exception cref="ArgumentException">The shapes do not fit together; the message says which.</exception>
    public abstract Shape OutputShape(ReadOnlySpan<Shape> inputs, in OpArguments arguments);

    /// <summary>
    /// Whether the operation works on an input as sparse rows: see <see cref="OpCall.TrySparse"/>. Others get them
    /// written out.
    /// </summary>
    /// <param name="input">Which input.</param>
    public virtual bool TakesSparse(int input) => false;

    /// <summary>Computes the output from the inputs.</summary>
    public abstract void Forward(in OpCall call);

    /// <summary>Adds to the gradients of the inputs what the gradient of the output implies.</summary>
    public abstract void Backward(in OpCall call);

    /// <summary>
    /// The same result from smaller operations: how a fused operation is tested in value and gradient.
    /// </summary>
    /// <param name="inputs">Any shapes that the operation takes.</param>
    /// <param name="arguments">The small arguments.</param>
    /// <returns>The result, or null where the operation is as small as it gets.</returns>
    public virtual Tensor? Compose(ReadOnlySpan<Tensor> inputs, in OpArguments arguments) => null;

    /// <summary>Refuses a pair of shapes that must be equal.</summary>
    /// <exception cref="ArgumentException">They are not.</exception>
    protected void RequireSame(Shape first, Shape second)
    {
        if (first != second)
            throw new ArgumentException($"{GetType().Name} needs two tensors of one shape, not {first} and {second}.");
    }
}
