using Pinhole.Engine.Autograd;
using Pinhole.Engine.Kernels;

namespace Pinhole.Engine.Ops;

/// <summary>The squared error (y − t)², summed over features.</summary>
public sealed class SquaredError : PointwiseLoss
{
    internal static readonly SquaredError Instance = new();

    private SquaredError()
        : base(LossFunction.SquaredError) { }

    /// <inheritdoc/>
    public override Tensor? Compose(ReadOnlySpan<Tensor> inputs, in OpArguments arguments) =>
        (inputs[0] - Repeated(inputs[1], inputs[0])).Square().SumFeatures();
}

/// <summary>Calls <see cref="Ops.SquaredError"/>.</summary>
public static class SquaredErrorExtensions
{
    /// <summary>The squared error (y − t)², summed over features.</summary>
    /// <param name="prediction">[batch, features].</param>
    /// <param name="target">[batch, features], or [batch / n, features]: each row is the target of n consecutive
    /// predictions.</param>
    /// <returns>[batch].</returns>
    /// <exception cref="ArgumentException">The shapes differ, or are not [batch, features].</exception>
    public static Tensor SquaredError(this Tensor prediction, Tensor target) =>
        prediction.Tape.Call(Ops.SquaredError.Instance, default, prediction, target);
}
