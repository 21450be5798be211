using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.X86;

namespace Pinhole.Engine.Kernels.Cpu;

/// <summary>Asks for memory before it is needed; where the processor has no such instruction, nothing happens.</summary>
internal static unsafe class CacheLines
{
    private const int Floats = 16;

    /// <summary>To the first-level cache, for what is needed within a microsecond.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Prefetch(float* start, nint length)
    {
        if (!Sse.IsSupported)
            return;
        for (nint i = 0; i < length; i += Floats)
            Sse.Prefetch0(start + i);
    }

    /// <summary>The lines that a block of up to three arrays of one shape lies in.</summary>
    /// <returns>How many.</returns>
    public static int List(nint offset, nint row, int rows, int columns, float** lines, float* first, float* second, float* third)
    {
        int count = 0;
        for (int r = 0; r < rows; r++, offset += row)
        {
            for (nint i = offset; i < offset + columns; i += Floats)
            {
                lines[count++] = first + i;
                if (second != null)
                    lines[count++] = second + i;
                if (third != null)
                    lines[count++] = third + i;
            }
        }

        return count;
    }

    /// <summary>To the second-level cache: rows of which more is read than the first level holds.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void PrefetchRows(float* start, nint row, nint rows, nint columns)
    {
        if (!Sse.IsSupported)
            return;
        for (nint r = 0; r < rows; r++, start += row)
        {
            for (nint i = 0; i < columns; i += Floats)
                Sse.Prefetch1(start + i);
        }
    }
}
