using System.Runtime.CompilerServices;

namespace Pinhole.Engine.Kernels.Cpu;

/// <summary>Σ exp x of a row as exp(shift) · sum, in double precision: rows are short and there are few.</summary>
internal static unsafe class ExponentialSum
{
    public static (double Shift, double Sum) Of(float* x, int columns)
    {
        double greatest = double.NegativeInfinity,
            sum = 0;
        for (nint i = 0; i < columns; i++)
            greatest = x[i] > greatest ? x[i] : greatest;
        // If all are −∞, so is the logarithm; NaN stays in the sum.
        double shift = double.IsInfinity(greatest) ? 0 : greatest;
        for (nint i = 0; i < columns; i++)
            sum += Math.Exp(x[i] - shift);
        return (shift, sum);
    }
}

/// <summary>results [rows] = log (1/columns Σ exp x).</summary>
internal readonly unsafe struct LogMeanExpRange(float* source, float* results, int columns) : IRange
{
    [MethodImpl(Compile.Hot)]
    public void Run(nint start, nint end)
    {
        for (nint row = start; row < end; row++)
        {
            (double shift, double sum) = ExponentialSum.Of(source + (row * columns), columns);
            results[row] = (float)(shift + Math.Log(sum / columns));
        }
    }
}

/// <summary>
/// dx (+)= d · exp(x) / Σ exp x, d [rows] being the results' gradient: computed from the sum, because with a rounded
/// result the shares would not add up to one.
/// </summary>
internal readonly unsafe struct LogMeanExpBackwardRange(
    float* source,
    float* resultGradient,
    float* sourceGradient,
    int columns,
    bool accumulate
) : IRange
{
    [MethodImpl(Compile.Hot)]
    public void Run(nint start, nint end)
    {
        for (nint row = start; row < end; row++)
        {
            float* x = source + (row * columns),
                dx = sourceGradient + (row * columns);
            (double shift, double sum) = ExponentialSum.Of(x, columns);
            double factor = resultGradient[row] / sum;
            for (nint i = 0; i < columns; i++)
            {
                float slope = (float)(factor * Math.Exp(x[i] - shift));
                dx[i] = accumulate ? dx[i] + slope : slope;
            }
        }
    }
}
