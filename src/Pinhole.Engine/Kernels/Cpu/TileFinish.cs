using System.Runtime.CompilerServices;

namespace Pinhole.Engine.Kernels.Cpu;

/// <summary>What is done with a strip of sums while it is in the first-level cache.</summary>
internal unsafe interface ITileFinish
{
    /// <summary>Whether the sums are the result: then whole strips are written to <see cref="Target"/>.</summary>
    static abstract bool IsPlain { get; }

    /// <summary>The target of a plain strip.</summary>
    float* Target(int row, int column, out nint targetRow, out bool accumulate);

    /// <summary>Whether to make strips long, because finishing them reads memory, which is faster in order.</summary>
    static abstract bool WantsLongStrips { get; }

    /// <summary>Gives memory to prefetch for the finish of a strip; false when all of it was given.</summary>
    /// <param name="at">The position of the strip.</param>
    /// <param name="done">Finished steps of the strip's products.</param>
    /// <param name="steps">The number of steps.</param>
    /// <param name="ahead">What to prefetch during the next steps.</param>
    bool TryAhead(Strip at, nint done, nint steps, out Panel ahead);

    /// <summary>Writes the valid part of a strip.</summary>
    /// <param name="strip">[height, width], in rows that may be longer.</param>
    /// <param name="stripRow">Elements from one row of the strip to the next.</param>
    /// <param name="at">Its position.</param>
    void Finish(float* strip, nint stripRow, Strip at);
}

/// <summary>result (+)= strip.</summary>
internal readonly unsafe struct StoreTile<T>(float* result, int resultWidth, bool accumulate) : ITileFinish
    where T : unmanaged, ISimd<T>
{
    public static bool IsPlain => true;

    public static bool WantsLongStrips => false;

    public bool TryAhead(Strip at, nint done, nint steps, out Panel ahead)
    {
        ahead = default;
        return false;
    }

    public float* Target(int row, int column, out nint targetRow, out bool add)
    {
        targetRow = resultWidth;
        add = accumulate;
        return result + ((nint)row * resultWidth) + column;
    }

    public void Finish(float* strip, nint stripRow, Strip at)
    {
        float* target = Target(at.Row, at.Column, out nint targetRow, out bool add);
        new CopyColumnsRange<T>(strip, (int)stripRow, target, (int)targetRow, at.Width, add).Run(0, at.Height);
    }
}

/// <summary>
/// result (+)= f(strip + bias), or f(strip + bias)ᵀ if the product was transposed: then a bias belongs to a row of the
/// strip, and four rows at a time become columns in registers.
/// </summary>
internal readonly unsafe struct LinearTile<T, TFunction>(
    float* result,
    int resultWidth,
    float* bias,
    bool turned,
    bool accumulate
) : ITileFinish
    where T : unmanaged, ISimd<T>
    where TFunction : unmanaged, IElementFunction
{
    public static bool IsPlain => false;

    public static bool WantsLongStrips => false;

    public bool TryAhead(Strip at, nint done, nint steps, out Panel ahead)
    {
        ahead = default;
        return false;
    }

    public float* Target(int row, int column, out nint targetRow, out bool add) =>
        throw new NotSupportedException("These sums are not the result yet.");

    public void Finish(float* strip, nint stripRow, Strip at)
    {
        if (turned)
            FinishTurned(strip, stripRow, at.Row, at.Height, at.Column, at.Width);
        else
            FinishStraight(strip, stripRow, at.Row, at.Height, at.Column, at.Width);
    }

    [MethodImpl(Compile.Hot)]
    private void FinishStraight(float* strip, nint stripRow, int row, int height, int column, int width)
    {
        float* target = result + ((nint)row * resultWidth) + column;
        for (nint r = 0; r < height; r++, strip += stripRow, target += resultWidth)
        {
            for (nint i = 0; i < width; i += T.Lanes)
            {
                T sum = T.Load(strip + i);
                if (bias != null)
                    sum += Ranges.Load<T>(bias + column + i, width - i);
                Ranges.Store(TFunction.Value(sum), target + i, width - i, accumulate);
            }
        }
    }

    [MethodImpl(Compile.Hot)]
    private void FinishTurned(float* strip, nint stripRow, int row, int height, int column, int width)
    {
        float* four = stackalloc float[4 * T.Lanes];
        for (int r = 0; r < height; r += 4, strip += 4 * stripRow)
        {
            for (int i = 0; i < width; i += T.Lanes)
            {
                int lines = Math.Min(T.Lanes, width - i),
                    numbers = Math.Min(4, height - r);
                float* target = result + ((nint)(column + i) * resultWidth) + row + r;
                T first = Line(strip, stripRow, 0, row + r, i, numbers),
                    second = Line(strip, stripRow, 1, row + r, i, numbers);
                T third = Line(strip, stripRow, 2, row + r, i, numbers),
                    fourth = Line(strip, stripRow, 3, row + r, i, numbers);
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
    private T Line(float* strip, nint stripRow, int line, int row, int i, int lines)
    {
        if (line >= lines)
            return default;
        T sum = T.Load(strip + (line * stripRow) + i);
        return TFunction.Value(bias == null ? sum : sum + T.Broadcast(bias[row + line]));
    }
}
