namespace Pinhole.Engine.Autograd;

/// <summary>
/// One differentiable operation. It has no state: the tape records each call and passes it in as an <see
/// cref="OpCall"/>.
/// </summary>
public abstract class Op
{
    /// <summary>The shape of the result.</summary>
    /// <param name="inputs">The shapes of the inputs.</param>
    /// <param name="arguments">The plain arguments.</param>
    /// <exception cref="ArgumentException">The shapes do not fit together; the message says which.</exception>
    public abstract Shape OutputShape(ReadOnlySpan<Shape> inputs, in OpArguments arguments);

    /// <summary>
    /// Whether the operation takes an input as sparse rows: see <see cref="OpCall.TrySparse"/>. If not, it gets dense
    /// rows.
    /// </summary>
    /// <param name="input">Which input.</param>
    public virtual bool TakesSparse(int input) => false;

    /// <summary>Computes the output from the inputs.</summary>
    public abstract void Forward(in OpCall call);

    /// <summary>Propagates the gradient of the output to the gradients of the inputs.</summary>
    public abstract void Backward(in OpCall call);

    /// <summary>The same result, composed of smaller operations: tests compare values and gradients with it.</summary>
    /// <param name="inputs">Any shapes that the operation takes.</param>
    /// <param name="arguments">The plain arguments.</param>
    /// <returns>The result, or null if there are no smaller operations.</returns>
    public virtual Tensor? Compose(ReadOnlySpan<Tensor> inputs, in OpArguments arguments) => null;

    /// <summary>Refuses a pair of shapes that must be equal.</summary>
    /// <exception cref="ArgumentException">They are not.</exception>
    protected void RequireSame(Shape first, Shape second)
    {
        if (first != second)
            throw new ArgumentException($"{GetType().Name} needs two tensors of one shape, not {first} and {second}.");
    }
}
