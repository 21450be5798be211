using System.Runtime.CompilerServices;

namespace Pinhole.Engine.Kernels.Cpu;

/// <summary>
/// Long sums that are accurate and reproducible: float vectors over short blocks, doubles over the blocks, in an order
/// that depends only on the sizes.
/// </summary>
internal static class Summation
{
    /// <summary>Elements summed in single precision before they are added to a double.</summary>
    public const int Block = 4096;
}

/// <summary>sums [rows] = the sum of input [rows, columns] over its columns.</summary>
internal readonly unsafe struct SumColumnsRange<T>(float* input, float* sums, int columns) : IRange
    where T : unmanaged, ISimd<T>
{
    [MethodImpl(Compile.Hot)]
    public void Run(nint start, nint end)
    {
        for (nint row = start; row < end; row++)
        {
            float* x = input + (row * columns);
            double total = 0;
            for (nint block = 0; block < columns; block += Summation.Block)
            {
                T sum = default;
                nint blockEnd = Math.Min(columns, block + Summation.Block);
                for (nint i = block; i < blockEnd; i += T.Lanes)
                    sum += Ranges.Load<T>(x + i, blockEnd - i);
                total += T.Sum(sum);
            }

            sums[row] = (float)total;
        }
    }
}

/// <summary>sums [columns] (+)= the sum of input [rows, columns] over its rows; split by columns.</summary>
internal readonly unsafe struct SumRowsRange<T>(float* input, float* sums, int rows, int columns, bool accumulate)
    : IRange
    where T : unmanaged, ISimd<T>
{
    [MethodImpl(Compile.Hot)]
    public void Run(nint start, nint end)
    {
        for (nint i = start; i < end; i += T.Lanes)
        {
            T sum = default;
            for (nint row = 0; row < rows; row++)
                sum += Ranges.Load<T>(input + (row * columns) + i, end - i);
            Ranges.Store(sum, sums + i, end - i, accumulate);
        }
    }
}

/// <summary>partials [part] = the sum of squares of one block of elements; split by blocks.</summary>
internal readonly unsafe struct SumOfSquaresRange<T>(float* source, nint length, nint block, double* partials) : IRange
    where T : unmanaged, ISimd<T>
{
    [MethodImpl(Compile.Hot)]
    public void Run(nint start, nint end)
    {
        for (nint part = start; part < end; part++)
        {
            nint first = part * block,
                last = Math.Min(length, first + block);
            double total = 0;
            for (nint from = first; from < last; from += Summation.Block)
            {
                T sum = default;
                nint to = Math.Min(last, from + Summation.Block);
                for (nint i = from; i < to; i += T.Lanes)
                {
                    T x = Ranges.Load<T>(source + i, to - i);
                    sum = T.MultiplyAdd(x, x, sum);
                }

                total += T.Sum(sum);
            }

            partials[part] = total;
        }
    }
}
