using Pinhole.Engine.Autograd;
using Pinhole.Engine.Kernels;

namespace Pinhole.Engine.Ops;

/// <summary>
/// The negative log-likelihood of counts under Poisson variables whose rates have the given logarithms, log t!
/// included, in nats, summed over features.
/// </summary>
public sealed class PoissonLoss : PointwiseLoss
{
    internal static readonly PoissonLoss Instance = new();

    private PoissonLoss()
        : base(LossFunction.PoissonLogRate) { }
}

/// <summary>How <see cref="Ops.PoissonLoss"/> is written.</summary>
public static class PoissonLossExtensions
{
    /// <summary>
    /// The negative log-likelihood of counts under Poisson variables whose rates have the given logarithms, log t!
    /// included, in nats, summed over features.
    /// </summary>
    /// <param name="prediction">[batch, features]: log-rates.</param>
    /// <param name="target">[batch, features], or [batch / n, features]: each row for n of the prediction; 0 or
    /// more.</param>
    /// <returns>[batch].</returns>
    /// <exception cref="ArgumentException">The shapes differ, or are not [batch, features].</exception>
    public static Tensor PoissonLoss(this Tensor prediction, Tensor target) =>
        prediction.Tape.Call(Ops.PoissonLoss.Instance, default, prediction, target);
}
