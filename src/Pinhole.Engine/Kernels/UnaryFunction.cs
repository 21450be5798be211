namespace Pinhole.Engine.Kernels;

/// <summary>A function of one number, applied element by element.</summary>
public enum UnaryFunction
{
    /// <summary>x².</summary>
    Square,

    /// <summary>√x.</summary>
    Sqrt,

    /// <summary>eˣ.</summary>
    Exp,

    /// <summary>The natural logarithm; −∞ at 0, NaN below.</summary>
    Log,

    /// <summary>|x|, with slope 0 at 0.</summary>
    Abs,
}
