using Pinhole.Engine.Memory;

namespace Pinhole.Engine.Kernels.Cpu;

/// <summary>
/// The kernels for vectors of one width: sizes are checked here, the loops are in the other files of this folder.
/// </summary>
internal sealed unsafe partial class CpuKernels<T>(WorkerPool pool) : Kernels
    where T : unmanaged, ISimd<T>
{
    public override Storage Allocate(long length) => new CpuStorage(length);

    public override void Write(ReadOnlySpan<float> source, Block target)
    {
        float* y = Pointer(target, source.Length);
        fixed (float* x = source)
            pool.For(new MapRange<T, IdentityFunction>(x, y), source.Length);
    }

    public override void WriteRows(ReadOnlySpan<float> source, ReadOnlySpan<int> rows, int columns, Block target)
    {
        foreach (int row in rows)
        {
            ArgumentOutOfRangeException.ThrowIfNegative(row, nameof(rows));
            ArgumentOutOfRangeException.ThrowIfGreaterThan(((long)row + 1) * columns, source.Length, nameof(rows));
        }

        float* y = Pointer(target, rows.Length, columns);
        fixed (float* x = source)
        fixed (int* order = rows)
            pool.For(new GatherRowsRange<T>(x, order, y, columns), rows.Length, Ranges.RowGrain(columns));
    }

    public override void Read(Block source, Span<float> target) =>
        new ReadOnlySpan<float>(Pointer(source, target.Length), target.Length).CopyTo(target);

    public override void Copy(Block source, Block target) => Activate(Activation.Identity, source, target);

    public override void Fill(Block target, float value)
    {
        const int Most = 1 << 30;
        float* y = Pointer(target, target.Length);
        for (long done = 0; done < target.Length; done += Most)
            pool.For(
                new SpreadColumnRange<T>(&value, 1f, y + done, (int)Math.Min(Most, target.Length - done), false),
                1
            );
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            pool.Dispose();
    }

    private static float* Pointer(Block block, long length) => CpuStorage.Pointer(block, length);

    private static float* Pointer(Block block, int rows, int columns) =>
        CpuStorage.Pointer(block, (long)rows * columns);
}
