using System.Runtime.CompilerServices;

namespace Pinhole.Engine.Kernels.Cpu;

/// <summary>Transposes matrices, four rows of a vector at a time in registers.</summary>
internal static unsafe class Transposition
{
    /// <summary>target [columns, rows] = sourceᵀ, where source is [rows, columns].</summary>
    [MethodImpl(Compile.Hot)]
    public static void Run<T>(float* source, nint sourceRow, float* target, nint targetRow, nint rows, nint columns)
        where T : unmanaged, ISimd<T>
    {
        // Columns are the outer loop, so that each target row is finished while its line is in the cache.
        for (nint column = 0; column < columns; column += T.Lanes)
        {
            float* from = source + column,
                to = target + (column * targetRow);
            nint row = 0,
                width = Math.Min(T.Lanes, columns - column);
            if (width == T.Lanes)
            {
                for (; row + 4 <= rows; row += 4, from += 4 * sourceRow)
                {
                    T first = T.Load(from),
                        second = T.Load(from + sourceRow);
                    T third = T.Load(from + (2 * sourceRow)),
                        fourth = T.Load(from + (3 * sourceRow));
                    T.StoreTransposed(first, second, third, fourth, to + row, targetRow);
                }
            }

            for (; row < rows; row++, from += sourceRow)
            {
                for (nint lane = 0; lane < width; lane++)
                    to[(lane * targetRow) + row] = from[lane];
            }
        }
    }
}
