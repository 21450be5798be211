using Pinhole.Engine.Autograd;
using Pinhole.Engine.Kernels;

namespace Pinhole.Engine.Ops;

/// <summary>
/// The two halves of a <see cref="GaussianCode"/>, [batch, 2 · latent], for the operations that take one.
/// </summary>
internal static class GaussianHeads
{
    /// <summary>The size of a code's latent.</summary>
    /// <exception cref="ArgumentException">The shape is not that of a code.</exception>
    public static int Latent(Op op, Shape code) =>
        code.Rank == 2 && code.Columns % 2 == 0
            ? code.Columns / 2
            : throw new ArgumentException($"{op.GetType().Name} needs a code [batch, 2 · latent], not {code}.");

    /// <summary>The means and the clamped log-variances, each [batch, latent]; composed of small operations.</summary>
    public static (Tensor Mean, Tensor LogVariance) Split(Tensor code)
    {
        const float Lowest = GaussianCode.MinimumLogVariance,
            Highest = GaussianCode.MaximumLogVariance;
        int latent = code.Shape.Columns / 2;
        Tensor atLeast = (code.Columns(latent, latent) - Lowest).Activate(Activation.Relu) + Lowest;
        return (code.Columns(0, latent), Highest - (Highest - atLeast).Activate(Activation.Relu));
    }
}
