using Pinhole.Engine.Autograd;
using Pinhole.Engine.Kernels;

namespace Pinhole.Engine.Ops;

/// <summary>
/// The negative log-likelihood of targets in [0, 1] under Bernoulli variables with the given logits, in nats, summed
/// over features.
/// </summary>
public sealed class BernoulliLoss : PointwiseLoss
{
    internal static readonly BernoulliLoss Instance = new();

    private BernoulliLoss()
        : base(LossFunction.BernoulliLogits) { }

    /// <inheritdoc/>
    public override Tensor? Compose(ReadOnlySpan<Tensor> inputs, in OpArguments arguments) =>
        (inputs[0].Activate(Activation.Softplus) - (Repeated(inputs[1], inputs[0]) * inputs[0])).SumFeatures();
}

/// <summary>Calls <see cref="Ops.BernoulliLoss"/>.</summary>
public static class BernoulliLossExtensions
{
    /// <summary>
    /// The negative log-likelihood of targets in [0, 1] under Bernoulli variables with the given logits, in nats,
    /// summed over features.
    /// </summary>
    /// <param name="prediction">[batch, features].</param>
    /// <param name="target">[batch, features], or [batch / n, features]: each row is the target of n consecutive
    /// predictions.</param>
    /// <returns>[batch].</returns>
    /// <exception cref="ArgumentException">The shapes differ, or are not [batch, features].</exception>
    public static Tensor BernoulliLoss(this Tensor prediction, Tensor target) =>
        prediction.Tape.Call(Ops.BernoulliLoss.Instance, default, prediction, target);
}
