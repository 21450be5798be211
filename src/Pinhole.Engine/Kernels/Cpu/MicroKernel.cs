using System.Runtime.CompilerServices;

namespace Pinhole.Engine.Kernels.Cpu;

/// <summary>
/// The inner loop of every matrix product: a tile of up to twelve rows and two vectors, all of it in registers.
/// </summary>
/// <remarks>
/// A step loads two vectors of the right operand and broadcasts one number of the left operand for each row: 24
/// multiply-adds for 14 loads at twelve rows of AVX-512, so the tile runs at the multiply-add bound. The row count is a
/// type, so missing rows of a tile cost nothing: the JIT drops them.
/// </remarks>
internal static unsafe class MicroKernel
{
    /// <summary>Runs the micro-kernel for a tile of the given height, 1 to 12.</summary>
    public static void Run<T>(
        int height,
        nint depth,
        MatrixView left,
        Panel right,
        Panel ahead,
        float* tile,
        nint tileRow,
        bool accumulate
    )
        where T : unmanaged, ISimd<T>
    {
        switch (height)
        {
            case 1:
                Run<T, Height1>(depth, left, right, ahead, tile, tileRow, accumulate);
                break;
            case 2:
                Run<T, Height2>(depth, left, right, ahead, tile, tileRow, accumulate);
                break;
            case 3:
                Run<T, Height3>(depth, left, right, ahead, tile, tileRow, accumulate);
                break;
            case 4:
                Run<T, Height4>(depth, left, right, ahead, tile, tileRow, accumulate);
                break;
            case 5:
                Run<T, Height5>(depth, left, right, ahead, tile, tileRow, accumulate);
                break;
            case 6:
                Run<T, Height6>(depth, left, right, ahead, tile, tileRow, accumulate);
                break;
            case 7:
                Run<T, Height7>(depth, left, right, ahead, tile, tileRow, accumulate);
                break;
            case 8:
                Run<T, Height8>(depth, left, right, ahead, tile, tileRow, accumulate);
                break;
            case 9:
                Run<T, Height9>(depth, left, right, ahead, tile, tileRow, accumulate);
                break;
            case 10:
                Run<T, Height10>(depth, left, right, ahead, tile, tileRow, accumulate);
                break;
            case 11:
                Run<T, Height11>(depth, left, right, ahead, tile, tileRow, accumulate);
                break;
            case 12:
                Run<T, Height12>(depth, left, right, ahead, tile, tileRow, accumulate);
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(height), height, "A tile has 1 to 12 rows.");
        }
    }

    /// <summary>tile [rows, 2 vectors] (+)= left [rows, depth] · right [depth, 2 vectors].</summary>
    /// <param name="depth">The number of products in each sum.</param>
    /// <param name="left">The left operand, at the first step.</param>
    /// <param name="right">Two vectors for each step.</param>
    /// <param name="ahead">Memory that is needed soon: two vectors of it are prefetched in each step.</param>
    /// <param name="tile">Receives the rows.</param>
    /// <param name="tileRow">Elements from one row of the tile to the next.</param>
    /// <param name="accumulate">Whether to add to the tile.</param>
    [MethodImpl(Compile.Hot)]
    private static void Run<T, THeight>(
        nint depth,
        MatrixView left,
        Panel right,
        Panel ahead,
        float* tile,
        nint tileRow,
        bool accumulate
    )
        where T : unmanaged, ISimd<T>
        where THeight : unmanaged, ITileHeight
    {
        T a0 = default,
            b0 = default;
        T a1 = default,
            b1 = default;
        T a2 = default,
            b2 = default;
        T a3 = default,
            b3 = default;
        T a4 = default,
            b4 = default;
        T a5 = default,
            b5 = default;
        T a6 = default,
            b6 = default;
        T a7 = default,
            b7 = default;
        T a8 = default,
            b8 = default;
        T a9 = default,
            b9 = default;
        T a10 = default,
            b10 = default;
        T a11 = default,
            b11 = default;
        nint leftRow = left.RowStride,
            leftStep = left.ColumnStride,
            thirdRow = 3 * leftRow;
        float* panel = right.Data,
            next = ahead.Data;
        nint panelStep = right.Step,
            nextStep = ahead.Step;
        float* group0 = left.Data,
            group1 = group0 + (4 * leftRow),
            group2 = group0 + (8 * leftRow);
        for (nint step = 0; step < depth; step++)
        {
            CacheLines.Prefetch(next);
            CacheLines.Prefetch(next + T.Lanes);
            T x = T.Load(panel),
                y = T.Load(panel + T.Lanes);
            Row(group0, x, y, ref a0, ref b0);
            if (THeight.Rows > 1)
                Row(group0 + leftRow, x, y, ref a1, ref b1);
            if (THeight.Rows > 2)
                Row(group0 + 2 * leftRow, x, y, ref a2, ref b2);
            if (THeight.Rows > 3)
                Row(group0 + thirdRow, x, y, ref a3, ref b3);
            if (THeight.Rows > 4)
                Row(group1, x, y, ref a4, ref b4);
            if (THeight.Rows > 5)
                Row(group1 + leftRow, x, y, ref a5, ref b5);
            if (THeight.Rows > 6)
                Row(group1 + 2 * leftRow, x, y, ref a6, ref b6);
            if (THeight.Rows > 7)
                Row(group1 + thirdRow, x, y, ref a7, ref b7);
            if (THeight.Rows > 8)
                Row(group2, x, y, ref a8, ref b8);
            if (THeight.Rows > 9)
                Row(group2 + leftRow, x, y, ref a9, ref b9);
            if (THeight.Rows > 10)
                Row(group2 + 2 * leftRow, x, y, ref a10, ref b10);
            if (THeight.Rows > 11)
                Row(group2 + thirdRow, x, y, ref a11, ref b11);
            panel += panelStep;
            next += nextStep;
            group0 += leftStep;
            group1 += leftStep;
            group2 += leftStep;
        }

        Finish(tile, a0, b0, accumulate);
        if (THeight.Rows > 1)
            Finish(tile + 1 * tileRow, a1, b1, accumulate);
        if (THeight.Rows > 2)
            Finish(tile + 2 * tileRow, a2, b2, accumulate);
        if (THeight.Rows > 3)
            Finish(tile + 3 * tileRow, a3, b3, accumulate);
        if (THeight.Rows > 4)
            Finish(tile + 4 * tileRow, a4, b4, accumulate);
        if (THeight.Rows > 5)
            Finish(tile + 5 * tileRow, a5, b5, accumulate);
        if (THeight.Rows > 6)
            Finish(tile + 6 * tileRow, a6, b6, accumulate);
        if (THeight.Rows > 7)
            Finish(tile + 7 * tileRow, a7, b7, accumulate);
        if (THeight.Rows > 8)
            Finish(tile + 8 * tileRow, a8, b8, accumulate);
        if (THeight.Rows > 9)
            Finish(tile + 9 * tileRow, a9, b9, accumulate);
        if (THeight.Rows > 10)
            Finish(tile + 10 * tileRow, a10, b10, accumulate);
        if (THeight.Rows > 11)
            Finish(tile + 11 * tileRow, a11, b11, accumulate);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        static void Row(float* number, T x, T y, ref T a, ref T b)
        {
            T factor = T.Broadcast(*number);
            a = T.MultiplyAdd(factor, x, a);
            b = T.MultiplyAdd(factor, y, b);
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        static void Finish(float* row, T a, T b, bool accumulate)
        {
            T.Store(accumulate ? a + T.Load(row) : a, row);
            T.Store(accumulate ? b + T.Load(row + T.Lanes) : b, row + T.Lanes);
        }
    }
}
