namespace Pinhole.Engine.Kernels;

/// <summary>The activation function of a layer, element by element.</summary>
public enum Activation
{
    /// <summary>f(x) = x.</summary>
    Identity,

    /// <summary>f(x) = max(x, 0).</summary>
    Relu,

    /// <summary>f(x) = x for x &gt; 0, otherwise x / 100.</summary>
    LeakyRelu,

    /// <summary>
    /// f(x) = x for x &gt; 0, otherwise exp(x) − 1 (Clevert, Unterthiner and Hochreiter 2016, α = 1).
    /// </summary>
    Elu,

    /// <summary>f(x) = tanh x.</summary>
    Tanh,

    /// <summary>f(x) = 1 / (1 + exp(−x)).</summary>
    Sigmoid,

    /// <summary>f(x) = log(1 + exp(x)).</summary>
    Softplus,

    /// <summary>
    /// f(x) = x Φ(x), Φ the normal distribution function (Hendrycks and Gimpel 2016), with erf instead of the tanh
    /// approximation.
    /// </summary>
    Gelu,
}
