using Pinhole.Engine.Autograd;
using Pinhole.Engine.Kernels;

namespace Pinhole.Engine.Ops;

/// <summary>
/// The Huber loss, ½ (y − t)² near the target and linear beyond δ (Huber 1964), summed over features.
/// </summary>
public sealed class Huber : PointwiseLoss
{
    internal static readonly Huber Instance = new();

    private Huber()
        : base(LossFunction.Huber) { }

    /// <inheritdoc/>
    public override Tensor? Compose(ReadOnlySpan<Tensor> inputs, in OpArguments arguments)
    {
        // With c = min(|e|, δ) the loss is c (|e| − ½ c).
        float delta = arguments.First;
        Tensor size = (inputs[0] - Repeated(inputs[1], inputs[0])).Abs();
        Tensor held = delta - (delta - size).Activate(Activation.Relu);
        return (held * (size - (0.5f * held))).SumFeatures();
    }
}

/// <summary>Calls <see cref="Ops.Huber"/>.</summary>
public static class HuberExtensions
{
    /// <summary>
    /// The Huber loss, ½ (y − t)² near the target and linear beyond δ (Huber 1964), summed over features.
    /// </summary>
    /// <param name="prediction">[batch, features].</param>
    /// <param name="target">[batch, features], or [batch / n, features]: each row is the target of n consecutive
    /// predictions.</param>
    /// <param name="delta">δ, positive: where the loss turns from quadratic to linear.</param>
    /// <returns>[batch].</returns>
    /// <exception cref="ArgumentException">The shapes differ, or are not [batch, features].</exception>
    /// <exception cref="ArgumentOutOfRangeException">δ is not positive.</exception>
    public static Tensor Huber(this Tensor prediction, Tensor target, float delta = 1f)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(delta);
        return prediction.Tape.Call(Ops.Huber.Instance, new OpArguments(First: delta), prediction, target);
    }
}
