namespace Pinhole.Engine.Kernels;

/// <summary>The loss of a prediction y against a target t, element by element.</summary>
public enum LossFunction
{
    /// <summary>(y − t)².</summary>
    SquaredError,

    /// <summary>|y − t|, with slope 0 at 0.</summary>
    AbsoluteError,

    /// <summary>½ (y − t)² up to |y − t| = δ, δ (|y − t| − ½ δ) beyond (Huber 1964); δ is the parameter.</summary>
    Huber,

    /// <summary>−t log σ(y) − (1 − t) log(1 − σ(y)), y being a logit, in nats.</summary>
    BernoulliLogits,

    /// <summary>e^y − t y + log t!, y being the logarithm of a rate and t a count, in nats.</summary>
    PoissonLogRate,
}
