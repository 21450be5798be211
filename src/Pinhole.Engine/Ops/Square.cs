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

/// <summary>How <see cref="Ops.Square"/> is written.</summary>
public static class SquareExtensions
{
    /// <summary>x², element by element.</summary>
    /// <param name="x">Any shape.</param>
    public static Tensor Square(this Tensor x) => x.Tape.Call(Ops.Square.Instance, default, x);
}
