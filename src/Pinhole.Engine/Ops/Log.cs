using Pinhole.Engine.Autograd;
using Pinhole.Engine.Kernels;

namespace Pinhole.Engine.Ops;

/// <summary>The natural logarithm, element by element: −∞ at 0, NaN below.</summary>
public sealed class Log : ElementwiseFunction
{
    internal static readonly Log Instance = new();

    private Log()
        : base(UnaryFunction.Log) { }
}

/// <summary>Calls <see cref="Ops.Log"/>.</summary>
public static class LogExtensions
{
    /// <summary>The natural logarithm, element by element: −∞ at 0, NaN below.</summary>
    /// <param name="x">Any shape.</param>
    public static Tensor Log(this Tensor x) => x.Tape.Call(Ops.Log.Instance, default, x);
}
