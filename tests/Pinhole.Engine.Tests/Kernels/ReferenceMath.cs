using Pinhole.Engine.Kernels;

namespace Pinhole.Engine.Tests.Kernels;

/// <summary>The functions of the seam in double precision, written from their definitions.</summary>
internal static class ReferenceMath
{
    public static double Value(Activation activation, double x) =>
        activation switch
        {
            Activation.Identity => x,
            Activation.Relu => x <= 0 ? 0 : x,
            Activation.LeakyRelu => x > 0 ? x : 0.01 * x,
            Activation.Elu => x > 0 ? x : Math.Exp(x) - 1,
            Activation.Tanh => Math.Tanh(x),
            Activation.Sigmoid => Sigmoid(x),
            Activation.Softplus => Softplus(x),
            Activation.Gelu => x * NormalDistribution(x),
            _ => throw new ArgumentOutOfRangeException(nameof(activation)),
        };

    public static double Slope(Activation activation, double x) =>
        activation switch
        {
            Activation.Identity => 1,
            Activation.Relu => x > 0 ? 1 : 0,
            Activation.LeakyRelu => x > 0 ? 1 : 0.01,
            Activation.Elu => x > 0 ? 1 : Math.Exp(x),
            Activation.Tanh => 1 - (Math.Tanh(x) * Math.Tanh(x)),
            Activation.Sigmoid => Sigmoid(x) * Sigmoid(-x),
            Activation.Softplus => Sigmoid(x),
            Activation.Gelu => NormalDistribution(x) + (x * NormalDensity(x)),
            _ => throw new ArgumentOutOfRangeException(nameof(activation)),
        };

    /// <summary>The slope where only y = f(x) is known.</summary>
    public static double SlopeFromValue(Activation activation, double y) =>
        activation switch
        {
            Activation.Identity => 1,
            Activation.Relu => y > 0 ? 1 : 0,
            Activation.LeakyRelu => y > 0 ? 1 : 0.01,
            Activation.Elu => y > 0 ? 1 : y + 1,
            Activation.Tanh => 1 - (y * y),
            Activation.Sigmoid => y * (1 - y),
            Activation.Softplus => 1 - Math.Exp(-y),
            _ => throw new ArgumentOutOfRangeException(nameof(activation)),
        };

    public static double Value(UnaryFunction function, double x) =>
        function switch
        {
            UnaryFunction.Square => x * x,
            UnaryFunction.Sqrt => Math.Sqrt(x),
            UnaryFunction.Exp => Math.Exp(x),
            UnaryFunction.Log => Math.Log(x),
            UnaryFunction.Abs => Math.Abs(x),
            _ => throw new ArgumentOutOfRangeException(nameof(function)),
        };

    public static double Slope(UnaryFunction function, double x) =>
        function switch
        {
            UnaryFunction.Square => 2 * x,
            UnaryFunction.Sqrt => 0.5 / Math.Sqrt(x),
            UnaryFunction.Exp => Math.Exp(x),
            UnaryFunction.Log => 1 / x,
            UnaryFunction.Abs => Sign(x),
            _ => throw new ArgumentOutOfRangeException(nameof(function)),
        };

    public static double Value(BinaryFunction function, double a, double b) =>
        function switch
        {
            BinaryFunction.Add => a + b,
            BinaryFunction.Subtract => a - b,
            BinaryFunction.Multiply => a * b,
            BinaryFunction.Divide => a / b,
            _ => throw new ArgumentOutOfRangeException(nameof(function)),
        };

    public static (double Left, double Right) Slopes(BinaryFunction function, double a, double b) =>
        function switch
        {
            BinaryFunction.Add => (1, 1),
            BinaryFunction.Subtract => (1, -1),
            BinaryFunction.Multiply => (b, a),
            BinaryFunction.Divide => (1 / b, -a / (b * b)),
            _ => throw new ArgumentOutOfRangeException(nameof(function)),
        };

    public static double Value(LossFunction function, double y, double t, double delta)
    {
        double size = Math.Abs(y - t);
        return function switch
        {
            LossFunction.SquaredError => size * size,
            LossFunction.AbsoluteError => size,
            LossFunction.Huber => size > delta ? delta * (size - (0.5 * delta)) : 0.5 * size * size,
            LossFunction.BernoulliLogits => (t * Softplus(-y)) + ((1 - t) * Softplus(y)),
            LossFunction.PoissonLogRate => Math.Exp(y) - (t * y) + LogFactorial(t),
            _ => throw new ArgumentOutOfRangeException(nameof(function)),
        };
    }

    public static double Slope(LossFunction function, double y, double t, double delta) =>
        function switch
        {
            LossFunction.SquaredError => 2 * (y - t),
            LossFunction.AbsoluteError => Sign(y - t),
            LossFunction.Huber => Math.Abs(y - t) > delta ? delta * Sign(y - t) : y - t,
            LossFunction.BernoulliLogits => Sigmoid(y) - t,
            LossFunction.PoissonLogRate => Math.Exp(y) - t,
            _ => throw new ArgumentOutOfRangeException(nameof(function)),
        };

    /// <summary>log Γ(t + 1) for t ≥ 0, by Stirling's series beyond 20 and the recurrence down to t.</summary>
    public static double LogFactorial(double t)
    {
        double smaller = 0;
        for (; t < 20; t++)
            smaller += Math.Log(t + 1);
        double series = (1 / (12 * t)) - (1 / (360 * Math.Pow(t, 3))) + (1 / (1260 * Math.Pow(t, 5)));
        return (t * Math.Log(t)) - t + (0.5 * Math.Log(2 * Math.PI * t)) + series - smaller;
    }

    public static double Sigmoid(double x) => 1 / (1 + Math.Exp(-x));

    public static double Softplus(double x) => Math.Max(x, 0) + LogOnePlus(Math.Exp(-Math.Abs(x)));

    /// <summary>log(1 + u) for u ≥ 0 (Kahan's correction).</summary>
    public static double LogOnePlus(double u) => 1 + u == 1 ? u : Math.Log(1 + u) * (u / (1 + u - 1));

    public static double NormalDensity(double x) => Math.Exp(-0.5 * x * x) / Math.Sqrt(2 * Math.PI);

    public static double NormalDistribution(double x) => 0.5 * (1 + Erf(x / Math.Sqrt(2)));

    /// <summary>
    /// erf x by its series 2/√π e^(−x²) Σ 2ⁿ x²ⁿ⁺¹ / (2n + 1)!!, whose terms all have one sign (Abramowitz and Stegun
    /// 7.1.6).
    /// </summary>
    public static double Erf(double x)
    {
        // erfc 6 is 2e−17, less than a double near 1 can hold.
        if (Math.Abs(x) > 6)
            return Math.Sign(x);
        double term = x,
            sum = x;
        for (int n = 1; Math.Abs(term) > 1e-18 * Math.Abs(sum); n++)
        {
            term *= 2 * x * x / ((2 * n) + 1);
            sum += term;
        }

        return 2 / Math.Sqrt(Math.PI) * Math.Exp(-x * x) * sum;
    }

    private static double Sign(double x) =>
        x > 0 ? 1
        : x < 0 ? -1
        : 0;
}
