using Pinhole.Engine.Autograd;
using Pinhole.Engine.Kernels;

namespace Pinhole.Engine.Ops;

/// <summary>eˣ, element by element.</summary>
public sealed class Exp : ElementwiseFunction
{
    internal static readonly Exp Instance = new();

    private Exp()
        : base(UnaryFunction.Exp) { }
}

/// <summary>Calls <see cref="Ops.Exp"/>.</summary>
public static class ExpExtensions
{
    /// <summary>eˣ, element by element.</summary>
    /// <param name="x">Any shape.</param>
    public static Tensor Exp(this Tensor x) => x.Tape.Call(Ops.Exp.Instance, default, x);
}
