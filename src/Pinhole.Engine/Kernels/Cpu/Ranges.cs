using System.Runtime.CompilerServices;
using Pinhole.Engine.Memory;

namespace Pinhole.Engine.Kernels.Cpu;

/// <summary>Work over a run of elements, rows or columns, which may be split between any two.</summary>
internal interface IRange
{
    void Run(nint start, nint end);
}

/// <summary>Splits a range into parts of a fixed size, independent of the number of threads.</summary>
internal readonly struct RangeJob<TRange>(TRange range, nint length, nint grain) : IJob
    where TRange : unmanaged, IRange
{
    public void Run(int part)
    {
        nint start = part * grain;
        range.Run(start, Math.Min(length, start + grain));
    }
}

internal static unsafe class Ranges
{
    /// <summary>
    /// Elements in a part of element-wise work: large enough to be worth a thread, small enough for its first-level
    /// cache.
    /// </summary>
    public const int Grain = 8192;

    public static void For<TRange>(this WorkerPool pool, TRange range, long length, nint grain = Grain)
        where TRange : unmanaged, IRange
    {
        if (length <= grain)
        {
            if (length > 0)
                range.Run(0, (nint)length);
            return;
        }

        RangeJob<TRange> job = new(range, (nint)length, grain);
        pool.Run(ref job, checked((int)((length + grain - 1) / grain)));
    }

    /// <summary>Rows of the given width in a part.</summary>
    public static nint RowGrain(long columns) => (nint)Math.Max(1, Grain / Math.Max(1, columns));

    /// <summary>Rows in a part, if each part begins by writing a row of zeros.</summary>
    public static nint SparseRowGrain(int columns) => Math.Max(4, RowGrain(columns));

    /// <summary>Columns of the given height in a part: whole cache lines.</summary>
    public static nint ColumnGrain(int rows) => Math.Max(64, Grain / Math.Max(1, rows) / 16 * 16);

    /// <summary>Loads the next vector, padded with zeros at the end.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Load<T>(float* source, nint left)
        where T : unmanaged, ISimd<T> => left >= T.Lanes ? T.Load(source) : T.LoadFirst(source, left);

    /// <summary>Writes the next vector, up to the end.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store<T>(T value, float* target, nint left)
        where T : unmanaged, ISimd<T>
    {
        if (left >= T.Lanes)
            T.Store(value, target);
        else
            T.StoreFirst(value, target, left);
    }

    /// <summary>Writes or adds the next vector, up to the end.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store<T>(T value, float* target, nint left, bool accumulate)
        where T : unmanaged, ISimd<T> => Store(accumulate ? Load<T>(target, left) + value : value, target, left);

    /// <summary><see cref="ISimd{T}.LoadFirst"/> for hardware without masks.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static T LoadOneByOne<T>(float* source, nint left)
        where T : unmanaged, ISimd<T>
    {
        float* buffer = stackalloc float[T.Lanes];
        for (nint i = 0; i < T.Lanes; i++)
            buffer[i] = i < left ? source[i] : 0f;
        return T.Load(buffer);
    }

    /// <summary><see cref="ISimd{T}.StoreFirst"/> for hardware without masks.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static void StoreOneByOne<T>(T value, float* target, nint left)
        where T : unmanaged, ISimd<T>
    {
        float* buffer = stackalloc float[T.Lanes];
        T.Store(value, buffer);
        for (nint i = 0; i < left; i++)
            target[i] = buffer[i];
    }
}
