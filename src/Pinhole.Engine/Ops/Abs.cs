using Pinhole.Engine.Autograd;
using Pinhole.Engine.Kernels;

namespace Pinhole.Engine.Ops;

/// <summary>|x|, element by element, with slope 0 at 0.</summary>
public sealed class Abs : ElementwiseFunction
{
    internal static readonly Abs Instance = new();

    private Abs()
        : base(UnaryFunction.Abs) { }
}

/// <summary>Calls <see cref="Ops.Abs"/>.</summary>
public static class AbsExtensions
{
    /// <summary>|x|, element by element, with slope 0 at 0.</summary>
    /// <param name="x">Any shape.</param>
    public static Tensor Abs(this Tensor x) => x.Tape.Call(Ops.Abs.Instance, default, x);
}
