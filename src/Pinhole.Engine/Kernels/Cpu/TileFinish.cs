using System.Runtime.CompilerServices;

namespace Pinhole.Engine.Kernels.Cpu;

/// <summary>What becomes of a tile of sums while it is in the first-level cache.</summary>
internal unsafe interface ITileFinish
{
    /// <summary>Whether sums are the result: whole tiles are then summed up where <see cref="Target"/> says.</summary>
    static abstract bool IsPlain { get; }

    /// <summary>Where a plain tile goes.</summary>
    float* Target(int row, int column, out nint targetRow, out bool accumulate);

    /// <summary>The cache lines that finishing a tile will need, at most 96.</summary>
    /// <returns>How many.</returns>
    int LinesAhead(int row, int height, int column, int width, float** lines);

    /// <summary>Takes the valid part of a tile, two vectors a row, to where it belongs.</summary>
    void Finish(float* tile, int row, int height, int column, int width);
}

/// <summary>result (+)= tile.</summary>
internal readonly unsafe struct StoreTile<T>(float* result, int resultWidth, bool accumulate) : ITileFinish
    where T : unmanaged, ISimd<T>
{
    public static bool IsPlain => true;

    public float* Target(int row, int column, out nint targetRow, out bool add)
    {
        targetRow = resultWidth;
        add = accumulate;
        return result + ((nint)row * resultWidth) + column;
    }

    public int LinesAhead(int row, int height, int column, int width, float** lines) => 0;

    public void Finish(float* tile, int row, int height, int column, int width)
    {
        float* target = Target(row, column, out nint targetRow, out bool add);
        new CopyColumnsRange<T>(tile, 2 * T.Lanes, target, (int)targetRow, width, add).Run(0, height);
    }
}

/// <summary>
/// result (+)= f(tile + bias), or f(tile + bias)ᵀ where the product was turned round: then a bias belongs to a row
/// of the tile, and four rows at a time become columns in registers.
/// </summary>
internal readonly unsafe struct LinearTile<T, TFunction>(float* result, int resultWidth, float* bias, bool turned, bool accumulate) : ITileFinish
    where T : unmanaged, ISimd<T>
    where TFunction : unmanaged, IElementFunction
{
    public static bool IsPlain => false;

    public float* Target(int row, int column, out nint targetRow, out bool add) =>
        throw new NotSupportedException("These sums are not the result yet.");

    public int LinesAhead(int row, int height, int column, int width, float** lines) => 0;

    public void Finish(float* tile, int row, int height, int column, int width)
    {
        if (turned)
            FinishTurned(tile, row, height, column, width);
        else
            FinishStraight(tile, row, height, column, width);
    }

    [MethodImpl(Compile.Hot)]
    private void FinishStraight(float* tile, int row, int height, int column, int width)
    {
        float* target = result + ((nint)row * resultWidth) + column;
        for (nint r = 0; r < height; r++, tile += 2 * T.Lanes, target += resultWidth)
        {
            for (nint i = 0; i < width; i += T.Lanes)
            {
                T sum = T.Load(tile + i);
                if (bias != null)
                    sum += Ranges.Load<T>(bias + column + i, width - i);
                Ranges.Store(TFunction.Value(sum), target + i, width - i, accumulate);
            }
        }
    }

    [MethodImpl(Compile.Hot)]
    private void FinishTurned(float* tile, int row, int height, int column, int width)
    {
        float* four = stackalloc float[4 * T.Lanes];
        for (int r = 0; r < height; r += 4, tile += 8 * T.Lanes)
        {
            for (int i = 0; i < width; i += T.Lanes)
            {
                int lines = Math.Min(T.Lanes, width - i), numbers = Math.Min(4, height - r);
                float* target = result + ((nint)(column + i) * resultWidth) + row + r;
                T first = Line(tile, 0, row + r, i, numbers), second = Line(tile, 1, row + r, i, numbers);
                T third = Line(tile, 2, row + r, i, numbers), fourth = Line(tile, 3, row + r, i, numbers);
                if (lines == T.Lanes && numbers == 4 && !accumulate)
                {
                    T.StoreTransposed(first, second, third, fourth, target, resultWidth);
                    continue;
                }

                T.StoreTransposed(first, second, third, fourth, four, 4);
                for (nint line = 0; line < lines; line++, target += resultWidth)
                {
                    for (nint k = 0; k < numbers; k++)
                        target[k] = accumulate ? target[k] + four[(4 * line) + k] : four[(4 * line) + k];
                }
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private T Line(float* tile, int line, int row, int i, int lines)
    {
        if (line >= lines)
            return default;
        T sum = T.Load(tile + (line * 2 * T.Lanes) + i);
        return TFunction.Value(bias == null ? sum : sum + T.Broadcast(bias[row + line]));
    }
}
