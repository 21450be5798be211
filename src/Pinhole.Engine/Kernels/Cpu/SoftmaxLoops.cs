using System.Runtime.CompilerServices;

namespace Pinhole.Engine.Kernels.Cpu;

/// <summary>output = input − log Σ exp(input), row by row.</summary>
internal readonly unsafe struct LogSoftmaxRange<T>(float* input, float* output, int columns) : IRange
    where T : unmanaged, ISimd<T>
{
    [MethodImpl(Compile.Hot)]
    public void Run(nint start, nint end)
    {
        float* rest = stackalloc float[T.Lanes];
        for (nint row = start; row < end; row++)
        {
            float* x = input + (row * columns),
                y = output + (row * columns);
            // Relative to the largest, so that no exponential overflows.
            float greatest = x[0];
            for (nint i = 1; i < columns; i++)
                greatest = x[i] > greatest ? x[i] : greatest;
            T level = T.Broadcast(greatest);
            double total = 0;
            for (nint block = 0; block < columns; block += Summation.Block)
            {
                nint whole = Math.Min(columns, block + Summation.Block) - block;
                T sum = default;
                nint i = block;
                for (; whole >= T.Lanes; whole -= T.Lanes, i += T.Lanes)
                    sum += VectorMath.Exp(T.Load(x + i) - level);
                total += T.Sum(sum);
                if (whole > 0)
                {
                    T.Store(VectorMath.Exp(T.LoadFirst(x + i, whole) - level), rest);
                    for (nint k = 0; k < whole; k++)
                        total += rest[k];
                }
            }

            T logarithm = T.Broadcast((float)Math.Log(total));
            for (nint i = 0; i < columns; i += T.Lanes)
                Ranges.Store(Ranges.Load<T>(x + i, columns - i) - level - logarithm, y + i, columns - i);
        }
    }
}

/// <summary>dInput (+)= dOutput − exp(output) Σ dOutput, row by row.</summary>
internal readonly unsafe struct LogSoftmaxBackwardRange<T>(
    float* output,
    float* outputGradient,
    float* inputGradient,
    int columns,
    bool accumulate
) : IRange
    where T : unmanaged, ISimd<T>
{
    [MethodImpl(Compile.Hot)]
    public void Run(nint start, nint end)
    {
        for (nint row = start; row < end; row++)
        {
            float* y = output + (row * columns),
                dy = outputGradient + (row * columns),
                dx = inputGradient + (row * columns);
            double total = 0;
            for (nint block = 0; block < columns; block += Summation.Block)
            {
                T sum = default;
                nint blockEnd = Math.Min(columns, block + Summation.Block);
                for (nint i = block; i < blockEnd; i += T.Lanes)
                    sum += Ranges.Load<T>(dy + i, blockEnd - i);
                total += T.Sum(sum);
            }

            T all = T.Broadcast((float)total);
            for (nint i = 0; i < columns; i += T.Lanes)
            {
                nint left = columns - i;
                T probability = VectorMath.Exp(Ranges.Load<T>(y + i, left));
                Ranges.Store(Ranges.Load<T>(dy + i, left) - (probability * all), dx + i, left, accumulate);
            }
        }
    }
}
