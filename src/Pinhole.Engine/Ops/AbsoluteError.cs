using Pinhole.Engine.Autograd;
using Pinhole.Engine.Kernels;

namespace Pinhole.Engine.Ops;

/// <summary>The absolute error |y − t|, summed over features.</summary>
public sealed class AbsoluteError : PointwiseLoss
{
    internal static readonly AbsoluteError Instance = new();

    private AbsoluteError()
        : base(LossFunction.AbsoluteError) { }

    /// <inheritdoc/>
    public override Tensor? Compose(ReadOnlySpan<Tensor> inputs, in OpArguments arguments) =>
        (inputs[0] - Repeated(inputs[1], inputs[0])).Abs().SumFeatures();
}

/// <summary>Calls <see cref="Ops.AbsoluteError"/>.</summary>
public static class AbsoluteErrorExtensions
{
    /// <summary>The absolute error |y − t|, summed over features.</summary>
    /// <param name="prediction">[batch, features].</param>
    /// <param name="target">[batch, features], or [batch / n, features]: each row is the target of n consecutive
    /// predictions.</param>
    /// <returns>[batch].</returns>
    /// <exception cref="ArgumentException">The shapes differ, or are not [batch, features].</exception>
    public static Tensor AbsoluteError(this Tensor prediction, Tensor target) =>
        prediction.Tape.Call(Ops.AbsoluteError.Instance, default, prediction, target);
}
