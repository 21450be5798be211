namespace Pinhole.Layers;

/// <summary>
/// How large initial weights are. Larger ones train in fewer steps; smaller ones, trained for long, often do better on
/// unseen rows.
/// </summary>
public enum Initialization
{
    /// <summary><see cref="He"/> before rectifiers, <see cref="Glorot"/> before other activations.</summary>
    Auto,

    /// <summary>
    /// Normal with variance 2 / inputs, which preserves the size of signals through rectifiers (He et al. 2015).
    /// </summary>
    He,

    /// <summary>
    /// Uniform with variance 2 / (inputs + outputs), which roughly preserves the size of signals and gradients (Glorot
    /// and Bengio 2010, equation 16).
    /// </summary>
    Glorot,

    /// <summary>
    /// Uniform in ±1 / √inputs, of variance 1 / (3 inputs): signals shrink from layer to layer (Glorot and Bengio 2010,
    /// equation 1; the default of PyTorch).
    /// </summary>
    FanIn,
}
