using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Pinhole.Engine.Memory;

namespace Pinhole.Engine.Kernels.Cpu;

/// <summary>The matrix products of layers, and how each reads its operands.</summary>
/// <remarks>
/// The left operand is read in place, number by number. The right one is read in rows two vectors wide: in place if its
/// layout allows, otherwise from packed panels. If the right operand would have to be transposed and the left one is
/// smaller, the product is transposed instead, resultᵀ = rightᵀ · leftᵀ. So a layer's activations are copied, but
/// hardly ever its weights.
/// </remarks>
internal static unsafe class MatrixProduct<T>
    where T : unmanaged, ISimd<T>
{
    private static int PanelWidth => 2 * T.Lanes;

    /// <summary>result [rows, columns] (+)= left [rows, depth] · right [depth, columns].</summary>
    public static void Run(
        WorkerPool pool,
        MatrixView left,
        MatrixView right,
        float* result,
        int rows,
        int depth,
        int columns,
        bool accumulate
    )
    {
        if (right.ColumnStride == 1)
            Run(pool, left, right, rows, depth, columns, new StoreTile<T>(result, columns, accumulate));
        else if (TurnsRound(rows, columns))
            Run(
                pool,
                right.Transposed,
                left.Transposed,
                columns,
                depth,
                rows,
                new LinearTile<T, IdentityFunction>(result, columns, null, true, accumulate)
            );
        else
            Run(pool, left, right, rows, depth, columns, new StoreTile<T>(result, columns, accumulate));
    }

    /// <summary>
    /// output [rows, outputs] = f(input [rows, inputs] · weightᵀ + bias), where weight is [outputs, inputs].
    /// </summary>
    public static void Linear<TFunction>(
        WorkerPool pool,
        float* input,
        float* weight,
        float* bias,
        float* output,
        int rows,
        int inputs,
        int outputs
    )
        where TFunction : unmanaged, IElementFunction
    {
        if (rows <= RowProductRange<T, TFunction>.MaximumRows)
        {
            RowProductRange<T, TFunction> few = new(input, weight, bias, output, rows, inputs, outputs);
            pool.For(few, rows == 0 ? 0 : outputs, RowProductRange<T, TFunction>.Grain(inputs));
            return;
        }

        MatrixView x = new(input, inputs, 1),
            w = new(weight, inputs, 1);
        bool turned = TurnsRound(rows, outputs);
        LinearTile<T, TFunction> finish = new(output, outputs, bias, turned, accumulate: false);
        if (turned)
            Run(pool, w, x.Transposed, outputs, inputs, rows, finish);
        else
            Run(pool, x, w.Transposed, rows, inputs, outputs, finish);
    }

    /// <summary>Whether transposing a product means that the smaller operand is packed.</summary>
    private static bool TurnsRound(int rows, int columns) => rows <= columns;

    /// <summary>
    /// left [rows, depth] · right [depth, columns], whose tiles are handed to <paramref name="finish"/>.
    /// </summary>
    public static void Run<TFinish>(
        WorkerPool pool,
        MatrixView left,
        MatrixView right,
        int rows,
        int depth,
        int columns,
        TFinish finish
    )
        where TFinish : unmanaged, ITileFinish
    {
        if (rows == 0 || columns == 0)
            return;
        Panel panels = new(right.Data, right.RowStride);
        nint panelStride = PanelWidth;
        if (!IsReadInPlace(right, rows))
        {
            int count = (columns + PanelWidth - 1) / PanelWidth;
            panels = new Panel(Scratch.Take((long)count * depth * PanelWidth), PanelWidth);
            panelStride = (nint)depth * PanelWidth;
            PackJob<T> pack = new(right, depth, columns, panels.Data);
            pool.Run(ref pack, count);
        }

        TileJob<T, TFinish> job = new(left, panels, panelStride, rows, depth, columns, finish);
        pool.Run(ref job, job.Parts);
    }

    // Rows that are a multiple of 2 KB apart share a few cache sets and evict each other; copying them pays off for
    // many rows of the left operand.
    private static bool IsReadInPlace(MatrixView right, int rows) =>
        right.ColumnStride == 1 && (right.RowStride % 512 != 0 || rows < 64);
}

/// <summary>Packs a right operand into panels, [panels][depth][two vectors], padded with zeros.</summary>
internal readonly unsafe struct PackJob<T>(MatrixView right, int depth, int columns, float* panels) : IJob
    where T : unmanaged, ISimd<T>
{
    [MethodImpl(Compile.Hot)]
    public void Run(int part)
    {
        int panelWidth = 2 * T.Lanes,
            column = part * panelWidth,
            width = Math.Min(panelWidth, columns - column);
        float* panel = panels + ((long)part * depth * panelWidth);
        float* source = right.At(0, column);
        if (right.ColumnStride != 1)
        {
            if (width < panelWidth)
                NativeMemory.Clear(panel, (nuint)depth * (nuint)panelWidth * sizeof(float));
            Transposition.Run<T>(source, right.ColumnStride, panel, panelWidth, width, depth);
            return;
        }

        for (nint step = 0; step < depth; step++, source += right.RowStride, panel += panelWidth)
        {
            T.Store(Ranges.Load<T>(source, width), panel);
            T.Store(width > T.Lanes ? Ranges.Load<T>(source + T.Lanes, width - T.Lanes) : default, panel + T.Lanes);
        }
    }
}
