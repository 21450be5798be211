using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;

namespace Pinhole.Engine.Kernels.Cpu;

/// <summary>Turns rows into columns, sixteen numbers at a time in registers.</summary>
internal static unsafe class Transposition
{
    /// <summary>target [columns, rows] (+)= sourceᵀ, where source is [rows, columns].</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Run(
        float* source, nint sourceRow, float* target, nint targetRow, nint rows, nint columns, bool accumulate = false)
    {
        // Columns outside, so that each target row is finished while its cache line is near.
        nint c = 0;
        for (; c + 4 <= columns; c += 4)
        {
            float* from = source + c, to = target + (c * targetRow);
            nint r = 0;
            for (; r + 4 <= rows; r += 4)
                Square(from + (r * sourceRow), sourceRow, to + r, targetRow, accumulate);
            for (; r < rows; r++)
            {
                for (nint k = 0; k < 4; k++)
                    One(from + (r * sourceRow) + k, to + (k * targetRow) + r, accumulate);
            }
        }

        for (; c < columns; c++)
        {
            for (nint r = 0; r < rows; r++)
                One(source + (r * sourceRow) + c, target + (c * targetRow) + r, accumulate);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void One(float* from, float* to, bool accumulate) => *to = accumulate ? *to + *from : *from;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Square(float* from, nint fromRow, float* to, nint toRow, bool accumulate)
    {
        Vector128<float> r0 = Vector128.Load(from), r1 = Vector128.Load(from + fromRow);
        Vector128<float> r2 = Vector128.Load(from + (2 * fromRow)), r3 = Vector128.Load(from + (3 * fromRow));
        Vector128<float> low01 = Low(r0, r1), high01 = High(r0, r1), low23 = Low(r2, r3), high23 = High(r2, r3);
        Put(LowPairs(low01, low23), to, accumulate);
        Put(HighPairs(low01, low23), to + toRow, accumulate);
        Put(LowPairs(high01, high23), to + (2 * toRow), accumulate);
        Put(HighPairs(high01, high23), to + (3 * toRow), accumulate);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Put(Vector128<float> row, float* to, bool accumulate) =>
        (accumulate ? row + Vector128.Load(to) : row).Store(to);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<float> Low(Vector128<float> a, Vector128<float> b) =>
        Sse.IsSupported ? Sse.UnpackLow(a, b)
        : AdvSimd.Arm64.IsSupported ? AdvSimd.Arm64.ZipLow(a, b)
        : Vector128.Create(a[0], b[0], a[1], b[1]);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<float> High(Vector128<float> a, Vector128<float> b) =>
        Sse.IsSupported ? Sse.UnpackHigh(a, b)
        : AdvSimd.Arm64.IsSupported ? AdvSimd.Arm64.ZipHigh(a, b)
        : Vector128.Create(a[2], b[2], a[3], b[3]);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<float> LowPairs(Vector128<float> a, Vector128<float> b) =>
        Sse.IsSupported ? Sse.MoveLowToHigh(a, b)
        : AdvSimd.Arm64.IsSupported ? AdvSimd.Arm64.ZipLow(a.AsDouble(), b.AsDouble()).AsSingle()
        : Vector128.Create(a[0], a[1], b[0], b[1]);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<float> HighPairs(Vector128<float> a, Vector128<float> b) =>
        Sse.IsSupported ? Sse.MoveHighToLow(b, a)
        : AdvSimd.Arm64.IsSupported ? AdvSimd.Arm64.ZipHigh(a.AsDouble(), b.AsDouble()).AsSingle()
        : Vector128.Create(a[2], a[3], b[2], b[3]);
}
