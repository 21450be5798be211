using Pinhole.Engine.Autograd;
using Pinhole.Engine.Kernels;

namespace Pinhole.Engine.Ops;

/// <summary>x², element by element.</summary>
public sealed class Square : ElementwiseFunction
{
    internal static readonly Square Instance = new();

    private Square()
        : base(UnaryFunction.Square) { }
}

/// <summary>Calls <see cref="Ops.Square"/>.</summary>
public static class SquareExtensions
{
    /// <summary>x², element by element.</summary>
    /// <param name="x">Any shape.</param>
    public static Tensor Square(this Tensor x) => x.Tape.Call(Ops.Square.Instance, default, x);
}
