namespace Pinhole.Engine.Kernels;

/// <summary>
/// How an optimizer updates a parameter w with its gradient g; the symbols are those of <see cref="OptimizerStep"/>.
/// </summary>
public enum OptimizerRule
{
    /// <summary>
    /// v ← μ v + g + decay · w, w ← w − α v; the first moment is v, and without one there is no momentum.
    /// </summary>
    Sgd,

    /// <summary>
    /// Adam with bias correction (Kingma and Ba 2015, algorithm 1), w shrinking by α · decay first (Loshchilov and
    /// Hutter 2019).
    /// </summary>
    Adam,

    /// <summary>
    /// s ← ρ s + (1 − ρ) g², w ← w − α g / (√s + ε) (Tieleman and Hinton 2012); the first moment is s.
    /// </summary>
    RmsProp,
}
