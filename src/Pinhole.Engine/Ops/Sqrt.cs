using Pinhole.Engine.Autograd;
using Pinhole.Engine.Kernels;

namespace Pinhole.Engine.Ops;

/// <summary>√x, element by element; its slope is infinite at 0, so add a small constant first.</summary>
public sealed class Sqrt : ElementwiseFunction
{
    internal static readonly Sqrt Instance = new();

    private Sqrt()
        : base(UnaryFunction.Sqrt) { }
}

/// <summary>Calls <see cref="Ops.Sqrt"/>.</summary>
public static class SqrtExtensions
{
    /// <summary>√x, element by element; its slope is infinite at 0, so add a small constant first.</summary>
    /// <param name="x">Any shape.</param>
    public static Tensor Sqrt(this Tensor x) => x.Tape.Call(Ops.Sqrt.Instance, default, x);
}
