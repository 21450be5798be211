using System.Runtime.CompilerServices;

namespace Pinhole.Engine.Kernels.Cpu;

/// <summary>results [rows] = log (1/columns Σ exp x), in double precision: rows are short and there are few.</summary>
internal readonly unsafe struct LogMeanExpRange(float* source, float* results, int columns) : IRange
{
    [MethodImpl(Compile.Hot)]
    public void Run(nint start, nint end)
    {
        for (nint row = start; row < end; row++)
        {
            float* x = source + (row * columns);
            double greatest = double.NegativeInfinity, sum = 0;
            for (nint i = 0; i < columns; i++)
                greatest = x[i] > greatest ? x[i] : greatest;
            // Where all are −∞ so is the result; what is not a number stays visible in the sum.
            double shift = double.IsInfinity(greatest) ? 0 : greatest;
            for (nint i = 0; i < columns; i++)
                sum += Math.Exp(x[i] - shift);
            results[row] = (float)(shift + Math.Log(sum / columns));
        }
    }
}

/// <summary>dx (+)= d · exp(x − result) / columns, d [rows] being the results' gradient.</summary>
internal readonly unsafe struct LogMeanExpBackwardRange(
    float* source, float* results, float* resultGradient, float* sourceGradient, int columns, bool accumulate) : IRange
{
    [MethodImpl(Compile.Hot)]
    public void Run(nint start, nint end)
    {
        for (nint row = start; row < end; row++)
        {
            float* x = source + (row * columns), dx = sourceGradient + (row * columns);
            double factor = (double)resultGradient[row] / columns;
            for (nint i = 0; i < columns; i++)
            {
                float slope = (float)(factor * Math.Exp((double)x[i] - results[row]));
                dx[i] = accumulate ? dx[i] + slope : slope;
            }
        }
    }
}
